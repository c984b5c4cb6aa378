//! The composite index on its scale from 0 to 1.

use super::draw::{BAR, Canvas, Hold, INK, ZONES};
use crate::model::{Limits, Ruler, Words, index};

const WIDTH: f64 = 480.0;
const LEFT: f64 = 64.0;
const SPAN: f64 = 310.0;
const ROW: f64 = 26.0;

/// Draws the ruler.
pub fn svg(ruler: &Ruler, words: &Words, family: Option<&str>) -> String {
    let rows = ruler.marks.iter().map(|_| ROW).sum::<f64>();
    let mut canvas = Canvas::new(WIDTH, rows + 24.0, family);
    let (low, high) = ruler.thresholds;
    let limits = Limits { medium: low, high };
    let mut y = 0.0;
    for mark in &ruler.marks {
        let middle = y + ROW / 2.0;
        canvas.text((0.0, middle + 4.0), 10.5, Hold::Start, &mark.label);
        for (zone, from, to) in [(0, 0.0, low), (1, low, high), (2, high, 1.0)] {
            let fill = ZONES.get(zone).copied().unwrap_or(BAR);
            canvas.rect([LEFT + SPAN * from, middle - 5.0, SPAN * (to - from), 10.0], fill);
        }
        for limit in [low, high] {
            let x = LEFT + SPAN * limit;
            canvas.line([x, middle - 9.0, x, middle + 9.0], INK, 0.8);
        }
        let mut shown = index(mark.value, limits);
        if let Some((from, to)) = mark.interval {
            let (left, right) = (LEFT + SPAN * from, LEFT + SPAN * to);
            canvas.line([left, middle, right, middle], BAR, 2.0);
            for end in [left, right] {
                canvas.line([end, middle - 5.0, end, middle + 5.0], BAR, 1.2);
            }
            shown = format!("{shown} ({}–{})", index(from, limits), index(to, limits));
        }
        canvas.dot(LEFT + SPAN * mark.value, middle, 5.0);
        canvas.text((WIDTH, middle + 4.0), 10.0, Hold::End, &shown);
        y += ROW;
    }
    axis(&mut canvas, words, (low, high), y + 14.0);
    canvas.finish()
}

fn axis(canvas: &mut Canvas, words: &Words, (low, high): (f64, f64), y: f64) {
    let names = words.levels;
    let zones =
        [(names.0, low / 2.0), (names.1, (low + high) / 2.0), (names.2, (high + 1.0) / 2.0)];
    for (name, at) in zones {
        canvas.text((LEFT + SPAN * at, y), 9.5, Hold::Middle, name);
    }
    for limit in [0.0, low, high, 1.0] {
        canvas.text((LEFT + SPAN * limit, y), 9.5, Hold::Middle, &format!("{limit}"));
    }
}
