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
