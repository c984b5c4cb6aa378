//! What the rules propose for the screening of a matter that stands on the list.

use super::Case;
use crate::import::{ScreeningProposal, screening};

/// The proposal for a matter, by the words of its title, content and source
/// under the rules that it pinned: the same as an import shows for its row.
/// Nothing once the title was erased.
#[must_use]
pub fn suggested(case: &Case) -> Option<ScreeningProposal> {
    let state = &case.matter.state;
    let facts = state.facts.as_ref()?;
    let title = case.words.get(&facts.title)?;
    let more = [facts.content.as_ref(), state.origin.as_ref()];
    let more = more.into_iter().flatten().filter_map(|text| case.words.get(text));
    let text = std::iter::once(title).chain(more).collect::<Vec<_>>().join(" ");
    let households = facts.scale.households;
    Some(screening(&case.package, &text, facts.category, facts.sector, households))
}
