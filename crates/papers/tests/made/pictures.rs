//! Pictures of the report in its documents.

use std::collections::BTreeMap;

use app::{
    chapters::{self, NewPicture},
    demo::play::Until,
};
use documents::{html, model::Kind};
use domain::codes::ProcedureCode;
use papers::{Format, PaperError};
use testkit::{Failure, PICTURE};

use crate::world::World;

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_shows_the_pictures_that_it_names() -> Result<(), Failure> {
    let world = World::until(ProcedureCode::General, Until::RatedAfter).await?;
    let (app, ctx, kit) = (&world.stage.test.app, world.owner()?, crate::world::kit()?);
    let new =
        NewPicture { title: "现场", file_name: "现场.png", bytes: PICTURE, dots: Some((1, 1)) };
    let picture = chapters::add_picture(app, &ctx, &world.case().await?, new).await?;
    let order = world.order(Kind::AssessmentReport, Format::Html);
    let draft = |text: String| BTreeMap::from([("overview".to_owned(), text)]);
    let line = format!("概况。\n\n![现场]({} \"现场\")\n", picture.name);
    let shown = draft(line.clone());
    let document = papers::document(app, &ctx, &kit, &order, Some(&shown)).await?;
    let page = html::preview(&document, "/p/")?;
    assert!(page.contains(&format!("<img src=\"/p/{}\" alt=\"现场\">", picture.name)), "{page}");
    let analysis = world.order(Kind::AnalysisChapter, Format::Html);
    let survey = BTreeMap::from([("survey".to_owned(), line.clone())]);
    let document = papers::document(app, &ctx, &kit, &analysis, Some(&survey)).await?;
    assert!(html::preview(&document, "")?.contains(&picture.name), "in the chapter of a project");

    let unknown = draft(line.replace(&picture.name, "000000000000.png"));
    let error = papers::document(app, &ctx, &kit, &order, Some(&unknown)).await;
    assert!(matches!(error, Err(PaperError::Template(_))), "{error:?}");
    // Who reads no draft is shown no picture of one, whatever text he brings.
    let executing = world.stage.test.ctx(&world.stage.cast.site("211302")?.desk.executing);
    let error = papers::document(app, &executing, &kit, &order, Some(&shown)).await;
    assert!(matches!(error, Err(PaperError::Template(_))), "{error:?}");
    Ok(())
}
