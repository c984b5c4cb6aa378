//! Folding of a matter.

use super::{AssessmentRef, Matter, MatterEvent as E, Status};
use crate::{
    codes::ScreeningResult,
    record::{EventMeta, Record},
};

impl Record for Matter {
    const KIND: &'static str = "matter";
    const FOLD_VERSION: u32 = 2;
    type Event = E;

    fn apply(&mut self, meta: &EventMeta, event: &E) {
        match event {
            E::MatterListed { number, check_code, rules, facts, parties, origin } => {
                self.number.clone_from(number);
                self.check_code.clone_from(check_code);
                self.rules = *rules;
                self.listed_on = Some(meta.occurred_on);
                self.facts = Some(facts.clone());
                self.parties = Some(*parties);
                self.origin = *origin;
            }
            E::MatterAmended { facts, parties, .. } => {
                self.facts = Some(facts.clone());
                self.parties = Some(*parties);
            }
            E::ScreeningProposed { screening } => {
                self.screening = Some(screening.clone());
                self.status = Status::ScreeningProposed;
            }
            E::ScreeningSentBack { reason } => {
                self.sent_back.push(*reason);
                self.status = Status::Listed;
            }
            E::ScreeningConfirmed { .. } => {
                if let Some(screening) = &mut self.screening {
                    screening.confirmed_on = Some(meta.occurred_on);
                    self.status = match screening.result {
                        ScreeningResult::Required | ScreeningResult::SimplifiedOk => {
                            Status::Assessing
                        }
                        ScreeningResult::NotRequired => Status::Exempt,
                        ScreeningResult::CoveredBy => Status::Covered,
                        ScreeningResult::Deferred => Status::Deferred,
                    };
                }
            }
            E::MatterAssessmentOpened { assessment, ordinal } => {
                self.assessments.push(AssessmentRef {
                    id: *assessment,
                    ordinal: *ordinal,
                    opened: meta.occurred_on,
                });
            }
            E::GateChecked { check } => self
                .gate_checks
                .push(super::GateCheck { at: Some(meta.recorded_at), ..check.clone() }),
            // What was erased lies beside the log; the state names it as before.
            E::MatterTextErased { .. } => {}
            E::MatterWithdrawn { reason } => {
                self.withdrawn = Some(*reason);
                self.status = Status::Withdrawn;
            }
        }
    }
}
