//! How sure the index of a panel is: how far its experts agree, over what range T spreads when
//! each of them may be right, and what would take it over the next threshold.
//!
//! Statistics about a panel as a whole: nothing here says which expert is off.

use std::collections::BTreeMap;

use risk::{
    agreement::{
        Alpha, Concordance, Measurement, Ratings as Scores, alpha, disagreements, kendall,
        widest_gap,
    },
    crossing::{Crossing, Movable, crossing},
    index::Quantity,
    panel::Panel as Ratings,
    ratio::Ratio,
    scale::Level,
    uncertainty::{Analysis, Distribution, analyse, from_panel},
    warning::Warning,
};

use super::{Assessment, parts::Panel};
use crate::{env::Env, ids::FactorId};

/// How far the experts of a panel agree about the risk R = p·q of the factors.
#[derive(Debug, Clone, PartialEq)]
pub struct Agreement {
    /// Krippendorff's alpha of R, differences meaning the same everywhere.
    pub alpha: Alpha,
    /// The widest difference of R between two experts on one and the same factor.
    pub gap: Option<f64>,
    /// Kendall's W: whether the experts put the factors into the same order. None where one of
    /// them left a factor out.
    pub order: Option<Concordance>,
    /// The factors on which they disagree, the worst first, with their share of the disagreement.
    pub apart: Vec<(FactorId, f64)>,
    /// What the reader should know.
    pub warnings: Vec<Warning>,
}

/// Over what range T spreads.
#[derive(Debug, Clone, PartialEq)]
pub struct Range {
    /// Mean, distribution and what moves T; factors by their place among [`Range::factors`].
    pub analysis: Analysis,
    /// The factors, in the order of the analysis.
    pub factors: Vec<FactorId>,
    /// The threshold looked at: the level that begins there or is left there.
    pub towards: Level,
    /// What it would take to cross it.
    pub crossing: Crossing,
    /// What the reader should know.
    pub warnings: Vec<Warning>,
}

/// p, q and weight of factors that somebody tries out.
pub type Tried = BTreeMap<FactorId, [Ratio; 3]>;

impl Panel {
    /// How far its experts agree. None before two of them have rated. A low alpha is no
    /// disagreement where no two experts differ by more than the narrowest degree of the rules.
    #[must_use]
    pub fn agreement(&self, state: &Assessment, env: &Env<'_>) -> Option<Agreement> {
        let factors: Vec<FactorId> = state.live_factors().map(|f| f.id).collect();
        let rows: Vec<Vec<Option<f64>>> = self
            .standing()
            .iter()
            .map(|ratings| {
                let risk = |id: &FactorId| {
                    let found = ratings.iter().find(|r| r.factor == *id)?;
                    Some((&found.p.ratio() * &found.q.ratio()).to_f64())
                };
                factors.iter().map(risk).collect()
            })
            .collect();
        if rows.len() < 2 {
            return None;
        }
        let scores = Scores::new(&rows).ok()?;
        let apart = disagreements(&scores, Measurement::Interval);
        let named = |place: usize| factors.get(place).copied();
        let mut warnings = scores.warnings();
        let order = kendall(&rows).ok().map(|(order, more)| {
            warnings.extend(more);
            order
        });
        warnings.sort();
        warnings.dedup();
        let gap = widest_gap(&scores);
        let step = env.rules.method.degree_cuts.narrowest().to_f64();
        let mut alpha = alpha(&scores, Measurement::Interval);
        alpha.reading = alpha.reading.within(gap, step);
        Some(Agreement {
            alpha,
            gap,
            order,
            apart: apart.iter().filter_map(|d| Some((named(d.unit)?, d.share))).collect(),
            warnings,
        })
    }

    /// Over what range T spreads when every expert may be right, under these weights.
    ///
    /// `tried` replaces weights, and p and q of a factor where they differ from those of the
    /// panel: a number that somebody tries out is taken as sure. None where a weight is missing,
    /// a factor has no rating, or the rules do not take R exactly.
    #[must_use]
    pub fn range(&self, state: &Assessment, env: &Env<'_>, tried: &Tried) -> Option<Range> {
        let method = &env.rules.method;
        if method.take_r != risk::TakeR::Exact {
            return None;
        }
        let ratings = self.ratings(state).ok()?;
        let joined = self.joined(state, method.aggregation).ok()?;
        let weights: Vec<Ratio> = joined
            .iter()
            .map(|(id, ..)| match tried.get(id) {
                Some([_, _, weight]) => Some(weight.clone()),
                None => Some(state.weights.as_ref()?.weights.get(id)?.ratio()),
            })
            .collect::<Option<_>>()?;
        let points: Vec<Point> = joined.iter().map(|one| Point::of(one, tried)).collect();
        let (mut spread, mut warnings) = from_panel(&ratings, &weights).ok()?;
        for (one, point) in spread.iter_mut().zip(&points).filter(|(_, point)| point.sure) {
            one.p = Distribution::point(point.p.to_f64()).ok()?;
            one.q = Distribution::point(point.q.to_f64()).ok()?;
        }
        let (analysis, more) = analyse(&spread).ok()?;
        warnings.extend(more);
        warnings.sort();
        warnings.dedup();
        let (towards, crossing) = nearest(&ratings, &weights, &points, env)?;
        let factors = joined.iter().map(|(id, ..)| *id).collect();
        Some(Range { analysis, factors, towards, crossing, warnings })
    }
}

/// Where a factor stands.
struct Point {
    p: Ratio,
    q: Ratio,
    /// Tried out, and other than the panel's.
    sure: bool,
}

impl Point {
    fn of((id, p, q): &(FactorId, Ratio, Ratio), tried: &Tried) -> Self {
        // Pages show four decimals of what the panel found.
        let same = |a: &Ratio, b: &Ratio| a.round_half_up(4) == b.round_half_up(4);
        match tried.get(id) {
            Some([tp, tq, _]) if !(same(tp, p) && same(tq, q)) => {
                Self { p: tp.clone(), q: tq.clone(), sure: true }
            }
            _ => Self { p: p.clone(), q: q.clone(), sure: false },
        }
    }

    fn now(&self) -> (Ratio, Ratio) {
        (self.p.clone(), self.q.clone())
    }
}

/// What it takes to come to the next higher level, or, from the highest, to leave it.
fn nearest(
    ratings: &Ratings,
    weights: &[Ratio],
    points: &[Point],
    env: &Env<'_>,
) -> Option<(Level, Crossing)> {
    let rule = &env.rules.method.index;
    let products = weights.iter().zip(points).map(|(w, at)| &(w * &at.p) * &at.q);
    let t = risk::ratio::bounded_sum(products)?;
    let (towards, cut) = match rule.level(&t) {
        Level::Low => (Level::Medium, rule.low_medium()),
        Level::Medium | Level::High => (Level::High, rule.medium_high()),
    };
    let falls = cut.is_passed_by(&t);
    let end = |quantity: Quantity, place: usize| {
        let all = ratings.ratings_of(quantity, place);
        if falls { all.min().cloned() } else { all.max().cloned() }
    };
    let movable = |(place, (weight, at)): (usize, (&Ratio, &Point))| {
        let end =
            if at.sure { at.now() } else { (end(Quantity::P, place)?, end(Quantity::Q, place)?) };
        Some(Movable { weight: weight.clone(), now: at.now(), end })
    };
    let movable: Vec<Movable> =
        weights.iter().zip(points).enumerate().map(movable).collect::<Option<_>>()?;
    Some((towards, crossing(&movable, cut).ok()?))
}
