//! A wrong package never starts: each case breaks one place of the real files
//! and expects file, line and reason.

#![cfg(test)]

use std::path::Path;

use proptest::prelude::*;
use rules::{LoadError, RuleBook, read_dir};

fn files() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules");
    read_dir(&root).unwrap()
}

fn load(files: Vec<(String, String)>) -> Result<RuleBook, LoadError> {
    RuleBook::from_files(files)
}

/// Replaces the first occurrence of `old` in one file; returns its line.
fn broken(path: &str, old: &str, new: &str) -> (Vec<(String, String)>, usize) {
    let mut files = files();
    let (_, text) = files.iter_mut().find(|(name, _)| name == path).unwrap();
    let at = text.find(old).unwrap_or_else(|| panic!("{path} does not hold {old}"));
    let line = text[..at].matches('\n').count() + 1;
    *text = text.replacen(old, new, 1);
    (files, line)
}

#[test]
fn the_folder_on_disk_is_what_is_compiled_in() {
    let (disk, embedded) = (load(files()).unwrap(), RuleBook::embedded().unwrap());
    let names = |book: &RuleBook| book.files().iter().map(|f| f.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&disk), names(&embedded));
}

const CITY: &str = "liaoning/chaoyang.toml";

/// File, text to break, what replaces it, and the reason expected; an empty
/// reason means that the files stay right.
const CASES: &[(&str, &str, &str, &str)] = &[
    // The text itself.
    (CITY, "zh = \"朝阳市\"", "zh = ", "not valid TOML"),
    // Keys.
    (CITY, "title = ", "titel = ", "unknown key `titel`"),
    (CITY, "households_below = 100", "households_under = 100", "unknown key `households_under`"),
    (
        "national.toml",
        "min_experts = 3",
        "min_experts = \"3\"",
        "`min_experts` must be a whole number",
    ),
    ("national.toml", "pass_percent = 67", "pass_percent = 167", "from 1 to 100"),
    ("national.toml", "minor = \"0.16\"", "minor = 0.16", "an exact number in quotes"),
    (CITY, "effective_from = 2016-01-01", "effective_from = \"2016-01-01\"", "must be a date"),
    (CITY, "effective_from = 2016-01-01", "effective_from = 2016-02-30", "not valid TOML"),
    (
        "liaoning/dalian.toml",
        "effective_to = 2019-01-31",
        "effective_to = 2015-01-31",
        "effective_to",
    ),
    // Codes.
    (CITY, "s_code = \"S24\"", "s_code = \"S28\"", "unknown mechanism (S-code) code `S28`"),
    (CITY, "code = \"FILING\"", "code = \"FILLING\"", "unknown step code `FILLING`"),
    (CITY, "certainty = \"P\"", "certainty = \"X\"", "unknown certainty code `X`"),
    (
        "liaoning/benxi.toml",
        "code = \"AGENDA\"",
        "code = \"MEETING\"",
        "unknown gate code `MEETING`",
    ),
    ("liaoning/benxi.toml", "\"DEVELOPMENT_REFORM\"", "\"FGW\"", "unknown unit kind code `FGW`"),
    ("liaoning/chaoyang.toml", "code = \"M_S20\"", "code = \"M_S7\"", "`M_S7` stands twice"),
    // What must be there, wherever the words come from.
    (
        CITY,
        ", en = \"On-site meetings three years running; the simplified procedure is used flexibly\"",
        "",
        "lacks `en`",
    ),
    ("national.toml", "zh = \"避免\", ", "", "lacks `zh`"),
    (
        CITY,
        "source = \"产品默认值（体现“灵活运用简化程序”）\", certainty = \"P\"",
        "certainty = \"P\"",
        "",
    ),
    ("national.toml", "source = \"IFC 绩效标准1（2012）\", ", "", "lacks `source`"),
    (
        "national.toml",
        ", certainty = \"K\" },\n  { code = \"REDUCE\"",
        " },\n  { code = \"REDUCE\"",
        "lacks `certainty`",
    ),
    // References.
    (
        "national.toml",
        "question_no = \"Q_NIMBY\"",
        "question_no = \"Q_NIMBI\"",
        "screening question `Q_NIMBI`",
    ),
    ("national.toml", "form = \"SCREENING_SHEET\"", "form = \"SCREENING\"", "form `SCREENING`"),
    // Numbers that belong together.
    ("national.toml", "minor = \"0.16\"", "minor = \"0.46\"", "must ascend"),
    (
        "national.toml",
        "at = \"0.36\", edge = \"upper\"",
        "at = \"0.74\", edge = \"upper\"",
        "below the cut to high",
    ),
    ("national.toml", "high_major = 5", "high_major = 1", "count rule"),
    // Places.
    (CITY, "division = \"211300\"", "division = \"2113\"", "six digits"),
    (CITY, "division = \"211300\"", "division = \"211302\"", "the place is for a city"),
    // Holidays.
    (
        "calendar/2016.toml",
        "make_up = [2016-06-12]",
        "make_up = [\"2016-06-12\"]",
        "a list of dates",
    ),
];

#[test]
fn each_fault_names_file_line_and_reason() {
    for &(path, old, new, reason) in CASES {
        let (files, line) = broken(path, old, new);
        let result = load(files);
        if reason.is_empty() {
            // A nested item may take source and certainty over from the item around it.
            assert!(result.is_ok(), "{path}: {old}");
            continue;
        }
        let error = result.err().unwrap_or_else(|| panic!("{path} accepts {new}"));
        let fault = error
            .faults
            .iter()
            .find(|fault| fault.problem.to_string().contains(reason))
            .unwrap_or_else(|| panic!("{path}, {new}: expected `{reason}`, got\n{error}"));
        assert_eq!(fault.file, path, "{fault}");
        assert!(
            fault.line == line || (fault.line > 0 && near(fault.line, line)),
            "{fault}: expected line {line}"
        );
        assert!(fault.to_string().starts_with(&format!("{path}:{}: ", fault.line)));
    }
}

/// Faults of a merged item point to the head of the item, which stands at most
/// a few lines above the broken key.
fn near(found: usize, line: usize) -> bool {
    found < line && line - found <= 16
}

/// Steps without which nothing is an assessment: none can be removed by a
/// place, and the fault names the file that removes it.
#[test]
fn no_place_removes_a_mandatory_step() {
    for step in ["LISTING", "SCREENING", "FILING", "DECISION", "TRACKING"] {
        let (files, line) = broken(
            "liaoning/chaoyang.toml",
            "{ code = \"FILING\", due = { count = 3, unit = \"working\" }, source = \"产品默认值\", certainty = \"P\" }",
            &format!("{{ code = \"{step}\", remove = true }}"),
        );
        let error = load(files).unwrap_err();
        let wanted = format!("procedures SIMPLIFIED (required steps) lacks `{step}`");
        let fault = error.faults.iter().find(|f| f.problem.to_string() == wanted);
        let fault = fault.unwrap_or_else(|| panic!("{step}: {error}"));
        assert_eq!(fault.file, "liaoning/chaoyang.toml", "{fault}");
        assert!(fault.line > 0 && near(fault.line, line + 1), "{fault}: line {line}");
    }
}

#[test]
fn versions_must_not_overlap() {
    let (files, _) =
        broken("liaoning/dalian.toml", "effective_to = 2019-01-31", "effective_to = 2019-02-01");
    let error = load(files).unwrap_err();
    assert_eq!(error.faults.len(), 1, "{error}");
    let text = error.to_string();
    assert!(
        text.contains("version `156` begins on 2019-02-01, when version `2016` still applies"),
        "{text}"
    );
}

#[test]
fn a_version_is_based_on_an_earlier_one_only() {
    let (files, line) =
        broken("liaoning/dalian.toml", "based_on = \"2016\"", "based_on = \"2017\"");
    let error = load(files).unwrap_err();
    let fault = error.faults.first().unwrap();
    assert_eq!((fault.file.as_str(), fault.line), ("liaoning/dalian.toml", line));
    assert!(fault.problem.to_string().contains("is based on `2017`"), "{fault}");
}

#[test]
fn a_gate_cannot_ask_for_a_review_that_no_step_gives() {
    let (files, _) = broken(
        "liaoning/jinzhou.toml",
        "requires = [\"listed\", ",
        "requires = [\"listed\", \"lawful\", ",
    );
    let error = load(files).unwrap_err();
    assert!(error.to_string().contains("gates APPROVAL for procedure SIMPLIFIED"), "{error}");
}

#[test]
fn steps_that_make_an_assessment_cannot_be_removed() {
    let (files, _) = broken(
        "liaoning/chaoyang.toml",
        "{ code = \"FILING\", due = { count = 3, unit = \"working\" }, source = \"产品默认值\", certainty = \"P\" }",
        "{ code = \"FILING\", remove = true }, { code = \"PLAN\", remove = true }",
    );
    let text = load(files).unwrap_err().to_string();
    assert!(text.contains("procedures SIMPLIFIED (required steps) lacks `FILING`"), "{text}");
    assert!(text.contains("steps removes `PLAN`, which no lower layer has"), "{text}");
}

#[test]
fn all_faults_are_told_at_once() {
    let mut files = files();
    for (path, text) in &mut files {
        if path == "liaoning/fushun.toml" || path == "liaoning/fuxin.toml" {
            *text = text.replacen("title = ", "titel = ", 1);
        }
    }
    let error = load(files).unwrap_err();
    let named: Vec<&str> = error.faults.iter().map(|f| f.file.as_str()).collect();
    assert!(named.contains(&"liaoning/fushun.toml") && named.contains(&"liaoning/fuxin.toml"));
}

#[test]
fn rules_without_a_nation_do_not_load() {
    let files = files().into_iter().filter(|(path, _)| path != "national.toml").collect();
    let error = load(files).unwrap_err();
    assert!(error.to_string().contains("national.toml"), "{error}");
}

/// National rules and one city: enough to reach every part of the loader.
fn small() -> Vec<(String, String)> {
    let wanted = ["national.toml", "liaoning.toml", "liaoning/benxi.toml", "calendar/2016.toml"];
    files().into_iter().filter(|(path, _)| wanted.contains(&path.as_str())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Whatever is cut out of a file or put into it: an answer, never a panic,
    /// and every fault names a file that was given.
    #[test]
    fn damaged_files_are_refused_and_nothing_worse(
        which in 0_usize..4,
        from in 0.0_f64..1.0,
        length in 0_usize..40,
        put in "[a-z0-9\\[\\]{}=\"#,. \n征]{0,12}",
    ) {
        let mut files = small();
        let (_, text) = &mut files[which];
        let at = (from * text.chars().count() as f64) as usize;
        let damaged: String = text.chars().take(at).chain(put.chars())
            .chain(text.chars().skip(at + length)).collect();
        *text = damaged;
        let names: Vec<String> = files.iter().map(|(path, _)| path.clone()).collect();
        if let Err(error) = load(files) {
            prop_assert!(!error.faults.is_empty());
            for fault in &error.faults {
                prop_assert!(names.contains(&fault.file) || fault.file == "calendar", "{fault}");
            }
        }
    }
}
