//! The binary as people and scripts call it: words, exit codes, one line of JSON
//! for a refusal.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use serde_json::Value;

type Failure = Box<dyn std::error::Error>;

/// A call in an empty environment, so that the developer's settings and
/// language do not matter.
fn wenping(args: &[&str]) -> Result<Output, Failure> {
    called(args, &[], "")
}

fn called(args: &[&str], variables: &[(&str, &str)], input: &str) -> Result<Output, Failure> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_wenping"))
        .args(args)
        .env_clear()
        .envs(variables.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(input.as_bytes())?;
    }
    Ok(child.wait_with_output()?)
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn code(output: &Output) -> Option<i32> {
    output.status.code()
}

fn text(path: &Path) -> String {
    path.display().to_string()
}

#[test]
fn help_speaks_the_language_of_the_reader() -> Result<(), Failure> {
    let chinese = wenping(&["--help"])?;
    let english = wenping(&["--lang", "en", "--help"])?;
    assert_eq!((code(&chinese), code(&english)), (Some(0), Some(0)));
    assert!(out(&chinese).contains("重大决策社会稳定风险评估"), "{}", out(&chinese));
    assert!(out(&english).contains("social stability risk assessment"), "{}", out(&english));
    for command in ["serve", "demo", "import", "export", "stats", "user", "rules", "calc"] {
        assert!(out(&chinese).contains(command) && out(&english).contains(command), "{command}");
    }
    for command in ["verify", "rebuild", "erase", "backup", "doctor", "check-config"] {
        assert!(out(&chinese).contains(command) && out(&english).contains(command), "{command}");
    }
    let terminal = called(&["--help"], &[("LANG", "en_GB.UTF-8")], "")?;
    assert_eq!(out(&terminal), out(&english), "the terminal's language counts");
    let asked = called(&["--lang", "zh", "--help"], &[("LANG", "en_GB.UTF-8")], "")?;
    assert_eq!(out(&asked), out(&chinese), "what is asked for counts more");
    Ok(())
}

#[test]
fn every_command_explains_itself() -> Result<(), Failure> {
    let commands: [&[&str]; 23] = [
        &["serve"],
        &["demo"],
        &["import"],
        &["export"],
        &["stats"],
        &["user"],
        &["user", "list"],
        &["user", "unlock"],
        &["user", "password"],
        &["rules"],
        &["rules", "check"],
        &["rules", "show"],
        &["rules", "diff"],
        &["calc"],
        &["verify"],
        &["rebuild"],
        &["erase"],
        &["backup"],
        &["documents"],
        &["documents", "samples"],
        &["documents", "render"],
        &["doctor"],
        &["check-config"],
    ];
    for command in commands {
        for lang in ["zh", "en"] {
            let args: Vec<&str> =
                command.iter().copied().chain(["--lang", lang, "--help"]).collect();
            let help = wenping(&args)?;
            assert_eq!(code(&help), Some(0), "{command:?}");
            assert!(!out(&help).contains('⟦'), "{command:?} in {lang}: {}", out(&help));
        }
    }
    Ok(())
}

#[test]
fn wrong_use_is_exit_code_two() -> Result<(), Failure> {
    let calls: [&[&str]; 9] = [
        &[],
        &["frobnicate"],
        &["rules"],
        &["serve", "--port", "99999"],
        &["export"],
        &["rules", "diff", "211302@2016-01-01"],
        &["documents"],
        &["documents", "render", "poem", "LN-CY-2016-00001", "--out", "a.pdf"],
        &["documents", "render", "case-sheet", "LN-CY-2016-00001", "--out", "a.txt"],
    ];
    for call in calls {
        let ended = wenping(call)?;
        assert_eq!(code(&ended), Some(2), "{call:?}: {}", err(&ended));
        assert!(!err(&ended).is_empty(), "{call:?} says nothing");
    }
    Ok(())
}

/// The cases with known answers of the crate `risk`.
fn cases() -> Result<Vec<(String, Value)>, Failure> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../risk/tests/golden/01_index");
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<_, Failure>>()?;
    paths.sort();
    let read = |path: &PathBuf| Ok((text(path), serde_json::from_str(&fs::read_to_string(path)?)?));
    paths.iter().map(read).collect()
}

/// Where an answer is not as expected; numbers within `allowed`, absolute or
/// relative. More keys than expected are welcome.
fn difference(expected: &Value, got: &Value, allowed: f64) -> Option<String> {
    match (expected, got) {
        (Value::Object(expected), Value::Object(got)) => {
            expected.iter().find_map(|(key, expected)| match got.get(key) {
                Some(got) => difference(expected, got, allowed).map(|d| format!("{key}.{d}")),
                None => Some(format!("{key} is missing")),
            })
        }
        (Value::Array(expected), Value::Array(got)) if expected.len() == got.len() => {
            expected.iter().zip(got).find_map(|(e, g)| difference(e, g, allowed))
        }
        (Value::Number(e), Value::Number(g)) => {
            let (e, g) = (e.as_f64()?, g.as_f64()?);
            let near = (e - g).abs() <= allowed * e.abs().max(1.0);
            (!near).then(|| format!(": expected {e}, got {g}"))
        }
        (Value::String(e), Value::String(g)) if e.contains('/') || g.contains('/') => {
            (fraction(e)? != fraction(g)?).then(|| format!(": expected {e}, got {g}"))
        }
        _ if expected == got => None,
        _ => Some(format!(": expected {expected}, got {got}")),
    }
}

fn fraction(text: &str) -> Option<risk::Ratio> {
    risk::Ratio::parse(text).ok()
}

#[test]
fn calc_answers_every_known_case_or_refuses_with_one_line() -> Result<(), Failure> {
    let cases = cases()?;
    assert_eq!(cases.len(), 11);
    let mut refused = 0;
    for (name, case) in cases {
        let ended = called(&["calc", "index"], &[], &case["input"].to_string())?;
        let as_it_lies = wenping(&["calc", "index", &name])?;
        assert_eq!((code(&as_it_lies), out(&as_it_lies)), (code(&ended), out(&ended)), "{name}");
        if case["expected"].get("error").is_some() {
            refused += 1;
            assert_eq!(code(&ended), Some(2), "{name}");
            assert_eq!(out(&ended), "", "{name}: never a partial answer");
            assert_eq!(err(&ended).lines().count(), 1, "{name}: {}", err(&ended));
            let line: Value = serde_json::from_str(&err(&ended))?;
            assert!(line["error"].as_str().is_some_and(|e| !e.is_empty()), "{line}");
            assert!(line["field"].as_str().is_some_and(|f| !f.is_empty()), "{line}");
        } else {
            assert_eq!(code(&ended), Some(0), "{name}: {}", err(&ended));
            let answer: Value = serde_json::from_str(&out(&ended))?;
            assert_eq!(difference(&case["expected"], &answer, 1e-9), None, "{name}");
        }
    }
    assert!(refused > 0, "one case has to be refused");
    Ok(())
}

#[test]
fn calc_reads_a_file_and_refuses_what_it_cannot_read() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let (_, case) = cases()?.into_iter().next().ok_or("no case")?;
    let file = folder.path().join("case.json");
    fs::write(&file, case["input"].to_string())?;
    let from_file = wenping(&["calc", "index", &text(&file)])?;
    let from_pipe = called(&["calc", "index"], &[], &case["input"].to_string())?;
    assert_eq!((code(&from_file), out(&from_file)), (Some(0), out(&from_pipe)));
    let missing = text(&folder.path().join("missing.json"));
    for ended in [
        called(&["calc", "index"], &[], "{")?,
        called(&["calc", "tarot"], &[], "{}")?,
        called(&["calc", "index"], &[], "[]")?,
        wenping(&["calc", "index", &missing])?,
    ] {
        assert_eq!(code(&ended), Some(2));
        assert_eq!(out(&ended), "");
        let line: Value = serde_json::from_str(&err(&ended))?;
        assert!(line["error"].as_str().is_some_and(|e| !e.is_empty()), "{line}");
    }
    Ok(())
}

#[test]
fn calc_refuses_what_no_family_can_mean() -> Result<(), Failure> {
    let deep = format!("{}{}", "[".repeat(4000), "]".repeat(4000));
    let texts = [
        "",
        "null",
        "NaN",
        "\"weights\"",
        "[[[]]]",
        "{\"data\":1e400}",
        "{\"rows\":\"raters\",\"rows\":\"raters\",\"data\":[[1,2],[1,3]],\"comments\":[\"a\"]}",
        &deep,
    ];
    let families =
        ["index", "ahp", "fuzzy", "agreement", "uncertainty", "survey", "opinion", "comments"];
    for family in families {
        for input in texts {
            let ended = called(&["calc", family], &[], input)?;
            let shown: String = input.chars().take(60).collect();
            assert_eq!((code(&ended), out(&ended)), (Some(2), String::new()), "{family} {shown}");
            assert_eq!(err(&ended).lines().count(), 1, "{family} {shown}: {}", err(&ended));
            let line: Value = serde_json::from_str(&err(&ended))?;
            assert!(line["error"].as_str().is_some_and(|e| !e.is_empty()), "{line}");
        }
    }
    Ok(())
}

#[test]
fn the_rules_are_sound_and_damaged_ones_are_named() -> Result<(), Failure> {
    let rules = text(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules"));
    for args in [vec!["rules", "check"], vec!["rules", "check", "--dir", &rules]] {
        let ended = wenping(&args)?;
        assert_eq!(code(&ended), Some(0), "{}", err(&ended));
    }
    let ended = wenping(&["rules", "check", "--json"])?;
    let document: Value = serde_json::from_str(&out(&ended))?;
    assert_eq!(document["faults"], Value::Array(Vec::new()));
    let folder = tempfile::tempdir()?;
    fs::write(folder.path().join("national.toml"), "title = \"half a rule book\"\n")?;
    let ended = wenping(&["rules", "check", "--dir", &text(folder.path())])?;
    assert_eq!(code(&ended), Some(1));
    assert!(err(&ended).contains("national.toml"), "{}", err(&ended));
    Ok(())
}

/// Rules of a folder replace the compiled ones; wrong ones stop the start with
/// file and line.
#[test]
fn rules_are_taken_from_a_folder() -> Result<(), Failure> {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules");
    let folder = tempfile::tempdir()?;
    let national = fs::read_to_string(rules.join("national.toml"))?;
    let changed = national.replace("未列入清单的事项不予受理", "没有列入清单的事项不予受理");
    assert_ne!(changed, national);
    fs::write(folder.path().join("national.toml"), changed)?;
    for part in ["calendar", "catalogues"] {
        fs::create_dir(folder.path().join(part))?;
        for entry in fs::read_dir(rules.join(part))? {
            let entry = entry?;
            fs::copy(entry.path(), folder.path().join(part).join(entry.file_name()))?;
        }
    }
    let dir = text(folder.path());
    let package = "211302@2016-06-01";
    let show = wenping(&["rules", "show", package, "--json", "--rules", &dir])?;
    assert_eq!(code(&show), Some(0), "{}", err(&show));
    assert!(out(&show).contains("没有列入清单的事项不予受理"));
    assert!(!out(&wenping(&["rules", "show", package, "--json"])?).contains("没有列入清单的"));
    fs::write(folder.path().join("national.toml"), "division = \"000000\"\nsteps = 1\n")?;
    let data = tempfile::tempdir()?;
    let args = ["serve", "--port", "0", "--data", &text(data.path()), "--rules", &dir];
    let ended = wenping(&args)?;
    assert_ne!(code(&ended), Some(0));
    assert!(err(&ended).contains("national.toml:2"), "{}", err(&ended));
    Ok(())
}

#[test]
fn rules_of_two_days_are_compared() -> Result<(), Failure> {
    let (before, after) = ("211302@2014-06-01", "211302@2016-06-01");
    let same = wenping(&["rules", "diff", after, after, "--json"])?;
    assert_eq!((code(&same), out(&same).trim().to_owned()), (Some(0), "[]".to_owned()));
    let ended = wenping(&["rules", "diff", before, after, "--json"])?;
    assert_eq!(code(&ended), Some(0), "{}", err(&ended));
    let found: Value = serde_json::from_str(&out(&ended))?;
    let found = found.as_array().cloned().unwrap_or_default();
    for difference in &found {
        assert!(difference["path"].as_str().is_some_and(|p| !p.is_empty()), "{difference}");
    }
    let people = wenping(&["rules", "diff", before, after])?;
    assert!(out(&people).lines().count() >= found.len(), "one line each for people");
    for wrong in ["nowhere@2016-06-01", "211302@2016-13-01", "211302"] {
        let ended = wenping(&["rules", "diff", wrong, after])?;
        assert_eq!(code(&ended), Some(2), "{wrong}");
        assert!(err(&ended).contains(wrong), "{}", err(&ended));
        assert_eq!(code(&wenping(&["rules", "show", wrong])?), Some(2), "{wrong}");
    }
    let nowhere = wenping(&["rules", "diff", after, "211302@1949-10-01"])?;
    assert_eq!(code(&nowhere), Some(2), "no rules on that day");
    Ok(())
}

#[test]
fn settings_are_checked_before_a_start() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("wenping.toml");
    fs::write(&file, "[server]\nport = 8080\n")?;
    let good = wenping(&["check-config", "--config", &text(&file)])?;
    assert_eq!(code(&good), Some(0), "{}", err(&good));
    fs::write(&file, "[server]\nport = 8080\n\n[limits]\nuplod_mib = 3\n")?;
    let unknown = wenping(&["check-config", "--config", &text(&file)])?;
    assert_eq!(code(&unknown), Some(1));
    let said = err(&unknown);
    assert!(said.contains("wenping.toml:5") && said.contains("没有 uplod_mib 这一项"), "{said}");
    let told = wenping(&["check-config", "--json", "--config", &text(&file)])?;
    let document: Value = serde_json::from_str(&out(&told))?;
    assert_eq!((&document["ok"], code(&told)), (&false.into(), Some(1)));
    fs::write(&file, "[server]\nport = \"many\"\n")?;
    let wrong = wenping(&["check-config", "--config", &text(&file)])?;
    assert_eq!(code(&wrong), Some(1));
    assert!(err(&wrong).contains("wenping.toml:2"), "{}", err(&wrong));
    let missing = wenping(&["check-config", "--config", &text(&folder.path().join("no.toml"))])?;
    assert_eq!(code(&missing), Some(1));
    assert!(err(&missing).contains("no.toml"), "{}", err(&missing));
    let variable = called(&["check-config"], &[("WENPING_SERVER_PROT", "1")], "")?;
    assert_eq!(code(&variable), Some(1));
    assert!(err(&variable).contains("WENPING_SERVER_PROT"), "{}", err(&variable));
    Ok(())
}

#[test]
fn a_missing_data_folder_is_named_and_not_made() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let missing = folder.path().join("nothing");
    let ended = wenping(&["doctor", "--data", &text(&missing)])?;
    assert_eq!(code(&ended), Some(1));
    assert!(err(&ended).contains(&text(&missing)), "{}", err(&ended));
    for args in [
        vec!["verify"],
        vec!["rebuild"],
        vec!["user", "list"],
        vec!["stats", "--year", "2016"],
        vec!["backup", "--to", "copy"],
    ] {
        let dir = text(&missing);
        let args: Vec<&str> = args.iter().copied().chain(["--data", &dir]).collect();
        let ended = wenping(&args)?;
        assert_eq!(code(&ended), Some(1), "{args:?}: {} {}", out(&ended), err(&ended));
        assert!(!missing.exists(), "{args:?} made the folder");
    }
    Ok(())
}

#[test]
fn a_whole_demonstration_is_sound() -> Result<(), Failure> {
    // Built by the use cases, then looked at from outside.
    let folder = tempfile::tempdir()?;
    let dir = text(folder.path());
    tokio::runtime::Runtime::new()?.block_on(built(folder.path()))?;
    for args in [
        vec!["doctor"],
        vec!["verify"],
        vec!["rebuild"],
        vec!["verify"],
        vec!["user", "list"],
        vec!["stats", "--year", "2016"],
    ] {
        let args: Vec<&str> = args.iter().copied().chain(["--data", &dir]).collect();
        let ended = wenping(&args)?;
        assert_eq!(code(&ended), Some(0), "{args:?}: {} {}", out(&ended), err(&ended));
        assert!(!out(&ended).contains('⟦'), "{args:?}: {}", out(&ended));
    }
    for (year, least) in [("2016", 30), ("2025", 5)] {
        let ended = wenping(&["stats", "--year", year, "--data", &dir, "--json"])?;
        let figures: serde_json::Value = serde_json::from_str(&out(&ended))?;
        assert!(figures["assessed"].as_u64().is_some_and(|n| n >= least), "{year}: {figures}");
    }
    let listed = wenping(&["user", "list", "--data", &dir])?;
    assert!(out(&listed).contains("sysadmin"), "{}", out(&listed));
    assert!(
        out(&listed).contains("系统管理员") && out(&listed).contains("启用"),
        "{}",
        out(&listed)
    );
    every_answer_has_a_document(&dir, folder.path())?;
    one_text_can_be_erased(&dir)?;
    let copy = folder.path().join("copy");
    let ended = wenping(&["backup", "--data", &dir, "--to", &text(&copy)])?;
    assert_eq!(code(&ended), Some(0), "{}", err(&ended));
    let ended = wenping(&["verify", "--data", &text(&copy)])?;
    assert_eq!(code(&ended), Some(0), "a copy is a whole installation: {}", err(&ended));
    Ok(())
}

/// With `--json` each command says one document on standard output.
fn every_answer_has_a_document(dir: &str, folder: &Path) -> Result<(), Failure> {
    let (table, copy) = (text(&folder.join("list.csv")), text(&folder.join("second")));
    let document = |args: &[&str]| -> Result<Value, Failure> {
        let args = args.iter().copied().chain(["--data", dir, "--json"]);
        let ended = wenping(&args.collect::<Vec<_>>())?;
        assert_eq!(code(&ended), Some(0), "{}", err(&ended));
        Ok(serde_json::from_str(&out(&ended))?)
    };
    let accounts = document(&["user", "list"])?;
    let of = |name: &str| accounts.as_array()?.iter().find(|one| one["username"] == name);
    let owner = of("owner").ok_or("no owner")?;
    assert_eq!(owner["state"], "enabled");
    assert_eq!(owner["posts"][0]["role"], "LEAD_UNIT");
    assert!(owner["posts"][0]["unit"].as_str().is_some_and(|unit| unit.contains("双塔区")));
    assert_eq!(document(&["user", "unlock", "owner"])?["unlocked"], true);
    assert!(document(&["export", "--out", &table])?["rows"].as_u64().is_some_and(|n| n > 30));
    assert_eq!(document(&["backup", "--to", &copy])?["sound"], true);
    let doctor = document(&["doctor"])?;
    assert_eq!((&doctor["ok"], &doctor["log_verified"]), (&true.into(), &false.into()));
    assert_eq!(doctor["settings"][0]["database"], "record");
    assert_eq!(document(&["verify"])?["findings"], Value::Array(Vec::new()));
    let sound = wenping(&["check-config", "--json"])?;
    assert_eq!(serde_json::from_str::<Value>(&out(&sound))?["ok"], true);
    let nobody = wenping(&["export", "--out", &table, "--as", "nobody", "--data", dir])?;
    assert_eq!(code(&nobody), Some(1));
    assert!(err(&nobody).contains("没有这个账号：nobody"), "{}", err(&nobody));
    Ok(())
}

/// Lists the texts of a matter, erases one, and finds log and rows sound.
fn one_text_can_be_erased(dir: &str) -> Result<(), Failure> {
    let number = "LN-CY-2016-00001";
    let erase = |more: &[&str]| {
        let args = ["erase", "--data", dir, "--json", number];
        wenping(&args.iter().chain(more).copied().collect::<Vec<_>>())
    };
    let listed = erase(&[])?;
    assert_eq!(code(&listed), Some(0), "{}", err(&listed));
    let texts: Value = serde_json::from_str(&out(&listed))?;
    let first = texts[0]["commitment"].as_str().ok_or("no text")?.to_owned();
    assert!(texts[0]["words"].is_string());
    let wrong: [&[&str]; 3] =
        [&[&first], &[&first[..4], "--reason", "申请"], &["ffffffffffff", "--reason", "申请"]];
    for wrong in wrong {
        let ended = erase(wrong)?;
        assert_eq!(code(&ended), Some(2), "{wrong:?}: {}", err(&ended));
    }
    let nowhere = wenping(&["erase", "--data", dir, "LN-CY-2016-99999"])?;
    assert_eq!(code(&nowhere), Some(2), "{}", err(&nowhere));
    let done = erase(&[&first[..12], "--reason", "当事人申请删除"])?;
    assert_eq!(code(&done), Some(0), "{}", err(&done));
    let again = erase(&[&first, "--reason", "再删"])?;
    assert_eq!(code(&again), Some(1), "it was erased before");
    let listed: Value = serde_json::from_str(&out(&erase(&[])?))?;
    let gone = listed.as_array().into_iter().flatten().find(|one| one["commitment"] == first[..]);
    assert!(gone.is_some_and(|one| one["words"].is_null()), "{listed}");
    for command in ["verify", "rebuild", "verify"] {
        let ended = wenping(&[command, "--data", dir])?;
        assert_eq!(code(&ended), Some(0), "{command}: {}", err(&ended));
    }
    Ok(())
}

/// The demonstration of an autumn day of 2025, with the year 2016 before it.
async fn built(folder: &Path) -> Result<(), Failure> {
    use app::demo::{DemoClock, DemoSize, FIRST_DAY, SEED, SeededIds};
    let clock = DemoClock::on(FIRST_DAY);
    let book = rules::RuleBook::embedded().map_err(|e| e.to_string())?;
    let ids = Box::new(SeededIds::new(SEED));
    let settings = app::Settings::on(folder.to_owned());
    let app = app::open(settings, book, Box::new(clock.clone()), ids).await?;
    let now = "2025-10-22T02:00:00Z".parse()?;
    let built = app::demo::build_to(&app, &clock, DemoSize::Small, now, &mut |_, _| ()).await?;
    assert!(built.assessed > 30, "{built:?}");
    app.store().close().await;
    Ok(())
}
