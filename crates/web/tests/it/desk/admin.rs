//! Units, people, security log.

use axum::http::StatusCode;

use crate::desk::browser::{Browser, link_with, stage, tokens, version};

const UNIT: [(&str, &str); 5] = [
    ("parent", "211302"),
    ("name", "朝阳市双塔区发展和改革局"),
    ("code", "211302-FGX"),
    ("kind", "DEVELOPMENT_REFORM"),
    ("division", "211302"),
];

#[tokio::test]
async fn each_administrator_has_a_part_and_refusals_are_logged() {
    let (_stage, site) = stage().await;
    for (who, page, status) in [
        ("sysadmin", "/admin/units", StatusCode::OK),
        ("sysadmin", "/admin/users", StatusCode::FORBIDDEN),
        ("sysadmin", "/admin/security", StatusCode::FORBIDDEN),
        ("secadmin", "/admin/users", StatusCode::OK),
        ("secadmin", "/admin/units", StatusCode::FORBIDDEN),
        ("auditor", "/admin/security", StatusCode::OK),
        ("auditor", "/admin/users/import", StatusCode::FORBIDDEN),
        ("owner", "/admin", StatusCode::FORBIDDEN),
        ("owner", "/admin/units/new", StatusCode::FORBIDDEN),
    ] {
        let answer = Browser::of(&site, who).await.get(page).await;
        assert_eq!(answer.status, status, "{who} {page}");
        assert!(!answer.body.contains('⟦'), "{who} {page}: {}", answer.body);
        let others = answer.body.contains("href=\"/admin/units\"") && who == "secadmin";
        assert!(!others, "what may not be done is not offered");
    }
    let denied = Browser::of(&site, "owner").await.get("/admin/units").await;
    assert!(denied.body.contains("系统管理员"), "the page says who may");
    let log = Browser::of(&site, "auditor").await.get("/admin/security").await;
    assert!(log.body.contains("没有权限") && log.body.contains("/admin/units/new"));
    assert!(log.body.contains("sysadmin"));
}

#[tokio::test]
async fn a_unit_is_added_once_changed_and_never_overwritten_unseen() {
    let (_stage, site) = stage().await;
    let mut admin = Browser::of(&site, "sysadmin").await;
    let page = admin.get("/admin/units/new?parent=211302").await;
    assert!(page.body.contains("value=\"211302\""));
    let tokens_new = tokens(&page.body, "/admin/units/new");
    let made = admin.send_form("/admin/units/new", &tokens_new, &UNIT).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let again = admin.send_form("/admin/units/new", &tokens_new, &UNIT).await;
    assert_eq!(again.location, made.location, "a double click makes one unit");
    let taken = admin.fill("/admin/units/new", "/admin/units/new", &UNIT).await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(taken.body.contains("已经有人使用") && taken.body.contains("211302-FGX"));

    let (unit, kind) = (made.location, ("kind", "DEVELOPMENT_REFORM"));
    let page = admin.get(&unit).await;
    let seen = version(&page.body, &unit).unwrap();
    let seen = ("_version", seen.as_str());
    let first = tokens(&page.body, &unit);
    let second = tokens(&admin.get(&unit).await.body, &unit);
    let name = ("name", "双塔区发改局");
    let done = admin.send_form(&unit, &first, &[name, kind, seen]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let late = [("name", "另一个名称"), kind, seen];
    let conflict = admin.send_form(&unit, &second, &late).await;
    assert_eq!(conflict.status, StatusCode::CONFLICT);
    assert!(conflict.body.contains("双塔区发改局") && conflict.body.contains("另一个名称"));
    assert!(admin.get("/admin/units?q=211302-FGX").await.body.contains("双塔区发改局"));
}

#[tokio::test]
async fn units_are_imported_as_a_whole_or_not_at_all() {
    let (_stage, site) = stage().await;
    let mut admin = Browser::of(&site, "sysadmin").await;
    let page = "/admin/units/import";
    let wrong = "代码,名称,类别,上级代码\n211302-A1,=HYPERLINK(1),政府,211302\n211302-A2,二局,没有的类别,999999\n211302-A1,三局,财政,211302\n";
    let refused = admin.fill(page, page, &[("rows", wrong), ("do", "enter")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for said in ["当成公式", "没有这个代码的单位", "与第 2 行重复", "有 4 处不对"]
    {
        assert!(refused.body.contains(said), "{said}");
    }
    assert!(refused.body.contains("二局,没有的类别"), "the text stays in the form");
    let nothing = admin.get("/admin/units?q=211302-A").await;
    assert!(nothing.body.contains("没有单位"));

    let right = "code,name,kind,parent\n211302-A1,一局,FINANCE,211302\n211302-A11,一局一科,部门,211302-A1\n";
    let unknown = admin.fill(page, page, &[("rows", right), ("do", "check")]).await;
    assert!(unknown.body.contains("请从列出的选项中选择"), "a kind is a code or its words");
    let right = right.replace("部门", "其他部门");
    let checked = admin.fill(page, page, &[("rows", right.as_str()), ("do", "check")]).await;
    assert_eq!(checked.status, StatusCode::OK, "{}", checked.body);
    assert!(checked.body.contains("2 行都没有问题"));
    let key = tokens(&checked.body, page);
    let fields = [("rows", right.as_str()), ("do", "enter")];
    let entered = admin.send_form(page, &key, &fields).await;
    let said = entered.body.split("err-sum").nth(1).unwrap_or_default();
    assert_eq!(entered.location, "/admin/units", "{} {said:.600}", entered.status);
    assert_eq!(admin.send_form(page, &key, &fields).await.location, "/admin/units");
    let found = admin.get("/admin/units?q=211302-A").await;
    assert!(found.body.contains("一局一科") && found.body.contains("1 个"));
}

#[tokio::test]
async fn people_are_imported_with_passwords_shown_once() {
    let (_stage, site) = stage().await;
    let mut admin = Browser::of(&site, "secadmin").await;
    let page = "/admin/users/import";
    let wrong = "账号,姓名,单位代码,角色,初始密码\nOWNER,甲,211302,牵头单位,\nowner,乙,211302,牵头单位,短\n";
    let refused = admin.fill(page, page, &[("rows", wrong), ("do", "check")]).await;
    for said in ["用户名只能用", "已经有人使用", "密码太短"] {
        assert!(refused.body.contains(said), "{said}");
    }
    let right = "账号,姓名,单位代码,角色\nnew-clerk,新经办人,211302,牵头单位\n";
    let fields = [("rows", right), ("do", "enter")];
    let entered = admin.fill(page, page, &fields).await;
    assert_eq!(entered.status, StatusCode::OK, "{}", entered.body);
    assert!(entered.body.contains("只显示这一次"));
    let cell = entered.body.split("new-clerk</td>").nth(1).unwrap();
    let password: String = cell
        .split("<td")
        .find_map(|cell| {
            let text = cell.split('>').nth(1)?.split('<').next()?;
            (text.len() == 20 && text.bytes().all(|b| b.is_ascii_hexdigit()))
                .then(|| text.to_owned())
        })
        .unwrap();
    let first = Browser::new(&site).sign_in("new-clerk", &password, "/").await;
    assert!(first.location.starts_with("/password"), "{}", first.location);
}

#[tokio::test]
async fn posts_end_and_accounts_are_disabled() {
    let (stage, site) = stage().await;
    let mut admin = Browser::of(&site, "secadmin").await;
    let new = [
        ("username", "shuangta.clerk"),
        ("name", "双塔经办人"),
        ("unit", "211302"),
        ("role", "LEAD_UNIT"),
        ("password", "first password 9"),
    ];
    let made = admin.fill("/admin/users/new", "/admin/users/new", &new).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let user = made.location;
    let page = admin.get(&user).await;
    let end = page.body.split("action=\"").find(|part| part.contains("/end\"")).unwrap();
    let end = end.split('"').next().unwrap().to_owned();
    let past = [("unit", "211302"), ("role", "ASSESSOR"), ("until", "2015-01-01")];
    let refused = admin.fill(&user, &format!("{user}/posts"), &past).await;
    assert!(refused.body.contains("到期日期不能早于今天"));
    assert_eq!(admin.fill(&user, &end, &[]).await.location, user);
    stage.test.clock.tick(24 * 60 * 60);
    let nobody = Browser::new(&site).sign_in("shuangta.clerk", "first password 9", "/").await;
    assert_eq!(nobody.location, "/login", "without a post there is no way in");

    let mut admin = Browser::of(&site, "secadmin").await;
    let owner = admin.get("/admin/users?q=archivist").await;
    let owner = link_with(&owner.body, "/admin/users/", "市政府档案员");
    let state = format!("{owner}/state");
    assert_eq!(admin.fill(&owner, &state, &[("disabled", "yes")]).await.location, owner);
    let gone = Browser::new(&site).sign_in("archivist", app::demo::PASSWORD, "/").await;
    assert_eq!(gone.status, StatusCode::UNPROCESSABLE_ENTITY);
    let two = [("unit", "210000"), ("role", "SYSTEM_ADMIN")];
    let me = admin.get("/admin/users?q=secadmin").await;
    let me = link_with(&me.body, "/admin/users/", "secadmin</a>");
    let refused = admin.fill(&me, &format!("{me}/posts"), &two).await;
    assert_eq!(
        refused.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "three administrators, three persons"
    );
}
