//! The numbers of a social stability risk assessment, exact and pure.
//!
//! From ratings p and q of each factor to its risk R and [`Degree`], from factors and weights to
//! the composite index T, from criteria to the [`Level`] of the whole matter with the criterion
//! that decided it. Thresholds are data (the rule files carry them); the constructors named
//! `convention` give the defaults of the trade. Sources are those of the domain reference §1.3 and
//! §1.4.
//!
//! Nothing here does I/O, reads a clock or draws a random number, no input makes it panic, and
//! everything that a level depends on is computed in exact fractions ([`Ratio`]). Statistics about
//! those numbers (eigenvectors, agreement, distributions) are floats, finite or absent.

pub mod agreement;
pub mod ahp;
pub mod calc;
pub mod counts;
pub mod criteria;
pub mod crossing;
pub mod degree;
pub mod demerit;
pub mod fuzzy;
pub mod index;
pub mod ladder;
pub mod level_rule;
pub mod panel;
pub mod ratio;
pub mod scale;
pub mod uncertainty;
pub mod warning;
pub mod weights;

pub use counts::{CountReason, CountResult, CountRule, DegreeCounts};
pub use criteria::{Criterion, CriterionResult, Determination, DetermineError, determine};
pub use degree::{DegreeCuts, degree_of, risk_of};
pub use demerit::{DemeritError, DemeritItem, DemeritResult, DemeritScore, demerit_total};
pub use index::{
    FactorInput, FactorShare, IndexError, IndexMethod, IndexResult, Quantity, TakeR, Weighting,
    composite,
};
pub use ladder::{Ladder, LadderError};
pub use level_rule::{Cut, Edge, LevelRule};
pub use panel::{Aggregate, Aggregator, ExpertIndex, Panel, PanelError};
pub use ratio::{Ratio, RatioError};
pub use scale::{Band, Degree, Level, ScaleError, Score, Weight};
pub use warning::Warning;
