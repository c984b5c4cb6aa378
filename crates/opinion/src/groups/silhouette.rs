//! How well groups are apart: the mean silhouette (Rousseeuw 1987).

use std::collections::BTreeMap;

use super::Point;
use super::divide::{Cloud, Partition};

/// Points up to which every point is taken.
const EXACT: usize = 2_500;

/// Points that stand for all when there are too many to take every pair.
pub(super) fn standing(all: &Cloud) -> Cloud {
    all.condensed(EXACT)
}

/// Mean silhouette, −1 to 1, of `points` divided as `partition` says. Beyond [`EXACT`] points it
/// is that of `some`, points standing for those near them. `None` where it is not defined: one group, or
/// as many groups as points.
pub(super) fn silhouette(points: &[Point], some: &Cloud, partition: &Partition) -> Option<f64> {
    let mut groups: BTreeMap<usize, Vec<(Point, f64)>> = BTreeMap::new();
    if points.len() <= EXACT {
        for (point, label) in points.iter().zip(&partition.labels) {
            groups.entry(*label).or_default().push((*point, 1.0));
        }
    } else {
        for (point, weight) in some.points.iter().zip(&some.weights) {
            groups.entry(nearest(point, &partition.centres)).or_default().push((*point, *weight));
        }
    }
    let count: usize = groups.values().map(Vec::len).sum();
    if groups.len() < 2 || groups.len() >= count {
        return None;
    }
    let columns: Vec<Columns> = groups.values().map(|members| Columns::new(members)).collect();
    let total: f64 = columns.iter().map(|own| own.weight).sum();
    let mut sum = 0.0;
    for (place, members) in groups.values().enumerate() {
        for (point, weight) in members {
            sum += weight * one(point, place, &columns);
        }
    }
    Some(sum / total)
}

fn one(point: &Point, own: usize, columns: &[Columns]) -> f64 {
    let (mut within, mut beside) = (0.0, f64::INFINITY);
    for (place, group) in columns.iter().enumerate() {
        let distance = group.distance(point);
        if place == own {
            if group.weight <= 1.0 {
                return 0.0;
            }
            within = distance / (group.weight - 1.0);
        } else {
            beside = beside.min(distance / group.weight);
        }
    }
    let most = within.max(beside);
    if most > 0.0 { (beside - within) / most } else { 0.0 }
}

fn nearest(point: &Point, centres: &[Point]) -> usize {
    let apart = |c: &Point| (point[0] - c[0]).powi(2) + (point[1] - c[1]).powi(2);
    let best = centres.iter().enumerate().min_by(|a, b| apart(a.1).total_cmp(&apart(b.1)));
    best.map_or(0, |(place, _)| place)
}

/// One group's points, coordinate by coordinate, so that several are taken at once.
struct Columns {
    x: Vec<f64>,
    y: Vec<f64>,
    each: Vec<f64>,
    weight: f64,
}

impl Columns {
    fn new(members: &[(Point, f64)]) -> Self {
        Self {
            x: members.iter().map(|(point, _)| point[0]).collect(),
            y: members.iter().map(|(point, _)| point[1]).collect(),
            each: members.iter().map(|(_, weight)| *weight).collect(),
            weight: members.iter().map(|(_, weight)| weight).sum(),
        }
    }

    /// Sum of the distances to all points of the group.
    fn distance(&self, point: &Point) -> f64 {
        let mut sums = [0.0_f64; 4];
        let (x, y, each) =
            (self.x.chunks_exact(4), self.y.chunks_exact(4), self.each.chunks_exact(4));
        let rest = x.remainder().iter().zip(y.remainder()).zip(each.remainder());
        let rest: f64 = rest.map(|((x, y), weight)| weight * length(point, *x, *y)).sum();
        for ((x, y), each) in x.zip(y).zip(each) {
            for (((sum, x), y), weight) in sums.iter_mut().zip(x).zip(y).zip(each) {
                *sum += weight * length(point, *x, *y);
            }
        }
        sums.iter().sum::<f64>() + rest
    }
}

fn length(point: &Point, x: f64, y: f64) -> f64 {
    let (x, y) = (point[0] - x, point[1] - y);
    (x * x + y * y).sqrt()
}
