use super::*;

fn item(code: &str, max: &str) -> DemeritItem {
    DemeritItem { code: code.to_owned(), max: max.parse().unwrap() }
}

fn score(code: &str, score: &str) -> DemeritScore {
    DemeritScore { code: code.to_owned(), score: score.parse().unwrap() }
}

fn total(scores: &[DemeritScore], stated: Option<&str>) -> Result<DemeritResult, DemeritError> {
    let items = [item("a", "60"), item("b", "40")];
    let stated = stated.map(|text| Ratio::parse(text).unwrap());
    demerit_total(&items, scores, stated.as_ref(), &LevelRule::demerit_convention())
}

#[test]
fn adds_up_and_finds_the_level() {
    for (a, b, w, level) in [
        ("0", "0", "0/1", Level::Low),
        ("20", "20", "40/1", Level::Low),
        ("20", "20.5", "81/2", Level::Medium),
        ("60", "9.9", "699/10", Level::Medium),
        ("60", "10", "70/1", Level::High),
    ] {
        let result = total(&[score("b", b), score("a", a)], None).unwrap();
        assert_eq!((result.total.to_string().as_str(), result.level), (w, level));
        assert_eq!(result.possible, Ratio::from_integer(100));
    }
}

#[test]
fn a_stated_total_must_be_the_sum() {
    let scores = [score("a", "1"), score("b", "2")];
    assert!(total(&scores, Some("3")).is_ok());
    let error = total(&scores, Some("4")).unwrap_err();
    assert_eq!(error.to_string(), "the stated total 4 is not the sum 3");
    assert_eq!(error.code(), "demerit.total-differs");
}

#[test]
fn what_does_not_fit_the_table_is_refused() {
    let refused = |scores: &[DemeritScore]| total(scores, None).unwrap_err();
    let b = || score("b", "0");
    let above = refused(&[score("a", "60.5"), b()]);
    assert_eq!(above.to_string(), "the item a has 60.5, above its maximum 60");
    assert_eq!(refused(&[score("a", "-1"), b()]), DemeritError::Negative("a".into()));
    assert_eq!(refused(&[b()]), DemeritError::Missing("a".into()));
    assert_eq!(refused(&[score("a", "1"), b(), b()]), DemeritError::Twice("b".into()));
    assert_eq!(
        refused(&[score("a", "1"), b(), score("c", "1")]),
        DemeritError::Unknown("c".into())
    );
}

#[test]
fn a_broken_table_is_refused() {
    let rule = LevelRule::demerit_convention();
    let refused = |items: &[DemeritItem]| demerit_total(items, &[], None, &rule).unwrap_err();
    assert_eq!(refused(&[]), DemeritError::NoItems);
    assert_eq!(refused(&[item("a", "1"), item("a", "2")]), DemeritError::Twice("a".into()));
    assert_eq!(refused(&[item("a", "0")]), DemeritError::BadMaximum("a".into()));
}
