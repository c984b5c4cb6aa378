use super::*;

fn given(criterion: Criterion, level: Level) -> CriterionResult {
    CriterionResult::given(criterion, level)
}

#[test]
fn the_highest_criterion_decides_and_is_named() {
    let criteria = [
        given(Criterion::Index, Level::Low),
        given(Criterion::Counts, Level::Medium),
        CriterionResult::missing(Criterion::Opposition),
        given(Criterion::Participants, Level::Medium),
        given(Criterion::Overall, Level::Low),
    ];
    let outcome = determine(&criteria).unwrap();
    assert_eq!(outcome.level, Level::Medium);
    assert_eq!(outcome.deciding, Criterion::Counts);
    assert_eq!(outcome.agreeing, [Criterion::Counts, Criterion::Participants]);
    assert_eq!(outcome.missing, [Criterion::Opposition]);
    assert_eq!(outcome.warnings, [Warning::CriterionMissing]);
}

#[test]
fn the_sum_cannot_hide_what_another_criterion_says() {
    let criteria = [given(Criterion::Index, Level::Low), given(Criterion::Event, Level::High)];
    let outcome = determine(&criteria).unwrap();
    assert_eq!((outcome.level, outcome.deciding), (Level::High, Criterion::Event));
    assert_eq!(outcome.agreeing, [Criterion::Event]);
    assert!(outcome.missing.is_empty() && outcome.warnings.is_empty());
}

#[test]
fn a_missing_criterion_is_never_low() {
    assert_eq!(determine(&[]), Err(DetermineError::NoCriteria));
    let missing = [CriterionResult::missing(Criterion::Index)];
    assert_eq!(determine(&missing), Err(DetermineError::AllMissing));
}

#[test]
fn a_criterion_given_twice_is_refused() {
    let criteria = [given(Criterion::Index, Level::Low), given(Criterion::Index, Level::High)];
    assert_eq!(determine(&criteria), Err(DetermineError::Twice(Criterion::Index)));
}

#[test]
fn warnings_of_the_criteria_are_kept_once() {
    let mut counts = given(Criterion::Counts, Level::Low);
    counts.warnings = vec![Warning::ManyModerate, Warning::ManyModerate];
    let outcome = determine(&[counts]).unwrap();
    assert_eq!(outcome.warnings, [Warning::ManyModerate]);
}

#[test]
fn participants_nobody_estimated_are_missing() {
    let rule = LevelRule::participants_convention();
    assert_eq!(participants(None, &rule).level, None);
    assert_eq!(participants(Some(200), &rule).level, Some(Level::High));
    assert_eq!(participants(Some(0), &rule).level, Some(Level::Low));
}

#[test]
fn opposition_is_a_share_of_answers() {
    let rule = LevelRule::opposition_convention();
    let table = [
        (1, 2, Level::Medium),
        (51, 100, Level::High),
        (1, 5, Level::Medium),
        (199, 1000, Level::Low),
        (0, 1, Level::Low),
        (u64::MAX, u64::MAX, Level::High),
    ];
    for (opposed, answered, level) in table {
        let result = opposition(opposed, answered, &rule).unwrap();
        assert_eq!(result.level, Some(level), "{opposed} of {answered}");
    }
    let nobody = opposition(0, 0, &rule).unwrap();
    assert_eq!((nobody.level, nobody.warnings), (None, vec![Warning::NoAnswers]));
    assert_eq!(opposition(3, 2, &rule), Err(OppositionError { opposed: 3, answered: 2 }));
    assert_eq!(opposition_share(1, 3).unwrap().unwrap().to_string(), "1/3");
}

#[test]
fn codes_are_what_is_stored() {
    for criterion in Criterion::ALL {
        assert_eq!(serde_json::to_value(criterion).unwrap(), criterion.code());
    }
}

/// Every combination of three criteria: the outcome is the maximum, whatever the order.
#[test]
fn the_order_decides_only_who_is_named() {
    let levels = [None, Some(Level::Low), Some(Level::Medium), Some(Level::High)];
    for a in levels {
        for b in levels {
            for c in levels {
                let item =
                    |criterion, level| CriterionResult { criterion, level, warnings: vec![] };
                let mut list = vec![
                    item(Criterion::Index, a),
                    item(Criterion::Counts, b),
                    item(Criterion::Event, c),
                ];
                let forward = determine(&list).map(|outcome| outcome.level);
                list.reverse();
                let backward = determine(&list).map(|outcome| outcome.level);
                assert_eq!(forward, backward);
                assert_eq!(forward.ok(), a.max(b).max(c));
            }
        }
    }
}

#[test]
fn computed_results_become_criteria_with_their_warnings() {
    use crate::counts::{CountRule, DegreeCounts};
    use crate::index::{FactorInput, IndexMethod, composite};
    use crate::scale::Degree;

    let factor = FactorInput {
        p: Ratio::ten_thousandths(6000),
        q: Ratio::ten_thousandths(6000),
        weight: Ratio::one(),
    };
    let t = composite(&[factor], &IndexMethod::convention()).unwrap();
    let by_index = index(&t, &LevelRule::index_convention());
    assert_eq!(by_index, CriterionResult::given(Criterion::Index, Level::Medium));

    let many: DegreeCounts = [Degree::Moderate; 5].into_iter().collect();
    let by_counts = counts(&CountRule::convention().apply(&many));
    assert_eq!(
        (by_counts.level, by_counts.warnings),
        (Some(Level::Low), vec![Warning::ManyModerate])
    );
    let nothing = counts(&CountRule::convention().apply(&DegreeCounts::default()));
    assert_eq!((nothing.level, nothing.warnings), (None, vec![Warning::NoFactor]));

    let w = DemeritResult {
        total: Ratio::from_integer(70),
        possible: Ratio::from_integer(100),
        level: Level::High,
    };
    assert_eq!(demerit(&w), CriterionResult::given(Criterion::Demerit, Level::High));
}
