//! The running program under the faults of docs/OPERATIONS.md: killed in the
//! middle of writing, a disk that takes no more, asked to stop while it works.
//! Nothing that was acknowledged may be missing afterwards, nothing may be
//! there twice.
#![cfg(target_os = "linux")]

use std::{
    io::{BufRead as _, BufReader},
    net::SocketAddr,
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};
use visitor::{Failure, Form, Visitor};

const BINARY: &str = env!("CARGO_BIN_EXE_wenping");
const PATIENCE: Duration = Duration::from_secs(120);

/// A running `wenping serve`; killed when dropped.
struct Program {
    child: Child,
    address: SocketAddr,
}

impl Drop for Program {
    fn drop(&mut self) {
        // One that has ended needs no killing.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Program {
    /// Starts the program, under a shell script that ends with running it.
    fn start(data: &Path, script: &str, variables: &[(&str, &str)]) -> Result<Self, Failure> {
        let mut child = Command::new("sh")
            .args(["-c", &format!("{script} exec \"$0\" serve --port 0 --data \"$1\""), BINARY])
            .arg(data)
            .env_clear()
            .envs(variables.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut line = String::new();
        BufReader::new(child.stdout.take().ok_or("no output")?).read_line(&mut line)?;
        let address = line.split("http://").nth(1).and_then(|rest| {
            let end = rest.find(|c: char| !c.is_ascii_digit() && !".:".contains(c));
            rest.get(..end.unwrap_or(rest.len()))?.parse().ok()
        });
        let Some(address) = address else {
            let ended = child.wait()?;
            return Err(format!("no address in {line:?}; {ended}").into());
        };
        Ok(Self { child, address })
    }

    fn signal(&self, signal: &str) -> Result<(), Failure> {
        let sent = Command::new("kill").args([signal, &self.child.id().to_string()]).status()?;
        if sent.success() { Ok(()) } else { Err("no such process".into()) }
    }

    async fn ended(&mut self) -> Result<ExitStatus, Failure> {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait()? {
                return Ok(status);
            }
            if start.elapsed() > PATIENCE {
                return Err("the program does not end".into());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

fn called(args: &[&str]) -> Result<(), Failure> {
    let ended = Command::new(BINARY).args(args).env_clear().output()?;
    if ended.status.success() {
        return Ok(());
    }
    let said = [ended.stdout, ended.stderr].concat();
    Err(format!("{args:?}: {}: {}", ended.status, String::from_utf8_lossy(&said)).into())
}

/// Units and people of the demonstration.
async fn founded(folder: &Path) -> Result<(), Failure> {
    use app::demo::{DemoClock, FIRST_DAY, SEED, SeededIds};
    let clock = DemoClock::on(FIRST_DAY);
    let book = rules::RuleBook::embedded().map_err(|e| e.to_string())?;
    let ids = Box::new(SeededIds::new(SEED));
    let settings = app::Settings::on(folder.to_owned());
    let app = app::open(settings, book, Box::new(clock.clone()), ids).await?;
    app::demo::found(&app, &clock, &["211302"]).await?;
    app.store().close().await;
    std::fs::write(folder.join("demonstration"), "2016\n")?;
    Ok(())
}

async fn owner(address: SocketAddr) -> Result<Visitor, Failure> {
    let mut visitor = Visitor::at(address);
    let fields = [("username", "owner"), ("password", app::demo::PASSWORD)];
    let answer = visitor.post_form("/login", &fields).await?;
    if answer.status == 303 { Ok(visitor) } else { Err(format!("{}", answer.status).into()) }
}

/// The form for a new matter, filled.
async fn new_matter(owner: &mut Visitor, title: &str) -> Result<Form, Failure> {
    let mut form = owner.form("/items/new").await?.with("title", title);
    for name in ["category", "sector", "division", "decision_maker", "filing"] {
        if form.value(name).is_empty() {
            let first = form.offered(name).first().cloned().ok_or("nothing to choose")?;
            form = form.with(name, first);
        }
    }
    Ok(form)
}

/// What a person knows who sent forms until the program was gone.
#[derive(Default)]
struct Sent {
    /// Titles that were acknowledged.
    acknowledged: Vec<String>,
    /// The form whose answer never came.
    unknown: Option<(String, Form)>,
}

/// Registers matters until the program does not answer any more.
async fn write_on(mut owner: Visitor, who: String) -> (Visitor, Sent) {
    let mut sent = Sent::default();
    for n in 0.. {
        let title = format!("滨水步道改造{who}第{n}段");
        let Ok(form) = new_matter(&mut owner, &title).await else { break };
        match owner.send(&form).await {
            Ok(answer) if answer.status == 303 => sent.acknowledged.push(title),
            Ok(answer) => {
                assert!(answer.status.is_server_error(), "{}: {}", answer.status, answer.text);
                sent.unknown = Some((title, form));
                break;
            }
            Err(_) => {
                sent.unknown = Some((title, form));
                break;
            }
        }
    }
    (owner, sent)
}

/// How often each title stands in the installation.
fn titles(data: &Path) -> Result<Vec<String>, Failure> {
    let file = data.join("export.csv");
    let path = |p: &Path| p.display().to_string();
    called(&["export", "--data", &path(data), "--out", &path(&file)])?;
    let text = std::fs::read_to_string(&file)?;
    std::fs::remove_file(&file)?;
    let found = text.split([',', '\n', '"']).filter(|cell| cell.starts_with("滨水步道改造"));
    Ok(found.map(str::to_owned).collect())
}

fn assert_once(data: &Path, expected: &[String]) -> Result<(), Failure> {
    let found = titles(data)?;
    for title in expected {
        let times = found.iter().filter(|t| *t == title).count();
        assert_eq!(times, 1, "{title} of {} stands {times} times", expected.len());
    }
    let mut single = found.clone();
    single.sort();
    single.dedup();
    assert_eq!(single.len(), found.len(), "nothing stands twice");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_program_has_lost_nothing_that_it_acknowledged() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let data = folder.path();
    founded(data).await?;
    let mut acknowledged = Vec::new();
    for round in 0..3_u64 {
        let mut program = Program::start(data, "", &[])?;
        let mut writers = Vec::new();
        for n in 0..3 {
            let owner = owner(program.address).await?;
            writers.push(tokio::spawn(write_on(owner, format!("{round}之{n}"))));
        }
        tokio::time::sleep(Duration::from_millis(2_500 + 370 * round)).await;
        program.signal("-KILL")?;
        program.ended().await?;
        let mut waiting = Vec::new();
        for writer in writers {
            let (owner, sent) = writer.await?;
            acknowledged.extend(sent.acknowledged);
            waiting.extend(sent.unknown.map(|(title, form)| (owner, title, form)));
        }
        let dir = data.display().to_string();
        called(&["verify", "--data", &dir])?;
        assert_once(data, &acknowledged)?;
        // Whoever repeats what was not answered has it once, whether the
        // program had stored it or not.
        let again = Program::start(data, "", &[])?;
        for (owner, title, form) in waiting {
            let mut owner = owner.moved_to(again.address);
            for _ in 0..2 {
                let answer = owner.send(&form).await?;
                assert_eq!(answer.status, 303, "{title}: {}", answer.text);
            }
            acknowledged.push(title);
        }
        drop(again);
        assert_once(data, &acknowledged)?;
        called(&["verify", "--data", &dir])?;
    }
    assert!(acknowledged.len() > 10, "only {} acts", acknowledged.len());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_fails_stops_the_program_and_loses_nothing() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let data = folder.path();
    founded(data).await?;
    // No file may grow beyond 6,144 blocks of 512 bytes: the log of SQLite meets
    // an error of its disk in the middle of the load.
    let mut program = Program::start(data, "trap '' XFSZ; ulimit -f 6144;", &[])?;
    let owner_there = owner(program.address).await?;
    let (owner_there, sent) = write_on(owner_there, "满".to_owned()).await;
    assert!(sent.unknown.is_some(), "the last form was not acknowledged");
    let status = program.ended().await?;
    assert_eq!(status.code(), Some(1), "it says that something is wrong");
    assert!(sent.acknowledged.len() > 5, "only {} acts", sent.acknowledged.len());
    let again = Program::start(data, "", &[])?;
    let mut owner_there = owner_there.moved_to(again.address);
    let mut all = sent.acknowledged;
    if let Some((title, form)) = sent.unknown {
        assert_eq!(owner_there.send(&form).await?.status, 303);
        all.push(title);
    }
    drop(again);
    assert_once(data, &all)?;
    called(&["verify", "--data", &data.display().to_string()])
}

/// The head of a form with a body that is not sent yet.
async fn begun(address: SocketAddr, body: &str) -> Result<TcpStream, Failure> {
    let mut stream = TcpStream::connect(address).await?;
    let head = format!(
        "POST /login HTTP/1.1\r\nhost: {address}\r\nsec-fetch-site: same-origin\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\
         connection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await?;
    // Until the program has it in hand.
    tokio::time::sleep(Duration::from_millis(500)).await;
    Ok(stream)
}

async fn rest(mut stream: TcpStream) -> String {
    let mut answer = Vec::new();
    // A connection that was cut gives what it gave.
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_asked_to_stop_finishes_what_it_began() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    founded(folder.path()).await?;
    let body = "username=owner&password=wrong";
    for signal in ["-TERM", "-INT"] {
        let mut program = Program::start(folder.path(), "", &[])?;
        let mut stream = begun(program.address, body).await?;
        program.signal(signal)?;
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert!(TcpStream::connect(program.address).await.is_err(), "it takes no new requests");
        assert!(program.child.try_wait()?.is_none(), "it waits for the old one");
        stream.write_all(body.as_bytes()).await?;
        let answer = rest(stream).await;
        assert!(answer.starts_with("HTTP/1.1 "), "{signal}: {answer:?}");
        assert_eq!(program.ended().await?.code(), Some(0), "{signal}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn waiting_at_the_end_has_an_end() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    founded(folder.path()).await?;
    let seconds = [("WENPING_SERVER_SHUTDOWN_SECONDS", "1")];
    let mut program = Program::start(folder.path(), "", &seconds)?;
    let stream = begun(program.address, "username=owner").await?;
    let start = Instant::now();
    program.signal("-TERM")?;
    assert_eq!(program.ended().await?.code(), Some(0));
    let waited = start.elapsed();
    assert!(waited > Duration::from_millis(900) && waited < Duration::from_secs(15), "{waited:?}");
    drop(stream);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_takes_too_long_is_answered_all_the_same() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    founded(folder.path()).await?;
    let seconds = [("WENPING_LIMITS_REQUEST_SECONDS", "1")];
    let program = Program::start(folder.path(), "", &seconds)?;
    let stream = begun(program.address, "username=owner").await?;
    let answer = rest(stream).await;
    assert!(answer.starts_with("HTTP/1.1 503 "), "{answer}");
    assert!(answer.contains("<html"), "a page says so: {answer}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_is_restored_by_copying_it() -> Result<(), Failure> {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir()?;
    let (data, copy) = (folder.path().join("data"), folder.path().join("copy"));
    std::fs::create_dir(&data)?;
    founded(&data).await?;
    let program = Program::start(&data, "", &[])?;
    let mut person = owner(program.address).await?;
    let form = new_matter(&mut person, "滨水步道改造").await?;
    let known = person.send(&form).await?;
    let page = person.get(known.location()).await?;
    let dir = |path: &Path| path.display().to_string();
    called(&["backup", "--data", &dir(&data), "--to", &dir(&copy)])?;
    let again = called(&["backup", "--data", &dir(&data), "--to", &dir(&copy)]);
    assert!(again.is_err(), "a backup is never overwritten");
    let later = new_matter(&mut person, "滨水步道改造二期").await?;
    assert_eq!(person.send(&later).await?.status, 303, "the service went on");
    drop(program);
    let key = copy.join(app::SECRET_FILE);
    assert_eq!(std::fs::metadata(&key)?.permissions().mode() & 0o777, 0o600);
    assert_eq!(std::fs::read(&key)?, std::fs::read(data.join(app::SECRET_FILE))?);
    std::fs::remove_dir_all(&data)?;

    called(&["doctor", "--data", &dir(&copy)])?;
    called(&["verify", "--data", &dir(&copy)])?;
    let restored = Program::start(&copy, "", &[])?;
    let mut person = owner(restored.address).await?;
    let after = person.get(known.location()).await?;
    assert_eq!((after.status, after.title()), (page.status, page.title()));
    assert_eq!(titles(&copy)?, ["滨水步道改造"]);
    let next = new_matter(&mut person, "滨水步道改造三期").await?;
    assert_eq!(person.send(&next).await?.status, 303, "the copy can be worked on");
    drop(restored);
    called(&["verify", "--data", &dir(&copy)])?;

    let bare = folder.path().join("bare");
    called(&["backup", "--data", &dir(&copy), "--to", &dir(&bare), "--without-secret"])?;
    assert!(!bare.join(app::SECRET_FILE).exists());
    Ok(())
}
