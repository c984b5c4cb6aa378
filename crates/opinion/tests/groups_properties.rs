//! What holds for groups of answers whatever was answered.

#![cfg(test)]

use opinion::groups::{LEAST_GROUP, Settings, Vote, VoteTable, analyse, consensus, publish, stage};
use proptest::prelude::*;

fn votes(most: usize) -> impl Strategy<Value = Vec<Vec<Vote>>> {
    let vote = prop_oneof![
        3 => Just(Vote::Agree), 2 => Just(Vote::Disagree),
        1 => Just(Vote::Pass), 1 => Just(Vote::Unseen)
    ];
    (1..most, 1..9_usize)
        .prop_flat_map(move |(rows, columns)| {
            prop::collection::vec(prop::collection::vec(vote.clone(), columns), rows)
        })
        .prop_filter("someone answers", |rows| {
            rows.iter().flatten().any(|vote| *vote != Vote::Unseen)
        })
}

fn table(rows: Vec<Vec<Vote>>) -> VoteTable {
    let columns = rows.first().map_or(0, Vec::len);
    let participants = (0..rows.len() as i64).collect();
    VoteTable::new((0..columns as i64).collect(), participants, rows).unwrap()
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-8 * (1.0 + a.abs())
}

/// Two planted groups, so that the axes are well determined.
fn planted(seed: u64, rows: usize) -> Vec<Vec<Vote>> {
    let mut state = seed.wrapping_mul(2).wrapping_add(1);
    let mut next = move || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % 100
    };
    (0..rows)
        .map(|row| {
            (0..12)
                .map(|column| match (next(), (row * 2 / rows + column) % 2) {
                    (0..=9, _) => Vote::Unseen,
                    (10..=19, _) => Vote::Pass,
                    (20..=29, side) => {
                        if side == 0 {
                            Vote::Disagree
                        } else {
                            Vote::Agree
                        }
                    }
                    (_, side) => {
                        if side == 0 {
                            Vote::Agree
                        } else {
                            Vote::Disagree
                        }
                    }
                })
                .collect()
        })
        .collect()
}

proptest! {
    #[test]
    fn nothing_makes_it_fail_and_all_numbers_are_in_range(rows in votes(40)) {
        let table = table(rows);
        let settings = Settings { min_votes: 1, ..Settings::default() };
        let (analysis, _) = analyse(&table, &settings).unwrap();
        for mean in analysis.axes.mean.iter().flatten() {
            prop_assert!((-1.0..=1.0).contains(mean));
        }
        prop_assert!(analysis.priority.iter().all(|p| p.is_finite() && *p >= 0.0));
        let mut before = f64::INFINITY;
        for division in analysis.divisions.values() {
            prop_assert!((-1.0..=1.0).contains(&division.silhouette));
            prop_assert!(division.inertia >= 0.0 && division.inertia <= before * (1.0 + 1e-9) + 1e-9);
            prop_assert!(division.sizes.iter().all(|size| *size > 0));
            prop_assert!(division.sizes.windows(2).all(|two| two[0] >= two[1]));
            before = division.inertia;
        }
        if let Some([first, second]) = analysis.axes.variance {
            prop_assert!(first >= second && second >= 0.0);
        }
        let (public, _) = publish(&table, &settings, &analysis).unwrap();
        prop_assert!(public.groups.iter().all(|group| group.size >= LEAST_GROUP));
    }

    #[test]
    fn the_order_of_participants_does_not_matter(seed in 0_u64..1_000, by in 1_usize..59) {
        let rows = planted(seed, 60);
        let mut turned = rows.clone();
        turned.rotate_left(by);
        let settings = Settings { min_votes: 1, ..Settings::default() };
        let (one, _) = analyse(&table(rows.clone()), &settings).unwrap();
        let (other, _) = analyse(&table(turned.clone()), &settings).unwrap();
        for (a, b) in one.axes.statements.iter().zip(&other.axes.statements) {
            prop_assert!(close(a[0], b[0]));
        }
        prop_assert_eq!(one.groups, other.groups);
        for (a, b) in one.divisions.values().zip(other.divisions.values()) {
            prop_assert!(close(a.inertia, b.inertia) && close(a.silhouette, b.silhouette));
        }
        prop_assert_eq!(consensus(&table(rows), &[]), consensus(&table(turned), &[]));
    }

    #[test]
    fn asking_the_opposite_turns_agreement_into_disagreement(seed in 0_u64..1_000) {
        let rows = planted(seed, 40);
        let opposite = |vote: &Vote| match vote {
            Vote::Agree => Vote::Disagree,
            Vote::Disagree => Vote::Agree,
            other => *other,
        };
        let turned: Vec<Vec<Vote>> =
            rows.iter().map(|row| row.iter().map(opposite).collect()).collect();
        let (one, other) = (consensus(&table(rows), &[]), consensus(&table(turned), &[]));
        let sum = |list: &[opinion::groups::Consent]| list.iter().map(|c| c.share).sum::<f64>();
        prop_assert!(close(sum(&one.agree), sum(&other.disagree)));
        prop_assert!(close(sum(&one.disagree), sum(&other.agree)));
    }

    #[test]
    fn names_of_groups_do_not_matter(seed in 0_u64..1_000) {
        let rows = planted(seed, 40);
        let table = table(rows);
        let all: Vec<usize> = (0..40).collect();
        let labels: Vec<usize> = all.iter().map(|row| row * 2 / 40).collect();
        let swapped: Vec<usize> = labels.iter().map(|label| 1 - label).collect();
        let one = stage(&table, &all, &labels, &[]).unwrap();
        let other = stage(&table, &all, &swapped, &[]).unwrap();
        prop_assert_eq!(&one.represented[&0], &other.represented[&1]);
        for (a, b) in one.group_aware_consensus.iter().zip(&other.group_aware_consensus) {
            prop_assert!(close(*a, *b) && *a > 0.0 && *a < 1.0);
        }
    }
}

#[test]
fn two_planted_groups_are_found_and_may_be_shown() {
    let rows = planted(7, 100);
    let table = table(rows);
    let settings = Settings::default();
    let (analysis, warnings) = analyse(&table, &settings).unwrap();
    assert_eq!((analysis.groups, warnings.len()), (2, 0));
    // Of answers drawn with chance one or two may lie on the other side.
    assert!(analysis.divisions[&2].sizes[1] >= 48);
    let (public, warnings) = publish(&table, &settings, &analysis).unwrap();
    assert_eq!((public.groups.len(), warnings.len()), (2, 0));
    assert!(public.groups.iter().all(|group| group.represented.len() >= 3));
}

#[test]
fn a_group_of_fewer_than_thirty_is_never_shown() {
    let table = table(planted(7, 58));
    let settings = Settings::default();
    let (analysis, _) = analyse(&table, &settings).unwrap();
    assert!(analysis.divisions[&2].sizes[1] < LEAST_GROUP);
    let (public, warnings) = publish(&table, &settings, &analysis).unwrap();
    assert!(public.groups.is_empty() && !warnings.is_empty());
}

#[test]
fn refusals_name_the_field() {
    let good = serde_json::json!({
        "statements": [1, 2], "participants": [1, 2], "rows": ["AD", "D."], "min_votes": 1,
    });
    assert!(opinion::calc::opinion_json(&good).is_ok());
    let cases = [
        ("statements", serde_json::json!([1, 1]), "statements"),
        ("statements", serde_json::json!([]), "statements"),
        ("statements", serde_json::json!([1.5, 2]), "statements[0]"),
        ("participants", serde_json::json!([1]), "rows"),
        ("rows", serde_json::json!(["AD", "DX"]), "rows[1]"),
        ("rows", serde_json::json!(["AD", "DAA"]), "rows[1]"),
        ("rows", serde_json::json!(["..", ".."]), "rows"),
        ("rows", serde_json::json!([1, 2]), "rows[0]"),
        ("min_votes", serde_json::json!(-1), "min_votes"),
        ("K", serde_json::json!("two"), "K"),
        ("labels", serde_json::json!([0]), "labels"),
        ("labels", serde_json::json!([0, 1e300]), "labels[1]"),
        ("keep", serde_json::json!({}), "keep"),
    ];
    for (field, value, named) in cases {
        let mut input = good.clone();
        input[field] = value;
        let refused = opinion::calc::opinion_json(&input).unwrap_err();
        assert_eq!(refused.field, named, "{refused}");
    }
}
