//! What the index would be with other numbers: exact, and never stored.

use domain::risk::{
    DegreeCounts, FactorInput, IndexError, IndexResult, Level, Ratio, Score, Weight, composite,
};
use domain::{assessment::Assessment, env::Env};
use locale::{L10n, Msg};

use super::board::method;
use super::numbers::index;
use crate::form::{Errors, Values};

/// One factor as it was typed; none where a field is empty or wrong.
pub(super) type Typed = Option<FactorInput>;

/// What was computed.
pub(super) struct Trial {
    /// The index with each factor's share, in the order of the factors.
    pub(super) index: IndexResult,
    /// Level by the index alone.
    pub(super) by_index: Level,
    /// Level by the number of grave and major factors.
    pub(super) by_counts: Level,
}

/// Names of the three fields of a factor.
pub(super) fn names(key: &str) -> [String; 3] {
    [format!("w-{key}"), format!("p-{key}"), format!("q-{key}")]
}

/// Reads the fields of every factor. An empty field is missing, not zero.
pub(super) fn read(state: &Assessment, values: &Values, errors: &mut Errors) -> Vec<Typed> {
    state
        .live_factors()
        .map(|factor| {
            let key = factor.key();
            let [w, p, q] = names(&key);
            let weight = Weight::parse(values.get(&w).trim()).ok();
            let score = |name: &str| Score::parse(values.get(name).trim()).ok();
            let (likelihood, impact) = (score(&p), score(&q));
            for (name, right) in
                [(&w, weight.is_some()), (&p, likelihood.is_some()), (&q, impact.is_some())]
            {
                if !right {
                    errors.add(name, Msg::new("field-error-unit"));
                }
            }
            likelihood.zip(impact).zip(weight).map(|((p, q), w)| FactorInput::of(p, q, w))
        })
        .collect()
}

/// Computes the trial when every field is right.
pub(super) fn compute(env: &Env<'_>, typed: &[Typed], errors: &mut Errors) -> Option<Trial> {
    let inputs: Vec<FactorInput> = typed.iter().cloned().collect::<Option<_>>()?;
    let rules = &env.rules.method;
    match composite(&inputs, &method(env)) {
        Ok(index) => {
            let counts: DegreeCounts = index.factors.iter().map(|f| f.degree).collect();
            Some(Trial {
                by_index: rules.index.level(&index.t),
                by_counts: rules.counts.rule.apply(&counts).level,
                index,
            })
        }
        Err(IndexError::WeightsNotOne { sum }) => {
            let sum = sum.round_half_up(4);
            errors.add("", Msg::new("risk-weights-sum").with("sum", sum));
            None
        }
        Err(_) => {
            errors.add("", Msg::new("risk-cannot"));
            None
        }
    }
}

/// How far the index lies from the thresholds, in words.
pub(super) fn distances(l10n: L10n, env: &Env<'_>, t: &Ratio) -> Vec<String> {
    let rule = &env.rules.method.index;
    [(rule.low_medium(), Level::Medium), (rule.medium_high(), Level::High)]
        .into_iter()
        .map(|(cut, level)| {
            let key = if cut.is_passed_by(t) { "risk-above" } else { "risk-below" };
            l10n.t_args(
                key,
                &[
                    ("level", locale::ToArg::to_arg(&l10n.code("level", level.code()))),
                    ("cut", locale::ToArg::to_arg(&cut.at.round_half_up(2))),
                    ("gap", locale::ToArg::to_arg(&(t - &cut.at).abs().round_half_up(4))),
                ],
            )
        })
        .collect()
}

/// The index as it is shown large.
pub(super) fn shown(env: &Env<'_>, t: &Ratio) -> String {
    index(t, &env.rules.method.index)
}
