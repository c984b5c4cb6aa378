use super::*;

/// Rows of ratings as text; `-` is missing.
fn ratings(rows: &[&str]) -> Ratings {
    rows.iter()
        .map(|row| {
            row.split_whitespace()
                .map(|cell| (cell != "-").then(|| Ratio::parse(cell).unwrap()))
                .collect()
        })
        .collect()
}

fn panel(p: &[&str], q: &[&str]) -> Result<Panel, PanelError> {
    Panel::new(ratings(p), ratings(q))
}

fn p_of(column: &str, how: &Aggregator) -> String {
    let rows: Vec<&str> = column.split_whitespace().collect();
    let panel = panel(&rows, &vec!["1"; rows.len()]).unwrap();
    panel.aggregate(how).unwrap().p[0].to_string()
}

#[test]
fn aggregates_those_who_rated() {
    for (column, mean, median, trimmed) in [
        ("0.3", "3/10", "3/10", "3/10"),
        ("0.1 - 0.5", "3/10", "3/10", "3/10"),
        ("0.1 0.9 0.2 - -", "2/5", "1/5", "2/5"),
        ("0.1 0.9 0.2 0.2", "7/20", "1/5", "7/20"),
        ("0 0.1 0.2 0.3 1", "8/25", "1/5", "1/5"),
        ("1 0 0.1 0.2 0.3 0.4 0.5 0.9 0.9 1", "53/100", "9/20", "8/15"),
    ] {
        assert_eq!(p_of(column, &Aggregator::Mean), mean, "mean of {column}");
        assert_eq!(p_of(column, &Aggregator::Median), median, "median of {column}");
        assert_eq!(p_of(column, &Aggregator::trimmed20()), trimmed, "trimmed {column}");
    }
}

#[test]
fn weights_belong_to_those_who_rated() {
    let weights = |text: &str| Aggregator::Weighted {
        experts: text.split_whitespace().map(|cell| Ratio::parse(cell).unwrap()).collect(),
    };
    assert_eq!(p_of("0.1 0.9", &weights("3 1")), "3/10");
    assert_eq!(p_of("0.1 - 0.9", &weights("3 100 1")), "3/10");
    assert_eq!(p_of("0.1 0.9", &weights("0 1")), "9/10");
    let panel = panel(&["0.1", "-"], &["1", "1"]).unwrap();
    let refused = |text: &str| panel.aggregate(&weights(text)).unwrap_err();
    assert_eq!(refused("0 1"), PanelError::NoWeight { quantity: Quantity::P, factor: 0 });
    assert_eq!(refused("1"), PanelError::Weights);
    assert_eq!(refused("-1 1"), PanelError::Weights);
}

#[test]
fn the_cut_is_floored_and_leaves_something() {
    let cut = |text: &str| Aggregator::Trimmed { cut: Ratio::parse(text).unwrap() };
    let column = "0 0.1 0.2 0.3 1";
    assert_eq!(p_of(column, &cut("0")), "8/25");
    assert_eq!(p_of(column, &cut("0.1999")), "8/25");
    assert_eq!(p_of(column, &cut("0.4999")), "1/5");
    let panel = panel(&["1"], &["1"]).unwrap();
    for bad in ["0.5", "-0.1", "3"] {
        assert_eq!(panel.aggregate(&cut(bad)).unwrap_err(), PanelError::Cut, "{bad}");
    }
}

#[test]
fn a_factor_nobody_rated_is_refused_with_its_place() {
    let refused = panel(&["0.5 -", "0.3 -"], &["0.5 0.9", "0.7 0.1"]).unwrap_err();
    assert_eq!(refused, PanelError::Unrated { quantity: Quantity::P, factor: 1 });
    assert_eq!(refused.to_string(), "factor 1 has no probability rating");
    let refused = panel(&["0.5 1", "0.3 -"], &["- 0.9", "- 0.1"]).unwrap_err();
    assert_eq!(refused, PanelError::Unrated { quantity: Quantity::Q, factor: 0 });
}

#[test]
fn only_complete_experts_have_an_index() {
    let rows = ["0.5 1", "0.5 -", "1 1"];
    let panel = panel(&rows, &["1 1", "1 1", "1 0"]).unwrap();
    let half = Ratio::parse("0.5").unwrap();
    let own = panel.expert_index(&[half.clone(), half.clone()]).unwrap();
    let exact: Vec<Option<String>> =
        own.per_expert.iter().map(|t| t.as_ref().map(Ratio::to_string)).collect();
    assert_eq!(exact, [Some("3/4".into()), None, Some("1/2".into())]);
    assert_eq!(own.mean.unwrap().to_string(), "5/8");
    assert!((own.sd.unwrap() - (1.0_f64 / 32.0).sqrt()).abs() < 1e-15);
    assert_eq!(panel.warnings(), [Warning::IncompleteExperts]);
    assert_eq!(panel.expert_index(&[half]).unwrap_err(), PanelError::Weights);
}

#[test]
fn mean_and_spread_are_undefined_without_enough_experts() {
    let one = panel(&["0.5", "-"], &["1", "1"]).unwrap();
    let own = one.expert_index(&[Ratio::one()]).unwrap();
    assert_eq!((own.mean, own.sd), (Ratio::parse("0.5").ok(), None));
    assert_eq!(one.warnings(), [Warning::IncompleteExperts, Warning::SingleRating]);
    let none = panel(&["0.5 -", "- 0.5", "1 -"], &["1 1", "1 1", "1 1"]).unwrap();
    let half = Ratio::parse("0.5").unwrap();
    let own = none.expert_index(&[half.clone(), half]).unwrap();
    assert_eq!((own.mean, own.sd), (None, None));
    assert!(none.warnings().contains(&Warning::NoCompleteExpert));
}

#[test]
fn shapes_and_ranges_are_checked() {
    let table = [
        (panel(&[], &[]), PanelError::Empty),
        (panel(&[""], &[""]), PanelError::Empty),
        (panel(&["1", "1"], &["1"]), PanelError::Shape { quantity: Quantity::Q, expert: 1 }),
        (
            panel(&["1 1", "1"], &["1 1", "1 1"]),
            PanelError::Shape { quantity: Quantity::P, expert: 1 },
        ),
        (panel(&["1 1"], &["1"]), PanelError::Shape { quantity: Quantity::Q, expert: 0 }),
        (
            panel(&["1 1.5"], &["1 1"]),
            PanelError::OutOfRange { quantity: Quantity::P, expert: 0, factor: 1 },
        ),
        (panel(&vec!["1"; 1001], &vec!["1"; 1001]), PanelError::TooLarge),
    ];
    for (got, expected) in table {
        assert_eq!(got.unwrap_err(), expected);
    }
}

#[test]
fn aggregators_are_stored_and_read() {
    let weighted = Aggregator::Weighted { experts: vec![Ratio::one()] };
    for how in [Aggregator::Mean, Aggregator::Median, Aggregator::trimmed20(), weighted] {
        let stored = serde_json::to_string(&how).unwrap();
        assert_eq!(serde_json::from_str::<Aggregator>(&stored).unwrap(), how);
    }
    assert_eq!(serde_json::to_string(&Aggregator::Mean).unwrap(), r#"{"kind":"mean"}"#);
}
