//! Long lists of units: those near are offered, all others are found by name.

use visitor::{Engine, Failure};

use crate::site::{acts::new_matter, world::World};

/// A unit of another city, by its name.
const ELSEWHERE: &str = "沈阳市和平区人民政府";

#[tokio::test]
async fn a_form_offers_units_near_and_finds_the_others() -> Result<(), Failure> {
    let world = World::new(Engine::Sqlite).await?;
    let mut who = world.person("owner").await?;
    let form = new_matter(&mut who, "凌河滨水步道改造").await?;
    let page = who.get("/items/new").await?;
    for near in ["朝阳市双塔区人民政府", "朝阳市人民政府", "辽宁省人民政府"]
    {
        assert!(page.text.contains(&format!(">{near}<")), "{near}");
    }
    for far in [ELSEWHERE, "朝阳市龙城区人民政府", "沈阳市人民政府"] {
        assert!(!page.text.contains(&format!(">{far}<")), "{far}");
    }
    let size = world.site.log_size().await?;
    // By the enter key, which presses the first button of the form.
    let searched = form.clone().with("_find", "和平 人民政府").with("content", "已写好的内容");
    let found = who.send(&searched).await?;
    assert_eq!(found.status, 200, "{}", found.title());
    assert_eq!(world.site.log_size().await?, size, "searching registers nothing");
    let again = found.form("/items/new", &[])?;
    for name in ["title", "content", "decision_maker", "filing", "_key"] {
        assert_eq!(again.value(name), searched.value(name), "{name} stays");
    }
    assert!(found.text.contains(&format!(">{ELSEWHERE}<")), "found");
    assert!(!found.text.contains(">朝阳市人民政府<"), "narrowed");
    let unit = found.text.split(&format!("\">{ELSEWHERE}<")).next().unwrap_or_default();
    let unit = unit.rsplit('"').next().unwrap_or_default();
    let done = who.send(&again.with("executing", unit)).await?;
    assert_eq!(done.status, 303, "{}", done.text);
    Ok(())
}

#[tokio::test]
async fn the_form_of_an_act_searches_and_keeps_what_was_typed() -> Result<(), Failure> {
    let world = World::new(Engine::Sqlite).await?;
    let mut who = world.person("owner").await?;
    let path = format!("/items/{}/do/amend_matter", world.proposed.number);
    let form = who.form(&path).await?.with("reason", "实施单位有变");
    assert!(!form.offered("executing").is_empty() && form.offered("executing").len() < 60);
    let found = who.send(&form.clone().with("_narrow", "1").with("_find", "和平区")).await?;
    assert_eq!(found.status, 200, "{}", found.title());
    assert!(found.text.contains(&format!(">{ELSEWHERE}<")), "found");
    let again = found.form(&path, &[])?;
    assert_eq!(again.value("reason"), "实施单位有变");
    assert_eq!(again.value("decision_maker"), form.value("decision_maker"), "chosen stays");
    let none = who.send(&again.with("_find", "没有这个单位")).await?;
    assert_eq!(none.form(&path, &[])?.value("decision_maker"), form.value("decision_maker"));
    Ok(())
}
