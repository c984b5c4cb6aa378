//! Every route that changes something, carried out once through its page: acts
//! leave an entry in the log, personal settings and drafts leave none.

use app::demo::play::Until;
use visitor::{Answer, Engine, Failure, Form, Site, TestApp, Visitor};
use web::routes::{self, Kind, RouteInfo};

use crate::site::{
    batch, builder, chapters, consult, discuss, documents, grievance,
    world::{World, page_of_panel, play},
};

/// The first form of a page whose address ends so.
fn ending(page: &Answer, end: &str) -> Result<Form, Failure> {
    let mut forms = Form::all(&page.text).into_iter();
    let found = forms.find(|form| form.action.ends_with(end));
    found.ok_or_else(|| format!("{}: no form to …{end}", page.title()).into())
}

fn offered(form: &Form, name: &str) -> Result<String, Failure> {
    let first = form.offered(name).first().cloned();
    first.ok_or_else(|| format!("{}: nothing to choose for {name}", form.action).into())
}

/// The form for a new matter, filled.
pub async fn new_matter(owner: &mut Visitor, title: &str) -> Result<Form, Failure> {
    let mut form = owner.form("/items/new").await?.with("title", title);
    for name in ["category", "sector", "division", "decision_maker", "filing"] {
        if form.value(name).is_empty() {
            let first = offered(&form, name)?;
            form = form.with(name, first);
        }
    }
    Ok(form)
}

/// The form for the progress of a measure, filled.
pub async fn progress(executing: &mut Visitor, number: &str, note: &str) -> Result<Form, Failure> {
    let form = executing.form(&format!("/items/{number}/do/report_progress")).await?;
    let measure = offered(&form, "measure")?;
    Ok(form.with("measure", measure).with("status", "IN_PROGRESS").with("note", note))
}

async fn rate(world: &World) -> Result<(Visitor, Form), Failure> {
    let number = &world.rating.number;
    let mut expert = world.rater().await?;
    let page = expert.get(&format!("/items/{number}/panel/current")).await?;
    let form = page.form(&page_of_panel(&page.text, number)?, &[("act", "rate_blind")])?;
    let fields: Vec<String> = form
        .fields
        .iter()
        .map(|(name, _)| name.clone())
        .filter(|name| name.ends_with(".p") || name.ends_with(".q"))
        .collect();
    let form = fields.iter().fold(form, |form, name| form.with(name, "0.30"));
    Ok((expert, form))
}

/// A list with one matter, read and waiting: the address of its rows.
async fn upload(owner: &mut Visitor) -> Result<String, Failure> {
    let form = owner.form("/items/import").await?;
    let answer = owner.send(&form.file("file", "清单.csv", LIST.as_bytes())).await?;
    assert_eq!(answer.status, 303, "{}", answer.text);
    Ok(answer.location().to_owned())
}

/// A text that waits for its moderator, and the form that lets it through.
async fn text_that_waits(world: &World) -> Result<(Visitor, Form), Failure> {
    let case = play(&world.stage, 6, Until::NoticeUp).await?;
    let address = consult::open(&world.stage, &world.site, &case.number).await?;
    let words = [("stratum", "G01"), ("ATT", "SUPPORT"), ("WORDS", "路灯太暗")];
    consult::answer(&mut world.site.anyone(), &address, &words).await?;
    let mut who = world.person("owner").await?;
    let url = format!("/items/{}/survey/texts", case.number);
    let form = who.get(&url).await?.form(&url, &[("do", "moderate")])?;
    Ok((who, form.with("done", "SHOWN")))
}

/// Answers that are alike, and the form that proposes not to count them.
async fn many_alike(world: &World) -> Result<(Visitor, Form), Failure> {
    let case = play(&world.stage, 7, Until::NoticeUp).await?;
    let address = consult::open(&world.stage, &world.site, &case.number).await?;
    for _ in 0..12 {
        consult::answer(&mut world.site.anyone(), &address, &[("ATT", "SUPPORT")]).await?;
    }
    let mut who = world.person("owner").await?;
    let url = format!("/items/{}/survey/excluded", case.number);
    let form = who.get(&url).await?.form(&url, &[("do", "propose")])?;
    let form = form.with("cause", "IDENTICAL").with("alike", "1");
    Ok((who, form.with("reason", "像是重复提交")))
}

/// An open consultation, and the form that adds a discussion round to it.
async fn round_to_open(world: &World) -> Result<(Visitor, Form), Failure> {
    let case = play(&world.stage, 3, Until::NoticeUp).await?;
    consult::open(&world.stage, &world.site, &case.number).await?;
    let mut who = world.person("owner").await?;
    let form = discuss::opening(&mut who, &case.number).await?;
    Ok((who, form))
}

/// An open consultation, and a file of answers for it that is right.
async fn answers(world: &World) -> Result<(Visitor, String, Vec<u8>), Failure> {
    let case = play(&world.stage, 6, Until::NoticeUp).await?;
    consult::open(&world.stage, &world.site, &case.number).await?;
    let mut who = world.person("owner").await?;
    let rows = [("1", "G01", "SUPPORT"), ("2", "G02", "OPPOSE")];
    let table = batch::table(&mut who, &case.number, &rows).await?;
    Ok((who, format!("/items/{}/survey/import", case.number), table))
}

/// A file without a fault, and the form that takes it in.
async fn file_that_waits(world: &World) -> Result<(Visitor, Form), Failure> {
    let (mut who, path, table) = answers(world).await?;
    let ready = batch::bring(&mut who, &path, "意见.csv", &table).await?;
    let ready = ready.location().to_owned();
    let form = who.get(&ready).await?.form(&ready, &[])?;
    Ok((who, form))
}

/// A file that is brought to be checked.
async fn file_to_check(world: &World) -> Result<(Visitor, Form), Failure> {
    let (mut who, path, table) = answers(world).await?;
    let form = who.get(&path).await?.form(&path, &[])?;
    Ok((who, form.file("file", "意见.csv", &table)))
}

/// One accepted act through each route: who, and the filled form. `None` for a
/// route that this table does not know.
async fn act(path: &str, world: &World) -> Result<Option<(Visitor, Form)>, Failure> {
    let person = async |name: &str| world.person(name).await;
    let found = match path {
        "/gate/check" => {
            let mut who = person("approval").await?;
            let form = who.get("/gate").await?.form(path, &[])?;
            (who, form.with("number", &world.decided.number).with("gate", "APPROVAL"))
        }
        "/items/new" => {
            let mut who = person("owner").await?;
            let form = new_matter(&mut who, "凌河滨水步道改造").await?;
            (who, form)
        }
        "/items/{no}/screening" => {
            let mut who = person("county").await?;
            let url = format!("/items/{}/screening", world.proposed.number);
            let page = who.get(&url).await?;
            let mut forms = Form::all(&page.text).into_iter();
            let form =
                forms.find(|f| f.action == url && f.has("note")).ok_or("no form to confirm")?;
            (who, form.with("do", "confirm"))
        }
        "/items/{no}/do/{code}" => {
            let mut who = person("executing").await?;
            let form = progress(&mut who, &world.decided.number, "已完成一半").await?;
            (who, form)
        }
        "/items/{no}/panel/{panel}" => rate(world).await?,
        "/items/{no}/survey" => {
            let case = play(&world.stage, 5, Until::NoticeUp).await?;
            let mut who = person("owner").await?;
            let url = format!("/items/{}/survey", case.number);
            let day = world.stage.test.clock.day().to_string();
            let form = who.get(&url).await?.form(&url, &[("do", "prepare")])?;
            let form = form.with("questionnaire", "POLICY").with("title", "请您提意见");
            (who, form.with("about", "还没有决定。").with("from", &day).with("to", day))
        }
        "/items/{no}/survey/texts" => text_that_waits(world).await?,
        "/items/{no}/survey/excluded" => many_alike(world).await?,
        "/items/{no}/survey/round" => round_to_open(world).await?,
        "/items/{no}/survey/import/{file}" => file_that_waits(world).await?,
        "/items/import/{id}" => {
            let mut who = person("owner").await?;
            let rows = upload(&mut who).await?;
            let form = ending(&who.get(&rows).await?, &rows)?;
            (who, form)
        }
        "/lists" => {
            let mut who = person("owner").await?;
            let page = who.get("/lists?year=2016").await?;
            let form = ending(&page, "/lists?year=2016")?;
            let all = form.offered("matters").to_vec();
            (who, form.ticked("matters", all).with("do", "report"))
        }
        path if path.starts_with("/admin/") => return administration(path, world).await,
        path if path.starts_with("/items/{no}/grievances/") => grievances(path, world).await?,
        _ => return Ok(None),
    };
    Ok(Some(found))
}

/// Entering a grievance, and taking one up.
async fn grievances(path: &str, world: &World) -> Result<(Visitor, Form), Failure> {
    let mut who = world.person("executing").await?;
    let number = &world.decided.number;
    if path.ends_with("/new") {
        let form = grievance::entry(&mut who, number).await?;
        return Ok((who, form));
    }
    let brought = grievance::told(&mut who, number).await?;
    let url = format!("/items/{number}/grievances/{brought}");
    let form = who.get(&url).await?.form(&url, &[("do", "acknowledge")])?;
    Ok((who, form))
}

const LIST: &str = "事项名称,承办单位,决策类别,所属领域,地区,拟决策时间\n\
    双塔区凌凤街道老旧小区改造工程,朝阳市双塔区住房和城乡建设局,重大工程项目,住房和房地产,双塔区,2016年6月\n";
const PEOPLE: &str = "账号,姓名,单位代码,角色,初始密码\n";
const UNITS: &str = "代码,名称,类别,上级代码,区划代码\n";

async fn administration(path: &str, world: &World) -> Result<Option<(Visitor, Form)>, Failure> {
    let unit = world.unit_of("owner").await?;
    let above = world.unit_of("leader").await?;
    let person = world.stage.cast.person("expert9")?.person;
    let mut system = world.person("sysadmin").await?;
    let mut security = world.person("secadmin").await?;
    let page = security.get(&format!("/admin/users/{person}")).await?;
    let found = match path {
        "/admin/units/new" => {
            let form =
                system.form(path).await?.with("parent", above.code).with("name", "双塔区水务局");
            (
                system,
                form.with("code", "211302-SW").with("kind", unit.kind).with("division", "211302"),
            )
        }
        "/admin/units/{id}" => {
            let other = world.unit_of("legality").await?.id;
            let form = system.form(&format!("/admin/units/{other}")).await?;
            (system, form.with("name", "双塔区司法局"))
        }
        "/admin/units/import" => {
            let rows =
                format!("{UNITS}211302-JY,双塔区教育局,{},{},211302\n", unit.kind, above.code);
            let form = system.form(path).await?.with("rows", "").with("do", "enter");
            (system, form.without("rows").file("file", "units.csv", rows.as_bytes()))
        }
        "/admin/users/new" => {
            let form =
                security.form(path).await?.with("username", "newcomer").with("name", "新经办人");
            let form = form.with("unit", unit.code).with("role", "LEAD_UNIT");
            (security, form.with("password", "First-2016-pass"))
        }
        "/admin/users/import" => {
            let rows = format!("{PEOPLE}shuangta-zj7,住建局经办人,{},LEAD_UNIT,\n", unit.code);
            let form = security.form(path).await?.with("rows", rows).with("do", "enter");
            (security, form)
        }
        "/admin/users/{id}/posts" => {
            let form = ending(&page, "/posts")?.with("unit", unit.code).with("role", "LEAD_UNIT");
            (security, form)
        }
        "/admin/users/{id}/posts/{post}/end" => (security, ending(&page, "/end")?),
        "/admin/users/{id}/state" => (security, ending(&page, "/state")?),
        _ => return Ok(None),
    };
    Ok(Some(found))
}

fn sent(kind: Kind) -> impl Iterator<Item = &'static RouteInfo> {
    routes::all().filter(move |route| route.post == Some(kind))
}

/// Acts that have a test of their own: the first run needs an installation
/// without people.
const ELSEWHERE: &[&str] = &["/setup"];

async fn acts_on(engine: Engine) -> Result<(), Failure> {
    let world = World::new(engine).await?;
    for route in sent(Kind::Act).filter(|route| !ELSEWHERE.contains(&route.path)) {
        let Some((mut who, form)) = act(route.path, &world).await? else {
            return Err(format!("{} carries out acts and is not in this table", route.path).into());
        };
        let before = world.site.log_size().await?;
        let answer = who.send(&form).await?;
        let done = answer.status.is_success() || answer.status.is_redirection();
        assert!(done, "{engine:?} {}: {} {}", route.path, answer.status, answer.text);
        let after = world.site.log_size().await?;
        assert!(after > before, "{engine:?} {}: the act left no entry", route.path);
        // The same form again: the same answer, and nothing more in the log.
        let again = who.send(&form).await?;
        // First passwords are shown once; the list of people follows. Every other
        // answer is the same again.
        let told = answer.status.is_success() && again.status.is_redirection();
        let same = (again.status, again.location()) == (answer.status, answer.location());
        assert!(told || same, "{engine:?} {} again: {}", route.path, again.status);
        let twice = world.site.log_size().await?;
        assert_eq!(twice, after, "{engine:?} {}: sent twice, done twice", route.path);
        // Without its key, which tells a second sending from a second act, no
        // form is taken.
        let answer = who.send(&form.without("_key")).await?;
        assert_eq!(answer.status, 403, "{engine:?} {} without key", route.path);
        assert_eq!(world.site.log_size().await?, twice, "{engine:?} {}", route.path);
    }
    Ok(())
}

#[tokio::test]
async fn every_act_leaves_an_entry_and_counts_once_on_sqlite() -> Result<(), Failure> {
    acts_on(Engine::Sqlite).await
}

#[tokio::test]
async fn every_act_leaves_an_entry_and_counts_once_on_postgres() -> Result<(), Failure> {
    acts_on(Engine::Postgres).await
}

/// One accepted sending of each form of residents that stores nothing.
async fn resident(path: &str, world: &World) -> Result<(Visitor, Form), Failure> {
    let case = play(&world.stage, 5, Until::NoticeUp).await?;
    let address = consult::open(&world.stage, &world.site, &case.number).await?;
    let mut who = world.site.anyone();
    if path == "/c/grievance/status" {
        let sent = grievance::bring(&mut who, &world.decided.number, world).await?;
        let form = who.get(path).await?.form(path, &[])?.with("code", grievance::code(&sent)?);
        return Ok((who, form));
    }
    if path == "/c/receipt" {
        let code = consult::code(&consult::answer(&mut who, &address, &[]).await?)?;
        let form = who.get(path).await?.form(path, &[])?.with("code", code);
        return Ok((who, form));
    }
    let page = who.get(&format!("{address}/q/1")).await?;
    let form = consult::fill(&page, &[])?;
    Ok((who, form))
}

fn set(path: &str, form: Form) -> Form {
    match path {
        "/style" => form.with("title", "稳评").with("day", "2016-11-18").with("kind", "POLICY"),
        _ => form.with("theme", "dark"),
    }
}

/// One accepted sending of each form that is personal or a draft.
async fn personal(path: &str, world: &World) -> Result<Option<(Visitor, Form)>, Failure> {
    let mut who = world.person("owner").await?;
    let found = match path {
        "/preferences" | "/style" => {
            let form = who.get(path).await?.form(path, &[])?;
            (who, set(path, form))
        }
        path if path.starts_with("/items/{no}/survey/form") => {
            return builder::draft(path, world).await.map(Some);
        }
        "/items/{no}/report/write/{section}" => return chapters::draft(world).await.map(Some),
        "/papers/new" | "/items/{no}/documents" => {
            return documents::draft(path, world).await.map(Some);
        }
        path if path.starts_with("/c/") => return resident(path, world).await.map(Some),
        "/items/import" => {
            let form = who.form(path).await?;
            (who, form.file("file", "清单.csv", LIST.as_bytes()))
        }
        "/items/{no}/survey/import" => file_to_check(world).await?,
        "/login" => {
            let mut who = world.site.anyone();
            let form = who.form(path).await?.with("username", "owner");
            (who, form.with("password", app::demo::PASSWORD))
        }
        "/logout" => {
            let form = who.get("/items").await?.form(path, &[])?;
            (who, form)
        }
        "/password" => {
            let form = who.form(path).await?.with("password-old", app::demo::PASSWORD);
            let form = form.with("password-new", "Another-2016!");
            (who, form.with("password-again", "Another-2016!"))
        }
        "/sessions/end" => {
            let mut who = world.person("archivist").await?;
            let form = who.get("/password").await?.form(path, &[])?;
            (who, form)
        }
        "/post" => {
            let form = who.form(path).await?;
            (who, form)
        }
        path if path.starts_with("/items/views") => view_of_list(path, who).await?,
        "/admin/users/{id}/password" => {
            let person = world.stage.cast.person("expert9")?.person;
            let mut who = world.person("secadmin").await?;
            let page = who.get(&format!("/admin/users/{person}")).await?;
            let form = ending(&page, "/password")?.with("password", "First-2016-pass");
            (who, form)
        }
        _ => return Ok(None),
    };
    Ok(Some(found))
}

/// A view of the list that is kept, or one that was kept and goes.
async fn view_of_list(path: &str, mut who: Visitor) -> Result<(Visitor, Form), Failure> {
    let form = who.get("/items?unit=mine").await?.form("/items/views", &[])?;
    if path == "/items/views" {
        return Ok((who, form.with("name", "本单位")));
    }
    who.send(&form.with("name", "要删的")).await?;
    let form = ending(&who.get("/items").await?, "/delete")?;
    Ok((who, form))
}

#[tokio::test]
async fn settings_and_drafts_leave_no_entry() -> Result<(), Failure> {
    let world = World::new(Engine::Sqlite).await?;
    // The first run is a test of its own; changing the password ends every
    // session of its person and comes last.
    let mut paths: Vec<&str> = sent(Kind::PersonalOrDraft).map(|route| route.path).collect();
    paths.sort_by_key(|path| *path == "/password");
    for path in paths {
        let Some((mut who, form)) = personal(path, &world).await? else {
            return Err(format!("{path} takes forms and is not in this table").into());
        };
        let before = world.site.log_size().await?;
        let answer = who.send(&form).await?;
        let done = answer.status.is_success() || answer.status.is_redirection();
        assert!(done, "{path}: {} {}", answer.status, answer.text);
        assert_eq!(world.site.log_size().await?, before, "{path} left an entry in the log");
        if path == "/items/import" {
            let again = who.send(&form).await?;
            assert_eq!(again.location(), answer.location(), "one file, one import");
        }
    }
    Ok(())
}

/// The filled form of the first run.
fn first_run(form: Form, code: &str) -> Form {
    let form = form.with("code", code);
    let form = form.with("unit-name", "辽宁省人民政府").with("division", "210000");
    ["SYSTEM_ADMIN", "SECURITY_ADMIN", "AUDIT_ADMIN"].iter().enumerate().fold(
        form,
        |form, (n, role)| {
            let password = format!("Correct-horse-{n}");
            form.with(&format!("{role}.username"), format!("admin{n}"))
                .with(&format!("{role}.password"), &password)
                .with(&format!("{role}.password-again"), &password)
        },
    )
}

#[tokio::test]
async fn the_first_run_works_once_and_is_gone() -> Result<(), Failure> {
    let test = TestApp::new(Engine::Sqlite).await?;
    let site = Site::of(&test.app);
    let mut who = site.anyone();
    let form = who.form("/setup").await?;
    let code = site.setup_code().to_owned();
    let wrong = who.send(&first_run(form.clone(), &code).with("division", "21")).await?;
    assert_eq!(wrong.status, 422);
    for stranger in ["", "0000-0000-0000"] {
        let answer = who.send(&first_run(form.clone(), stranger)).await?;
        assert_eq!(answer.status, 422, "{stranger:?}: {}", answer.text);
    }
    assert_eq!(site.log_size().await?, 0, "without the code nothing happens");
    let form = first_run(form, &code);
    let answer = who.send(&form).await?;
    assert_eq!((answer.status.as_u16(), answer.location()), (303, "/login"), "{}", answer.text);
    let size = site.log_size().await?;
    assert!(size > 0, "the first run is on record");
    let again = who.send(&form).await?;
    assert_eq!((again.status.as_u16(), again.location()), (303, "/login"), "sent twice");
    assert_eq!(site.log_size().await?, size, "done once");
    assert_eq!(who.get("/setup").await?.status, 404);
    assert_eq!(site.anyone().get("/").await?.status, 303);
    Ok(())
}

#[tokio::test]
async fn sending_a_file_keeps_it_with_the_act() -> Result<(), Failure> {
    let world = World::new(Engine::Sqlite).await?;
    let mut who = world.person("executing").await?;
    let form = progress(&mut who, &world.decided.number, "附照片").await?;
    assert!(form.multipart, "the form takes files");
    let text = "现场照片说明\n";
    let form = form.file("proof", "说明.txt", text.as_bytes());
    let answer = who.send(&form).await?;
    assert_eq!(answer.status, 303, "{}", answer.text);
    let page = who.get(&format!("/items/{}/measures", world.decided.number)).await?;
    let links = page.text.matches("/files/").count();
    assert!(links > 0 || page.text.contains("说明.txt"), "the file is shown on the measures");
    Ok(())
}
