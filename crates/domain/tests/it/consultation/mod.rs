//! Public consultations: the order of acts, what may be asked, what is an answer.

mod acts;
mod answers;

use std::collections::BTreeMap;

use domain::{
    codes::{
        Attitude, Channel, ExclusionCause, ExportFormat, Moderation, ProcedureCode, TextFault,
    },
    consultation::{
        Batch, Command as C, Consultation, ConsultationEvent, ExclusionProposal, Export, Moderated,
        Outcome, Seal, Stratum, event::Settings,
    },
    ids::{AssessmentId, MatterId},
    record::{EventMeta, Record as _},
    refusal::{Reason, Refusal},
    rulebook::KeepRule,
    text::PackageHash,
};
use jiff::ToSpan as _;
use uuid::Uuid;

use crate::support::{Case, Who, inputs as i, rules_2020, text};

/// An assessment whose plan is adopted, and a consultation of it.
pub struct Asked {
    pub case: Case,
    pub state: Consultation,
    pub log: Vec<(EventMeta, ConsultationEvent)>,
}

impl Asked {
    pub fn new(case: Case) -> Self {
        Self { case, state: Consultation::default(), log: Vec::new() }
    }

    pub fn planned() -> Self {
        let mut case = Case::open(ProcedureCode::General);
        let plan = i::plan(&case);
        case.must(Who::Owner, plan);
        Self::new(case)
    }

    pub fn prepare(&self, days: i64) -> C {
        let from = self.case.today;
        C::Prepare(Box::new(Settings {
            assessment: AssessmentId::new(Uuid::from_u128(1)),
            matter: MatterId::new(Uuid::from_u128(2)),
            slug: "ln-cy-2016-00001-a1-1".to_owned(),
            rules: PackageHash::default(),
            title: text(1),
            about: text(2),
            form: text(3),
            strata: BTreeMap::from([(
                "G01".to_owned(),
                Stratum { name: text(4), population: 240 },
            )]),
            from,
            to: from.checked_add((days - 1).days()).expect("a day"),
            shortened: None,
            by_letter: false,
        }))
    }

    fn prepare_with_letters(&self) -> C {
        let C::Prepare(mut set) = self.prepare(10) else { panic!() };
        set.by_letter = true;
        C::Prepare(set)
    }

    /// Open, with so many answers that were sealed once.
    fn open(size: u64) -> Self {
        let mut asked = Self::planned();
        let prepare = asked.prepare_with_letters();
        asked.must(&prepare);
        asked.must(&C::Open);
        asked.must(&C::Seal(seal(size)));
        asked
    }

    fn act_as(&mut self, who: Who, command: &C) -> Result<(), Refusal> {
        let env = self.case.env(who);
        let events = command.decide(&self.state, &self.case.state, &env)?;
        self.note(who, events);
        Ok(())
    }

    fn act(&mut self, command: &C) -> Result<(), Refusal> {
        self.act_as(Who::Owner, command)
    }

    fn note(&mut self, who: Who, events: Vec<ConsultationEvent>) {
        for event in events {
            let meta = EventMeta {
                seq: self.log.len() as u64,
                recorded_at: jiff::Timestamp::UNIX_EPOCH,
                occurred_on: self.case.today,
                unit: who.unit(),
                actor: who.person(),
            };
            self.state.apply(&meta, &event);
            self.log.push((meta, event));
        }
    }

    pub fn must(&mut self, command: &C) {
        if let Err(refusal) = self.act(command) {
            panic!("{}: {refusal:?}", command.code());
        }
    }

    pub fn refused(&mut self, command: &C) -> Reason {
        match self.act(command) {
            Err(refusal) => refusal.reason,
            Ok(()) => panic!("{} passed", command.code()),
        }
    }
}

pub fn seal(size: u64) -> Seal {
    Seal { size, root: format!("{size:064x}") }
}

pub fn closing(size: u32, early: bool) -> C {
    let outcome = Outcome {
        attitudes: BTreeMap::from([("G01".to_owned(), BTreeMap::from([(Attitude::Oppose, size)]))]),
        channels: BTreeMap::from([(Channel::Web, size)]),
        letters: None,
        alike: None,
    };
    C::Close { seal: seal(size.into()), outcome, early: early.then(|| text(5)) }
}

fn export() -> Export {
    Export { format: ExportFormat::Csv, rows: 5, reason: text(10) }
}

fn batch(file: u8, counted: u64) -> Batch {
    Batch { file: format!("{file:064x}"), channel: Channel::Paper, rows: 7, counted }
}

pub fn looked(done: Moderation, fault: Option<TextFault>) -> Moderated {
    let words = (done != Moderation::Withheld).then(|| format!("{:064x}", 7));
    Moderated { position: 2, question: "WORDS".to_owned(), done, fault, words }
}

fn exclusion(positions: &[u64], size: u64) -> C {
    let proposal = ExclusionProposal {
        positions: positions.iter().copied().collect(),
        cause: ExclusionCause::Identical,
        reason: text(11),
    };
    C::ProposeExclusion { proposal: Box::new(proposal), size }
}

fn kept(years: u32) -> Box<KeepRule> {
    let item = rules_2020().filing.item.clone();
    Box::new(KeepRule { item, years })
}

/// Every event that a consultation can have, for the frozen corpus.
pub fn every_event() -> Vec<(EventMeta, ConsultationEvent)> {
    let mut given_up = Asked::planned();
    let prepare = given_up.prepare(10);
    given_up.must(&prepare);
    given_up.must(&C::GiveUp { reason: text(6) });
    let mut asked = Asked::planned();
    let (prepare, later) = (asked.prepare(10), asked.case.today.checked_add(20.days()));
    asked.must(&prepare);
    asked.must(&C::Open);
    asked.must(&C::Extend { to: later.expect("a day"), reason: text(7) });
    asked.must(&C::Seal(seal(3)));
    asked.must(&C::Moderate(looked(Moderation::Shown, None)));
    asked.must(&C::Moderate(looked(Moderation::Withheld, Some(TextFault::Threat))));
    asked.must(&C::TakeBatch(batch(1, 5)));
    asked.must(&closing(5, true));
    asked.must(&C::Export(export()));
    asked.must(&C::Publish { statement: text(8) });
    given_up
        .log
        .into_iter()
        .chain(asked.log)
        .chain(later_events())
        .chain(crate::round::every_event())
        .collect()
}

/// Those that came with letters, exclusions and terms.
fn later_events() -> Vec<(EventMeta, ConsultationEvent)> {
    let mut asked = Asked::open(5);
    asked.must(&C::PrintLetters { count: 40 });
    asked.must(&exclusion(&[0, 1, 3], 5));
    assert!(asked.act_as(Who::Agency, &C::ConfirmExclusion { index: 0 }).is_ok());
    asked.must(&exclusion(&[4], 5));
    asked.must(&C::DropExclusion { index: 1, reason: text(12) });
    asked.must(&C::ExportLog(export()));
    let C::Close { seal, mut outcome, early } = closing(2, true) else { panic!() };
    (outcome.letters, outcome.alike) = (Some(2), Some(2));
    asked.must(&C::Close { seal: Seal { size: 5, ..seal }, outcome, early });
    asked.must(&C::Publish { statement: text(8) });
    asked.case.pass_days(400);
    asked.must(&C::Erase { count: 5, rule: kept(1) });
    asked.log
}
