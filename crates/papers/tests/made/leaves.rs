//! What lies in the file of a case, and the papers that were made for it.

use app::consultation::desk;
use documents::{context::Context, dossier::Manifest, model::Kind};
use domain::codes::ProcedureCode;
use papers::Format;
use testkit::Failure;

use crate::world::World;

/// The manifest that a dossier carries.
async fn manifest(world: &World) -> Result<Manifest, Failure> {
    let (made, bytes) = world.make(&world.order(Kind::Dossier, Format::Pdf)).await?;
    assert_eq!(made.left_out, Vec::<String>::new());
    let start = bytes.windows(10).position(|part| part == b"{\"date\":\"2");
    let rest = &bytes[start.ok_or("no manifest")?..];
    let mut read = serde_json::Deserializer::from_slice(rest).into_iter::<Manifest>();
    Ok(read.next().ok_or("an empty manifest")??)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dossier_begins_with_the_sheet_and_holds_statistics_and_evaluation() -> Result<(), Failure>
{
    let world = World::archived(ProcedureCode::General).await?;
    let manifest = manifest(&world).await?;
    let of = |title: &str| {
        let found = manifest.leaves.iter().find(|leaf| leaf.title == title);
        found.map(|leaf| (u8::from(leaf.order), leaf.page.is_some()))
    };
    let first = manifest.leaves.first().ok_or("an empty file")?;
    assert_eq!((first.title.as_str(), first.page), ("评估事项单", Some(1)));
    assert_eq!(of("评估事项单"), Some((1, true)));
    assert_eq!(of("筛查表"), Some((1, true)));
    assert_eq!(of("问卷统计表"), Some((4, true)));
    assert_eq!(of("责任书"), Some((10, true)));
    assert_eq!(of("后评估报告"), Some((12, true)));
    let orders: Vec<u8> = manifest.leaves.iter().map(|leaf| leaf.order.into()).collect();
    assert!(orders.is_sorted(), "{orders:?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn statistics_are_those_that_staff_sees() -> Result<(), Failure> {
    let world = World::archived(ProcedureCode::General).await?;
    let Context::SurveyStatistics(sheet) = world.context(Kind::SurveyStatistics).await? else {
        return Err("another document".into());
    };
    let (app, case) = (&world.stage.test.app, world.case().await?);
    let results = desk(app, &world.owner()?, &case).await?.results.ok_or("no results")?;
    assert_eq!(sheet.survey.valid, results.answers);
    assert_eq!(sheet.survey.support, results.support.map(|s| s.share));
    assert_eq!(sheet.survey.issued, results.letters.map(|letters| letters.printed));
    let (made, bytes) = world.make(&world.order(Kind::SurveyStatistics, Format::Xlsx)).await?;
    assert!(made.name.ends_with(".xlsx") && bytes.starts_with(b"PK"), "{}", made.name);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_evaluation_is_that_of_the_case() -> Result<(), Failure> {
    let world = World::archived(ProcedureCode::General).await?;
    let Context::PostEvaluation(report) = world.context(Kind::PostEvaluation).await? else {
        return Err("another document".into());
    };
    let case = world.case().await?;
    let state = &case.assessment.as_ref().ok_or("no assessment")?.state;
    let found = state.post_evaluation.as_ref().ok_or("no post-evaluation")?;
    assert_eq!((report.date, report.level_was_right), (found.on, found.level_was_right));
    assert_eq!(report.organ, case.unit_name(found.unit));
    assert_eq!(report.findings, case.words.get(&found.findings).unwrap_or_default());
    assert_eq!(report.factors.len(), state.live_factors().count());
    let came = report.factors.iter().filter(|f| f.came_true).count();
    assert_eq!((came, report.came_true), (found.came_true.len(), found.came_true.len() as u64));
    Ok(())
}
