//! Words behind commitments, as pages write them.

use app::view::{Case, Words};
use domain::{
    codes::{ProcedureCode, ScreeningResult},
    rulebook::Package,
    text::Text,
};
use locale::{L10n, Lang};

use super::rule_words;

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

/// What a place calls a procedure (for example 简化程序 in 朝阳); lists across
/// places call it by its kind.
pub(crate) fn procedure_name(l10n: L10n, package: &Package, code: ProcedureCode) -> String {
    let own = package.procedure(code).map(|p| rule_words(l10n, &p.item.zh, &p.item.en));
    own.filter(|words| !words.is_empty())
        .map_or_else(|| l10n.code("procedure", code.code()), str::to_owned)
}

/// The result of a screening and the procedure that follows.
pub(crate) fn result_words(
    l10n: L10n,
    package: &Package,
    result: ScreeningResult,
    procedure: Option<ProcedureCode>,
) -> Vec<String> {
    let result_name = l10n.code("screening", result.code());
    match procedure {
        // A result that names its procedure is not followed by it once more.
        Some(code) if result == ScreeningResult::SimplifiedOk => {
            let own = procedure_name(l10n, package, code);
            vec![l10n.t1("case-may-use", "procedure", own)]
        }
        Some(code) => vec![result_name, procedure_name(l10n, package, code)],
        None => vec![result_name],
    }
}

/// The title of a matter.
pub(super) fn title(l10n: L10n, case: &Case) -> String {
    case.title().map_or_else(|| l10n.t("case-erased"), str::to_owned)
}
