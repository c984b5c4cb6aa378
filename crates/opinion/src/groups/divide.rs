//! k-means on the two axes, from many seeded starts.

use super::Point;
use crate::seeded::Seeded;

/// Points above which starts are tried on points that stand for those near them.
const TRIED: usize = 600;
/// Starts whose result is followed with all points.
const FOLLOWED: usize = 3;
/// Starts for few points and for many.
const STARTS: (usize, usize) = (150, 24);
/// What counts as few points.
const FEW: usize = 400;
/// Candidates for each starting centre, of which the best is taken.
const CANDIDATES: usize = 4;
/// Rounds of one descent at most; it ends when nothing changes, which is nearly always earlier.
const ROUNDS: usize = 300;

/// Points of the plane with weights, in an order that does not depend on who came first.
pub(super) struct Cloud {
    pub(super) points: Vec<Point>,
    pub(super) weights: Vec<f64>,
}

/// A division into groups, largest group first.
#[derive(Clone, Debug)]
pub(super) struct Partition {
    pub(super) labels: Vec<usize>,
    pub(super) centres: Vec<Point>,
    pub(super) inertia: f64,
}

impl Cloud {
    pub(super) fn new(points: &[Point]) -> Self {
        let mut points = points.to_vec();
        points.sort_by(order);
        Self { weights: vec![1.0; points.len()], points }
    }

    /// How many different points there are.
    pub(super) fn distinct(&self) -> usize {
        let changes = self.points.windows(2).filter(|two| two.first() != two.last()).count();
        changes + usize::from(!self.points.is_empty())
    }

    /// At most about `most` points that stand for all, each for as many as any other: strips
    /// along the first axis, cut along the second.
    pub(super) fn condensed(&self, most: usize) -> Self {
        let count = self.points.len();
        if count <= most {
            return Self { points: self.points.clone(), weights: self.weights.clone() };
        }
        let strips = (most as f64).sqrt() as usize;
        let (mut points, mut weights) = (Vec::new(), Vec::new());
        for strip in self.points.chunks(count.div_ceil(strips)) {
            let mut strip = strip.to_vec();
            strip.sort_by(|a, b| a[1].total_cmp(&b[1]).then(a[0].total_cmp(&b[0])));
            for part in strip.chunks(strip.len().div_ceil(strips)) {
                points.push(centre(part));
                weights.push(part.len() as f64);
            }
        }
        Self { points, weights }
    }
}

impl Cloud {
    /// The points on which starts are tried.
    pub(super) fn tried(&self) -> Self {
        self.condensed(TRIED)
    }
}

fn order(a: &Point, b: &Point) -> std::cmp::Ordering {
    a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1]))
}

fn centre(points: &[Point]) -> Point {
    let sum = points.iter().fold([0.0; 2], |sum, point| [sum[0] + point[0], sum[1] + point[1]]);
    sum.map(|x| x / points.len().max(1) as f64)
}

/// The best division of `own` into `k` groups that the starts lead to. `all` is `own` in order,
/// `some` is what [`Cloud::tried`] gives for it; `k` is at most the number of different points.
pub(super) fn divide(all: &Cloud, some: &Cloud, own: &[Point], k: usize, seed: u64) -> Partition {
    let mut random = Seeded::new(seed.wrapping_add(k as u64));
    let starts = if some.points.len() <= FEW { STARTS.0 } else { STARTS.1 };
    let mut found: Vec<(f64, Vec<Point>)> =
        (0..starts).map(|_| descend(some, spread(some, k, &mut random))).collect();
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    found.dedup_by(|a, b| (a.0 - b.0).abs() <= b.0 * 1e-9);
    if all.points.len() > some.points.len() {
        found.truncate(FOLLOWED);
        found = found.into_iter().map(|(_, centres)| descend(all, centres)).collect();
    }
    let best = found.into_iter().min_by(|a, b| a.0.total_cmp(&b.0));
    let mut centres = best.map_or_else(Vec::new, |(_, centres)| centres);
    let (labels, _) = assign(own, &centres);
    arrange(own, labels, &mut centres)
}

/// Names groups by size, then by place, so that a label does not depend on chance.
fn arrange(points: &[Point], labels: Vec<usize>, centres: &mut Vec<Point>) -> Partition {
    let mut sizes = vec![0_usize; centres.len()];
    labels.iter().for_each(|label| sizes[*label] += 1);
    let mut names: Vec<usize> = (0..centres.len()).collect();
    names.sort_by(|a, b| sizes[*b].cmp(&sizes[*a]).then(order(&centres[*a], &centres[*b])));
    let mut place = vec![0; names.len()];
    names.iter().enumerate().for_each(|(new, old)| place[*old] = new);
    *centres = names.iter().map(|old| centres[*old]).collect();
    let labels: Vec<usize> = labels.into_iter().map(|old| place[old]).collect();
    let inertia = points.iter().zip(&labels).map(|(point, label)| apart(point, &centres[*label]));
    Partition { inertia: inertia.sum(), labels, centres: centres.clone() }
}

/// Starting centres: each far from those before, the best of a few candidates.
fn spread(cloud: &Cloud, k: usize, random: &mut Seeded) -> Vec<Point> {
    let total = cloud.weights.iter().sum();
    let first = random.weighted(&cloud.weights, total);
    let mut centres: Vec<Point> = cloud.points.get(first).copied().into_iter().collect();
    let weigh = |near: &[f64]| -> Vec<f64> {
        near.iter().zip(&cloud.weights).map(|(near, weight)| near * weight).collect()
    };
    let mut near: Vec<f64> =
        cloud.points.iter().map(|point| centres.first().map_or(0.0, |c| apart(point, c))).collect();
    while centres.len() < k {
        let weights = weigh(&near);
        let total: f64 = weights.iter().sum();
        let mut best: Option<(f64, Point, Vec<f64>)> = None;
        for _ in 0..CANDIDATES {
            let candidate = cloud.points[random.weighted(&weights, total)];
            let then: Vec<f64> = cloud
                .points
                .iter()
                .zip(&near)
                .map(|(point, near)| near.min(apart(point, &candidate)))
                .collect();
            let left = weigh(&then).iter().sum();
            if best.as_ref().is_none_or(|(least, _, _)| left < *least) {
                best = Some((left, candidate, then));
            }
        }
        let Some((_, centre, then)) = best else { break };
        centres.push(centre);
        near = then;
    }
    centres
}

/// Lloyd's descent to a local optimum: its inertia and centres.
fn descend(cloud: &Cloud, mut centres: Vec<Point>) -> (f64, Vec<Point>) {
    let mut before = Vec::new();
    let mut inertia = f64::INFINITY;
    for _ in 0..ROUNDS {
        let (labels, distances) = assign(&cloud.points, &centres);
        inertia = distances.iter().zip(&cloud.weights).map(|(d, weight)| d * weight).sum();
        if labels == before {
            break;
        }
        let mut sums = vec![[0.0_f64; 3]; centres.len()];
        for ((point, weight), label) in cloud.points.iter().zip(&cloud.weights).zip(&labels) {
            let sum = &mut sums[*label];
            sum[0] += weight * point[0];
            sum[1] += weight * point[1];
            sum[2] += weight;
        }
        for (centre, [x, y, weight]) in centres.iter_mut().zip(sums) {
            // A centre that lost all its points takes the one that lies farthest off.
            *centre = if weight > 0.0 { [x / weight, y / weight] } else { far(cloud, &distances) };
        }
        before = labels;
    }
    (inertia, centres)
}

fn far(cloud: &Cloud, distances: &[f64]) -> Point {
    let farthest = distances.iter().zip(&cloud.points).max_by(|a, b| a.0.total_cmp(b.0));
    farthest.map_or([0.0; 2], |(_, point)| *point)
}

/// The nearest centre of each point, and the square of the distance to it.
fn assign(points: &[Point], centres: &[Point]) -> (Vec<usize>, Vec<f64>) {
    let nearest = |point: &Point| {
        let mut best = (0, f64::INFINITY);
        for (place, centre) in centres.iter().enumerate() {
            let distance = apart(point, centre);
            if distance < best.1 {
                best = (place, distance);
            }
        }
        best
    };
    points.iter().map(nearest).unzip()
}

fn apart(a: &Point, b: &Point) -> f64 {
    let (x, y) = (a[0] - b[0], a[1] - b[1]);
    x * x + y * y
}
