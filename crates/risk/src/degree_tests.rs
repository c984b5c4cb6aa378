use super::*;

/// The boundary vectors of the domain reference §1.4 and their neighbours.
#[test]
fn a_risk_on_a_cut_belongs_to_the_lower_degree() {
    let table = [
        ("0.2", "0.2", "1/25", Degree::Negligible),
        ("0.4", "0.4", "4/25", Degree::Minor),
        ("0.6", "0.6", "9/25", Degree::Moderate),
        ("0.8", "0.8", "16/25", Degree::Major),
        ("0.81", "0.8", "81/125", Degree::Grave),
        ("1", "0.64", "16/25", Degree::Major),
        ("1", "0.65", "13/20", Degree::Grave),
        ("0", "1", "0/1", Degree::Negligible),
        ("1", "1", "1/1", Degree::Grave),
        ("0.2001", "0.2", "2001/50000", Degree::Minor),
        ("0.4001", "0.4", "4001/25000", Degree::Moderate),
        ("0.6001", "0.6", "18003/50000", Degree::Major),
        ("0.8001", "0.8", "8001/12500", Degree::Grave),
    ];
    let cuts = DegreeCuts::convention();
    for (p, q, exact, degree) in table {
        let r = risk_of(Score::parse(p).unwrap(), Score::parse(q).unwrap());
        assert_eq!(r.to_string(), exact, "{p} × {q}");
        assert_eq!(degree_of(&r, &cuts), degree, "{p} × {q}");
    }
}

#[test]
fn the_upper_value_of_a_degree_lies_in_it() {
    let cuts = DegreeCuts::convention();
    let uppers = ["1/25", "4/25", "9/25", "16/25", "1/1"];
    for (degree, upper) in Degree::ALL.into_iter().zip(uppers) {
        assert_eq!(cuts.upper(degree).to_string(), upper);
        assert_eq!(degree_of(&cuts.upper(degree), &cuts), degree);
    }
}

#[test]
fn the_narrowest_degree_may_be_any() {
    assert_eq!(DegreeCuts::convention().narrowest().to_string(), "1/25");
    for (text, width) in [
        (r#"{"negligible":"0.2","minor":"0.5","moderate":"0.6","major":"0.8"}"#, "1/10"),
        (r#"{"negligible":"0.2","minor":"0.5","moderate":"0.8","major":"0.95"}"#, "1/20"),
    ] {
        let cuts: DegreeCuts = serde_json::from_str(text).unwrap();
        assert_eq!(cuts.narrowest().to_string(), width);
    }
}

#[test]
fn cuts_are_data_and_are_checked() {
    let text = r#"{"negligible":"0.05","minor":"0.2","moderate":"0.4","major":"0.7"}"#;
    let cuts: DegreeCuts = serde_json::from_str(text).unwrap();
    assert_eq!(degree_of(&Ratio::parse("0.05").unwrap(), &cuts), Degree::Negligible);
    assert_eq!(degree_of(&Ratio::parse("0.65").unwrap(), &cuts), Degree::Major);
    let stored = serde_json::to_string(&cuts).unwrap();
    assert_eq!(serde_json::from_str::<DegreeCuts>(&stored).unwrap(), cuts);
    for bad in [
        r#"{"negligible":"0.05","minor":"0.05","moderate":"0.4","major":"0.7"}"#,
        r#"{"negligible":"0","minor":"0.2","moderate":"0.4","major":"0.7"}"#,
        r#"{"negligible":"0.05","minor":"0.2","moderate":"0.4","major":"1"}"#,
        r#"{"negligible":"-0.1","minor":"0.2","moderate":"0.4","major":"0.7"}"#,
        r#"{"negligible":"0.05","minor":"0.2","moderate":"0.4"}"#,
        r#"{"negligible":"0.05","minor":"0.2","moderate":"0.4","major":"0.7","grave":"1"}"#,
    ] {
        assert!(serde_json::from_str::<DegreeCuts>(bad).is_err(), "{bad}");
    }
}
