//! The rules pages.

use axum::http::StatusCode;

use crate::desk::browser::{Browser, stage};

#[tokio::test]
async fn the_rules_of_the_own_place_show_sources_and_certainty() {
    let (_stage, site) = stage().await;
    let mut owner = Browser::of(&site, "owner").await;
    let page = owner.get("/rules?part=all").await;
    assert_eq!(page.status, StatusCode::OK);
    for said in [
        "双塔区",
        "国家",
        "朝阳市",
        "表格：风险因素识别对照表",
        "经验",
        "默认",
        "机制编号",
        "个工作日",
        "0.36",
        "0.64",
    ] {
        assert!(page.body.contains(said), "{said}");
    }
    for section in SECTIONS {
        assert!(page.body.contains(&format!("id=\"{section}\"")), "{section}");
    }
    for raw in [">catalogues/event<", ">liaoning/chaoyang<", ">national<", "表格：FACTOR_CHECKLIST"]
    {
        assert!(!page.body.contains(raw), "{raw}");
    }
    let benxi = owner.get("/rules?place=210500&on=2016-06-01").await;
    assert!(benxi.body.contains("本溪"), "rules are public: every place is shown");
    assert_eq!(owner.get("/rules?place=999999").await.status, StatusCode::NOT_FOUND);
    let early = owner.get("/rules?on=1950-01-01").await;
    assert!(early.body.contains("还没有适用的规则"), "{}", early.body);
    let typed = owner.get("/rules?on=yesterday").await;
    assert!(typed.body.contains("写法填写日期"));
    let other = owner.get("/rules?place=211302&on=2019-10-01").await;
    assert_ne!(hash(&page.body), hash(&other.body), "another day has another package");
}

const SECTIONS: [&str; 12] = [
    "scope",
    "screening",
    "procedures",
    "method",
    "review",
    "filing",
    "gates",
    "tracking",
    "catalogues",
    "mechanisms",
    "reporting",
    "forms",
];

/// The first page is a table of contents; every part has a page of its own that
/// leads on, for the same place and day.
#[tokio::test]
async fn the_rules_are_read_part_by_part() {
    let (_stage, site) = stage().await;
    let mut owner = Browser::of(&site, "owner").await;
    let asked = "/rules?place=211302&on=2016-06-01";
    let contents = owner.get(asked).await.body;
    assert!(!contents.contains("id=\"gates\""), "the contents hold no rules");
    for section in SECTIONS {
        let url = format!("{asked}&part={section}");
        let link = format!("href=\"{}\"", url.replace('&', "&#38;"));
        assert!(contents.contains(&link), "{section} is in the contents");
        let page = owner.get(&url).await;
        assert_eq!(page.status, StatusCode::OK, "{section}");
        for other in SECTIONS {
            let here = page.body.contains(&format!("<section class=\"card\" id=\"{other}\""));
            assert_eq!(here, other == section, "{other} on the page of {section}");
        }
        assert!(page.body.contains("aria-current=\"page\">"), "{section} is marked");
    }
    let gates = owner.get(&format!("{asked}&part=gates")).await.body;
    for beside in ["filing", "tracking"] {
        assert!(gates.contains(&format!("part={beside}\">")), "leads to {beside}");
    }
    let anchored = owner.get(&format!("{asked}&part=procedures")).await.body;
    assert!(
        anchored.contains("href=\"#procedures-1\"") && anchored.contains("id=\"procedures-1\"")
    );
    assert_eq!(owner.get(&format!("{asked}&part=other")).await.status, StatusCode::NOT_FOUND);
}

/// A county without a file of its own has its city's rules, and is told so.
#[tokio::test]
async fn a_county_without_a_file_says_whose_rules_hold() {
    let (_stage, site) = stage().await;
    let mut city = Browser::of(&site, "city").await;
    let without = city.get("/rules?place=211381").await;
    assert_eq!(without.status, StatusCode::OK);
    assert!(without.body.contains("没有单独的规则文件，适用朝阳市的规则。"));
    for own in ["211302", "211300"] {
        let page = city.get(&format!("/rules?place={own}")).await;
        assert!(!page.body.contains("没有单独的规则文件"), "{own}");
    }
}

fn hash(html: &str) -> String {
    html.split("SHA-256").nth(1).unwrap().split("</p>").nth(1).unwrap().to_owned()
}

#[tokio::test]
async fn two_packages_stand_side_by_side() {
    let (_stage, site) = stage().await;
    let mut owner = Browser::of(&site, "owner").await;
    let page = owner.get("/rules/compare?a=211300@2016-06-01&b=210500@2016-06-01").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    for said in ["本溪", "四不", "未经稳评不上会", "新增", "取消", "本地机制", "关口"]
    {
        assert!(page.body.contains(said), "{said}");
    }
    let same = owner.get("/rules/compare?a=211300@2016-06-01&b=211300@2016-06-01").await;
    assert!(same.body.contains("完全相同"));
    let form = "/rules/compare?a_place=211300&a_day=2016-06-01&b_place=211300&b_day=2019-10-01";
    assert!(owner.get(form).await.body.contains("处不同"));
    let bare = owner.get("/rules/compare").await;
    assert!(bare.body.contains("处不同"), "what the last change has changed: {}", bare.body);
    let wrong = owner.get("/rules/compare?a=chaoyang").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("211300@2016-06-01"), "the page says how to write it");
}

#[tokio::test]
async fn the_calendar_tells_holidays_and_what_is_provisional() {
    let (_stage, site) = stage().await;
    let mut owner = Browser::of(&site, "owner").await;
    let page = owner.get("/rules/calendar/2016").await;
    for said in ["春节", "班", "国办发明电〔2015〕18号", "250 个工作日"] {
        assert!(page.body.contains(said), "{said}");
    }
    assert!(!page.body.contains("尚未公布"));
    assert!(owner.get("/rules/calendar/2027").await.body.contains("尚未公布"));
    assert_eq!(owner.get("/rules/calendar/1999").await.status, StatusCode::NOT_FOUND);
    assert_eq!(owner.get("/rules/calendar/x").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn every_page_has_its_words_in_both_languages() {
    let (_stage, site) = stage().await;
    for (who, pages) in [
        (
            "owner",
            &[
                "/rules",
                "/rules/compare?a=211300@2016-06-01&b=210200@2019-10-01",
                "/rules/calendar/2026",
                "/password",
                "/post",
            ][..],
        ),
        (
            "sysadmin",
            &["/admin/units", "/admin/units?q=211302", "/admin/units/new", "/admin/units/import"][..],
        ),
        (
            "secadmin",
            &["/admin/users", "/admin/users?q=o", "/admin/users/new", "/admin/users/import"][..],
        ),
        ("auditor", &["/admin/security"][..]),
    ] {
        let mut browser = Browser::of(&site, who).await;
        for page in pages {
            for lang in ["zh", "en"] {
                let mark = if page.contains('?') { '&' } else { '?' };
                let answer = browser.get(&format!("{page}{mark}lang={lang}")).await;
                assert_eq!(answer.status, StatusCode::OK, "{page} {lang}");
                let missing = answer.body.split('⟦').nth(1).and_then(|rest| rest.split('⟧').next());
                assert_eq!(missing, None, "{page} {lang}");
            }
        }
    }
}
