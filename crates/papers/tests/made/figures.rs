//! Figures of documents are those of the case.

use std::collections::BTreeMap;

use app::{consultation::desk, demo::play::Until, view::board::Board};
use documents::{
    context::{AssessmentReport, Context},
    model::{Kind, Language},
    template::fields,
};
use domain::{
    codes::{ProcedureCode, RatingStage},
    env::Env,
};
use papers::{Format, context};
use testkit::Failure;

use crate::world::World;

async fn report(world: &World) -> Result<Box<AssessmentReport>, Failure> {
    let order = world.order(Kind::AssessmentReport, Format::Pdf);
    let app = &world.stage.test.app;
    match context(app, &world.owner()?, &order, None).await? {
        Context::AssessmentReport(report) => Ok(report),
        other => Err(format!("{:?}", other.kind()).into()),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_are_those_of_the_case() -> Result<(), Failure> {
    let world = World::until(ProcedureCode::General, Until::Reviewed).await?;
    let (case, ctx) = (world.case().await?, world.owner()?);
    let app = &world.stage.test.app;
    let state = &case.assessment.as_ref().ok_or("no assessment")?.state;
    let env = Env {
        rules: &case.package,
        calendar: app.book().calendar(),
        today: ctx.today,
        occurred_on: ctx.today,
        actor: ctx.person(),
        unit: ctx.unit(),
        role: ctx.role(),
    };
    let board = Board::of(state, &env);
    let report = report(&world).await?;

    let before = board.before.as_ref().and_then(|r| r.index.as_ref()).ok_or("no index")?;
    let after = board.after.as_ref().and_then(|r| r.index.as_ref()).ok_or("no index")?;
    assert_eq!(report.rating.before.index, before.t.to_f64());
    let values = Context::AssessmentReport(report.clone()).values()?;
    let shown = fields(&values, Language::Zh);
    let shown = shown.iter().find(|field| field.path == "rating.before.index");
    let page = case.package.method.index.written(&before.t);
    assert_eq!(shown.map(|field| &field.shown), Some(&page), "as the page writes it");
    let told = report.rating.after.as_ref().ok_or("no rating after measures")?;
    assert_eq!(told.index, after.t.to_f64());
    let level = |stage| state.level_at(stage).map(|l| l.code().to_lowercase());
    assert_eq!(Some(report.rating.before.level.clone()), level(RatingStage::Initial));
    assert_eq!(Some(told.level.clone()), level(RatingStage::After));
    assert!(told.low.is_some_and(|low| low <= told.index));
    assert!(told.high.is_some_and(|high| high >= told.index));
    assert_eq!(report.rating.factors.len(), state.live_factors().count());
    assert_eq!(report.measures.len(), state.live_measures().count());
    assert_eq!(report.opinions.len(), state.opinions.len());
    assert!(report.rating.criteria.iter().any(|c| c.deciding));

    let results = desk(app, &ctx, &case).await?.results.ok_or("no results")?;
    let survey = report.survey.as_ref().ok_or("no survey")?;
    assert_eq!(survey.valid, results.answers);
    assert_eq!(survey.support, results.support.map(|s| s.share));
    if let Some(support) = results.support {
        assert_eq!([survey.support_low, survey.support_high], support.interval.map(Some));
        let first = survey.questions.first().ok_or("no question")?;
        let counts: Vec<Option<u64>> = first.answers.iter().map(|a| Some(a.count)).collect();
        assert_eq!(counts, results.attitudes, "the attitude as staff sees it");
    }
    let shown = |n: u64| n == 0 || n >= results.below;
    let mut counts = survey.questions.iter().flat_map(|q| &q.answers).map(|a| a.count);
    assert!(counts.all(shown), "no number that staff does not see");
    Ok(())
}

/// A frozen report shows its words and the figures of its day, whatever came later.
#[tokio::test(flavor = "multi_thread")]
async fn a_frozen_report_stands_as_it_was() -> Result<(), Failure> {
    let mut world = World::until(ProcedureCode::General, Until::Reported).await?;
    let then = report(&world).await?;
    let order = world.order(Kind::AssessmentReport, Format::Html);
    let before = world.text(&order).await?;
    assert!(then.version.is_some() && then.chapters.contains_key("overview"));
    let player = world.stage.player();
    let mut played = world.played.clone();
    player.carry(&mut played, Until::CheckedIn).await?;
    world.played = played;
    let now = report(&world).await?;
    // What is hidden is no number, and no number equals itself there.
    assert_eq!(serde_json::to_value(&then)?, serde_json::to_value(&now)?);
    assert_eq!(before, world.text(&order).await?);
    let sheet = world.order(Kind::CaseSheet, Format::Html);
    assert_ne!(sheet.kind, order.kind);
    let later = world.text(&sheet).await?;
    assert!(later.contains("稳备"), "the case went on");
    Ok(())
}

/// What people typed into a frozen section is neither a field nor a heading.
#[tokio::test(flavor = "multi_thread")]
async fn a_draft_pours_its_fields_and_names_unknown_ones() -> Result<(), Failure> {
    let world = World::until(ProcedureCode::General, Until::RatedAfter).await?;
    let (app, ctx, kit) = (&world.stage.test.app, world.owner()?, crate::world::kit()?);
    let order = world.order(Kind::AssessmentReport, Format::Html);
    let draft = |text: &str| BTreeMap::from([("overview".to_owned(), text.to_owned())]);
    let chapters = draft("措施前指数为 {{ rating.before.index|index }}。");
    let document = papers::document(app, &ctx, &kit, &order, Some(&chapters)).await?;
    let html = documents::html::preview(&document, "")?;
    assert!(html.contains("措施前指数为"), "{html}");
    let wrong = draft("指数为 {{ rating.befor.index }}。");
    let error = papers::document(app, &ctx, &kit, &order, Some(&wrong)).await;
    assert!(matches!(error, Err(papers::PaperError::Template(_))), "{error:?}");
    Ok(())
}
