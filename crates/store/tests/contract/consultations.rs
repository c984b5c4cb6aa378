//! The order of the consultations of a matter: by their first day, and those of
//! one day by the number at the end of their address, ten after nine.

use domain::record::{EventMeta, Record};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::{
    Loaded, ProjectCtx, Registry,
    projection::{ConsultationRow, Projection},
    testing::{Engine, TestStore},
};

use crate::support::{act, id, on_both};

on_both!(consultations_of_a_matter_stand_in_the_order_of_their_periods);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data")]
pub enum AskingEvent {
    Asked { matter: u128, slug: String, from: Date },
}

impl AskingEvent {
    fn name(&self) -> &'static str {
        match self {
            Self::Asked { .. } => "Asked",
        }
    }
}
domain::event_body!(AskingEvent);

/// A consultation, as far as its row goes.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Asking {
    pub asked: Option<(u128, String, Date)>,
}

impl Record for Asking {
    const KIND: &'static str = "asking";
    const FOLD_VERSION: u32 = 1;
    type Event = AskingEvent;
    fn apply(&mut self, _: &EventMeta, event: &AskingEvent) {
        let AskingEvent::Asked { matter, slug, from } = event.clone();
        self.asked = Some((matter, slug, from));
    }
}

fn project(asking: &Asking, ctx: &ProjectCtx) -> Vec<Projection> {
    let row = |(matter, slug, from): &(u128, String, Date)| {
        ConsultationRow {
            id: ctx.id,
            slug: slug.clone(),
            matter_id: id(*matter),
            assessment_id: id(800),
            status: "CLOSED".into(),
            from_on: Some(*from),
            to_on: Some(*from),
            title_ref: None,
        }
        .into()
    };
    asking.asked.iter().map(row).collect()
}

async fn consultations_of_a_matter_stand_in_the_order_of_their_periods(engine: Engine) {
    let registry = Registry::new().with::<Asking>(project);
    let test = TestStore::open(engine, registry).await.unwrap();
    // Neither the identifiers nor the order of writing say anything.
    let written = [
        (1, "ln-cy-2016-00001-10", "2016-05-03"),
        (1, "ln-cy-2016-00001-3", "2016-06-01"),
        (2, "ln-cy-2016-00002-1", "2016-01-01"),
        (1, "ln-cy-2016-00001-9", "2016-05-03"),
        (1, "ln-cy-2016-00001-1", "2016-05-04"),
        (1, "ln-cy-2016-00001-2", "2016-05-03"),
        (1, "ln-cy-2016-00001-4", "2015-12-31"),
    ];
    for (n, (matter, slug, from)) in (1..).zip(written) {
        let mut tx = test.store.write().await.unwrap();
        let from = from.parse().unwrap();
        let asked = AskingEvent::Asked { matter, slug: slug.into(), from };
        let fresh = Loaded::<Asking>::fresh(id(100 - n));
        tx.commit_record(fresh, &act(0), &[asked], &[]).await.unwrap();
        tx.commit().await.unwrap();
    }
    let mut reader = test.store.read().await.unwrap();
    let of = async |reader: &mut store::Reader, matter| -> Vec<String> {
        let rows = reader.consultations_of(id(matter)).await.unwrap();
        rows.into_iter().map(|found| found.row.slug).collect()
    };
    let first = ["-4", "-2", "-9", "-10", "-1", "-3"].map(|end| format!("ln-cy-2016-00001{end}"));
    assert_eq!(of(&mut reader, 1).await, first);
    assert_eq!(of(&mut reader, 2).await, ["ln-cy-2016-00002-1"]);
    assert!(of(&mut reader, 3).await.is_empty());
}
