//! Words behind commitments, as pages write them.

use app::view::{Case, Words};
use domain::text::Text;
use locale::L10n;

/// The words of a text; 已依规删除 when they were erased.
pub(crate) fn text_of(l10n: L10n, words: &Words, text: &Text) -> String {
    words.get(text).map_or_else(|| l10n.t("case-erased"), str::to_owned)
}

/// The words of a text that need not be there; empty when it is not.
pub(crate) fn maybe_text(l10n: L10n, words: &Words, text: Option<&Text>) -> String {
    text.map(|text| text_of(l10n, words, text)).unwrap_or_default()
}

/// The title of a matter.
pub(super) fn title(l10n: L10n, case: &Case) -> String {
    case.title().map_or_else(|| l10n.t("case-erased"), str::to_owned)
}
