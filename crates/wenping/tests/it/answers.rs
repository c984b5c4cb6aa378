//! `wenping consultation import` from outside: a dry run writes nothing, wrong
//! cells are named, a file is taken in once.

use std::{
    path::Path,
    process::{Command, Output},
};

use app::{
    consultation::{Sheet, batch, open, prepare_form},
    demo::play::Until,
    form::RawForm,
};
use domain::codes::ProcedureCode;
use jiff::ToSpan as _;
use serde_json::Value;
use visitor::{Engine, Failure, TestApp};

fn wenping(args: &[&str]) -> Result<Output, Failure> {
    Ok(Command::new(env!("CARGO_BIN_EXE_wenping")).args(args).env_clear().output()?)
}

/// An installation with an open consultation: its folder, address and template.
async fn installation() -> Result<(TestApp, String, String), Failure> {
    let stage = TestApp::founded(Engine::Sqlite).await?;
    let case = stage.case(ProcedureCode::General, Until::NoticeUp).await?;
    let ctx = stage.test.ctx(&stage.cast.site("211302")?.desk.owner.clone());
    let from = stage.test.clock.day();
    let mut form = RawForm::default();
    for (name, value) in [
        ("questionnaire", "FACILITY".to_owned()),
        ("title", "要不要建转运站".to_owned()),
        ("about", "还没有决定。".to_owned()),
        ("from", from.to_string()),
        ("to", from.checked_add(9.days())?.to_string()),
        ("shortened", "示例理由".to_owned()),
    ] {
        form.set(name, value);
    }
    let app = &stage.test.app;
    let slug = prepare_form(app, &ctx, case.assessment.ok_or("an assessment")?, &form).await?;
    open(app, &ctx, &slug).await?;
    let sheet = Sheet::read(app, &slug).await?;
    let template = batch::template_csv(&sheet.form, locale::L10n::default())?;
    app.store().close().await;
    let head = String::from_utf8(template)?.trim().trim_start_matches('\u{feff}').to_owned();
    Ok((stage.test, slug, head))
}

fn import(dir: &str, slug: &str, file: &Path, more: &[&str]) -> Result<(i32, Value), Failure> {
    let file = file.display().to_string();
    let fixed = ["consultation", "import", "--data", dir, "--as", "owner", "--json", slug, &file];
    let ended = wenping(&[&fixed[..], more].concat())?;
    let code = ended.status.code().ok_or("no exit code")?;
    let said = serde_json::from_slice(&ended.stdout);
    Ok((code, said.map_err(|e| format!("{e}: {}", String::from_utf8_lossy(&ended.stderr)))?))
}

#[test]
fn a_file_of_answers_is_checked_then_taken_in() -> Result<(), Failure> {
    let runtime = tokio::runtime::Runtime::new()?;
    let (test, slug, head) = runtime.block_on(installation())?;
    let dir = test.app.settings().data_dir.display().to_string();
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("answers.csv");
    let place = |code: &str| head.split(',').position(|cell| cell.starts_with(code));
    let (columns, attitude) = (head.split(',').count(), place("ATT").ok_or("no attitude")?);
    let row = |sheet: &str, choice: &str| {
        let mut cells = vec![""; columns];
        (cells[0], cells[1], cells[attitude]) = (sheet, "G01", choice);
        cells.join(",")
    };
    std::fs::write(&file, format!("{head}\n{}\n{}\n", row("1", "也许"), row("2", "支持")))?;
    let (code, said) = import(&dir, &slug, &file, &[])?;
    assert_eq!((code, &said["taken"]), (1, &Value::Null), "{said}");
    let fault = &said["report"]["faults"][0];
    assert_eq!((&fault["row"], &fault["code"]), (&2.into(), &"choice".into()), "{said}");
    assert!(fault["allowed"].as_array().is_some_and(|all| !all.is_empty()));

    std::fs::write(&file, format!("{head}\n{}\n{}\n", row("1", "OPPOSE"), row("2", "支持")))?;
    for _ in 0..2 {
        let (code, said) = import(&dir, &slug, &file, &["--dry-run"])?;
        assert_eq!((code, &said["taken"]), (0, &Value::Null), "{said}");
        assert_eq!(
            (&said["report"]["rows"], &said["report"]["taken_on"]),
            (&2.into(), &Value::Null)
        );
    }
    let (code, said) = import(&dir, &slug, &file, &[])?;
    assert_eq!((code, &said["taken"]["counted"]), (0, &2.into()), "{said}");
    let (code, said) = import(&dir, &slug, &file, &[])?;
    assert_eq!((code, &said["taken"]), (0, &Value::Null), "taken in before: {said}");
    assert!(said["report"]["taken_on"].is_string());
    let none = wenping(&[
        "consultation",
        "import",
        "--data",
        &dir,
        "nowhere",
        &file.display().to_string(),
    ])?;
    assert_eq!(none.status.code(), Some(2));
    let verified = wenping(&["verify", "--data", &dir])?;
    assert_eq!(verified.status.code(), Some(0));
    Ok(())
}
