//! Random acts: one arm for every act that there is, right where the state lets
//! it be right.

use domain::{
    assessment::{
        Command as C, Entry,
        acts::{
            decision::ChangeDecision, factor::CloseIdentification, legality,
            measure::CloseMeasures, opinion,
        },
        parts::Judged,
    },
    codes::{
        ActivityKind, CauseParty, Conclusion, Confirmer, Disposition, LegalityOpinion, Level,
        MeasureStatus, ProcedureCode, RatingStage, Step, TriggerKind, Vote,
    },
    ids::{
        ActivityId, FilingId, HearingId, MeasureId, NoticeId, PanelId, PersonId, ReviewId,
        TriggerId,
    },
};

use crate::support::{Case, Who, inputs as i, text};

/// One random move: an act of some kind, or the whole next step.
#[derive(Debug, Clone, Copy)]
pub struct Move {
    pub kind: usize,
    pub who: u8,
    pub pick: usize,
    pub number: u16,
}

impl Move {
    /// The act; none where the case is to be carried on by a step.
    pub fn code(self) -> Option<&'static str> {
        C::CODES.get(self.kind).copied()
    }

    /// The same move with another act.
    pub fn of(self, code: &str) -> Self {
        let kind = C::CODES.iter().position(|known| *known == code).expect("an act");
        Self { kind, ..self }
    }

    fn flag(self) -> bool {
        self.number.is_multiple_of(2)
    }

    fn pq(self) -> (u16, u16) {
        (self.number % 10_001, (self.number / 3) % 10_001)
    }

    /// Who acts: mostly the right person, else anyone.
    pub fn person(self, case: &Case) -> Who {
        let n = self.who / 3;
        if self.who.is_multiple_of(3) {
            return choose(&PEOPLE, n.into());
        }
        let code = self.code().unwrap_or_default();
        let waited = waited_for(case, code);
        if waited.is_empty() { right(code) } else { choose(&waited, n.into()) }
    }
}

/// Experts or reviewers whose answer an act would be.
fn waited_for(case: &Case, code: &str) -> Vec<Who> {
    let of = |make: fn(u8) -> Who, known: Vec<PersonId>| {
        (0..9).map(make).filter(|who| known.contains(&who.person())).collect()
    };
    let panel = case.state.panels.last();
    let review = case.state.reviews.last();
    match code {
        "rate_blind" => of(Who::Expert, panel.map(|p| p.silent().collect()).unwrap_or_default()),
        "rate_again" => {
            of(Who::Expert, panel.map(|p| p.blind.keys().copied().collect()).unwrap_or_default())
        }
        "declare_conflict" | "cast_vote" => {
            let wanted = if code == "cast_vote" { Some(true) } else { None };
            let silent = review.into_iter().flat_map(|r| &r.reviewers);
            let silent = silent.filter(|r| r.vote.is_none() && r.declared == wanted);
            of(Who::Reviewer, silent.map(|r| r.person).collect())
        }
        _ => Vec::new(),
    }
}

pub const PEOPLE: [Who; 14] = [
    Who::Owner,
    Who::Agency,
    Who::Filer,
    Who::Justice,
    Who::Leader,
    Who::Executor,
    Who::Evaluator,
    Who::Expert(0),
    Who::Expert(1),
    Who::Expert(2),
    Who::Reviewer(0),
    Who::Reviewer(1),
    Who::Reviewer(2),
    Who::Reviewer(3),
];

pub fn choose<T: Copy>(list: &[T], pick: usize) -> T {
    list[pick % list.len()]
}

/// The acts of a step, so that a case is also carried on one act at a time.
pub const fn acts_of(step: Step) -> &'static [&'static str] {
    match step {
        Step::Publicity => &["publish_notice", "publish_notice", "close_notice", "void_entry"],
        Step::Consultation => &[
            "record_activity",
            "announce_hearing",
            "prepare_hearing",
            "confirm_minutes",
            "close_hearing",
            "record_opinion",
            "answer_opinion",
            "close_consultation",
        ],
        Step::Identification => &["identify_factor", "void_entry", "close_identification"],
        Step::InitialRating | Step::AfterRating => &[
            "open_panel",
            "rate_blind",
            "rate_blind",
            "rate_blind",
            "rate_blind",
            "replace_expert",
            "open_discussion",
            "rate_again",
            "close_panel",
            "set_weights",
            "determine_level",
        ],
        Step::Measures => &["set_measure", "void_entry", "close_measures"],
        Step::Report => &["freeze_report"],
        Step::Review => &[
            "convene_review",
            "declare_conflict",
            "declare_conflict",
            "declare_conflict",
            "cast_vote",
            "cast_vote",
            "cast_vote",
            "replace_reviewer",
            "conclude_review",
        ],
        Step::Filing => &["submit_filing", "return_filing", "accept_filing", "freeze_report"],
        Step::Legality => &["request_legality", "answer_legality"],
        Step::Decision => &["decide"],
        Step::Tracking | Step::Completion => {
            &["check_in", "record_incident", "answer_trigger", "change_decision", "complete"]
        }
        Step::PostEvaluation => &["post_evaluate"],
        Step::Archive => &["archive"],
        Step::Listing | Step::Screening | Step::Plan => &["adopt_plan"],
    }
}

/// Whose act it is.
fn right(code: &str) -> Who {
    match code {
        "rate_blind" | "rate_again" => Who::Expert(0),
        "declare_conflict" | "cast_vote" => Who::Reviewer(0),
        "convene_review" | "conclude_review" | "replace_reviewer" | "return_filing"
        | "accept_filing" | "suspend" | "resume" | "extend_term" | "change_procedure"
        | "answer_trigger" => Who::Filer,
        "answer_legality" => Who::Justice,
        "decide" | "change_decision" => Who::Leader,
        "check_in" | "record_incident" | "complete" | "report_progress" => Who::Executor,
        "post_evaluate" => Who::Evaluator,
        "adopt_plan" | "publish_notice" | "close_notice" | "set_measure" | "close_measures"
        | "submit_filing" | "request_legality" | "archive" | "withdraw" => Who::Owner,
        _ => Who::Agency,
    }
}

/// One of the identifiers in use, now and then one that is not.
macro_rules! id {
    ($case:expr, $list:ident, $pick:expr, $ty:ident) => {{
        let known: Vec<_> = $case.state.$list.iter().map(|x| x.id).collect();
        if known.is_empty() || $pick % 11 == 10 {
            $ty::new($case.fresh())
        } else {
            choose(&known, $pick)
        }
    }};
}

/// The act of a code with an input that the state may take.
///
/// # Panics
/// For an act without an arm: a new act has to be tried here too.
pub fn command(case: &mut Case, code: &str, m: Move) -> C {
    hearing(case, code, m)
        .or_else(|| rating(case, code, m))
        .or_else(|| review(case, code, m))
        .or_else(|| later(case, code, m))
        .or_else(|| course(case, code, m))
        .unwrap_or_else(|| panic!("no random {code}"))
}

/// Plan, notices, consultation, factors.
fn hearing(case: &mut Case, code: &str, m: Move) -> Option<C> {
    let (pick, number) = (m.pick, m.number);
    Some(match code {
        "adopt_plan" => i::plan(case),
        "publish_notice" => {
            let to = case.today.checked_add(jiff::Span::new().days(i64::from(number % 20)));
            i::notice(case, to.expect("a day"))
        }
        "close_notice" => {
            i::close_notice(id!(case, notices, pick, NoticeId), u32::from(number % 4))
        }
        "record_activity" => {
            let mut act = i::activity(case, u32::from(number % 9), u32::from(number % 50));
            if let (C::RecordActivity(input), true) = (&mut act, m.flag() && pick % 4 == 0) {
                input.kind = ActivityKind::Hearing;
                input.hearing = Some(id!(case, hearings, pick, HearingId));
            }
            act
        }
        "announce_hearing" => i::announce(case),
        "prepare_hearing" => {
            let hearing = id!(case, hearings, pick, HearingId);
            i::prepare(case, hearing)
        }
        "confirm_minutes" => {
            let activity = id!(case, activities, pick, ActivityId);
            i::confirm(case, activity, choose(Confirmer::ALL, number.into()))
        }
        "close_hearing" => i::close_hearing(id!(case, hearings, pick, HearingId)),
        "record_opinion" => C::RecordOpinion(opinion::RecordOpinion {
            topic: text(41),
            count: u32::from(number % 5),
            found_in: None,
            raised_at: None,
        }),
        "answer_opinion" => C::AnswerOpinion(opinion::AnswerOpinion {
            index: u32::try_from(pick % (case.state.opinions.len() + 1)).expect("few"),
            disposition: choose(Disposition::ALL, number.into()),
            reply: text(43),
            factors: case.state.factors.iter().map(|f| f.id).take(pick % 2).collect(),
            measures: case.state.live_measures().map(|m| m.id).take(pick % 2).collect(),
        }),
        "close_consultation" => C::CloseConsultation(opinion::CloseConsultation {
            summary: text(42),
            shortened: m.flag().then(|| text(45)),
        }),
        "identify_factor" => {
            let catalogue = m.flag().then_some(["A01", "B02", "C01", "nope"][pick % 4]);
            i::factor(case, catalogue)
        }
        "close_identification" => C::CloseIdentification(CloseIdentification {}),
        _ => return None,
    })
}

/// Panels, weights, levels, measures.
fn rating(case: &mut Case, code: &str, m: Move) -> Option<C> {
    let (pick, number) = (m.pick, m.number);
    let stage = choose(RatingStage::ALL, pick);
    let judged = Judged {
        overall: choose(&Level::ALL, pick),
        event: choose(&Level::ALL, pick / 3),
        participants: u32::from(number % 300),
    };
    Some(match code {
        "open_panel" => i::open_panel(case, stage, (number % 6) as u8),
        "rate_blind" => {
            let panel = id!(case, panels, pick, PanelId);
            i::rate(case, panel, m.pq())
        }
        "rate_again" => {
            let panel = id!(case, panels, pick, PanelId);
            i::rate_again(case, panel, m.pq())
        }
        "replace_expert" => {
            let leaves = Who::Expert((number % 5) as u8);
            let next = m.flag().then(|| choose(&PEOPLE, pick / 5));
            i::replace_expert(id!(case, panels, pick, PanelId), leaves, next)
        }
        "open_discussion" => i::discuss(id!(case, panels, pick, PanelId)),
        "close_panel" => i::close_panel(id!(case, panels, pick, PanelId)),
        "set_weights" => i::weights(case),
        "determine_level" if m.flag() => i::level(stage, judged),
        "determine_level" => {
            i::lowered(stage, judged, choose(&Level::ALL, pick / 5), pick.is_multiple_of(2))
        }
        "set_measure" => {
            let factors: Vec<_> = case.state.factors.iter().map(|f| f.id).collect();
            let reach = factors.into_iter().skip(pick % 3).collect();
            i::measure(case, reach, m.flag())
        }
        "close_measures" => C::CloseMeasures(CloseMeasures { contingency: text(40) }),
        "report_progress" => i::progress(
            id!(case, measures, pick, MeasureId),
            choose(MeasureStatus::ALL, number.into()),
            m.flag(),
        ),
        _ => return None,
    })
}

/// Report, review, filing, legality.
fn review(case: &mut Case, code: &str, m: Move) -> Option<C> {
    let (pick, number) = (m.pick, m.number);
    Some(match code {
        "freeze_report" => i::report(case, choose(Conclusion::ALL, pick), m.flag()),
        "convene_review" => i::convene(case, (number % 7) as u8),
        "declare_conflict" => i::declare(id!(case, reviews, pick, ReviewId), number % 4 != 0),
        "cast_vote" => {
            i::vote(id!(case, reviews, pick, ReviewId), choose(Vote::ALL, number.into()))
        }
        "replace_reviewer" => {
            let leaves = Who::Reviewer((number % 6) as u8);
            let next = m.flag().then(|| choose(&PEOPLE, pick / 5));
            i::replace_reviewer(id!(case, reviews, pick, ReviewId), leaves, next)
        }
        "conclude_review" => i::conclude(id!(case, reviews, pick, ReviewId)),
        "submit_filing" => i::submit(case),
        "return_filing" => i::send_back(id!(case, filings, pick, FilingId), &["R_FORM"]),
        "accept_filing" => i::accept(id!(case, filings, pick, FilingId)),
        "request_legality" => C::RequestLegality(legality::RequestLegality {}),
        "answer_legality" => C::AnswerLegality(legality::AnswerLegality {
            opinion: choose(LegalityOpinion::ALL, pick),
            note: text(44),
        }),
        _ => return None,
    })
}

/// Decision, implementation, the end.
fn later(case: &mut Case, code: &str, m: Move) -> Option<C> {
    let (pick, flag) = (m.pick, m.flag());
    Some(match code {
        "decide" => {
            C::Decide(i::conclusion(choose(Conclusion::ALL, pick), flag, pick.is_multiple_of(2)))
        }
        "change_decision" => C::ChangeDecision(ChangeDecision {
            decision: i::conclusion(choose(Conclusion::ALL, pick), flag, pick.is_multiple_of(2)),
        }),
        "check_in" => {
            let ratings = if flag { i::ratings(case, m.pq()) } else { vec![] };
            i::check_in(case, ratings)
        }
        "record_incident" => i::incident(case, case.today),
        "raise_trigger" => i::trigger(case, choose(TriggerKind::ALL, pick)),
        "answer_trigger" => i::answer_trigger(id!(case, triggers, pick, TriggerId), flag),
        "complete" => i::complete(),
        "post_evaluate" => {
            let C::PostEvaluate(mut input) = i::post_evaluate() else { return None };
            input.shortened = flag.then(|| text(46));
            C::PostEvaluate(input)
        }
        "archive" => i::archive(),
        _ => return None,
    })
}

/// The course of the case.
fn course(case: &mut Case, code: &str, m: Move) -> Option<C> {
    let (pick, number) = (m.pick, m.number);
    Some(match code {
        "suspend" => i::suspend(choose(CauseParty::ALL, pick)),
        "resume" => i::resume(),
        "extend_term" => i::extend(choose(Step::ALL, pick), u32::from(number % 15)),
        "change_procedure" => i::change_procedure(choose(ProcedureCode::ALL, pick)),
        "withdraw" => i::withdraw(),
        "void_entry" => i::void(match pick % 4 {
            0 => Entry::Notice(id!(case, notices, pick / 4, NoticeId)),
            1 => match case.state.activities.get(pick / 4) {
                Some(a) => Entry::Activity(a.id),
                None => Entry::Notice(NoticeId::new(case.fresh())),
            },
            2 => match case.state.factors.get(pick / 4) {
                Some(f) => Entry::Factor(f.id),
                None => Entry::Measure(MeasureId::new(case.fresh())),
            },
            _ => Entry::Measure(id!(case, measures, pick / 4, MeasureId)),
        }),
        "name_executing" => i::executing(choose(&PEOPLE, pick)),
        _ => return None,
    })
}
