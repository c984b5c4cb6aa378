use super::*;

fn near(found: f64, wanted: f64, relative: f64) {
    assert!((found - wanted).abs() <= relative * wanted.abs(), "{found:e} is not {wanted:e}");
}

#[test]
fn normal_quantiles_are_those_of_scipy() {
    near(normal_quantile(0.975), 1.959_963_984_540_054, 1e-14);
    near(normal_quantile(0.95), 1.644_853_626_951_472_2, 1e-14);
    near(normal_quantile(1e-12), -7.034_483_825_301_131, 1e-13);
    near(normal_quantile(0.500_001), 2.506_628_274_641_582_4e-6, 1e-9);
    assert!(normal_quantile(0.5).abs() < 1e-15);
}

#[test]
fn beta_quantiles_are_those_of_scipy() {
    for (a, b, lower, wanted) in [
        (0.5, 10.5, 0.005, 1.915_059_649_943_142e-6),
        (0.5, 10.5, 0.975, 0.217_196_267_509_210_53),
        (3.0, 8.0, 0.025, 0.066_739_511_177_734_47),
        (81.5, 182.5, 0.975, 0.365_647_499_174_083_9),
        (0.3, 0.7, 1e-4, 7.721_676_616_361_257e-14),
        (3500.0, 1501.0, 0.025, 0.687_083_856_865_591_6),
        (1e6, 2e6, 0.975, 0.333_866_873_069_144_5),
        (1e-3, 5.0, 0.99, 5.379_386_210_312_714e-6),
        (50_000.5, 0.5, 0.005, 0.999_921_209_112_372_4),
    ] {
        let found = beta_quantile(a, b, Tails { lower, upper: 1.0 - lower });
        near(found.x, wanted, 1e-11);
        near(found.x + found.rest, 1.0, 1e-15);
    }
}

#[test]
fn critical_values_of_t_are_those_of_scipy() {
    for (alpha, df, wanted) in [
        (0.05, 9.0, 2.262_157_162_798_205),
        (0.05, 117.0, 1.980_447_598_683_402_7),
        (0.01, 1.0, 63.656_741_162_871_58),
        (0.1, 2.0, 2.919_985_580_353_725_6),
        (0.05, 1e6, 1.959_966_356_814_107),
        (1e-6, 30.0, 6.119_075_620_384_216),
    ] {
        near(t_critical(alpha, df), wanted, 1e-10);
    }
}

#[test]
fn the_ends_are_the_ends() {
    assert_eq!(normal_quantile(0.0), f64::NEG_INFINITY);
    assert_eq!(normal_quantile(1.0), f64::INFINITY);
    let far = beta_quantile(1e-6, 1e-6, Tails { lower: 0.3, upper: 0.7 });
    assert!((0.0..=1.0).contains(&far.x) && far.logit.is_finite());
}
