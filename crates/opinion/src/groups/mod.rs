//! Groups of answers: which statements were answered alike, as Pol.is computes it.
//!
//! Votes (agree, disagree, pass, or unseen) are centred with the mean of each statement standing
//! in for what is unseen, reduced to two axes, corrected for those who answered little, and
//! divided by k-means. The method is that of Small et al., *Polis: Scaling deliberation by mapping
//! high dimensional opinion spaces* (Recerca 26, 2021), as red-dwarf 0.4.0 defines its details.
//!
//! Groups are of answers, never of persons. [`analyse`] gives rows in [`Rows`], which the command
//! line prints for the one who checks the method and which nothing stores; the product takes
//! [`publish`], which knows no rows and no group of fewer than [`LEAST_GROUP`].

mod analysis;
mod axes;
mod divide;
mod error;
mod lanczos;
mod order;
mod publish;
mod represent;
mod silhouette;
mod table;

pub use analysis::{Analysis, Division, Rows, Settings, analyse};
pub use axes::{Axes, Point};
pub use error::{GroupsError, Warning};
pub use publish::{LEAST_GROUP, PublicGroup, PublicGroups, publish};
pub use represent::{Consensus, Consent, Direction, Represented, Stage, consensus, stage};
pub use table::{MAX_CELLS, MAX_PARTICIPANTS, MAX_STATEMENTS, Vote, VoteTable};
