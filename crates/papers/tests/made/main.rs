//! Documents of played cases: everything that is offered can be made, its figures are those of
//! the case, and access is that of the pages.

mod figures;
mod leaves;
mod letter;
mod pictures;
mod refused;
mod world;

use documents::model::{Kind, Language};
use domain::codes::ProcedureCode;
use papers::{Format, Offer, Order, consulted, offers};
use testkit::Failure;

use world::World;

/// Every offer of a case, and what each format of it makes, in both languages.
async fn everything(procedure: ProcedureCode) -> Result<Vec<Kind>, Failure> {
    let world = World::archived(procedure).await?;
    let case = world.case().await?;
    let app = &world.stage.test.app;
    let mut all: Vec<Offer> = offers(app, &case);
    all.extend(consulted(app, &world.owner()?, &case).await?);
    let mut kinds = Vec::new();
    for offer in &all {
        assert_eq!(offer.missing, None, "{:?} of a finished case", offer.kind);
        for language in Language::ALL {
            let order = |format| Order {
                kind: offer.kind,
                subject: world.played.number.clone(),
                part: offer.part.clone(),
                language: *language,
                format,
            };
            if offer.kind != Kind::Dossier {
                let html = world.text(&order(Format::Html)).await?;
                assert!(!html.contains('⟦'), "{:?}: a key without a text", offer.kind);
                assert!(!html.contains("NaN"), "{:?}", offer.kind);
            }
        }
        kinds.push(offer.kind);
    }
    Ok(kinds)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_document_of_a_general_case() -> Result<(), Failure> {
    let kinds = everything(ProcedureCode::General).await?;
    for kind in [
        Kind::ScreeningSheet,
        Kind::Plan,
        Kind::Publicity,
        Kind::MeetingRecord,
        Kind::AnalysisChapter,
        Kind::AssessmentReport,
        Kind::ExpertReview,
        Kind::Minutes,
        Kind::FilingForm,
        Kind::Reply,
        Kind::Certificate,
        Kind::TrackingReport,
        Kind::CaseSheet,
        Kind::Questionnaire,
        Kind::SurveyStatistics,
        Kind::ResponsibilityLetter,
        Kind::PostEvaluation,
        Kind::Dossier,
    ] {
        assert!(kinds.contains(&kind), "{kind} is not offered: {kinds:?}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn every_document_of_a_simplified_case() -> Result<(), Failure> {
    let kinds = everything(ProcedureCode::Simplified).await?;
    for kind in [
        Kind::SimplifiedForm,
        Kind::AssessmentReport,
        Kind::Certificate,
        Kind::ResponsibilityLetter,
        Kind::Dossier,
    ] {
        assert!(kinds.contains(&kind), "{kind} is not offered: {kinds:?}");
    }
    assert!(!kinds.contains(&Kind::Plan) && !kinds.contains(&Kind::AnalysisChapter));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_order_gives_the_same_bytes() -> Result<(), Failure> {
    let world = World::archived(ProcedureCode::General).await?;
    for (kind, format) in [
        (Kind::CaseSheet, Format::Pdf),
        (Kind::Certificate, Format::Docx),
        (Kind::Dossier, Format::Pdf),
        (Kind::Dossier, Format::Zip),
    ] {
        let order = world.order(kind, format);
        let (made, first) = world.make(&order).await?;
        let (_, second) = world.make(&order).await?;
        assert_eq!(first, second, "{kind} as {format:?}");
        assert!(made.name.ends_with(format.ending()), "{}", made.name);
        assert_eq!(made.left_out, Vec::<String>::new());
    }
    Ok(())
}

/// Lists and figures of a place are documents too, and workbooks.
#[tokio::test(flavor = "multi_thread")]
async fn lists_and_figures() -> Result<(), Failure> {
    let world = World::archived(ProcedureCode::General).await?;
    let ctx = world.stage.test.ctx(&world.stage.cast.supervisor);
    let mut order = world.order(Kind::Circular, Format::Html);
    order.subject = "210000/2016".to_owned();
    let html = world.text_as(&ctx, &order).await?;
    assert!(html.contains("朝阳市") && !html.contains("督导组"), "{html}");
    let stats = app::stats::year(&world.stage.test.app, &store::Scope::All, 2016).await?;
    assert_eq!((stats.listed, stats.assessed, stats.filed), (1, 1, 1));
    assert!(html.contains("1"), "{html}");
    order.format = Format::Xlsx;
    let (_, bytes) = world.make_as(&ctx, &order).await?;
    assert!(bytes.starts_with(b"PK"));
    Ok(())
}
