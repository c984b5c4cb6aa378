//! From the order to the file, with the rights of whoever ordered, through the
//! queue that a worker empties.

use app::{Ctx, demo::play::Until};
use documents::{
    docx::Typefaces,
    fonts::FontSettings,
    model::{Kind, Language},
};
use domain::{codes::ProcedureCode, org::Person};
use papers::{
    Format, Kit, Order, PaperError,
    queue::{OrderError, Press, fault},
};
use store::{Paper, PaperState};
use testkit::{Engine, Failure, Stage, TestApp};
use tokio::sync::watch;
use uuid::Uuid;

struct World {
    stage: Stage,
    press: Press,
    number: String,
    owner: Ctx,
}

async fn world(engine: Engine, until: Until) -> Result<World, Failure> {
    let stage = TestApp::founded(engine).await?;
    let case = stage.case(ProcedureCode::General, until).await?;
    let kit = Kit::new(&FontSettings::default(), Typefaces::default())?;
    let press = Press::new(stage.test.app.clone(), kit);
    let owner = stage.test.ctx(&stage.cast.site("211302")?.desk.owner);
    Ok(World { number: case.number, owner, press, stage })
}

impl World {
    fn order(&self, kind: Kind, format: Format) -> Order {
        let subject = self.number.clone();
        Order { kind, subject, part: None, language: Language::Zh, format }
    }

    /// Works until the queue is empty; how many jobs there were.
    async fn work(&self) -> Result<usize, Failure> {
        let (_keep, stop) = watch::channel(false);
        let mut turns = 0;
        while self.press.turn(&stop).await? {
            turns += 1;
            assert!(turns < 50, "a job is done again and again");
        }
        Ok(turns)
    }

    async fn stored(&self, id: Uuid) -> Result<Paper, Failure> {
        let mut reader = self.stage.test.app.store().read().await?;
        Ok(reader.paper(id).await?.ok_or("no such order")?)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_becomes_a_file_and_the_same_again_is_the_same_file() -> Result<(), Failure> {
    let world = world(Engine::Sqlite, Until::CheckedIn).await?;
    let order = world.order(Kind::CaseSheet, Format::Pdf);
    let id = world.press.order(&world.owner, &order).await?;
    assert_eq!(world.press.order(&world.owner, &order).await?, id, "a second click");
    let waiting = world.press.paper(&world.owner, id).await?;
    assert_eq!((waiting.state, waiting.file), (PaperState::Ready, None));
    assert_eq!(world.work().await?, 1);

    let done = world.press.paper(&world.owner, id).await?;
    assert_eq!(done.state, PaperState::Done, "{:?}", done.fault);
    let file = done.file.clone().ok_or("no file")?;
    let bytes = world.press.bytes(&file).await?;
    assert!(bytes.starts_with(b"%PDF-"));
    assert_eq!(bytes.len() as u64, file.size);
    assert!(file.pages.is_some_and(|pages| pages > 0) && file.name.ends_with(".pdf"), "{file:?}");
    assert_eq!(world.press.order(&world.owner, &order).await?, id, "nothing changed since");
    assert_eq!(world.work().await?, 0, "nothing is made again");
    let own = world.press.own(&world.owner).await?;
    assert_eq!(own.iter().map(|one| one.id).collect::<Vec<_>>(), [id]);

    // The same once more from nothing: byte by byte the same file.
    let expired = done.expires_at;
    let mut tx = world.stage.test.app.store().write().await?;
    assert_eq!(tx.forget_papers(expired, 10).await?.0, 1);
    tx.commit().await?;
    let again = world.press.order(&world.owner, &order).await?;
    assert_ne!(again, id);
    world.work().await?;
    let again = world.stored(again).await?.file.ok_or("no file")?;
    assert_eq!(again.sha256, file.sha256, "the same record gives the same bytes");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_act_on_the_matter_makes_the_file_anew() -> Result<(), Failure> {
    let world = world(Engine::Sqlite, Until::Decided).await?;
    let order = world.order(Kind::CaseSheet, Format::Docx);
    let first = world.press.order(&world.owner, &order).await?;
    world.work().await?;
    let admin =
        app::directory::operator(&world.stage.test.app, None, access::Permission::ManageSystem);
    let admin = world.stage.test.ctx(&admin.await?.ok_or("no administrator")?);
    let app = &world.stage.test.app;
    let all = app::erase::erasable(app, &admin, &world.number).await?;
    let one = all.iter().find(|one| !one.is_file && one.words.is_some()).ok_or("no text")?;
    app::erase::erase(app, &admin, &world.number, one.commitment, "申请删除").await?;
    let gone = world.press.paper(&world.owner, first).await;
    assert!(
        matches!(gone, Err(PaperError::App(app::AppError::NotFound))),
        "a file with erased words does not stay"
    );
    let second = world.press.order(&world.owner, &order).await?;
    assert_ne!(first, second);
    world.work().await?;
    assert_eq!(world.stored(second).await?.state, PaperState::Done);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn only_who_may_see_the_matter_orders_and_fetches() -> Result<(), Failure> {
    let world = world(Engine::Sqlite, Until::CheckedIn).await?;
    let order = world.order(Kind::CaseSheet, Format::Pdf);
    let elsewhere = world.stage.test.ctx(&world.stage.cast.site("211300")?.desk.owner);
    let refused = world.press.order(&elsewhere, &order).await;
    assert!(matches!(&refused, Err(OrderError::Paper(PaperError::App(_)))), "{refused:?}");
    let id = world.press.order(&world.owner, &order).await?;
    world.work().await?;
    let refused = world.press.paper(&elsewhere, id).await;
    assert!(matches!(refused, Err(PaperError::App(app::AppError::NotFound))), "{refused:?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_lost_the_post_gets_nothing() -> Result<(), Failure> {
    let world = world(Engine::Sqlite, Until::CheckedIn).await?;
    let id = world.press.order(&world.owner, &world.order(Kind::CaseSheet, Format::Pdf)).await?;
    let app = &world.stage.test.app;
    let admin = app::directory::operator(app, None, access::Permission::ManageUsers).await?;
    let admin = world.stage.test.ctx(&admin.ok_or("no administrator")?);
    let person = world.owner.person();
    let seen = app.store().read().await?.load::<Person>(person.uuid()).await?;
    let seen = seen.ok_or("no record of the person")?.version;
    app::directory::set_disabled(app, &admin, person, true, seen).await?;
    world.work().await?;
    let failed = world.stored(id).await?;
    assert_eq!((failed.state, failed.file), (PaperState::Failed, None));
    let msg = failed.fault.as_ref().and_then(fault).ok_or("no reason")?;
    assert_eq!(msg.key(), "download-fault-post");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_is_said_before_anything_is_made() -> Result<(), Failure> {
    let world = world(Engine::Sqlite, Until::Planned).await?;
    let early = world.order(Kind::Certificate, Format::Pdf);
    let refused = world.press.order(&world.owner, &early).await;
    let Err(OrderError::Paper(error)) = refused else { return Err("it was taken".into()) };
    assert!(matches!(error, PaperError::Missing(_) | PaperError::Unknown { .. }), "{error}");
    let wrong = world.order(Kind::CaseSheet, Format::Zip);
    let refused = world.press.order(&world.owner, &wrong).await;
    assert!(matches!(refused, Err(OrderError::Paper(PaperError::Format { .. }))), "{refused:?}");
    assert_eq!(world.work().await?, 0);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_died_leaves_its_work_to_the_next() -> Result<(), Failure> {
    let world = world(Engine::Sqlite, Until::CheckedIn).await?;
    let id = world.press.order(&world.owner, &world.order(Kind::CaseSheet, Format::Docx)).await?;
    let store = world.stage.test.app.store();
    let now = world.owner.now;
    // Claimed, begun, and never heard of again.
    let lease = jiff::SignedDuration::from_secs(-1);
    for attempt in 1..=2 {
        let mut tx = store.write().await?;
        let job = tx.claim_job(&["PAPER"], now, lease).await?.ok_or("no job")?;
        assert_eq!(job.attempts, attempt);
        tx.step_paper(id, "SET", (1, 3)).await?;
        tx.commit().await?;
    }
    assert_eq!(world.work().await?, 1);
    assert_eq!(world.stored(id).await?.state, PaperState::Done);

    let id = world.press.order(&world.owner, &world.order(Kind::CaseSheet, Format::Pdf)).await?;
    for _ in 1..=4 {
        let mut tx = store.write().await?;
        tx.claim_job(&["PAPER"], now, lease).await?.ok_or("no job")?;
        tx.commit().await?;
    }
    world.work().await?;
    let failed = world.stored(id).await?;
    assert_eq!(failed.state, PaperState::Failed, "a document that kills its worker is given up");
    Ok(())
}
