//! Who gets what from every route: routes × sign-ins, compared with a file.
//! `UPDATE_GOLDEN=1` writes the file anew; read the difference before it is kept.

use std::{collections::BTreeMap, fmt::Write as _, path::Path};

use app::demo;
use visitor::{Answer, Engine, Failure, Form, Visitor};
use web::routes::{self, Access, Kind, RouteInfo};

use crate::site::{chapters, documents, pages, world::World};

/// A value for every part of every pattern. A route with a part that is not
/// here fails the test.
async fn samples(world: &World) -> Result<BTreeMap<&'static str, String>, Failure> {
    let number = &world.decided.number;
    let mut reader = world.stage.test.app.store().read().await?;
    let matter = reader.matter_by_number(number).await?.ok_or("no matter")?;
    drop(reader);
    let code = world.stage.test.app.check_code(number);
    let asset = web::asset("app.css");
    let key = "7".repeat(64);
    let brought = app::grievance::Brought {
        key: &key,
        matter: matter.id,
        text: "夜里车辆噪声大",
        digits_are_fine: false,
    };
    let brought = app::grievance::receive(&world.stage.test.app, &brought).await?.number;
    Ok(BTreeMap::from([
        ("no", number.clone()),
        ("number", number.clone()),
        ("n", "1".to_owned()),
        ("a", "1".to_owned()),
        ("q", "new".to_owned()),
        ("section", "OVERVIEW".to_owned()),
        ("code", format!("{number}-{code}")),
        ("act", "report_progress".to_owned()),
        ("panel", "current".to_owned()),
        ("file", file_of(world).await?),
        ("asset", asset.trim_start_matches("/assets/").to_owned()),
        ("year", "2016".to_owned()),
        ("unit", world.unit_of("owner").await?.id),
        ("person", world.stage.cast.person("expert9")?.person.to_string()),
        ("post", world.post_of("expert9").await?),
        ("id", matter.id.to_string()),
        ("slug", format!("{}-a1-1", number.to_lowercase())),
        ("grievance", brought),
        ("kind", "case-sheet".to_owned()),
        ("paper", paper_of(world).await?),
        ("name", chapters::picture_of(world, number).await?),
    ]))
}

/// A file that the decided matter names, from a link of its pages.
async fn file_of(world: &World) -> Result<String, Failure> {
    let number = &world.decided.number;
    let mut owner = world.person("owner").await?;
    let start = format!("/items/{number}/files/");
    for part in ["consultation", "report", "filing", "tracking", "measures"] {
        let page = owner.get(&format!("/items/{number}/{part}")).await?;
        if let Some(behind) = page.text.split(&start).nth(1) {
            return Ok(behind.split(['"', '?']).next().unwrap_or_default().to_owned());
        }
    }
    Err("no page of the matter links a file".into())
}

/// A document that the owner ordered.
async fn paper_of(world: &World) -> Result<String, Failure> {
    let (mut owner, form) = documents::draft("/items/{no}/documents", world).await?;
    let sent = owner.send(&form).await?;
    let paper = sent.location().strip_prefix("/papers/").ok_or("no order")?;
    Ok(paper.to_owned())
}

/// The address of a route, with its parts filled in.
fn address(route: &RouteInfo, samples: &BTreeMap<&'static str, String>) -> Result<String, Failure> {
    let mut address = String::new();
    for part in route.path.split_inclusive('}') {
        let Some((before, name)) = part.split_once('{') else {
            address.push_str(part);
            continue;
        };
        let name = match (route.path, name.trim_end_matches('}')) {
            ("/assets/{file}", _) => "asset",
            ("/items/{no}/do/{code}", "code") => "act",
            (path, "id") if path.starts_with("/admin/units") => "unit",
            (path, "id") if path.starts_with("/admin/users") => "person",
            (_, name) => name,
        };
        let value = samples.get(name);
        let value = value.ok_or_else(|| format!("{}: no sample for {name}", route.path))?;
        address.push_str(before);
        address.push_str(value);
    }
    Ok(address)
}

/// A form with nothing in it, from a page of this person.
async fn empty_form(visitor: &mut Visitor, action: &str, n: u32) -> Result<Form, Failure> {
    let mut form = Form { action: action.to_owned(), ..Form::default() };
    let page = visitor.get("/rules").await?;
    if let Ok(logout) = page.form("/logout", &[]) {
        form = form.with("_csrf", logout.value("_csrf"));
    }
    Ok(form.with("_key", format!("00000000-0000-4000-8000-{n:012}")))
}

fn column(name: &str) -> String {
    name.chars().take(5).collect()
}

/// What a route must answer to someone without session.
fn at_the_door(route: &RouteInfo, method: &str, answer: &Answer) -> Option<String> {
    let status = answer.status.as_u16();
    let closed = match (route.access, method) {
        (Access::Public, _) => return None,
        (Access::Token, _) => status == 401,
        (_, "GET") => status == 303 && answer.location().starts_with("/login?next="),
        _ => status == 401 || status == 303,
    };
    (!closed).then(|| format!("{method} {} is open to everyone: {status}", route.path))
}

struct Table {
    heads: Vec<String>,
    rows: Vec<(String, Vec<u16>)>,
    faults: Vec<String>,
}

impl Table {
    fn text(&self) -> String {
        let mut text = String::from(
            "# Status of every route for every sign-in, made by tests/it/site/matrix.rs.\n",
        );
        let _ = writeln!(
            text,
            "{:<44}{}",
            "# route",
            self.heads.iter().map(|h| format!("{h:>6}")).collect::<String>()
        );
        for (route, statuses) in &self.rows {
            let cells: String = statuses.iter().map(|status| format!("{status:>6}")).collect();
            let _ = writeln!(text, "{route:<44}{cells}");
        }
        text
    }
}

async fn visit(
    table: &mut Table,
    route: &RouteInfo,
    address: &str,
    method: &str,
    visitors: &mut [(String, Visitor)],
) -> Result<(), Failure> {
    let mut row = Vec::new();
    for (n, (name, visitor)) in visitors.iter_mut().enumerate() {
        let anonymous = name == "anyone";
        let answer = if method == "GET" {
            let english = visitor.clone().reading("en").get(address).await?;
            let what = format!("GET {address} in English for {name}");
            table.faults.extend(pages::faults(&what, &english, !anonymous));
            visitor.get(address).await?
        } else {
            let form =
                empty_form(visitor, address, u32::try_from(table.rows.len() * 100 + n)?).await?;
            visitor.send(&form).await?
        };
        let what = format!("{method} {address} for {name}");
        table.faults.extend(pages::faults(&what, &answer, !anonymous));
        if anonymous {
            table.faults.extend(at_the_door(route, method, &answer));
        }
        row.push(answer.status.as_u16());
    }
    table.rows.push((format!("{method:<5}{}", route.path), row));
    Ok(())
}

async fn fill(world: &World) -> Result<Table, Failure> {
    let mut visitors = vec![("anyone".to_owned(), world.site.anyone())];
    for info in demo::sign_ins() {
        let twin = info.username.starts_with("expert") && info.username != "expert1";
        if !twin {
            visitors.push((info.username.clone(), world.person(&info.username).await?));
        }
    }
    let heads = visitors.iter().map(|(name, _)| column(name)).collect();
    let mut table = Table { heads, rows: Vec::new(), faults: Vec::new() };
    let samples = samples(world).await?;
    for route in routes::all().filter(|route| route.get.is_some()) {
        visit(&mut table, route, &address(route, &samples)?, "GET", &mut visitors).await?;
    }
    // Leaving comes last: nobody is signed in afterwards.
    let leaves = |route: &&RouteInfo| ["/logout", "/sessions/end"].contains(&route.path);
    let sent: Vec<&RouteInfo> = routes::all().filter(|route| route.post.is_some()).collect();
    let (last, first): (Vec<&RouteInfo>, Vec<&RouteInfo>) = sent.into_iter().partition(leaves);
    for route in first {
        visit(&mut table, route, &address(route, &samples)?, "POST", &mut visitors).await?;
    }
    for route in last {
        let mut fresh = Vec::new();
        for (name, _) in &visitors {
            let visitor =
                if name == "anyone" { world.site.anyone() } else { world.person(name).await? };
            fresh.push((name.clone(), visitor));
        }
        visit(&mut table, route, route.path, "POST", &mut fresh).await?;
    }
    Ok(table)
}

#[tokio::test]
async fn every_route_answers_every_role_as_the_table_says() -> Result<(), Failure> {
    let world = World::new(Engine::Sqlite).await?;
    let mut approval = world.person("approval").await?;
    let number = world.decided.number.clone();
    let desk = approval.get("/gate").await?;
    let form = desk.form("/gate/check", &[])?.with("number", number).with("gate", "APPROVAL");
    assert_eq!(approval.send(&form).await?.status, 303, "the check for the receipt");
    let table = fill(&world).await?;
    assert!(table.faults.is_empty(), "{}", table.faults.join("\n"));
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/routes.txt");
    let found = table.text();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&file, &found)?;
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    let differing: Vec<&str> =
        found.lines().filter(|line| !kept.lines().any(|old| old == *line)).collect();
    assert!(
        found == kept,
        "{} differs (UPDATE_GOLDEN=1 writes it anew); lines now:\n{}",
        file.display(),
        differing.join("\n")
    );
    Ok(())
}

#[test]
fn programs_are_answered_without_being_sent_to_a_page() {
    let api: Vec<&RouteInfo> =
        routes::all().filter(|route| route.path.starts_with("/api/")).collect();
    assert!(!api.is_empty());
    for route in api {
        assert_eq!(route.get, Some(Kind::Api), "{}", route.path);
        assert_eq!(route.access, Access::Token, "{}", route.path);
    }
}
