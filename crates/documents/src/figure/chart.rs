//! Bars of answers with their intervals.

use super::draw::{BAR, Canvas, Hold, INK, THIN, fitted};
use crate::model::{Chart, Words};

const WIDTH: f64 = 480.0;
const LEFT: f64 = 130.0;
const SPAN: f64 = 260.0;
const ROW: f64 = 24.0;

/// Draws the bars.
pub fn svg(chart: &Chart, words: &Words, family: Option<&str>) -> String {
    let rows = chart.bars.iter().map(|_| ROW).sum::<f64>();
    let mut canvas = Canvas::new(WIDTH, rows + 38.0, family);
    let mut y = 4.0;
    for bar in &chart.bars {
        let middle = y + ROW / 2.0;
        canvas.text((LEFT - 8.0, middle + 4.0), 10.5, Hold::End, &fitted(&bar.label, 22));
        canvas.rect([LEFT, y + 5.0, SPAN * bar.percent / 100.0, ROW - 10.0], BAR);
        let mut shown = format!("{:.1}%", bar.percent);
        if let Some((low, high)) = bar.interval {
            let (from, to) = (LEFT + SPAN * low / 100.0, LEFT + SPAN * high / 100.0);
            canvas.line([from, middle, to, middle], INK, 1.0);
            for end in [from, to] {
                canvas.line([end, middle - 4.0, end, middle + 4.0], INK, 1.0);
            }
            shown = format!("{shown} ({low:.1}–{high:.1})");
        }
        canvas.text((WIDTH, middle + 4.0), 9.5, Hold::End, &shown);
        y += ROW;
    }
    canvas.line([LEFT, 2.0, LEFT, y + 2.0], INK, 0.8);
    canvas.line([LEFT, y + 2.0, LEFT + SPAN, y + 2.0], THIN, 0.6);
    for share in [0.0, 25.0, 50.0, 75.0, 100.0] {
        let x = LEFT + SPAN * share / 100.0;
        canvas.line([x, y + 2.0, x, y + 6.0], THIN, 0.6);
        canvas.text((x, y + 17.0), 9.0, Hold::Middle, &format!("{share:.0}%"));
    }
    canvas.text((WIDTH, y + 32.0), 9.5, Hold::End, &format!("{}{}", words.answers, chart.n));
    canvas.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Bar, Language};

    #[test]
    fn an_answer_that_nobody_gave_has_no_bar() {
        let bar = |percent| Bar { label: "a".to_owned(), percent, interval: None };
        let chart = Chart { n: 10, bars: [0.0, 100.0, 0.001].map(bar).into() };
        let drawn = svg(&chart, Words::of(Language::Zh), None);
        assert_eq!(drawn.matches("<rect").count(), 1, "{drawn}");
        assert!(!drawn.contains("width=\"0.00\""), "{drawn}");
        assert_eq!(drawn.matches("0.0%").count(), 3, "two answers and 100.0%: {drawn}");
    }
}
