//! What a panel's ratings tell about the index: worked by hand.

use domain::{
    assessment::{
        Command as C,
        acts::panel::RateBlind,
        parts::{Panel, Rating},
        sure::Tried,
    },
    codes::{Level, ProcedureCode, RatingStage, Step},
    ids::PanelId,
};
use risk::{Ratio, agreement::Reading, crossing::Direction, scale::Score, warning::Warning};

use crate::support::{Case, Who, inputs as i, play};

/// p and q of the two factors, by expert, in ten-thousandths. Only the first
/// factor's p differs.
const SPREAD: [[(u16, u16); 2]; 3] =
    [[(4000, 5000), (2000, 5000)], [(6000, 5000), (2000, 5000)], [(8000, 5000), (2000, 5000)]];

fn rated(all: &[[(u16, u16); 2]]) -> Case {
    let mut case = play::case_at(ProcedureCode::General, Step::InitialRating);
    let open = i::open_panel(&mut case, RatingStage::Initial, 3);
    case.must(Who::Agency, open);
    let panel = case.state.panels[0].id;
    for (expert, ratings) in (0..).zip(all) {
        let rate = rate(&case, panel, ratings);
        case.must(Who::Expert(expert), rate);
    }
    case
}

fn rate(case: &Case, panel: PanelId, all: &[(u16, u16); 2]) -> C {
    let score = |units| Score::new(units).unwrap();
    let ratings = case.state.live_factors().zip(all);
    let ratings =
        ratings.map(|(f, (p, q))| Rating { factor: f.id, p: score(*p), q: score(*q) }).collect();
    C::RateBlind(RateBlind { panel, ratings })
}

fn weighted(all: &[[(u16, u16); 2]]) -> Case {
    let mut case = rated(all);
    let weights = i::weights(&case);
    let panel = case.state.panels[0].id;
    case.must(Who::Agency, i::discuss(panel));
    case.must(Who::Agency, i::close_panel(panel));
    case.must(Who::Agency, weights);
    case
}

fn panel(case: &Case) -> &Panel {
    &case.state.panels[0]
}

fn ratio(text: &str) -> Ratio {
    Ratio::parse(text).unwrap()
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}

#[test]
fn agreement_names_the_factor_and_never_the_expert() {
    let case = weighted(&SPREAD);
    let env = case.env(Who::Agency);
    let found = panel(&case).agreement(&case.state, &env).unwrap();
    let first = case.state.factors[0].id;
    assert_eq!(found.apart, [(first, 1.0)]);
    let order = found.order.unwrap();
    assert_eq!(order.w, Some(1.0), "all put the first factor above the second");
    // R of the first factor is 0.2, 0.3, 0.4, of the second 0.1 thrice. Squared
    // differences over ordered pairs: 0.12 within, 0.96 over all.
    let (observed, expected) = (0.12 / 2.0 / 6.0, 0.96 / (6.0 * 5.0));
    assert!(close(found.alpha.value.unwrap(), 1.0 - observed / expected));
    assert!(found.warnings.contains(&Warning::AgreementFewUnits));
}

#[test]
fn one_rating_agrees_with_nobody() {
    let case = rated(&SPREAD[..1]);
    assert_eq!(panel(&case).agreement(&case.state, &case.env(Who::Agency)), None);
}

#[test]
fn experts_who_differ_by_hundredths_are_close_though_alpha_is_low() {
    // R by expert: 0.20 and 0.21, 0.21 and 0.20, 0.19 and 0.19.
    let near = weighted(&[
        [(4000, 5000), (4200, 5000)],
        [(4200, 5000), (4000, 5000)],
        [(3800, 5000), (3800, 5000)],
    ]);
    let env = near.env(Who::Agency);
    let found = panel(&near).agreement(&near.state, &env).unwrap();
    assert!(found.alpha.value.unwrap() < 0.667);
    assert!(close(found.gap.unwrap(), 0.02));
    assert_eq!(found.alpha.reading, Reading::Close);
    // The same, ten times as wide.
    let far = weighted(&[
        [(4000, 5000), (6000, 5000)],
        [(6000, 5000), (4000, 5000)],
        [(2000, 5000), (2000, 5000)],
    ]);
    let found = panel(&far).agreement(&far.state, &far.env(Who::Agency)).unwrap();
    assert!(found.alpha.value.unwrap() < 0.667);
    assert!(matches!(found.alpha.reading, Reading::Weak | Reading::Chance));
}

#[test]
fn the_range_follows_the_experts() {
    let case = weighted(&SPREAD);
    let env = case.env(Who::Agency);
    let found = panel(&case).range(&case.state, &env, &Tried::new()).unwrap();
    let spread = &found.analysis.spread;
    assert!(close(found.analysis.mean, 0.2));
    assert!(close(spread.support().0, 0.15) && close(spread.support().1, 0.25));
    assert_eq!(spread.levels(&env.rules.method.index), [1.0, 0.0, 0.0]);
    let sobol = found.analysis.sobol.as_ref().unwrap();
    assert!(close(sobol[0][0].total, 1.0) && close(sobol[1][1].total, 0.0));
    assert_eq!((found.towards, found.crossing.direction), (Level::Medium, Direction::Up));
    assert_eq!(found.crossing.distance, ratio("0.16"));
    assert_eq!((found.crossing.smallest.clone(), &found.crossing.after), (None, &ratio("0.25")));
    assert!(found.warnings.contains(&Warning::UncertaintySmallPanel));
}

#[test]
fn a_factor_that_experts_fear_crosses_alone() {
    let case = weighted(&[
        [(4000, 10_000), (2000, 5000)],
        [(5000, 10_000), (2000, 5000)],
        [(9000, 10_000), (2000, 5000)],
    ]);
    let env = case.env(Who::Agency);
    let found = panel(&case).range(&case.state, &env, &Tried::new()).unwrap();
    // T = 0.5 · 0.6 + 0.5 · 0.1 = 0.35 < 0.36; with the first factor at 0.9, 0.5.
    assert_eq!(found.crossing.t, ratio("0.35"));
    assert_eq!(found.crossing.smallest, Some(vec![0]));
    assert_eq!(found.crossing.after, ratio("0.5"));
    let [low, medium, high] = found.analysis.spread.levels(&env.rules.method.index);
    assert!(close(low, 2.0 / 3.0) && close(medium, 1.0 / 3.0) && close(high, 0.0));
}

#[test]
fn what_is_tried_out_is_certain_and_weights_alone_leave_the_spread() {
    let case = weighted(&SPREAD);
    let env = case.env(Who::Agency);
    let [first, second] = [0, 1].map(|n| case.state.factors[n].id);
    let half = || ratio("0.5");
    let certain = Tried::from([
        (first, [ratio("0.9"), Ratio::one(), half()]),
        (second, [ratio("0.2"), half(), half()]),
    ]);
    let found = panel(&case).range(&case.state, &env, &certain).unwrap();
    assert_eq!((found.analysis.sobol.as_ref(), found.crossing.t), (None, half()));
    assert_eq!((found.towards, found.crossing.smallest), (Level::High, None));
    let heavier = Tried::from([
        (first, [ratio("0.6"), half(), ratio("0.8")]),
        (second, [ratio("0.2"), half(), ratio("0.2")]),
    ]);
    let found = panel(&case).range(&case.state, &env, &heavier).unwrap();
    assert_eq!(found.crossing.t, ratio("0.26"));
    assert!(close(found.analysis.spread.support().0, 0.18), "0.8 · 0.2 + 0.2 · 0.1");
}

#[test]
fn without_weights_there_is_no_range() {
    let case = rated(&SPREAD);
    let env = case.env(Who::Agency);
    assert_eq!(panel(&case).range(&case.state, &env, &Tried::new()), None);
}

#[test]
fn whoever_agrees_gives_one_number() {
    let case = weighted(&[[(4000, 5000), (2000, 5000)]; 3]);
    let env = case.env(Who::Agency);
    let found = panel(&case).agreement(&case.state, &env).unwrap();
    assert_eq!((found.alpha.value, found.alpha.reading), (Some(1.0), Reading::Reliable));
    assert_eq!(found.apart, []);
    let range = panel(&case).range(&case.state, &env, &Tried::new()).unwrap();
    assert!(range.warnings.contains(&Warning::UncertaintyNoSpread));
    assert!(close(range.analysis.support.0, range.analysis.support.1));
}
