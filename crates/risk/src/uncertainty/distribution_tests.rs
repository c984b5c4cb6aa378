use super::*;
use crate::uncertainty::stop_loss::StopLoss;

fn all() -> Vec<Distribution> {
    vec![
        Distribution::uniform(0.2, 0.7).unwrap(),
        Distribution::triangular(0.1, 0.1, 0.9).unwrap(),
        Distribution::triangular(0.1, 0.9, 0.9).unwrap(),
        Distribution::triangular(0.1, 0.3, 0.9).unwrap(),
        Distribution::pert(0.1, 0.3, 0.9).unwrap(),
        Distribution::pert(0.1, 0.1, 0.9).unwrap(),
        Distribution::beta(0.01, 0.01).unwrap(),
        Distribution::beta(0.3, 0.7).unwrap(),
        Distribution::beta(1.0, 1.0).unwrap(),
        Distribution::beta(1.195, 4.0).unwrap(),
        Distribution::beta(2.0, 1000.0).unwrap(),
        Distribution::beta(300.0, 500.0).unwrap(),
        Distribution::beta(1e6, 1e6).unwrap(),
        Distribution::truncated_normal(0.5, 0.1, 0.0, 1.0).unwrap(),
        Distribution::truncated_normal(0.0, 0.01, 0.5, 1.0).unwrap(),
        Distribution::truncated_normal(1.0, 1e-6, 0.0, 0.3).unwrap(),
        Distribution::truncated_normal(0.5, 1e6, 0.2, 0.8).unwrap(),
    ]
}

#[test]
fn what_is_no_distribution_is_refused() {
    use UncertaintyError::{Order, OutOfRange, Shape, Values};
    let nan = f64::NAN;
    let table = [
        (Distribution::point(1.1), OutOfRange),
        (Distribution::point(nan), OutOfRange),
        (Distribution::uniform(0.5, 0.4), Order),
        (Distribution::uniform(-0.1, 0.4), OutOfRange),
        (Distribution::uniform(0.1, f64::INFINITY), OutOfRange),
        (Distribution::triangular(0.1, 0.05, 0.4), Order),
        (Distribution::triangular(0.1, 0.5, 0.4), Order),
        (Distribution::pert(0.1, nan, 0.4), OutOfRange),
        (Distribution::beta(0.0, 1.0), Shape),
        (Distribution::beta(1.0, -1.0), Shape),
        (Distribution::beta(1.0, nan), Shape),
        (Distribution::beta(1.0, 1e9), Shape),
        (Distribution::truncated_normal(0.5, 0.0, 0.0, 1.0), Shape),
        (Distribution::truncated_normal(0.5, nan, 0.0, 1.0), Shape),
        (Distribution::truncated_normal(0.5, 0.1, 1.0, 0.0), Order),
        (Distribution::truncated_normal(1.5, 0.1, 0.0, 1.0), OutOfRange),
        (Distribution::discrete(&[]), Values),
        (Distribution::discrete(&[(0.5, 0.0)]), Values),
        (Distribution::discrete(&[(0.5, -1.0), (0.4, 2.0)]), Values),
        (Distribution::discrete(&[(1.5, 1.0)]), OutOfRange),
        (Distribution::empirical(&[0.5; MAX_VALUES + 1]), Values),
    ];
    for (place, (made, error)) in table.into_iter().enumerate() {
        assert_eq!(made.unwrap_err(), error, "row {place}");
    }
}

#[test]
fn a_range_without_width_is_a_point() {
    let point = Distribution::point(0.3).unwrap();
    for made in [
        Distribution::uniform(0.3, 0.3),
        Distribution::triangular(0.3, 0.3, 0.3),
        Distribution::pert(0.3, 0.3, 0.3),
        Distribution::truncated_normal(0.9, 0.1, 0.3, 0.3),
        Distribution::empirical(&[0.3, 0.3, 0.3]),
    ] {
        assert_eq!(made.unwrap(), point);
    }
}

#[test]
fn nodes_have_the_moments_of_the_closed_forms() {
    for order in [16, 64] {
        let rule = Rule::new(order);
        for distribution in all() {
            let (mean, variance) = distribution.moments();
            let (low, high) = distribution.support();
            assert!(low <= mean && mean <= high && variance > 0.0, "{distribution:?}");
            let (other, spread) = of_nodes(&distribution.nodes(&rule));
            assert!((mean - other).abs() < 1e-4 * variance.sqrt(), "{distribution:?} {order}");
            assert!((variance / spread - 1.0).abs() < 1e-3, "{distribution:?} {order}");
        }
    }
}

#[test]
fn the_integrated_distribution_function_is_convex_and_ends_at_the_mean() {
    for distribution in all() {
        let smooth = StopLoss::new(&distribution, &Rule::new(3)).unwrap();
        let (mean, variance) = distribution.moments();
        assert!((smooth.mean - mean).abs() < 1e-4 * variance.sqrt(), "{distribution:?}");
        for pair in smooth.pieces.windows(2) {
            let (before, next) = (&pair[0], &pair[1]);
            assert_eq!(before.to, next.from);
            let jump = before.at(before.to) - next.at(next.from);
            assert!(jump.abs() < 1e-12 * (smooth.to - smooth.from) + 1e-15, "{distribution:?}");
            // The slope is the distribution function.
            assert!((0.0..=1.0 + 1e-12).contains(&next.c[1]) && next.c[1] >= before.c[1]);
        }
    }
}

/// Values of `scipy.integrate.quad`, which agree with `scipy.stats.truncnorm`.
#[test]
fn a_cut_normal_has_its_moments() {
    let (mean, variance) = Distribution::truncated_normal(0.3, 0.2, 0.1, 0.6).unwrap().moments();
    assert!((mean - 0.329_037_489_430_505_26).abs() < 1e-12, "{mean}");
    assert!((variance - 0.016_627_400_246_295_578).abs() < 1e-12, "{variance}");
}
