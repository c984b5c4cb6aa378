//! What is refused, and what is missing.

use app::{AppError, demo::play::Until};
use documents::model::Kind;
use domain::codes::{ProcedureCode, Step};
use papers::{Format, PaperError, context, draw, offers};
use testkit::Failure;

use crate::world::World;

#[tokio::test(flavor = "multi_thread")]
async fn somebody_else_is_refused() -> Result<(), Failure> {
    let world = World::until(ProcedureCode::General, Until::RatedAfter).await?;
    let app = &world.stage.test.app;
    let city = world.stage.cast.site("211300")?;
    let stranger = world.stage.test.ctx(&city.desk.owner);
    for kind in [Kind::CaseSheet, Kind::AssessmentReport, Kind::Dossier] {
        let order = world.order(kind, Format::Pdf);
        let found = context(app, &stranger, &order, None).await;
        let refused = matches!(found, Err(PaperError::App(AppError::Denied(_))));
        assert!(refused, "{kind}: {:?}", found.map(|c| c.kind()));
    }
    let mut order = world.order(Kind::CaseSheet, Format::Pdf);
    order.subject = "LN-CY-2016-99999".to_owned();
    let unknown = context(app, &world.owner()?, &order, None).await;
    assert!(matches!(unknown, Err(PaperError::App(AppError::NotFound))));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_is_said() -> Result<(), Failure> {
    let world = World::until(ProcedureCode::General, Until::Identified).await?;
    let (app, owner) = (&world.stage.test.app, world.owner()?);
    let order = world.order(Kind::AssessmentReport, Format::Pdf);
    let Err(PaperError::Missing(missing)) = context(app, &owner, &order, None).await else {
        return Err("a report without a level".into());
    };
    assert_eq!(missing.step, Step::InitialRating);
    let words = missing.say(locale::L10n::new(locale::Lang::ZhCn));
    assert!(words.contains("初始评级"), "{words}");

    let all = offers(app, &world.case().await?);
    let of = |kind| all.iter().find(|o| o.kind == kind).map(|o| o.missing.map(|m| m.step));
    assert_eq!(of(Kind::Plan), Some(None));
    assert_eq!(of(Kind::AssessmentReport), Some(Some(Step::InitialRating)));
    assert_eq!(of(Kind::Certificate), Some(Some(Step::Filing)));
    assert_eq!(of(Kind::ResponsibilityLetter), Some(Some(Step::Measures)));
    for kind in [Kind::PostEvaluation, Kind::AppraisalSheet, Kind::Notice, Kind::Letter] {
        assert_eq!(of(kind), None, "{kind}: nothing of it is recorded");
    }
    for offer in all.iter().filter(|o| o.missing.is_some()) {
        let order = world.order(offer.kind, Format::Pdf);
        let found = draw(app, &owner, &order).await.map(|_| ());
        assert!(matches!(found, Err(PaperError::Missing(_))), "{}: {found:?}", offer.kind);
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_format_or_a_part_that_is_none() -> Result<(), Failure> {
    let world = World::until(ProcedureCode::General, Until::Planned).await?;
    let (app, owner) = (&world.stage.test.app, world.owner()?);
    let order = world.order(Kind::Plan, Format::Zip);
    assert!(matches!(draw(app, &owner, &order).await.map(|_| ()), Err(PaperError::Format { .. })));
    let mut order = world.order(Kind::Publicity, Format::Pdf);
    order.part = Some("elsewhere".to_owned());
    assert!(matches!(context(app, &owner, &order, None).await, Err(PaperError::Unknown { .. })));
    Ok(())
}

/// A filing that was sent back leaves a notice with the reasons of the rules.
#[tokio::test(flavor = "multi_thread")]
async fn a_filing_that_was_sent_back() -> Result<(), Failure> {
    let world = World::until(ProcedureCode::General, Until::Submitted).await?;
    let mut played = world.played.clone();
    world.stage.player().send_back(&mut played).await?;
    let html = world.text(&world.order(Kind::RectificationNotice, Format::Html)).await?;
    assert!(html.contains("补正") && html.contains("沿街商户"), "{html}");
    assert!(!html.contains("0个工作日"), "no term is made up");
    Ok(())
}
