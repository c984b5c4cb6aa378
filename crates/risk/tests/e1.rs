//! Example E1: a demerit table as printed, before and after measures.

#![cfg(test)]

use risk::{DemeritError, DemeritItem, DemeritResult, DemeritScore, Level, LevelRule, Ratio};

struct Stage {
    items: Vec<DemeritItem>,
    scores: Vec<DemeritScore>,
    stated: Ratio,
}

/// Columns: stage, group, item_no, item, maximum, wording, score, stated total, computed total.
fn stage(name: &str) -> Stage {
    let text = include_str!("e1.csv");
    let rows = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let rows: Vec<_> = rows.filter(|row| row[0] == name).collect();
    let (total, items) = rows.split_last().unwrap();
    let read = |text: &str| Ratio::parse(text).unwrap();
    Stage {
        items: items
            .iter()
            .map(|row| DemeritItem { code: row[2].to_owned(), max: read(row[4]) })
            .collect(),
        scores: items
            .iter()
            .map(|row| DemeritScore { code: row[2].to_owned(), score: read(row[6]) })
            .collect(),
        stated: read(total[7]),
    }
}

fn total(stage: &Stage, stated: Option<&Ratio>) -> Result<DemeritResult, DemeritError> {
    let rule = LevelRule::demerit_convention();
    risk::demerit_total(&stage.items, &stage.scores, stated, &rule)
}

#[test]
fn before_measures_the_stated_total_is_the_sum() {
    let before = stage("before measures");
    assert_eq!(before.items.len(), 21);
    let result = total(&before, Some(&before.stated)).unwrap();
    assert_eq!(result.total, Ratio::from_integer(12));
    assert_eq!(result.possible, Ratio::from_integer(100));
    assert_eq!(result.level, Level::Low);
}

#[test]
fn after_measures_the_stated_total_is_refused_with_both_values() {
    let after = stage("after measures");
    assert_eq!(after.items.len(), 21);
    assert_eq!(total(&after, None).unwrap().total, Ratio::from_integer(3));
    let refused = total(&after, Some(&after.stated)).unwrap_err();
    let both = DemeritError::TotalDiffers {
        stated: Box::new(Ratio::from_integer(4)),
        computed: Box::new(Ratio::from_integer(3)),
    };
    assert_eq!(refused, both);
    assert_eq!(refused.to_string(), "the stated total 4 is not the sum 3");
}
