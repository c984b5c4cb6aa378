//! A record like a case: what it is made of does not matter to the store, only
//! how large it is and how many texts it names.

use domain::{
    ids::{PersonId, UnitId},
    record::{EventMeta, Record},
};
use ledger::Hash;
use serde::{Deserialize, Serialize};
use store::{
    Act, Loaded, Registry, SideValue, Store,
    testing::{Failure, birth},
};
use uuid::Uuid;

/// One entry of a case: a text by its commitment, as everything that people type.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data")]
pub enum CaseEvent {
    /// Something was added to the case.
    Entered {
        /// What was typed.
        text: Hash,
        /// A code that goes with it.
        code: String,
    },
}

impl CaseEvent {
    fn name(&self) -> &'static str {
        "Entered"
    }
}
domain::event_body!(CaseEvent);

/// A case as the list of its entries.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// Oldest first.
    pub entries: Vec<(Hash, String, u64)>,
}

impl Record for Case {
    const KIND: &'static str = "case";
    const FOLD_VERSION: u32 = 1;
    type Event = CaseEvent;
    fn apply(&mut self, meta: &EventMeta, event: &CaseEvent) {
        let CaseEvent::Entered { text, code } = event.clone();
        self.entries.push((text, code, meta.seq));
    }
}

/// The kinds of records that the benchmark's store knows.
pub fn registry() -> Registry {
    Registry::new().with::<Case>(|_, _| Vec::new())
}

/// The identifier of record `n`.
pub fn id(n: u128) -> Uuid {
    Uuid::from_u128(0x0199_0000_0000_7000_8000_0000_0000_0000 + n)
}

fn act() -> Result<Act, Failure> {
    Ok(Act {
        unit: UnitId::new(id(900)),
        actor: PersonId::new(id(901)),
        now: birth().now,
        occurred_on: "2016-12-30".parse()?,
        rule_package: Some(Hash::of(b"rules")),
    })
}

/// Opens case `n` by one act of `entries` events, each with a text.
pub async fn open_case(store: &Store, n: u128, entries: u32) -> Result<Loaded<Case>, Failure> {
    let texts: Vec<SideValue> = (0..entries)
        .map(|entry| {
            let mut salt = [7_u8; 32];
            for (place, byte) in
                salt.iter_mut().zip(n.to_be_bytes().into_iter().chain(entry.to_be_bytes()))
            {
                *place = byte;
            }
            SideValue::new("note", format!("第{entry}项：群众反映的问题与处理意见"), salt)
        })
        .collect();
    let events: Vec<CaseEvent> = texts
        .iter()
        .map(|text| CaseEvent::Entered { text: text.commitment(), code: "CONSULTATION".into() })
        .collect();
    let mut tx = store.write().await?;
    let case = tx.commit_record(Loaded::fresh(id(n)), &act()?, &events, &texts).await?;
    tx.commit().await?;
    Ok(case)
}
