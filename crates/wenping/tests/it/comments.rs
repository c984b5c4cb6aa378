//! `wenping calc comments` from outside: the answers of the library, which has its own tests of the
//! same cases, and refusals on one line.

use std::error::Error;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

type Done = Result<(), Box<dyn Error>>;

const CASES: &str = "../opinion/tests/golden/09_comments";

fn calc(input: &str) -> std::io::Result<Output> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_wenping"))
        .args(["calc", "comments"])
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(input.as_bytes())?;
    }
    child.wait_with_output()
}

#[test]
fn known_cases_are_answered_as_the_library_answers_them() -> Done {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(CASES);
    let mut found = 0;
    for entry in std::fs::read_dir(folder)? {
        let case: Value = serde_json::from_str(&std::fs::read_to_string(entry?.path())?)?;
        let mut input = case["input"].clone();
        if let Some(fields) = input.as_object_mut() {
            fields.remove("issue_labels");
        }
        let ended = calc(&input.to_string())?;
        assert_eq!(ended.status.code(), Some(0), "{}", String::from_utf8_lossy(&ended.stderr));
        let answer: Value = serde_json::from_slice(&ended.stdout)?;
        assert_eq!(Ok(answer), opinion::calc::comments_json(&input));
        found += 1;
    }
    assert_eq!(found, 3);
    Ok(())
}

#[test]
fn what_cannot_be_read_is_refused_on_one_line() -> Done {
    let long = "长".repeat(5_001);
    let refused = [
        ("{\"comments\": [".to_owned(), None),
        ("{\"comments\": [\"a\"], \"K\": NaN}".to_owned(), None),
        ("[".repeat(200_000), None),
        ("{\"comments\": [\"\\ud800\"]}".to_owned(), None),
        ("[]".to_owned(), Some("")),
        (json!({"comments": [1]}).to_string(), Some("comments[0]")),
        (json!({"comments": [long]}).to_string(), Some("comments[0]")),
        (json!({"comments": ["a"], "K": -1}).to_string(), Some("K")),
        (json!({"comments": ["a"], "K": 1.5}).to_string(), Some("K")),
        (json!({"comments": vec!["a"; 50_001]}).to_string(), Some("comments")),
        (json!({"sets": [null]}).to_string(), Some("sets[0]")),
    ];
    for (input, field) in refused {
        let ended = calc(&input)?;
        let start: String = input.chars().take(60).collect();
        assert_eq!(ended.status.code(), Some(2), "{start}");
        assert!(ended.stdout.is_empty(), "{start}: never a partial answer");
        let line = String::from_utf8(ended.stderr)?;
        assert_eq!(line.lines().count(), 1, "{start}: {line}");
        let line: Value = serde_json::from_str(&line)?;
        assert!(line["error"].as_str().is_some_and(|error| !error.is_empty()), "{start}: {line}");
        assert_eq!(line["field"].as_str(), field, "{start}: {line}");
    }
    Ok(())
}
