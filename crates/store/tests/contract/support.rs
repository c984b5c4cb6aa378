//! A small domain for the tests: a plan with a title and measures, and a
//! rating that writes some columns of its plan's row.

use domain::{
    ids::{PersonId, UnitId},
    record::{EventMeta, Record},
};
use jiff::{SignedDuration, Timestamp, civil::Date};
use ledger::Hash;
use serde::{Deserialize, Serialize};
use store::{
    Act, Loaded, MatterFilter, ProjectCtx, Registry, SideValue, Store, Value,
    projection::{
        MatterColumn, MatterPatch, MatterRow, MeasureRow, MilestoneRow, NamedRow, ParticipantRow,
        PersonRow, Projection, UnitRow,
    },
    testing::{Engine, TestStore},
};
use uuid::Uuid;

/// Runs each test on both engines.
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() { super::$name(store::testing::Engine::Sqlite).await })+
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() { super::$name(store::testing::Engine::Postgres).await })+
        }
    };
}
pub(crate) use on_both;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data")]
pub enum PlanEvent {
    Opened { number: String, title: Hash, city: String, unit: Uuid },
    Moved { status: String, due_on: Option<Date> },
    MeasureSet { id: Uuid, title: Option<Hash> },
    MeasureDropped { id: Uuid },
    Joined { unit: Uuid },
}

impl PlanEvent {
    fn name(&self) -> &'static str {
        match self {
            Self::Opened { .. } => "Opened",
            Self::Moved { .. } => "Moved",
            Self::MeasureSet { .. } => "MeasureSet",
            Self::MeasureDropped { .. } => "MeasureDropped",
            Self::Joined { .. } => "Joined",
        }
    }
}
domain::event_body!(PlanEvent);

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    pub number: String,
    pub title: Option<Hash>,
    pub city: String,
    pub unit: Uuid,
    pub status: String,
    pub due_on: Option<Date>,
    pub measures: Vec<(Uuid, Option<Hash>)>,
    pub units: Vec<Uuid>,
    pub seqs: Vec<u64>,
}

impl Record for Plan {
    const KIND: &'static str = "plan";
    const FOLD_VERSION: u32 = 1;
    type Event = PlanEvent;
    fn apply(&mut self, meta: &EventMeta, event: &PlanEvent) {
        self.seqs.push(meta.seq);
        match event.clone() {
            PlanEvent::Opened { number, title, city, unit } => {
                (self.number, self.title, self.city, self.unit) = (number, Some(title), city, unit);
                self.units.push(unit);
            }
            PlanEvent::Moved { status, due_on } => (self.status, self.due_on) = (status, due_on),
            PlanEvent::MeasureSet { id, title } => self.measures.push((id, title)),
            PlanEvent::MeasureDropped { id } => self.measures.retain(|(known, _)| *known != id),
            PlanEvent::Joined { unit } => self.units.push(unit),
        }
    }
}

/// The same record as a later program folds it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct LaterPlan {
    pub events: u64,
}

impl Record for LaterPlan {
    const KIND: &'static str = "plan";
    const FOLD_VERSION: u32 = 2;
    type Event = PlanEvent;
    fn apply(&mut self, _: &EventMeta, _: &PlanEvent) {
        self.events += 1;
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data")]
pub enum RatingEvent {
    Rated { plan: Uuid, ordinal: i64, level: String },
    Named { people: Vec<Uuid> },
    Reached { kind: String, on: Date, conclusion: Option<String> },
}

impl RatingEvent {
    fn name(&self) -> &'static str {
        match self {
            Self::Rated { .. } => "Rated",
            Self::Named { .. } => "Named",
            Self::Reached { .. } => "Reached",
        }
    }
}
domain::event_body!(RatingEvent);

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Rating {
    pub plan: Uuid,
    pub ordinal: i64,
    pub level: String,
    pub people: Vec<Uuid>,
    pub reached: Vec<(String, Date, Option<String>)>,
}

impl Record for Rating {
    const KIND: &'static str = "rating";
    const FOLD_VERSION: u32 = 1;
    type Event = RatingEvent;
    fn apply(&mut self, _: &EventMeta, event: &RatingEvent) {
        match event.clone() {
            RatingEvent::Rated { plan, ordinal, level } => {
                (self.plan, self.ordinal, self.level) = (plan, ordinal, level);
            }
            RatingEvent::Named { people } => self.people = people,
            RatingEvent::Reached { kind, on, conclusion } => {
                self.reached.push((kind, on, conclusion));
            }
        }
    }
}

/// A unit or a person, by a name column each.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data")]
pub enum OrgEvent {
    UnitMade { code: String, path: String },
    PersonMade { username: String, name: Hash },
}

impl OrgEvent {
    fn name(&self) -> &'static str {
        match self {
            Self::UnitMade { .. } => "UnitMade",
            Self::PersonMade { .. } => "PersonMade",
        }
    }
}
domain::event_body!(OrgEvent);

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Org {
    pub made: Option<(String, String)>,
    pub person: Option<(String, Hash)>,
}

impl Record for Org {
    const KIND: &'static str = "org";
    const FOLD_VERSION: u32 = 1;
    type Event = OrgEvent;
    fn apply(&mut self, _: &EventMeta, event: &OrgEvent) {
        match event.clone() {
            OrgEvent::UnitMade { code, path } => self.made = Some((code, path)),
            OrgEvent::PersonMade { username, name } => self.person = Some((username, name)),
        }
    }
}

fn project_plan(plan: &Plan, ctx: &ProjectCtx) -> Vec<Projection> {
    let mut rows = vec![
        MatterRow {
            id: ctx.id,
            number: plan.number.clone(),
            check_code: "7K3M".into(),
            title_ref: plan.title,
            category: "PROJECT".into(),
            sector: None,
            division: plan.city.clone(),
            unit_id: plan.unit,
            city_code: Some(plan.city.clone()),
            county_code: None,
            year: 2016,
            listed_on: Some("2016-12-30".parse().unwrap()),
            updated_at: ctx.updated_at,
            last_seq: ctx.last_seq,
        }
        .into(),
        MatterPatch {
            matter_id: ctx.id,
            ordinal: None,
            set: vec![
                (MatterColumn::Status, Value::from(plan.status.as_str())),
                (MatterColumn::DueOn, Value::from(plan.due_on)),
            ],
        }
        .into(),
    ];
    rows.extend(plan.units.iter().map(|unit| {
        ParticipantRow { matter_id: ctx.id, unit_id: *unit, part: "OWNER".into() }.into()
    }));
    rows.extend(plan.measures.iter().map(|(id, title)| {
        MeasureRow {
            id: *id,
            matter_id: ctx.id,
            assessment_id: ctx.id,
            unit_id: plan.unit,
            due_on: None,
            status: "NOT_STARTED".into(),
            title_ref: *title,
        }
        .into()
    }));
    rows
}

fn project_rating(rating: &Rating, ctx: &ProjectCtx) -> Vec<Projection> {
    let patch = MatterPatch {
        matter_id: rating.plan,
        ordinal: Some(rating.ordinal),
        set: vec![
            (MatterColumn::AssessmentId, Value::from(ctx.id)),
            (MatterColumn::AssessmentNo, Value::from(rating.ordinal)),
            (MatterColumn::LevelInitial, Value::from(rating.level.as_str())),
        ],
    };
    let named = |person: &Uuid| NamedRow { matter_id: rating.plan, person_id: *person }.into();
    let milestone = |(n, (kind, on, conclusion)): (i64, &(String, Date, Option<String>))| {
        MilestoneRow {
            kind: kind.clone(),
            n,
            matter_id: rating.plan,
            ordinal: rating.ordinal,
            on_day: *on,
            level_initial: Some(rating.level.clone()),
            level_after: None,
            conclusion: conclusion.clone(),
            procedure_code: None,
        }
        .into()
    };
    std::iter::once(patch.into())
        .chain(rating.people.iter().map(named))
        .chain((0..).zip(&rating.reached).map(milestone))
        .collect()
}

fn project_org(org: &Org, ctx: &ProjectCtx) -> Vec<Projection> {
    let mut rows = Vec::new();
    if let Some((code, path)) = &org.made {
        rows.push(
            UnitRow {
                id: ctx.id,
                code: code.clone(),
                kind: "OFFICE".into(),
                name: "办公室".into(),
                parent: None,
                path: path.clone(),
                division: "211300".into(),
                valid_from: None,
                valid_to: None,
            }
            .into(),
        );
    }
    if let Some((username, name)) = &org.person {
        rows.push(
            PersonRow {
                id: ctx.id,
                username: Some(username.clone()),
                name_ref: Some(*name),
                disabled: false,
            }
            .into(),
        );
    }
    rows
}

pub fn registry() -> Registry {
    Registry::new()
        .with::<Org>(project_org)
        .with::<Plan>(project_plan)
        .with::<Rating>(project_rating)
}

pub async fn open(engine: Engine) -> TestStore {
    TestStore::open(engine, registry()).await.unwrap()
}

pub fn id(n: u128) -> Uuid {
    Uuid::from_u128(0x0199_0000_0000_7000_8000_0000_0000_0000 + n)
}

pub fn at(seconds: i64) -> Timestamp {
    store::testing::birth().now + SignedDuration::from_secs(seconds)
}

pub fn act(seconds: i64) -> Act {
    Act {
        unit: UnitId::new(id(900)),
        actor: PersonId::new(id(901)),
        now: at(seconds),
        occurred_on: "2016-12-30".parse().unwrap(),
        rule_package: Some(Hash::of(b"rules")),
    }
}

pub fn title(n: u128) -> SideValue {
    let mut salt = [7_u8; 32];
    salt[..16].copy_from_slice(&n.to_be_bytes());
    SideValue::new("title", format!("事项标题{n}"), salt)
}

pub fn opened(n: u128, unit: Uuid, city: &str) -> PlanEvent {
    let number = format!("LN-CY-2016-{n:05}");
    PlanEvent::Opened { number, title: title(n).commitment(), city: city.into(), unit }
}

pub fn moved(status: &str) -> PlanEvent {
    PlanEvent::Moved { status: status.into(), due_on: None }
}

/// Opens plan `n` of unit 900 and commits.
pub async fn open_plan(store: &Store, n: u128) -> Loaded<Plan> {
    let mut tx = store.write().await.unwrap();
    let event = opened(n, id(900), "211300");
    let plan = tx.commit_record(Loaded::fresh(id(n)), &act(0), &[event], &[title(n)]).await;
    tx.commit().await.unwrap();
    plan.unwrap()
}

pub async fn make_unit(store: &Store, n: u128, code: &str, path: &str) {
    let mut tx = store.write().await.unwrap();
    let event = OrgEvent::UnitMade { code: code.into(), path: path.into() };
    tx.commit_record(Loaded::<Org>::fresh(id(n)), &act(0), &[event], &[]).await.unwrap();
    tx.commit().await.unwrap();
}

pub async fn rate(store: &Store, n: u128, plan: u128, ordinal: i64, level: &str) {
    let mut tx = store.write().await.unwrap();
    let event = RatingEvent::Rated { plan: id(plan), ordinal, level: level.into() };
    tx.commit_record(Loaded::<Rating>::fresh(id(n)), &act(0), &[event], &[]).await.unwrap();
    tx.commit().await.unwrap();
}

/// The assessment reaches something on a day.
pub async fn reach(store: &Store, n: u128, kind: &str, on: &str, conclusion: Option<&str>) {
    let mut tx = store.write().await.unwrap();
    let rating = tx.load::<Rating>(id(n)).await.unwrap().unwrap();
    let event = RatingEvent::Reached {
        kind: kind.into(),
        on: on.parse().unwrap(),
        conclusion: conclusion.map(str::to_owned),
    };
    tx.commit_record(rating, &act(0), &[event], &[]).await.unwrap();
    tx.commit().await.unwrap();
}

/// An assessment of a plan that names people.
pub async fn name(store: &Store, n: u128, plan: u128, ordinal: i64, people: &[u128]) {
    rate(store, n, plan, ordinal, "LOW").await;
    name_again(store, n, people).await;
}

/// The same assessment names others.
pub async fn name_again(store: &Store, n: u128, people: &[u128]) {
    let mut tx = store.write().await.unwrap();
    let rating = tx.load::<Rating>(id(n)).await.unwrap().unwrap();
    let event = RatingEvent::Named { people: people.iter().map(|p| id(*p)).collect() };
    tx.commit_record(rating, &act(0), &[event], &[]).await.unwrap();
    tx.commit().await.unwrap();
}

pub fn everything() -> MatterFilter {
    MatterFilter::within(store::Scope::All)
}

/// Verification with nothing to say about progress.
pub async fn verify(store: &Store) -> store::VerifyReport {
    store.verify(&mut |_| {}).await.unwrap()
}
