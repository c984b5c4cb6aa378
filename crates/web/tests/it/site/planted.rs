//! Marked personal data is planted wherever somebody could send it: headers,
//! words, files. Then every column of every table, the log of the program and
//! every file that can be taken out are searched for the marks.

use std::fmt::Write as _;
use std::io::Read as _;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use app::demo::play::Until;
use axum::body::Body;
use axum::http::{Method, Request, header};
use config::{Config, Server};
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Metadata, Subscriber, span};
use visitor::{Answer, Engine, Failure, Form, Site, Visitor, everything};

use crate::site::{
    acts::progress,
    consult::{fill, open},
    world::{World, play},
};

const AGENT: &str = "Marked-Agent-13800001111";
const ADDRESS: &str = "203.0.113.77";
const COOKIE: &str = "marked-cookie-13800002222";
const REFERER: &str = "http://marked.example/13800003333";
const WORDS: &str = "13800004444";
const IN_FILE: &str = "13800005555";
const MARKS: [&str; 6] = [AGENT, ADDRESS, COOKIE, "marked.example", WORDS, IN_FILE];

/// What the program logs: how many lines, and those that hold a mark. Other
/// tests of the process log here as well.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<(u64, Vec<String>)>>);

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        let _ = write!(self.0, " {}={value:?}", field.name());
    }
}

impl Lines {
    fn add(&self, line: String) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.0 += 1;
        if MARKS.iter().any(|mark| line.contains(mark)) {
            held.1.push(line);
        }
    }
}

impl Subscriber for Lines {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        *metadata.level() <= Level::DEBUG
    }

    fn new_span(&self, attributes: &span::Attributes<'_>) -> span::Id {
        let mut line = Line(attributes.metadata().name().to_owned());
        attributes.record(&mut line);
        self.add(line.0);
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, values: &span::Record<'_>) {
        let mut line = Line(String::new());
        values.record(&mut line);
        self.add(line.0);
    }

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut line = Line(event.metadata().target().to_owned());
        event.record(&mut line);
        self.add(line.0);
    }

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}

/// The log of the whole test process: marks are nobody else's.
fn log() -> &'static Lines {
    static LOG: OnceLock<Lines> = OnceLock::new();
    LOG.get_or_init(|| {
        let lines = Lines::default();
        let set = tracing::subscriber::set_global_default(lines.clone());
        assert!(set.is_ok(), "no other log in this test");
        lines
    })
}

fn marked(what: &str, text: &str) {
    for mark in MARKS {
        assert!(!text.contains(mark), "{what} holds {mark}");
    }
}

/// Sends a form as a browser that tells a lot about itself.
async fn send(who: &mut Visitor, form: &Form) -> Result<Answer, Failure> {
    let encode = |text: &str| -> String {
        text.bytes().fold(String::new(), |mut all, byte| {
            let _ = write!(all, "%{byte:02X}");
            all
        })
    };
    let pairs =
        form.fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value)));
    let body = pairs.collect::<Vec<_>>().join("&");
    let request = Request::builder()
        .method(Method::POST)
        .uri(&form.action)
        .header("sec-fetch-site", "same-origin")
        .header(header::USER_AGENT, AGENT)
        .header("x-forwarded-for", ADDRESS)
        .header(header::REFERER, REFERER)
        .header(header::COOKIE, format!("id={COOKIE}"))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    who.request(request, Body::from(body)).await
}

/// A resident who gives away everything that a browser can, and a number in
/// words; then somebody who asks for what does not exist.
async fn resident(site: &Site, address: &str) -> Result<(), Failure> {
    let mut who = site.anyone();
    let headers = [
        ("user-agent", AGENT),
        ("x-forwarded-for", ADDRESS),
        ("referer", REFERER),
        ("cookie", COOKIE),
    ];
    let mut page = who.get_with(&format!("{address}/q/1"), &headers).await?;
    let words = format!("请打{WORDS}找我");
    for _ in 0..4 {
        page = send(&mut who, &fill(&page, &[("WORDS", &words)])?).await?;
    }
    assert!(page.text.contains("id=\"receipt-code\""), "{}", page.text);
    let broken = Form { action: format!("{address}/done"), ..Form::default() };
    let strange = broken.with("key", "no key").with(&format!("a.{WORDS}"), WORDS);
    assert!(send(&mut who, &strange).await?.status.is_client_error());
    Ok(())
}

/// An official writes a number into a section of the report, and into a comment.
async fn draft(who: &mut Visitor, number: &str) -> Result<(), Failure> {
    let path = format!("/items/{number}/report/write/OVERVIEW");
    for (field, act) in [("text", "save"), ("text", "auto"), ("comment", "comment")] {
        let forms = Form::all(&who.get(&path).await?.text).into_iter();
        let form = forms.filter(|form| form.action == path).find(|form| form.has(field));
        let form = form.ok_or("no form")?.with("do", act).with(field, format!("请打{WORDS}找我"));
        assert_eq!(who.send(&form).await?.status, 422, "{act}");
    }
    Ok(())
}

async fn nothing_planted_is_found(engine: Engine) -> Result<(), Failure> {
    let lines = log();
    let world = World::new(engine).await?;
    let server = Server { behind_proxy: true, ..Server::default() };
    let site = Site::with(&world.stage.test.app, Config { server, ..Config::default() });
    let case = play(&world.stage, 5, Until::NoticeUp).await?;
    let address = open(&world.stage, &site, &case.number).await?;
    resident(&site, &address).await?;

    // A moderator takes the number out of the words.
    let mut owner = site.signed_in("owner").await?;
    let texts = format!("/items/{}/survey/texts", case.number);
    let form = owner.get(&texts).await?.form(&texts, &[("do", "moderate")])?;
    assert!(!form.value("shown").contains(WORDS), "it is proposed to be taken out");
    let form = form.with("done", "REDACTED").with("fault", "PERSONAL_DATA");
    assert_eq!(owner.send(&form).await?.status, 303);
    // An official attaches a file in which somebody is named.
    let mut executing = site.signed_in("executing").await?;
    let form = progress(&mut executing, &world.decided.number, "已完成一半").await?;
    let content = format!("%PDF-1.7 {IN_FILE}");
    let form = form.file("proof", "进展.pdf", content.as_bytes());
    assert_eq!(executing.send(&form).await?.status, 303);

    draft(&mut owner, &world.rating.number).await?;

    let store = world.stage.test.app.store();
    for (name, db) in [("record", store.record()), ("answers", store.answers())] {
        let values = everything(db).await?;
        assert!(values.len() > 20, "{name} was not read");
        for (place, value) in &values {
            marked(place, value);
            // Nor as the digits of its bytes.
            for mark in MARKS {
                assert!(!value.contains(&hex::encode(mark)), "{place} holds {mark} in digits");
            }
        }
    }
    exports(&mut owner, &case.number).await?;
    for path in [texts, format!("/items/{}/survey", case.number), address] {
        marked(&path, &owner.get(&path).await?.text);
    }
    let (logged, found) = lines.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
    assert!(logged > 0, "nothing was logged");
    assert!(found.is_empty(), "{}", found.join("\n"));
    Ok(())
}

/// Every file that can be taken out of the consultation, and the list of matters.
async fn exports(owner: &mut Visitor, number: &str) -> Result<(), Failure> {
    let path = format!("/items/{number}/survey");
    for (act, field) in [("export", "reason"), ("log", "log_reason")] {
        for format in ["CSV", "XLSX", "JSON_LINES"] {
            let form = owner.get(&path).await?.form(&path, &[("do", act)])?;
            let file = owner.send(&form.with("format", format).with(field, "核对")).await?;
            assert_eq!(file.status, 200, "{act} {format}: {}", file.text);
            for part in parts(&file.bytes)? {
                marked(act, &part);
            }
        }
    }
    Ok(())
}

/// A file as text; of a workbook every part of it.
fn parts(bytes: &[u8]) -> Result<Vec<String>, Failure> {
    if !bytes.starts_with(b"PK") {
        return Ok(vec![String::from_utf8_lossy(bytes).into_owned()]);
    }
    let mut book = zip::ZipArchive::new(std::io::Cursor::new(bytes))?;
    let mut all = Vec::new();
    for at in 0..book.len() {
        let mut text = Vec::new();
        book.by_index(at)?.read_to_end(&mut text)?;
        all.push(String::from_utf8_lossy(&text).into_owned());
    }
    Ok(all)
}

#[tokio::test]
async fn nothing_planted_is_found_on_sqlite() -> Result<(), Failure> {
    nothing_planted_is_found(Engine::Sqlite).await
}

#[tokio::test]
async fn nothing_planted_is_found_on_postgres() -> Result<(), Failure> {
    nothing_planted_is_found(Engine::Postgres).await
}
