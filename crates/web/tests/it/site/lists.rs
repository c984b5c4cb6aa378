//! Lists by period, from the department to the city.

use visitor::{Engine, Failure, Site, TestApp};

use crate::site::acts::new_matter;

const ADDRESS: &str = "/lists?year=2016";

#[tokio::test]
async fn lists_go_up_the_ladder() -> Result<(), Failure> {
    let stage = TestApp::founded(Engine::Sqlite).await?;
    let site = Site::of(&stage.test.app);
    let mut owner = site.signed_in("owner").await?;
    let form = new_matter(&mut owner, "凌河滨水步道改造").await?;
    assert_eq!(owner.send(&form).await?.status, 303);
    // The department hands in what it ticked, to the office of its place.
    let page = owner.get(ADDRESS).await?;
    assert!(page.text.contains("报送给朝阳市双塔区维护稳定工作领导小组办公室"), "{}", page.text);
    let form = page.form(ADDRESS, &[])?;
    let all = form.offered("matters").to_vec();
    assert_eq!(all.len(), 1);
    let done = owner.send(&form.ticked("matters", all).with("do", "report")).await?;
    assert_eq!(done.status, 303, "{}", done.text);
    let again = owner.get(ADDRESS).await?;
    assert!(again.form(ADDRESS, &[])?.has("reason"), "now it can be completed");
    // The county gathers what was handed in and passes it on to the city.
    let mut county = site.signed_in("county").await?;
    let page = county.get(ADDRESS).await?;
    assert!(page.text.contains("朝阳市双塔区住房和城乡建设局"), "{}", page.text);
    assert!(page.text.contains("已报 1 个") && page.text.contains("共 1 件"), "{}", page.text);
    assert!(page.text.contains("报送给朝阳市维护稳定工作领导小组办公室"));
    let form = page.form(ADDRESS, &[])?;
    assert!(form.offered("matters").is_empty(), "a gathered list is not ticked");
    assert_eq!(county.send(&form.with("do", "report")).await?.status, 303);
    // The city sees the county, and what the county gathered.
    let mut city = site.signed_in("city").await?;
    let page = city.get(ADDRESS).await?;
    assert!(page.text.contains("双塔区人民政府") && page.text.contains("龙城区人民政府"));
    let below = visitor::links(&page.text).into_iter().find(|link| link.contains("&of="));
    let below = city.get(&below.ok_or("no way to the county's lists")?).await?;
    assert_eq!(below.status, 200);
    let mut province = site.signed_in("province").await?;
    let top = province.get(ADDRESS).await?;
    assert!(top.text.contains("朝阳市人民政府") && top.text.contains("本级汇总"));
    Ok(())
}

#[tokio::test]
async fn nobody_looks_into_the_lists_of_other_areas() -> Result<(), Failure> {
    let stage = TestApp::founded(Engine::Sqlite).await?;
    let site = Site::of(&stage.test.app);
    let mut city = site.signed_in("city").await?;
    let page = city.get(ADDRESS).await?;
    let link = visitor::links(&page.text).into_iter().find(|link| link.contains("&of="));
    let link = link.ok_or("no way to a county's lists")?;
    let mut owner = site.signed_in("owner").await?;
    assert_eq!(owner.get(&link).await?.status, 404);
    Ok(())
}
