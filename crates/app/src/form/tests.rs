//! Every act can be filled in, and what is wrong is said at its field.

use std::collections::BTreeSet;

use domain::{
    assessment,
    codes::{Attitude, Certainty},
    matter,
    rulebook::{Item, Prohibited},
};
use jiff::{Timestamp, civil::date};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{ActSpec, Field, Kind, RawForm, Source, faults, parse, parse_date, parse_whole, specs};
use crate::{
    ctx::Ids,
    vault::{FileFacts, Vault},
};

struct Same;

impl Ids for Same {
    fn id(&self, _: Timestamp) -> Uuid {
        Uuid::from_u128(7)
    }
    fn bytes(&self) -> [u8; 32] {
        [7; 32]
    }
}

const FACTOR: &str = "01990000-0000-7000-8000-000000000001";

fn file() -> FileFacts {
    FileFacts {
        blob: "0".repeat(64),
        name: "照片.jpg".to_owned(),
        media_type: "image/jpeg".to_owned(),
        size: 1,
    }
}

/// One right answer to a field of one value.
fn sample(kind: Kind) -> String {
    match kind {
        Kind::Date => "2016年11月18日".to_owned(),
        Kind::Count(least, _) => least.to_string(),
        Kind::Sha256 => "0a".repeat(32),
        Kind::YesNo | Kind::Flag => "yes".to_owned(),
        Kind::One(Source::Codes(codes, _)) | Kind::Many(Source::Codes(codes, _)) => {
            codes[0].to_owned()
        }
        Kind::One(Source::Procedures) => "GENERAL".to_owned(),
        Kind::One(Source::Steps) => "FILING".to_owned(),
        Kind::One(Source::OpenOpinions) => "0".to_owned(),
        Kind::One(_) | Kind::Many(_) | Kind::Ref => FACTOR.to_owned(),
        Kind::Period => "2016年第二季度".to_owned(),
        Kind::Entry => format!("notice:{FACTOR}"),
        _ => "说明".to_owned(),
    }
}

/// Fills in fields under a prefix, as a page would send them.
fn fill(fields: &[Field], prefix: &str, raw: &mut RawForm) {
    for field in fields {
        let name = format!("{prefix}{}", field.name);
        match field.kind {
            Kind::NewId => {}
            Kind::Files => {
                raw.files.insert(name, vec![file()]);
            }
            Kind::Rows(inner) => fill(inner, &format!("{name}.0."), raw),
            Kind::Ratings => {
                raw.set(format!("{name}.{FACTOR}.p"), "0.5");
                raw.set(format!("{name}.{FACTOR}.q"), "0.4");
            }
            Kind::Weights => raw.set(format!("{name}.{FACTOR}"), "0.25"),
            Kind::Attitudes => raw.set(format!("{name}.{}", Attitude::ALL[0].code()), "3"),
            Kind::Answers => raw.set(format!("{name}.Q1"), "no"),
            Kind::Sections => raw.set(format!("{name}.S1"), "正文"),
            kind => raw.set(name, sample(kind)),
        }
    }
}

/// Two rules against wordings that judge people.
fn barred() -> Vec<Prohibited> {
    let rule = |code: &str, pattern: &str| Prohibited {
        item: Item {
            code: code.to_owned(),
            zh: "改用回应时效".to_owned(),
            en: "use the time to reply".to_owned(),
            source: String::new(),
            certainty: Certainty::Default,
            layer: String::new(),
        },
        patterns: vec![pattern.to_owned()],
    };
    vec![rule("A", "缠访"), rule("B", "重点人员")]
}

fn read(spec: &ActSpec, raw: &RawForm) -> Result<Value, Vec<(String, &'static str)>> {
    let mut vault = Vault::new(&Same);
    parse(spec, raw, &mut vault, &Same, Timestamp::UNIX_EPOCH, &barred())
        .map_err(|errors| errors.into_iter().map(|error| (error.field, error.code)).collect())
}

#[test]
fn every_act_has_one_form() {
    let of = |specs: &[ActSpec]| specs.iter().map(|spec| spec.code).collect::<Vec<_>>();
    let all = |codes: &[&'static str]| codes.iter().copied().collect::<BTreeSet<_>>();
    let on_cases = of(specs::ASSESSMENT);
    assert_eq!(all(&on_cases), all(assessment::Command::CODES));
    assert_eq!(on_cases.len(), assessment::Command::CODES.len());
    // Facts and units of a matter are amended in the form of its registration.
    let mut on_matters = of(specs::MATTER);
    on_matters.push("amend_matter");
    assert_eq!(all(&on_matters), all(matter::Command::CODES));
    assert_eq!(on_matters.len(), matter::Command::CODES.len());
}

#[test]
fn a_form_that_is_filled_in_is_the_input_of_its_act() {
    for spec in specs::ASSESSMENT.iter().chain(specs::MATTER) {
        let mut raw = RawForm::default();
        fill(spec.fields, "", &mut raw);
        let mut input = read(spec, &raw).unwrap_or_else(|e| panic!("{}: {e:?}", spec.code));
        if spec.code == "accept_filing" {
            input["number"] = json!("");
        }
        let act = json!({ "act": spec.code, "input": input });
        let code = if specs::MATTER.iter().any(|one| one.code == spec.code) {
            serde_json::from_value::<matter::Command>(act).map(|command| command.code())
        } else {
            serde_json::from_value::<assessment::Command>(act).map(|command| command.code())
        };
        assert_eq!(code.unwrap_or_else(|e| panic!("{}: {e}", spec.code)), spec.code);
    }
}

#[test]
fn an_empty_form_names_every_required_field() {
    for spec in specs::ASSESSMENT.iter().chain(specs::MATTER) {
        let wanted: BTreeSet<&str> = spec
            .fields
            .iter()
            .filter(|field| field.required)
            // A new identifier is ours to give; of answers, ratings and weights the
            // act itself counts what is missing.
            .filter(|field| {
                !matches!(field.kind, Kind::NewId | Kind::Answers | Kind::Ratings | Kind::Weights)
            })
            .map(|field| field.name)
            .collect();
        let found = read(spec, &RawForm::default()).err().unwrap_or_default();
        let named: BTreeSet<&str> =
            found.iter().filter_map(|(field, _)| field.split('.').next()).collect();
        assert_eq!(named, wanted, "{}", spec.code);
    }
}

#[test]
fn what_is_wrong_is_said_at_its_field() {
    for (code, field, typed, wrong) in [
        ("adopt_plan", "from", "2016-02-30", "date"),
        ("adopt_plan", "sample_target", "-1", "count"),
        ("adopt_plan", "sample_target", "许多", "count"),
        ("adopt_plan", "third_party", "某公司", "choice"),
        ("adopt_plan", "methods", "GUESS", "choice"),
        ("close_notice", "notice", "1", "choice"),
        ("set_measure", "owner", "县政府", "choice"),
        ("extend_term", "step", "LUNCH", "choice"),
        ("extend_term", "days", "366", "count"),
        ("change_procedure", "to", "QUICK", "choice"),
        ("void_entry", "entry", "notice", "choice"),
        ("void_entry", "entry", "person:1", "choice"),
        ("answer_opinion", "index", "first", "choice"),
        ("declare_conflict", "free", "maybe", "choice"),
        ("cast_vote", "review", "none", "choice"),
        ("resume", "note", "a\u{7}b", "control"),
    ] {
        let spec = specs::find(code).expect(code);
        let mut raw = RawForm::default();
        fill(spec.fields, "", &mut raw);
        raw.set(field, typed);
        assert_eq!(read(spec, &raw), Err(vec![(field.to_owned(), wrong)]), "{code} {field}");
    }
}

#[test]
fn rows_ratings_and_counts_name_the_cell() {
    let wrong = |code: &str, name: String, typed: &str| {
        let spec = specs::find(code).expect(code);
        let mut raw = RawForm::default();
        fill(spec.fields, "", &mut raw);
        raw.set(name, typed);
        read(spec, &raw).expect_err(code)
    };
    let p = format!("ratings.{FACTOR}.p");
    assert_eq!(wrong("rate_blind", p.clone(), "1.1"), [(p.clone(), "score")]);
    assert_eq!(wrong("rate_blind", p.clone(), ""), [(p, "required")]);
    let weight = format!("weights.{FACTOR}");
    assert_eq!(wrong("set_weights", weight.clone(), "much"), [(weight, "weight")]);
    let size = "groups.0.size".to_owned();
    assert_eq!(wrong("adopt_plan", size.clone(), "0"), [(size, "count")]);
    let nobody = "tallies.0.counts.RAGE".to_owned();
    assert_eq!(wrong("record_activity", nobody.clone(), "1"), [(nobody, "choice")]);
}

#[test]
fn a_text_has_its_limit_in_characters() {
    let spec = specs::find("record_opinion").expect("an act");
    let mut raw = RawForm::default();
    fill(spec.fields, "", &mut raw);
    raw.set("topic", "补".repeat(300));
    assert!(read(spec, &raw).is_ok());
    raw.set("topic", "补".repeat(301));
    assert_eq!(read(spec, &raw), Err(vec![("topic".to_owned(), "too_long")]));
}

#[test]
fn a_wording_that_judges_people_is_refused_in_every_text() {
    let both = ["judges_people", "judges_people"];
    for (code, field) in [
        ("identify_factor", "name"),
        ("set_measure", "title"),
        ("record_opinion", "topic"),
        ("record_incident", "account"),
        ("freeze_report", "sections.S1"),
        ("propose_screening", "answers.Q1.basis"),
    ] {
        let spec = specs::find(code).expect(code);
        let mut raw = RawForm::default();
        fill(spec.fields, "", &mut raw);
        raw.set(field, "关于缠访重点 人员的方案");
        let found = read(spec, &raw).expect_err(code);
        assert_eq!(found, both.map(|fault| (field.to_owned(), fault)), "{code}");
    }
    let named = faults("title", "缠访户插手", &barred());
    assert_eq!(named[0].args, [("word", "缠访".to_owned())]);
    assert_eq!(named[0].rule.as_ref().map(|rule| rule.code.as_str()), Some("A"));
    assert!(faults("title", "信访件办理情况", &barred()).is_empty());
}

#[test]
fn whole_numbers_are_understood_as_people_write_them() {
    for (typed, number) in
        [("12", 12), (" 1,234 ", 1234), ("１２３４", 1234), ("1，234，567", 1_234_567)]
    {
        assert_eq!(parse_whole(typed), Some(number), "{typed}");
    }
    for typed in ["", "12,5", "1,23,456", "1234,567", "1.5", "-3", "三", "99999999999999999999"] {
        assert_eq!(parse_whole(typed), None, "{typed}");
    }
}

#[test]
fn days_are_understood_as_people_write_them() {
    for typed in ["2016-11-18", "2016/11/18", " 2016.11.18", "2016年11月18日", "2016-11-18 "] {
        assert_eq!(parse_date(typed), Some(date(2016, 11, 18)), "{typed}");
    }
    for typed in ["", "2016-13-01", "2016-02-30", "18.11.2016", "2016-11", "16-11-18", "明天"] {
        assert_eq!(parse_date(typed), None, "{typed}");
    }
}
