//! What holds for every rating: bounds, monotony, order and scale.

#![cfg(test)]

use proptest::prelude::*;
use risk::index::{FactorInput, IndexMethod, TakeR, Weighting, composite};
use risk::{Aggregator, DegreeCuts, Panel, Ratio, Score, degree_of, risk_of};

fn method(take: TakeR) -> IndexMethod {
    IndexMethod { take, weighting: Weighting::Normalise, cuts: DegreeCuts::convention() }
}

fn score() -> impl Strategy<Value = Score> {
    (0_u16..=10_000).prop_map(|units| Score::new(units).unwrap())
}

fn take() -> impl Strategy<Value = TakeR> {
    prop_oneof![Just(TakeR::Exact), Just(TakeR::Banded)]
}

fn factor() -> impl Strategy<Value = FactorInput> {
    (score(), score(), 0_u16..=10_000).prop_map(|(p, q, weight)| FactorInput {
        p: p.ratio(),
        q: q.ratio(),
        weight: Ratio::ten_thousandths(weight),
    })
}

/// Factors of which at least one has a weight.
fn factors() -> impl Strategy<Value = Vec<FactorInput>> {
    prop::collection::vec(factor(), 1..12)
        .prop_filter("some weight", |list| list.iter().any(|factor| !factor.weight.is_zero()))
}

fn column() -> impl Strategy<Value = Vec<Ratio>> {
    prop::collection::vec(score().prop_map(Score::ratio), 1..20)
}

fn aggregate(values: &[Ratio], how: &Aggregator) -> Ratio {
    let rows: Vec<Vec<Option<Ratio>>> = values.iter().map(|v| vec![Some(v.clone())]).collect();
    Panel::new(rows.clone(), rows).unwrap().aggregate(how).unwrap().p[0].clone()
}

proptest! {
    #[test]
    fn t_is_bounded_by_the_least_and_the_greatest_r(factors in factors(), take in take()) {
        let result = composite(&factors, &method(take)).unwrap();
        let rs: Vec<Ratio> = result.factors.iter().map(|f| f.r.clone()).collect();
        prop_assert!(result.t.is_unit());
        prop_assert!(result.t >= *rs.iter().min().unwrap());
        prop_assert!(result.t <= *rs.iter().max().unwrap());
    }

    #[test]
    fn contributions_add_to_t_shares_and_weights_to_one(factors in factors(), take in take()) {
        let result = composite(&factors, &method(take)).unwrap();
        let sum: Ratio = result.factors.iter().map(|f| &f.contribution).sum();
        prop_assert_eq!(&sum, &result.t);
        let weights: Ratio = result.factors.iter().map(|f| &f.weight).sum();
        prop_assert_eq!(weights, Ratio::one());
        if result.t.is_zero() {
            prop_assert!(result.factors.iter().all(|f| f.share.is_none()));
        } else {
            let shares: Ratio = result.factors.iter().map(|f| f.share.clone().unwrap()).sum();
            prop_assert_eq!(shares, Ratio::one());
        }
    }

    #[test]
    fn t_never_falls_when_p_or_q_rises(
        factors in factors(), place in any::<prop::sample::Index>(),
        p in score(), q in score(), take in take(),
    ) {
        let before = composite(&factors, &method(take)).unwrap().t;
        let mut raised = factors;
        let place = place.index(raised.len());
        let changed = &mut raised[place];
        changed.p = changed.p.clone().max(p.ratio());
        changed.q = changed.q.clone().max(q.ratio());
        prop_assert!(composite(&raised, &method(take)).unwrap().t >= before);
    }

    #[test]
    fn the_degree_never_falls_when_p_or_q_rises(p in score(), q in score(), more in score()) {
        let cuts = DegreeCuts::convention();
        let base = degree_of(&risk_of(p, q), &cuts);
        prop_assert!(degree_of(&risk_of(p.max(more), q), &cuts) >= base);
        prop_assert!(degree_of(&risk_of(p, q.max(more)), &cuts) >= base);
    }

    #[test]
    fn the_banded_way_is_never_below_the_exact_one(factors in factors()) {
        let exact = composite(&factors, &method(TakeR::Exact)).unwrap().t;
        prop_assert!(composite(&factors, &method(TakeR::Banded)).unwrap().t >= exact);
    }

    #[test]
    fn the_order_of_factors_does_not_matter(
        (factors, shuffled) in factors().prop_flat_map(|list| {
            (Just(list.clone()), Just(list).prop_shuffle())
        }),
        take in take(),
    ) {
        let t = |list: &[FactorInput]| composite(list, &method(take)).unwrap().t;
        prop_assert_eq!(t(&factors), t(&shuffled));
    }

    #[test]
    fn the_scale_of_weights_does_not_matter(factors in factors(), n in 1_i64..1000, d in 1_i64..1000) {
        let by = Ratio::fraction(n, d).unwrap();
        let scaled: Vec<FactorInput> = factors
            .iter()
            .map(|factor| FactorInput { weight: &factor.weight * &by, ..factor.clone() })
            .collect();
        let method = method(TakeR::Exact);
        prop_assert_eq!(composite(&scaled, &method).unwrap(), composite(&factors, &method).unwrap());
    }

    #[test]
    fn aggregates_lie_among_the_ratings_and_ignore_their_order(
        (values, shuffled) in column().prop_flat_map(|list| {
            (Just(list.clone()), Just(list).prop_shuffle())
        }),
    ) {
        let equal = Aggregator::Weighted { experts: vec![Ratio::from_integer(7); values.len()] };
        for how in [Aggregator::Mean, Aggregator::Median, Aggregator::trimmed20(), equal.clone()] {
            let one = aggregate(&values, &how);
            prop_assert!(one >= *values.iter().min().unwrap());
            prop_assert!(one <= *values.iter().max().unwrap());
            prop_assert_eq!(&one, &aggregate(&shuffled, &how));
        }
        prop_assert_eq!(aggregate(&values, &equal), aggregate(&values, &Aggregator::Mean));
    }
}
