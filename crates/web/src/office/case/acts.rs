//! The acts of a case as buttons: those that can be done now as links, those
//! that wait with the sentence that says for what.

use app::view::{ActState, Case};
use askama::Template;
use askama::filters::HtmlSafe;
use domain::refusal::{MissingThing, Reason, Refusal};
use locale::L10n;

use super::{Sub, is_latest};
use crate::office::refusal::sentence;
use crate::routes::encode;

/// An act that can be done now.
struct Ready {
    label: String,
    url: String,
    /// It is the work that the case waits for; only the first is said to be.
    next: bool,
}

/// The acts of a list of codes that this person's post allows. Draws nothing
/// when there are none.
#[derive(Template)]
#[template(path = "case/acts.html")]
pub(crate) struct Acts {
    ready: Vec<Ready>,
    waiting: Vec<(String, String)>,
    title: String,
    wait_word: String,
}

impl HtmlSafe for Acts {}

impl Acts {
    /// The acts with these codes, in this order. An earlier assessment has none.
    pub(crate) fn of(l10n: L10n, case: &Case, codes: &[&str]) -> Self {
        let mut acts = Self {
            ready: Vec::new(),
            waiting: Vec::new(),
            title: l10n.t("case-acts"),
            wait_word: l10n.t("case-act-waits"),
        };
        if !is_latest(case) {
            return acts;
        }
        for code in codes {
            let Some(act) = case.acts.iter().find(|a| a.code == *code) else { continue };
            let label = l10n.code("act", act.code);
            match &act.waits {
                None => {
                    let next = act.next && !acts.ready.iter().any(|before| before.next);
                    acts.ready.push(Ready { label, url: url(case, act), next });
                }
                Some(refusal) if closed(refusal) => {}
                Some(refusal) => acts.waiting.push((label, reason(l10n, refusal))),
            }
        }
        acts
    }

    /// Whether there is nothing to do and nothing to wait for.
    pub(crate) fn is_empty(&self) -> bool {
        self.ready.is_empty() && self.waiting.is_empty()
    }
}

/// Acts on the screening live on its own page, all others on the act's form.
pub(super) fn url(case: &Case, act: &ActState) -> String {
    let no = encode(&case.matter.state.number);
    match act.code {
        "propose_screening" | "confirm_screening" | "send_back_screening" => {
            Sub::Screening.url(case)
        }
        code => format!("/items/{no}/do/{code}"),
    }
}

/// What is over, or does not apply, is not offered, not even as waiting.
fn closed(refusal: &Refusal) -> bool {
    matches!(
        refusal.reason,
        Reason::StepClosed { .. }
            | Reason::StepNotInProcedure { .. }
            | Reason::Ended
            | Reason::Halted
    )
}

fn reason(l10n: L10n, refusal: &Refusal) -> String {
    let steps: Vec<String> = refusal
        .missing
        .iter()
        .filter_map(|m| match &m.what {
            MissingThing::Step(step) => Some(l10n.code("step", step.code())),
            MissingThing::Field(_)
            | MissingThing::Requirement(_)
            | MissingThing::Paper(_)
            | MissingThing::More { .. } => None,
        })
        .collect();
    if steps.is_empty() {
        return l10n.say(&sentence(refusal));
    }
    l10n.t1("case-act-after", "steps", l10n.join(&steps))
}
