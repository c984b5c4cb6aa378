use super::*;

fn factor(p: &str, q: &str, weight: &str) -> FactorInput {
    let read = |text: &str| Ratio::parse(text).unwrap();
    FactorInput { p: read(p), q: read(q), weight: read(weight) }
}

fn banded() -> IndexMethod {
    IndexMethod { take: TakeR::Banded, ..IndexMethod::convention() }
}

fn normalising() -> IndexMethod {
    IndexMethod { weighting: Weighting::Normalise, ..IndexMethod::convention() }
}

#[test]
fn explains_every_factor() {
    let factors = [factor("0.9", "0.9", "0.5"), factor("0.3", "0.4", "0.5")];
    let result = composite(&factors, &IndexMethod::convention()).unwrap();
    assert_eq!(result.t.to_string(), "93/200");
    let [first, second] = &result.factors[..] else { panic!("two factors") };
    assert_eq!((first.degree, second.degree), (Degree::Grave, Degree::Minor));
    assert_eq!(first.r.to_string(), "81/100");
    assert_eq!(first.contribution.to_string(), "81/200");
    assert_eq!(first.share.as_ref().unwrap().to_string(), "27/31");
    assert_eq!(second.share.as_ref().unwrap().to_string(), "4/31");
    assert_eq!(result.warnings, [Warning::GraveFactorHidden]);
}

#[test]
fn the_banded_way_counts_the_upper_value_of_the_degree() {
    for (p, q, exact, upper) in [
        ("0.2", "0.2", "1/25", "1/25"),
        ("0.21", "0.2", "21/500", "4/25"),
        ("0.5", "0.5", "1/4", "9/25"),
        ("0.8", "0.8", "16/25", "16/25"),
        ("0.81", "0.8", "81/125", "1/1"),
    ] {
        let factors = [factor(p, q, "1")];
        assert_eq!(composite(&factors, &IndexMethod::convention()).unwrap().t.to_string(), exact);
        let result = composite(&factors, &banded()).unwrap();
        assert_eq!(result.t.to_string(), upper);
        assert_eq!(result.factors[0].exact_r.to_string(), exact);
    }
    let nothing = composite(&[factor("0", "1", "1")], &banded()).unwrap();
    assert_eq!(nothing.t.to_string(), "1/25");
    assert_eq!(nothing.warnings, [Warning::ZeroBandedUp]);
}

#[test]
fn without_risk_nobody_has_a_share() {
    let result = composite(&[factor("0", "1", "1")], &IndexMethod::convention()).unwrap();
    assert!(result.t.is_zero());
    assert_eq!(result.factors[0].share, None);
    assert_eq!(result.warnings, [Warning::AllZero]);
}

#[test]
fn weights_are_checked_or_normalised() {
    let factors = [factor("0.5", "0.5", "3"), factor("1", "1", "1")];
    let error = composite(&factors, &IndexMethod::convention()).unwrap_err();
    assert_eq!(error, IndexError::WeightsNotOne { sum: Ratio::from_integer(4) });
    let result = composite(&factors, &normalising()).unwrap();
    assert_eq!(result.t.to_string(), "7/16");
    assert_eq!(result.factors[0].weight.to_string(), "3/4");
    assert!(!result.warnings.contains(&Warning::WeightsNotOne));
    let zero = [factor("0.5", "0.5", "0")];
    assert_eq!(composite(&zero, &normalising()).unwrap_err(), IndexError::NoWeight);
}

#[test]
fn rounded_weights_pass_with_a_warning_where_slack_is_allowed() {
    let slack = Weighting::SumToOne { slack: Ratio::parse("0.001").unwrap() };
    let method = IndexMethod { weighting: slack, ..IndexMethod::convention() };
    let thirds = |last| [factor("0.5", "0.5", "0.333"), factor("0.5", "0.5", last)];
    let result = composite(&thirds("0.666"), &method).unwrap();
    assert_eq!(result.warnings, [Warning::WeightsNotOne]);
    assert_eq!(result.t.to_string(), "999/4000");
    assert!(composite(&thirds("0.6659"), &method).is_err());
}

#[test]
fn a_factor_without_weight_is_pointed_out() {
    let factors = [factor("0.5", "0.5", "1"), factor("0.9", "0.5", "0")];
    let result = composite(&factors, &IndexMethod::convention()).unwrap();
    assert_eq!(result.warnings, [Warning::UnweightedFactor]);
}

#[test]
fn numbers_out_of_range_are_named() {
    let good = factor("0.5", "0.5", "1");
    for (bad, quantity) in [
        (factor("1.1", "0.5", "0"), Quantity::P),
        (factor("0.5", "-0.1", "0"), Quantity::Q),
        (factor("0.5", "0.5", "-1"), Quantity::Weight),
    ] {
        let error = composite(&[good.clone(), bad], &IndexMethod::convention()).unwrap_err();
        assert_eq!(error, IndexError::OutOfRange { quantity, factor: 1 });
    }
    assert_eq!(composite(&[], &normalising()).unwrap_err(), IndexError::NoFactor);
    let many = vec![good; MAX_FACTORS + 1];
    assert_eq!(composite(&many, &normalising()).unwrap_err(), IndexError::TooMany);
}

#[test]
fn unrelated_fractions_are_refused_before_they_cost_time() {
    let factors: Vec<FactorInput> = (0..1000)
        .map(|n| FactorInput {
            weight: Ratio::fraction(1, 1_000_003 + 2 * n).unwrap(),
            ..factor("0.5", "0.5", "0")
        })
        .collect();
    assert_eq!(composite(&factors, &normalising()).unwrap_err(), IndexError::TooComplex);
}

#[test]
fn methods_are_stored_and_read() {
    for method in [IndexMethod::convention(), banded(), normalising()] {
        let stored = serde_json::to_string(&method).unwrap();
        assert_eq!(serde_json::from_str::<IndexMethod>(&stored).unwrap(), method);
    }
    let stored = serde_json::to_value(IndexMethod::convention()).unwrap();
    assert_eq!(stored["take"], "exact");
    assert_eq!(stored["weighting"], serde_json::json!({"kind": "sum-to-one", "slack": "0/1"}));
}
