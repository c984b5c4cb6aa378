//! The risk matrix: probability to the right, impact upward, curves of equal degree.

use super::draw::{BAR, Canvas, Hold, INK, THIN};
use crate::model::{Matrix, Words};

const LEFT: f64 = 46.0;
const TOP: f64 = 8.0;
const SIDE: f64 = 280.0;
const FILLS: [&str; 5] = ["#eef3ef", "#dfe9e2", "#f6efd9", "#f6dfb4", "#f1cfc8"];

/// Draws the matrix.
pub fn svg(matrix: &Matrix, words: &Words, family: Option<&str>) -> String {
    let mut canvas = Canvas::new(400.0, TOP + SIDE + 48.0, family);
    let step = SIDE / 5.0;
    for (column, p) in [0.2, 0.4, 0.6, 0.8, 1.0].into_iter().enumerate() {
        for (row, q) in [0.2, 0.4, 0.6, 0.8, 1.0].into_iter().enumerate() {
            let x = LEFT + step * places(column);
            let y = TOP + SIDE - step * (places(row) + 1.0);
            canvas.rect([x, y, step, step], fill(p * q));
        }
    }
    for line in [0.0, 0.2, 0.4, 0.6, 0.8, 1.0] {
        let (x, y) = place((line, line));
        canvas.line([x, TOP, x, TOP + SIDE], THIN, 0.4);
        canvas.line([LEFT, y, LEFT + SIDE, y], THIN, 0.4);
        canvas.text((x, TOP + SIDE + 14.0), 9.5, Hold::Middle, &format!("{line:.1}"));
        canvas.text((LEFT - 6.0, y + 3.5), 9.5, Hold::End, &format!("{line:.1}"));
    }
    canvas.line([LEFT, TOP + SIDE, LEFT + SIDE, TOP + SIDE], INK, 1.0);
    canvas.line([LEFT, TOP, LEFT, TOP + SIDE], INK, 1.0);
    points(&mut canvas, matrix);
    let (probability, impact) = words.axes;
    canvas.text((LEFT + SIDE / 2.0, TOP + SIDE + 30.0), 10.5, Hold::Middle, probability);
    canvas.text((LEFT + SIDE + 10.0, TOP + 10.0), 10.5, Hold::Start, impact);
    let (before, after) = words.before_after;
    canvas.ring(LEFT + SIDE + 15.0, TOP + 36.0, 4.0);
    canvas.text((LEFT + SIDE + 24.0, TOP + 39.5), 9.5, Hold::Start, before);
    canvas.dot(LEFT + SIDE + 15.0, TOP + 54.0, 4.0);
    canvas.text((LEFT + SIDE + 24.0, TOP + 57.5), 9.5, Hold::Start, after);
    canvas.finish()
}

fn points(canvas: &mut Canvas, matrix: &Matrix) {
    let mut taken: Vec<(f64, f64)> = Vec::new();
    for point in &matrix.points {
        let (x, y) = place(point.before);
        if let Some(after) = point.after {
            let (end_x, end_y) = place(after);
            canvas.line([x, y, end_x, end_y], BAR, 0.7);
            canvas.dot(end_x, end_y, 4.0);
        }
        canvas.ring(x, y, 4.5);
        // Names of points that lie close to each other stand below each other.
        let near = |(a, b): &&(f64, f64)| (a - x).abs() < 22.0 && (b - y).abs() < 11.0;
        let moves = taken.iter().filter(near).map(|_| 11.0).sum::<f64>();
        taken.push((x, y + moves));
        canvas.text((x + 7.0, y - 3.0 + moves), 9.5, Hold::Start, &point.label);
    }
}

fn place((p, q): (f64, f64)) -> (f64, f64) {
    (LEFT + SIDE * p, TOP + SIDE - SIDE * q)
}

fn places(count: usize) -> f64 {
    (0..count).map(|_| 1.0).sum()
}

/// Fill by the degree of the upper corner: 0.04, 0.16, 0.36, 0.64.
fn fill(degree: f64) -> &'static str {
    let limits = [0.0401, 0.1601, 0.3601, 0.6401];
    let rank = limits.iter().filter(|limit| degree > **limit).count();
    FILLS.get(rank).copied().unwrap_or(FILLS[4])
}
