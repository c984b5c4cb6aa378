//! Sign-in, first run, first page.

use axum::http::StatusCode;
use visitor::{Engine, TestApp};

use crate::desk::browser::{Browser, PASSWORD, link_with, site, stage, tokens};

#[tokio::test]
async fn a_wrong_password_says_so_and_keeps_the_name_only() {
    let (_stage, site) = stage().await;
    let mut browser = Browser::new(&site);
    let answer = browser.sign_in("owner", "not-the-password", "/").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("账号或密码不对"));
    assert!(answer.body.contains("value=\"owner\""));
    assert!(!answer.body.contains("not-the-password"));
    let unknown = browser.sign_in("nobody-here", "not-the-password", "/").await;
    assert!(unknown.body.contains("账号或密码不对"), "an unknown name is not told apart");
}

#[tokio::test]
async fn signing_in_leads_on_within_this_site_under_a_new_token() {
    let (_stage, site) = stage().await;
    let mut browser = Browser::new(&site);
    let first = browser.sign_in("owner", PASSWORD, "/rules").await;
    assert_eq!((first.status, first.location.as_str()), (StatusCode::SEE_OTHER, "/rules"));
    let session = |cookies: &[String]| {
        cookies.iter().find(|c| c.starts_with("wenping=")).cloned().unwrap_or_default()
    };
    let cookie = session(&first.cookies);
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    for outside in ["//evil.example", "https://evil.example/", "/\\evil.example"] {
        let again = browser.sign_in("owner", PASSWORD, outside).await;
        assert_eq!(again.location, "/", "{outside}");
        assert_ne!(session(&again.cookies), cookie, "every sign-in has a token of its own");
    }
}

#[tokio::test]
async fn wrong_passwords_in_a_row_lock_the_account() {
    let (stage, site) = stage().await;
    let mut browser = Browser::new(&site);
    for _ in 0..stage.test.app.settings().lock_after {
        browser.sign_in("owner", "not-the-password", "/").await;
    }
    let locked = browser.sign_in("owner", PASSWORD, "/").await;
    assert_eq!(locked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(locked.body.contains("账号已锁定"), "{}", locked.body);
    stage.test.clock.tick(60 * 60);
    let later = browser.sign_in("owner", PASSWORD, "/").await;
    assert_eq!(later.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn display_settings_keep_the_frame_of_the_person() {
    let (_stage, site) = stage().await;
    let inside = Browser::of(&site, "owner").await.get("/preferences").await;
    assert!(inside.body.contains("class=\"sidenav\""), "the navigation stays: {}", inside.body);
    let outside = Browser::new(&site).get("/preferences").await;
    assert!(outside.body.contains("<body class=\"pub\">"), "{}", outside.body);
}

#[tokio::test]
async fn a_missing_page_gives_its_request_number_once() {
    let (_stage, site) = stage().await;
    for mut browser in [Browser::new(&site), Browser::of(&site, "owner").await] {
        let page = browser.get("/nowhere").await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        assert_eq!(page.body.matches("请求编号").count(), 1, "{}", page.body);
    }
}

#[tokio::test]
async fn the_form_of_the_top_bar_signs_out() {
    let (_stage, site) = stage().await;
    let mut browser = Browser::of(&site, "owner").await;
    let page = browser.get("/password").await;
    let form = page.body.split("action=\"/logout\"").nth(1).unwrap();
    let csrf = form.split("name=\"_csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let stale = browser.post("/logout", &[("_csrf", "00")]).await;
    assert_eq!(stale.status, StatusCode::FORBIDDEN);
    let gone = browser.post("/logout", &[("_csrf", csrf)]).await;
    assert_eq!((gone.status, gone.location.as_str()), (StatusCode::SEE_OTHER, "/login"));
    let after = browser.get("/password").await;
    assert_eq!(after.location, "/login?next=%2Fpassword");
    let twice = browser.post("/logout", &[("_csrf", csrf)]).await;
    assert_eq!(twice.location, "/login");
}

#[tokio::test]
async fn ending_every_session_ends_those_elsewhere() {
    let (_stage, site) = stage().await;
    let mut here = Browser::of(&site, "owner").await;
    let mut there = Browser::of(&site, "owner").await;
    assert!(here.get("/password").await.body.contains("现有 2 处登录有效"));
    let ended = here.fill("/password", "/sessions/end", &[]).await;
    assert_eq!(ended.location, "/login");
    assert!(there.get("/password").await.location.starts_with("/login"));
}

#[tokio::test]
async fn a_first_password_must_be_changed_before_anything_else() {
    let (_stage, site) = stage().await;
    let mut admin = Browser::of(&site, "secadmin").await;
    let found = admin.get("/admin/users?q=owner").await;
    let user = link_with(&found.body, "/admin/users/", "责任单位经办人");
    let action = format!("{user}/password");
    let first = [("password", "first-password-1")];
    assert_eq!(admin.fill(&user, &action, &first).await.location, user);

    let mut owner = Browser::new(&site);
    let entered = owner.sign_in("owner", "first-password-1", "/rules").await;
    assert_eq!(entered.location, "/password?next=%2Frules");
    assert_eq!(owner.get("/rules").await.location, "/password?next=%2Frules");
    let same = [
        ("password-old", "first-password-1"),
        ("password-new", "first-password-1"),
        ("password-again", "first-password-1"),
    ];
    let refused = owner.fill("/password", "/password", &same).await;
    assert!(refused.body.contains("新密码不能和现在的一样"), "{}", refused.body);
    assert!(!refused.body.contains("first-password-1"), "passwords are never written into a page");
    let own = [
        ("password-old", "first-password-1"),
        ("password-new", "a password of my own"),
        ("password-again", "a password of my own"),
        ("next", "/rules"),
    ];
    let changed = owner.fill("/password", "/password", &own).await;
    assert_eq!((changed.status, changed.location.as_str()), (StatusCode::SEE_OTHER, "/rules"));
    assert_eq!(owner.get("/rules").await.status, StatusCode::OK);
    let old = Browser::new(&site).sign_in("owner", "first-password-1", "/").await;
    assert_eq!(old.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_person_with_two_posts_chooses_one() {
    let (_stage, site) = stage().await;
    let mut admin = Browser::of(&site, "secadmin").await;
    let found = admin.get("/admin/users?q=archivist").await;
    let user = link_with(&found.body, "/admin/users/", "市政府档案员");
    let post = [("unit", "211302"), ("role", "DECISION_MAKER")];
    assert_eq!(admin.fill(&user, &format!("{user}/posts"), &post).await.location, user);

    let mut person = Browser::new(&site);
    let entered = person.sign_in("archivist", PASSWORD, "/rules").await;
    assert_eq!(entered.location, "/post?next=%2Frules");
    let page = person.get("/post").await;
    assert!(page.body.contains("决策机关"));
    let tokens = tokens(&page.body, "/post");
    let foreign = [("post", "0193d5f0-0000-7000-8000-000000000000")];
    let refused = person.send_form("/post", &tokens, &foreign).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let value =
        page.body.split("name=\"post\" value=\"").nth(2).unwrap().split('"').next().unwrap();
    let chosen = person.send_form("/post", &tokens, &[("post", value), ("next", "/rules")]).await;
    assert_eq!(chosen.status, StatusCode::SEE_OTHER);
    assert!(person.get("/password").await.body.contains("决策机关"));
}

#[tokio::test]
async fn everyone_begins_where_the_work_begins() {
    let (_stage, site) = stage().await;
    assert_eq!(Browser::new(&site).get("/").await.location, "/login");
    for (who, page) in [
        ("approval", "/gate"),
        ("sysadmin", "/admin/units"),
        ("secadmin", "/admin/users"),
        ("auditor", "/admin/security"),
        ("owner", "/tasks"),
    ] {
        assert_eq!(Browser::of(&site, who).await.get("/").await.location, page, "{who}");
    }
}

/// The box in the top bar leads nobody to a page that is closed to them.
#[tokio::test]
async fn the_search_leads_where_one_may_look() {
    let (_stage, site) = stage().await;
    for (who, start, leads) in [
        ("owner", "/tasks", Some("/items")),
        ("approval", "/gate", Some("/gate")),
        ("sysadmin", "/admin/units", None),
    ] {
        let page = Browser::of(&site, who).await.get(start).await;
        let boxed = page.body.split("role=\"search\" action=\"").nth(1);
        let led = boxed.and_then(|rest| rest.split('"').next());
        assert_eq!(led, leads, "{who}");
    }
    let page = Browser::of(&site, "approval").await.get("/gate?number=LN-CY-2016-00007").await;
    assert!(page.body.contains("value=\"LN-CY-2016-00007\""), "{}", page.body);
}

#[tokio::test]
async fn the_first_run_makes_three_administrators_and_is_gone() {
    let test = TestApp::new(Engine::Sqlite).await.unwrap();
    let site = site(&test.app);
    let mut browser = Browser::new(&site);
    assert_eq!(browser.get("/").await.location, "/setup");
    assert_eq!(browser.get("/login").await.location, "/setup");
    let code = crate::desk::browser::setup_code(&test.app);
    let filled = |audit: &'static str, again: &'static str| {
        [
            ("code", code.as_str()),
            ("unit-name", "辽宁省人民政府"),
            ("division", "210000"),
            ("kind", "GOVERNMENT"),
            ("SYSTEM_ADMIN.username", "system1"),
            ("SYSTEM_ADMIN.password", "first admin pass"),
            ("SYSTEM_ADMIN.password-again", "first admin pass"),
            ("SECURITY_ADMIN.username", "security1"),
            ("SECURITY_ADMIN.password", "second admin pass"),
            ("SECURITY_ADMIN.password-again", "second admin pass"),
            ("AUDIT_ADMIN.username", "audit1"),
            ("AUDIT_ADMIN.password", audit),
            ("AUDIT_ADMIN.password-again", again),
        ]
    };
    let mut stranger = filled("third admin pass", "third admin pass");
    stranger[0].1 = "0000-0000-0000";
    let refused = browser.fill("/setup", "/setup", &stranger).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("设置码不对"), "a stranger does not take the place over");
    let blank: Vec<(&str, &str)> = stranger.iter().map(|(name, _)| (*name, "")).collect();
    let refused = browser.fill("/setup", "/setup", &blank).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for name in ["设置码", "单位名称", "行政区划代码", "系统管理员的账号", "审计管理员的密码"]
    {
        assert!(refused.body.contains(&format!("\">{name}：")), "{name}: {}", refused.body);
    }
    let same = filled("first admin pass", "first admin pass");
    let refused = browser.fill("/setup", "/setup", &same).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("三位管理员的密码不能相同"));
    assert!(refused.body.contains("value=\"system1\""), "what was typed is kept");
    assert!(!refused.body.contains("first admin pass"));
    let differs = filled("third admin pass", "third admin past");
    assert!(browser.fill("/setup", "/setup", &differs).await.body.contains("两次输入的密码不一样"));
    let short = filled("short", "short");
    assert!(browser.fill("/setup", "/setup", &short).await.body.contains("密码太短"));

    let right = filled("third admin pass", "third admin pass");
    assert_eq!(browser.fill("/setup", "/setup", &right).await.location, "/login");
    assert_eq!(browser.get("/setup").await.status, StatusCode::NOT_FOUND);
    let entered = browser.sign_in("audit1", "third admin pass", "/").await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.body);
    assert_eq!(browser.get("/").await.location, "/admin/security");
}

#[tokio::test]
async fn the_sign_in_page_lists_the_demonstration() {
    let (_stage, site) = stage().await;
    let page = Browser::new(&site).get("/login").await;
    for line in app::demo::sign_ins() {
        assert!(page.body.contains(&line.username), "{}", line.username);
    }
    assert_eq!(page.body.matches(PASSWORD).count(), 1, "the password stands there once");
    assert!(!page.body.contains('⟦'));
}
