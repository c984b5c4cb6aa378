//! Words behind commitments, as pages write them.

use app::view::{Case, Words};
use domain::{
    codes::{ProcedureCode, ScreeningResult},
    text::Text,
};
use locale::{L10n, Lang};

/// The words of a text; 已依规删除 when they were erased.
pub(crate) fn text_of(l10n: L10n, words: &Words, text: &Text) -> String {
    words.get(text).map_or_else(|| l10n.t("case-erased"), str::to_owned)
}

/// The words of a text that need not be there; empty when it is not.
pub(crate) fn maybe_text(l10n: L10n, words: &Words, text: Option<&Text>) -> String {
    text.map(|text| text_of(l10n, words, text)).unwrap_or_default()
}

/// Where a rule comes from. Documents are cited in Chinese; that a value is the
/// product's own is said in the language of the page.
pub(crate) fn source_words(l10n: L10n, source: &str) -> String {
    const KEY: &str = locale::key("rules-source-default");
    source.replace(&L10n::new(Lang::ZhCn).t(KEY), &l10n.t(KEY))
}

/// The result of a screening and the procedure that follows; a result that
/// names its procedure is not followed by it once more.
pub(crate) fn result_words(
    l10n: L10n,
    result: ScreeningResult,
    procedure: Option<ProcedureCode>,
) -> Vec<String> {
    let procedure = procedure.filter(|_| result != ScreeningResult::SimplifiedOk);
    std::iter::once(l10n.code("screening", result.code()))
        .chain(procedure.map(|p| l10n.code("procedure", p.code())))
        .collect()
}

/// The title of a matter.
pub(super) fn title(l10n: L10n, case: &Case) -> String {
    case.title().map_or_else(|| l10n.t("case-erased"), str::to_owned)
}
