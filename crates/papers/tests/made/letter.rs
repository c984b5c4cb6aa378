//! The letter of responsibility says what the pages of the case say.

use app::demo::play::Until;
use documents::{
    context::{Context, ResponsibilityLetter},
    model::Kind,
};
use domain::codes::{ProcedureCode, RatingStage, Step};
use papers::{Format, PaperError};
use testkit::Failure;

use crate::world::World;

async fn letter(world: &World) -> Result<Box<ResponsibilityLetter>, Failure> {
    match world.context(Kind::ResponsibilityLetter).await? {
        Context::ResponsibilityLetter(letter) => Ok(letter),
        other => Err(format!("{:?}", other.kind()).into()),
    }
}

/// Every measure that stands, as the page of the measures shows it: label, text, unit, day and
/// when it is done.
#[tokio::test(flavor = "multi_thread")]
async fn a_letter_shares_out_the_measures_of_the_case() -> Result<(), Failure> {
    let world = World::until(ProcedureCode::General, Until::Decided).await?;
    let case = world.case().await?;
    let state = &case.assessment.as_ref().ok_or("no assessment")?.state;
    let letter = letter(&world).await?;

    let words = |text| case.words.get(text).unwrap_or_default().to_owned();
    let page: Vec<_> = state
        .live_measures()
        .map(|m| {
            let unit = case.unit_name(m.owner).to_owned();
            (m.key(), words(&m.title), unit, Some(m.due), Some(words(&m.acceptance)))
        })
        .collect();
    let told = letter.commitments.iter().cloned();
    let told: Vec<_> = told.map(|c| (c.code, c.text, c.unit, c.due, c.acceptance)).collect();
    assert!(!told.is_empty());
    assert_eq!(told, page);
    let first = state.live_measures().filter(|m| m.before_start).count();
    assert_eq!(letter.commitments.iter().filter(|c| c.before_start).count(), first);

    let parties = state.parties.or(case.matter.state.parties).ok_or("no parties")?;
    assert_eq!(letter.organ, case.unit_name(parties.decision_maker));
    let executing = parties.executing.map(|unit| case.unit_name(unit).to_owned());
    assert_eq!(letter.unit, executing.unwrap_or_else(|| "未记录".to_owned()));
    let level = state.level_at(RatingStage::After).map(|l| l.code().to_lowercase());
    assert_eq!(letter.level, level);
    assert_eq!(letter.matter.as_ref().map(|m| m.number.as_str()), Some(&*world.played.number));
    assert_eq!(Some(letter.date), state.decisions.last().map(|d| d.on));
    assert_eq!(letter.targets, [], "targets of a year are no part of it");

    let rules = &case.package;
    let said = letter.duties.iter().map(|duty| duty.text.as_str()).collect::<String>();
    for trigger in &rules.triggers {
        assert!(said.contains(&trigger.item.zh), "{said}");
    }
    let interval = rules.tracking.iter().find(|rule| Some(rule.level) == state.filed_level());
    assert!(said.contains(&interval.ok_or("no interval")?.item.zh), "{said}");

    let html = world.text(&world.order(Kind::ResponsibilityLetter, Format::Html)).await?;
    assert!(html.contains("防范化解责任书") && html.contains("验收标准"), "{html}");
    Ok(())
}

/// Before the second rating there is no level, and none is made up.
#[tokio::test(flavor = "multi_thread")]
async fn a_letter_before_the_second_rating() -> Result<(), Failure> {
    let world = World::until(ProcedureCode::General, Until::Measured).await?;
    let letter = letter(&world).await?;
    assert_eq!(letter.level, None);
    let case = world.case().await?;
    let state = &case.assessment.as_ref().ok_or("no assessment")?.state;
    assert_eq!(Some(&letter.date), state.done.get(&Step::Measures));
    let html = world.text(&world.order(Kind::ResponsibilityLetter, Format::Html)).await?;
    assert!(html.contains("（未记录）"), "{html}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn no_letter_before_the_measures() -> Result<(), Failure> {
    let world = World::until(ProcedureCode::General, Until::Rated).await?;
    let order = world.order(Kind::ResponsibilityLetter, Format::Html);
    let app = &world.stage.test.app;
    let found = papers::context(app, &world.owner()?, &order, None).await;
    let missing = matches!(found, Err(PaperError::Missing(m)) if m.step == Step::Measures);
    assert!(missing, "{:?}", found.map(|c| c.kind()));
    Ok(())
}
