//! The receipt of a number that no matter has: a refusal like any other.

use app::directory::Units;
use domain::unknown::UnknownCheck;
use locale::L10n;

use super::receipt::{Receipt, mono, named};
use super::{Gate, receipt};
use crate::error::WebError;
use crate::office::{Office, web_error};
use crate::routes::Route as _;
use crate::ui::{Facts, Verdict};
use crate::visit::Visit;

/// Stands before the place in the address of such a receipt: should a matter
/// get the number later, its own checks are counted from 1.
pub(super) const MARK: char = 'U';

/// The place of a check as the address of its receipt has it: `U3`.
pub(super) fn place(n: usize) -> String {
    format!("{MARK}{n}")
}

/// The receipt of a check of the actor's own unit.
pub(super) async fn receipt(
    office: &Office<'_>,
    visit: &Visit,
    no: &str,
    n: usize,
) -> Result<Receipt, WebError> {
    let failed = |error: app::lists::StoreError| WebError::Unavailable(Box::new(error));
    let mut reader = office.app.store().read().await.map_err(failed)?;
    let asked = app::matter::unknown_number(&mut reader, no).await.map_err(web_error)?;
    let check = n.checked_sub(1).and_then(|at| asked.checks.get(at));
    let check = check.filter(|c| c.unit == office.ctx.unit()).ok_or(WebError::NotFound)?;
    let units = office.app.units(&mut reader).await.map_err(web_error)?;
    let l10n = visit.l10n();
    let number = format!("{no}-{}", place(n));
    Ok(Receipt {
        page: receipt::page(visit, number.clone()),
        verdict: Verdict {
            passed: false,
            title: l10n.code("door-no", check.gate.code()),
            lead: l10n.t("door-why"),
            points: vec![l10n.t("error-unknown-number-lead")],
            focus: true,
        },
        points: Vec::new(),
        facts: Facts::two().markup(l10n.t("door-number"), mono(no)),
        check: about(l10n, check, &units, &number),
        next: l10n.t("door-next-list"),
        url: Gate.url(),
    })
}

fn about(l10n: L10n, check: &UnknownCheck, units: &Units, number: &str) -> Facts {
    Facts::new()
        .markup(l10n.t("door-check-number"), mono(number))
        .fact(l10n.t("door-gate"), l10n.code("door-at", check.gate.code()))
        .fact(l10n.t("door-day"), l10n.date(check.on))
        .fact(l10n.t("door-unit"), named(units, check.unit))
}
