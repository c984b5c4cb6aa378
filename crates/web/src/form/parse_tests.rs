use super::*;

fn values(text: &str) -> Values {
    Values::new().with("f", text)
}

#[test]
fn dates_are_read_in_the_ways_people_write_them() {
    let expected = Date::new(2016, 11, 8).ok();
    for text in [
        "2016-11-08",
        "2016-11-8",
        "2016/11/08",
        "20161108",
        "2016年11月8日",
        " ２０１６－１１－０８ ",
        "2016.11.08",
    ] {
        let values = values(text);
        assert_eq!(Parse::new(&values).date("f"), expected, "{text}");
    }
    for text in ["2016-02-30", "18-11-2016", "2016-11", "tomorrow", "0016-01-01", "2016-11-08-09"] {
        let values = values(text);
        let mut form = Parse::new(&values);
        assert_eq!(form.date("f"), None, "{text}");
        assert_eq!(form.finish().expect_err("wrong").len(), 1);
    }
}

#[test]
fn shares_are_exact() {
    let cases =
        [("0.36", 3600), ("1", 10_000), ("0", 0), (".5", 5000), ("０．６４", 6400), ("0.0001", 1)];
    for (text, expected) in cases {
        assert_eq!(Parse::new(&values(text)).unit_share("f"), Some(expected), "{text}");
    }
    for text in ["1.0001", "-0.1", "0.00001", "1e-1", ".", "", "a"] {
        assert_eq!(Parse::new(&values(text)).unit_share("f"), None, "{text}");
    }
}

#[test]
fn texts_have_limits_in_characters() {
    assert_eq!(Parse::new(&values(" 稳评 ")).text("f", 2), Some("稳评".to_owned()));
    assert_eq!(Parse::new(&values("稳评办")).text("f", 2), None);
    assert_eq!(Parse::new(&values("  ")).text("f", 2), None);
    assert_eq!(Parse::new(&values("a\r\nb")).optional_text("f", 9), Some("a\nb".to_owned()));
    assert_eq!(Parse::new(&values("a\u{0}b")).text("f", 9), None);
}

#[test]
fn numbers_have_ranges() {
    assert_eq!(Parse::new(&values("2,163")).whole("f", 0, 9999), Some(2163));
    assert_eq!(Parse::new(&values("10000")).whole("f", 0, 9999), None);
    assert_eq!(Parse::new(&values("1.5")).whole("f", 0, 9999), None);
}

#[test]
fn one_pass_finds_everything() {
    let values = Values::new().with("b", "x");
    let mut form = Parse::new(&values);
    assert!(form.text("a", 10).is_none());
    assert!(form.whole("b", 0, 1).is_none());
    assert!(form.choice("c", |code| (code == "X").then_some(())).is_none());
    let errors = form.finish().expect_err("three");
    let fields: Vec<&str> = errors.iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["a", "b", "c"]);
}
