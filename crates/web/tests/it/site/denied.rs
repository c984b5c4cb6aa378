//! Access comes before everything else: whoever may not do something is told
//! so, whatever was sent, and whom to ask.

use access::{Permission, decide, may_ever, permission_for};
use app::demo;
use visitor::{Answer, Engine, Failure, Form, Visitor};
use web::routes::{self, Access, Kind, RouteInfo};

use crate::site::world::World;

/// Routes that change something of the visitor alone, for everyone signed in.
const OWN: &[&str] = &[
    "/preferences",
    "/style",
    "/login",
    "/logout",
    "/password",
    "/post",
    "/sessions/end",
    "/setup",
    // Pages of residents, for everyone: nothing of an official changes.
    "/c/receipt",
    "/c/{slug}/q/{n}",
    "/c/{slug}/done",
    "/c/{slug}/discuss",
    "/c/grievance",
    "/c/grievance/status",
];

/// Routes whose acts the record decides on: the codes that their forms send.
const BY_RECORD: &[(&str, &str, &[&str])] = &[
    ("/items/{no}/screening", "do", &["propose", "confirm", "back", ""]),
    (
        "/items/{no}/panel/{panel}",
        "act",
        &["rate_blind", "rate_again", "open_discussion", "close_panel"],
    ),
    ("/items/{no}/do/{code}", "", &[]),
    (
        "/items/{no}/survey",
        "do",
        &["prepare", "open", "extend", "close", "publish", "give_up", "export", "log", "letters"],
    ),
    ("/items/{no}/survey/excluded", "do", &["propose_exclusion", "confirm_exclusion"]),
    ("/items/{no}/survey/texts", "do", &["moderate", "topic"]),
    (
        "/items/{no}/survey/round",
        "do",
        &[
            "open_round",
            "extend_round",
            "add_statement",
            "withdraw_statement",
            "moderate_statement",
            "close_round",
        ],
    ),
    ("/items/{no}/survey/entry", "", &[]),
    ("/items/{no}/survey/form", "do", &["start", "clear", "keep", "up Q1", ""]),
    ("/items/{no}/survey/form/q/{q}", "do", &["save"]),
    ("/items/{no}/survey/form/preview/{n}", "do", &["turn"]),
    ("/items/{no}/report/write/{section}", "do", &["save", "auto", "picture"]),
    ("/items/{no}/survey/import", "do", &["take_batch"]),
    ("/items/{no}/survey/import/{file}", "do", &["take_batch"]),
    ("/items/{no}/grievances/new", "", &[]),
    (
        "/items/{no}/grievances/{grievance}",
        "do",
        &["acknowledge", "link", "answer", "return", "escalate"],
    ),
];

fn changing() -> impl Iterator<Item = &'static RouteInfo> {
    routes::all().filter(|route| route.post.is_some())
}

/// An empty form with a valid token.
async fn empty(visitor: &mut Visitor, action: &str, n: usize) -> Result<Form, Failure> {
    let page = visitor.get("/rules").await?;
    let token = page.form("/logout", &[])?.value("_csrf").to_owned();
    let form = Form { action: action.to_owned(), ..Form::default() };
    Ok(form.with("_csrf", token).with("_key", format!("00000000-0000-4000-9000-{n:012}")))
}

/// The access-denied page: not a stale form, which has the same status.
fn is_denied(answer: &Answer) -> bool {
    answer.status == 403
        && answer.text.contains("没有权限")
        && answer.text.contains("可向谁申请")
        && answer.text.contains("安全管理员")
}

fn any_address(path: &str) -> String {
    path.replace("{id}", "018f3c52-0000-7000-8000-000000000000")
        .replace("{post}", "018f3c52-0000-7000-8000-000000000001")
}

#[test]
fn every_changing_route_says_what_it_asks() {
    for route in changing() {
        let own = OWN.contains(&route.path);
        let by_record = BY_RECORD.iter().any(|(path, ..)| *path == route.path);
        let by_role = match route.access {
            Access::Action(code) => Permission::from_code(code).is_some(),
            _ => false,
        };
        assert!(own || by_record || by_role, "{}: who may send it is not tested", route.path);
        let act = route.post == Some(Kind::Act);
        assert!(!(own && act) || route.path == "/setup", "{}: an act is nobody's own", route.path);
    }
    for route in routes::all() {
        if let Access::Action(code) = route.access {
            assert!(Permission::from_code(code).is_some(), "{}: {code}", route.path);
        }
    }
}

#[tokio::test]
async fn a_role_without_the_permission_is_turned_away_before_the_form_is_read()
-> Result<(), Failure> {
    let world = World::new(Engine::Sqlite).await?;
    let mut faults = Vec::new();
    let mut asked = 0;
    for info in demo::sign_ins() {
        let role = info.role;
        let mut who = world.person(&info.username).await?;
        for route in changing() {
            let Access::Action(code) = route.access else { continue };
            let permission = Permission::from_code(code).ok_or("unknown permission")?;
            if may_ever(role, permission) {
                continue;
            }
            asked += 1;
            let address = any_address(route.path).replace("{no}", &world.decided.number);
            let form = empty(&mut who, &address.replace("{panel}", "current"), asked).await?;
            let answer = who.send(&form).await?;
            if !is_denied(&answer) {
                faults.push(format!("{} to {}: {}", info.username, route.path, answer.status));
            }
        }
    }
    assert!(asked > 100, "only {asked} pairs");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    Ok(())
}

/// The act that a button of a page stands for.
fn act_of<'a>(path: &str, button: &'a str) -> &'a str {
    if path.starts_with("/items/{no}/survey/form") {
        // Whoever may prepare the consultation may word its questionnaire.
        return "prepare_consultation";
    }
    if path.starts_with("/items/{no}/report/write") {
        // Whoever may freeze the report may write it.
        return "freeze_report";
    }
    match button {
        "confirm" => "confirm_screening",
        "back" => "send_back_screening",
        "propose" | "" => "propose_screening",
        "prepare" => "prepare_consultation",
        "open" => "open_consultation",
        "extend" => "extend_consultation",
        "close" => "close_answers",
        "publish" => "publish_results",
        "give_up" => "give_up_consultation",
        "export" => "export_answers",
        "moderate" => "moderate_text",
        "log" => "export_moderation",
        "letters" => "print_letters",
        "topic" => "record_opinion",
        "acknowledge" => "acknowledge_grievance",
        "link" => "link_grievance",
        "answer" => "answer_grievance",
        "return" => "return_grievance",
        "escalate" => "escalate_grievance",
        act => act,
    }
}

#[tokio::test]
async fn acts_on_a_record_ask_the_record_before_the_form() -> Result<(), Failure> {
    let world = World::new(Engine::Sqlite).await?;
    let test = &world.stage.test;
    let number = &world.rating.number;
    let mut targets: Vec<(String, &str, &str, &str)> = Vec::new();
    let codes = domain::matter::Command::CODES.iter().chain(domain::assessment::Command::CODES);
    for code in codes {
        targets.push((format!("/items/{number}/do/{code}"), "", "", code));
    }
    for (path, field, buttons) in BY_RECORD {
        let address = path.replace("{no}", number).replace("{panel}", "current");
        let address = address.replace("{q}", "new").replace("{n}", "1").replace("{file}", "0");
        let address = address.replace("{grievance}", "SQ-CY-2016-00001");
        let address = address.replace("{section}", "OVERVIEW");
        for button in *buttons {
            targets.push((address.clone(), field, button, act_of(path, button)));
        }
    }
    let (mut faults, mut asked) = (Vec::new(), 0);
    for info in demo::sign_ins() {
        // The three administrators are no players; no record is theirs.
        let person = world.stage.cast.person(&info.username).ok().cloned();
        let mut who = world.person(&info.username).await?;
        let case = match &person {
            Some(person) => app::view::case(&test.app, &test.ctx(person), number, None).await.ok(),
            None => None,
        };
        for (address, field, button, code) in &targets {
            let permission = permission_for(code).ok_or("no permission")?;
            let on = case.as_ref().map(|case| &case.resource);
            let may = |on| person.as_ref().map(|who| decide(who, permission, Some(on)));
            if on.and_then(may).is_some_and(|decision| decision.is_allowed()) {
                continue;
            }
            asked += 1;
            let form = empty(&mut who, address, 10_000 + asked).await?;
            let form = if field.is_empty() { form } else { form.with(field, *button) };
            let answer = who.send(&form).await?;
            if !is_denied(&answer) {
                faults.push(format!("{} {code}: {}", info.username, answer.status));
            }
        }
    }
    assert!(asked > 300, "only {asked} pairs");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    Ok(())
}

#[tokio::test]
async fn a_post_that_an_act_ended_is_over_at_once() -> Result<(), Failure> {
    let world = World::new(Engine::Sqlite).await?;
    let owner = world.stage.cast.person("owner")?.person;
    let mut security = world.person("secadmin").await?;
    let page = security.get(&format!("/admin/users/{owner}")).await?;
    let mut forms = Form::all(&page.text).into_iter();
    let end = forms.find(|form| form.action.ends_with("/end")).ok_or("no post to end")?;
    assert_eq!(security.send(&end).await?.status, 303);
    let mut again = world.person("owner").await?;
    let page = again.get("/items").await?;
    assert_eq!(page.status, 303, "no post, no work: {}", page.text);
    assert!(page.location().starts_with("/login"), "{}", page.location());
    Ok(())
}

#[tokio::test]
async fn two_administrators_do_not_undo_each_other() -> Result<(), Failure> {
    let world = World::new(Engine::Sqlite).await?;
    let unit = format!("/admin/units/{}", world.unit_of("legality").await?.id);
    let mut first = world.person("sysadmin").await?;
    let mut second = world.person("sysadmin").await?;
    let one = first.form(&unit).await?.with("name", "双塔区司法局");
    let two = second.form(&unit).await?.with("name", "双塔区法制局");
    assert_eq!(first.send(&one).await?.status, 303);
    let answer = second.send(&two).await?;
    assert_eq!(answer.status, 409, "{}", answer.text);
    assert!(answer.text.contains("双塔区司法局") && answer.text.contains("双塔区法制局"));

    let person = format!("/admin/users/{}", world.stage.cast.person("expert9")?.person);
    let mut first = world.person("secadmin").await?;
    let mut second = world.person("secadmin").await?;
    let form = |page: &Answer, end: &str| {
        Form::all(&page.text).into_iter().find(|form| form.action.ends_with(end)).ok_or("no form")
    };
    let code = world.unit_of("owner").await?.code;
    let one =
        form(&first.get(&person).await?, "/posts")?.with("unit", code).with("role", "ASSESSOR");
    let two = form(&second.get(&person).await?, "/state")?;
    assert_eq!(first.send(&one).await?.status, 303);
    let size = world.site.log_size().await?;
    let answer = second.send(&two).await?;
    assert_eq!(answer.status, 409, "{}", answer.text);
    assert_eq!(world.site.log_size().await?, size);
    let bare = form(&second.get(&person).await?, "/state")?.without("_version");
    let bare = second.send(&bare).await?;
    assert_eq!(bare.status, 422, "a form that does not say what it was made on");
    Ok(())
}

#[tokio::test]
async fn what_a_page_hides_is_checked_like_what_is_typed() -> Result<(), Failure> {
    let world = World::new(Engine::Sqlite).await?;
    let codes = domain::matter::Command::CODES.iter().chain(domain::assessment::Command::CODES);
    let codes: Vec<&str> = codes.copied().collect();
    let (mut faults, mut sent) = (Vec::new(), 0);
    for info in demo::sign_ins() {
        let mut who = world.person(&info.username).await?;
        for (number, code) in [&world.decided, &world.rating, &world.proposed]
            .into_iter()
            .flat_map(|case| codes.iter().map(move |code| (&case.number, code)))
        {
            let address = format!("/items/{number}/do/{code}");
            let page = who.get(&format!("{address}?ref=%27%00%3Cx%3E&rows=99999999999")).await?;
            if page.status.is_server_error() {
                faults.push(format!("GET {address}: {}", page.status));
            }
            let Ok(form) = page.form(&address, &[]) else { continue };
            for (name, _) in
                form.fields.iter().filter(|(name, _)| !["_csrf", "_key"].contains(&name.as_str()))
            {
                sent += 1;
                // A key of its own, so that the answer is about the field.
                let key = format!("00000000-0000-4000-a000-{sent:012}");
                let answer =
                    who.send(&form.clone().with("_key", key).with(name, "'x:\u{1f4a5}")).await?;
                if answer.status.is_server_error() {
                    faults.push(format!("{address} {name}: {}", answer.status));
                }
            }
        }
    }
    assert!(sent > 100, "only {sent} fields");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    Ok(())
}

/// Posts are named once: not “the lead unit of the lead unit”.
#[tokio::test]
async fn the_page_names_each_post_once() -> Result<(), Failure> {
    let world = World::new(Engine::Sqlite).await?;
    let mut who = world.person("supervisor").await?;
    let number = &world.decided.number;
    for (code, post) in [
        ("report_progress", "本事项的实施单位"),
        ("amend_matter", "本事项的牵头单位"),
        ("decide", "本事项的决策机关"),
    ] {
        let page = who.get(&format!("/items/{number}/do/{code}")).await?;
        assert_eq!(page.status, 403, "{code}");
        assert!(page.text.contains(post), "{code}: {}", page.text);
        for doubled in ["牵头单位的牵头单位", "决策单位的决策机关", "实施单位的实施单位"]
        {
            assert!(!page.text.contains(doubled), "{code}: {doubled}");
        }
    }
    Ok(())
}
