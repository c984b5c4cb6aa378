//! Figures between fences: bars, matrix, ruler, code.
//!
//! What the record does not have is left out of a figure; a figure of which nothing remains is
//! said to be missing.

use super::{Lines, Problem, cells};
use crate::model::{
    Bar, Block, Chart, Figure, Inline, Limits, Mark, Matrix, Picture, Point, Qr, Ruler, index,
};

/// Caption, words for those who cannot see, and width, from the lines that give them.
struct Frame {
    caption: Option<Vec<Inline>>,
    alt: Option<String>,
    width: u8,
}

impl Frame {
    fn new(width: u8) -> Self {
        Frame { caption: None, alt: None, width }
    }

    /// Takes a line if it is one of the frame.
    fn take(&mut self, lines: &Lines<'_>, pair: (usize, &str, &str)) -> Result<bool, Problem> {
        let (at, key, value) = pair;
        match key {
            "caption" => self.caption = Some(lines.inlines(at, value)?),
            "alt" => self.alt = Some(lines.plain(at, value)?),
            "width" => {
                let width = value.parse().ok().filter(|width| (1..=100).contains(width));
                self.width = width.ok_or_else(|| lines.problem(at, "width is from 1 to 100"))?;
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn figure(self, words: String, picture: Picture) -> Block {
        let alt = self.alt.unwrap_or(words);
        Block::Figure(Figure { caption: self.caption, alt, width: self.width, picture })
    }
}

fn unknown(lines: &Lines<'_>, at: usize, key: &str) -> Problem {
    lines.problem(at, format!("unknown key {key:?}"))
}

/// Bars of answers. A bar without a share is left out.
pub fn chart(lines: &Lines<'_>) -> Result<Block, Problem> {
    let (mut frame, mut bars, mut n) = (Frame::new(90), Vec::new(), None);
    for pair in lines.pairs()? {
        let (at, key, value) = pair;
        match (key, cells(value).as_slice()) {
            ("n", [text]) => n = Some(lines.number(at, text)?),
            ("bar", [label, share, rest @ ..]) => bars.push(bar(lines, at, (label, share), rest)?),
            _ if frame.take(lines, pair)? => {}
            _ => return Err(unknown(lines, at, key)),
        }
    }
    let n = n.ok_or_else(|| lines.problem(0, "a chart needs the number of answers, n"))?;
    if bars.is_empty() {
        return Err(lines.problem(0, "a chart needs bars"));
    }
    let bars: Vec<Bar> = bars.into_iter().flatten().collect();
    let Some(n) = n.filter(|_| !bars.is_empty()) else { return Ok(missing(lines)) };
    let words = bars.iter().map(|bar| format!("{} {:.1}%", bar.label, bar.percent));
    let words = words.collect::<Vec<_>>().join("; ");
    Ok(frame.figure(words, Picture::Chart(Chart { n: whole(n), bars })))
}

/// What stands in place of a figure whose values the record does not have.
fn missing(lines: &Lines<'_>) -> Block {
    Block::Paragraph { inlines: vec![Inline::Missing { name: lines.block.to_owned() }] }
}

/// A bar; nothing where the record has no share.
fn bar(
    lines: &Lines<'_>,
    at: usize,
    (label, share): (&str, &str),
    rest: &[&str],
) -> Result<Option<Bar>, Problem> {
    let label = lines.plain(at, label)?;
    let interval = lines.interval(at, rest)?.map(|(low, high)| (low * 100.0, high * 100.0));
    Ok(lines.share(at, share)?.map(|share| Bar { label, percent: share * 100.0, interval }))
}

/// A count from a number that was written in digits.
fn whole(number: f64) -> u64 {
    format!("{number:.0}").parse().unwrap_or(0)
}

/// Points of the risk matrix. A point without probability or impact is left out.
pub fn matrix(lines: &Lines<'_>) -> Result<Block, Problem> {
    let (mut frame, mut points) = (Frame::new(70), Vec::new());
    for pair in lines.pairs()? {
        let (at, key, value) = pair;
        match (key, cells(value).as_slice()) {
            ("point", [label, p, q, rest @ ..]) => {
                let (label, after) = (lines.plain(at, label)?, lines.interval(at, rest)?);
                let before = lines.share(at, p)?.zip(lines.share(at, q)?);
                points.extend(before.map(|before| Point { label, before, after }));
            }
            _ if frame.take(lines, pair)? => {}
            _ => return Err(unknown(lines, at, key)),
        }
    }
    if points.is_empty() {
        return Ok(missing(lines));
    }
    let words = points.iter().map(|point| {
        let (p, q) = point.before;
        format!("{} {p:.2} × {q:.2}", point.label)
    });
    let words = words.collect::<Vec<_>>().join("; ");
    Ok(frame.figure(words, Picture::Matrix(Matrix { points })))
}

/// Values on the scale of the index. One that the record does not have is left out.
pub fn ruler(lines: &Lines<'_>) -> Result<Block, Problem> {
    let (mut frame, mut marks, mut thresholds) = (Frame::new(100), Vec::new(), None);
    for pair in lines.pairs()? {
        let (at, key, value) = pair;
        match (key, cells(value).as_slice()) {
            ("thresholds", ends) => thresholds = Some(lines.interval(at, ends)?),
            ("mark", [label, index, rest @ ..]) => {
                let (label, interval) = (lines.plain(at, label)?, lines.interval(at, rest)?);
                let value = lines.share(at, index)?;
                marks.extend(value.map(|value| Mark { label, value, interval }));
            }
            _ if frame.take(lines, pair)? => {}
            _ => return Err(unknown(lines, at, key)),
        }
    }
    let rising = |ends: &Option<(f64, f64)>| ends.is_none_or(|(low, high)| low < high);
    let thresholds = thresholds.filter(rising);
    let thresholds = thresholds.ok_or_else(|| lines.problem(0, "a ruler needs two thresholds"))?;
    let Some(thresholds) = thresholds.filter(|_| !marks.is_empty()) else {
        return Ok(missing(lines));
    };
    let limits = Limits { medium: thresholds.0, high: thresholds.1 };
    let words = marks.iter().map(|mark| format!("{} {}", mark.label, index(mark.value, limits)));
    let words = words.collect::<Vec<_>>().join("; ");
    Ok(frame.figure(words, Picture::Ruler(Ruler { thresholds, marks })))
}

/// A code for cameras.
pub fn qr(lines: &Lines<'_>) -> Result<Block, Problem> {
    let (mut frame, mut text) = (Frame::new(20), None);
    for pair in lines.pairs()? {
        let (at, key, value) = pair;
        match key {
            "text" => text = Some(lines.plain(at, value)?),
            _ if frame.take(lines, pair)? => {}
            _ => return Err(unknown(lines, at, key)),
        }
    }
    let text = text.filter(|text| !text.is_empty());
    let text = text.ok_or_else(|| lines.problem(0, "a code needs its text"))?;
    Ok(frame.figure(text.clone(), Picture::Qr(Qr { text })))
}
