//! The answers that the rules propose for a screening, and the way from one
//! imported matter to the next.

use app::import::{Hit, ScreeningProposal};
use app::view::{Case, suggested};
use locale::L10n;
use serde::Deserialize;
use uuid::Uuid;

use super::{result_words, routes::ItemScreening, screened::rule_words};
use crate::form::Values;
use crate::office::imports::routes::ImportNext;
use crate::routes::encode;

/// Where the person comes from: `?import=` with the import that is worked through.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Coming {
    #[serde(default)]
    import: String,
}

impl Coming {
    fn batch(&self) -> Option<Uuid> {
        Uuid::parse_str(&self.import).ok()
    }

    /// The address of this page, on the same way.
    pub(super) fn screening(&self, no: &str) -> String {
        let page = ItemScreening { no: no.to_owned() };
        self.batch().map_or_else(|| page.to_string(), |id| format!("{page}?import={id}"))
    }

    /// The next matter of the import, when the person comes from one.
    pub(super) fn next(&self, no: &str) -> Option<String> {
        let next = ImportNext { id: self.batch()?.to_string() };
        Some(format!("{next}?after={}", encode(no)))
    }
}

/// The proposal as the page shows it.
pub(super) struct Suggested {
    /// Result and procedure, or that no rule fits: then nothing is proposed.
    pub(super) title: String,
    /// What it rests on, and what is left to the person.
    pub(super) lead: String,
    /// Rules, sources, words that were found.
    pub(super) grounds: Vec<(String, String, String)>,
}

/// The proposal, as long as nobody has answered the questions.
fn open(case: &Case) -> Option<ScreeningProposal> {
    case.matter.state.screening.is_none().then(|| suggested(case)).flatten()
}

impl Suggested {
    /// The proposal for a matter that nobody has screened yet.
    pub(super) fn of(l10n: L10n, case: &Case) -> Option<Self> {
        let proposal = open(case)?;
        let hits = proposal.questions.iter().chain(&proposal.scope);
        let ground = |hit: &Hit| {
            let rule = rule_words(l10n, &hit.zh, &hit.en).to_owned();
            // A rule about a whole sector is found by the sector's code.
            let known = domain::codes::Sector::from_code(&hit.word);
            let word = known.map_or_else(|| hit.word.clone(), |s| l10n.code("sector", s.code()));
            (rule, hit.source.clone(), word)
        };
        let found = !proposal.questions.is_empty() || !proposal.scope.is_empty();
        let words = result_words(l10n, &case.package, proposal.result, proposal.procedure);
        let title = if found {
            l10n.t1("case-suggested", "result", l10n.join(&words))
        } else {
            l10n.t("case-suggested-none")
        };
        Some(Self {
            title,
            lead: l10n.code("case-suggested", proposal.reason()),
            grounds: hits.map(ground).collect(),
        })
    }
}

/// The form with the proposed answers filled in.
pub(super) fn prefill(l10n: L10n, case: &Case, values: Values) -> Values {
    let Some(proposal) = open(case) else { return values };
    let answers = proposal.answers(&case.package);
    answers.into_iter().fold(values, |values, (code, yes)| {
        let field = format!("answers.{code}");
        let hit = proposal.questions.iter().find(|hit| hit.code == code);
        let values = values.with(&field, if yes { "yes" } else { "no" });
        match hit {
            None => values,
            Some(hit) => {
                let basis = l10n.t1("case-suggested-basis", "word", &hit.word);
                values.with(&format!("{field}.basis"), basis)
            }
        }
    })
}
