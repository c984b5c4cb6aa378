//! The numbers of GB/T 9704-2012 on the pages themselves.

use std::collections::BTreeMap;

use typst::layout::{Abs, Frame, FrameItem, Point};
use typst_layout::PagedDocument;

use super::{set, view};
use crate::fonts::{FontSettings, Fonts};
use crate::model::{Block, Document, Inline, Kind, Language, Layout, Official, Signer};
use crate::samples::sample;
use crate::template::{Templates, builtin};

const MILLIMETRE: f64 = 72.0 / 25.4;

/// Characters of each line of a page, by its place from above in tenths of a point.
type Lines = BTreeMap<i64, (f64, usize)>;

fn lines(frame: &Frame, at: Point, size: f64, out: &mut Lines) {
    for (place, item) in frame.items() {
        let place = at + *place;
        match item {
            FrameItem::Group(group) => lines(&group.frame, place, size, out),
            FrameItem::Text(text) if (text.size.to_pt() - size).abs() < 0.01 => {
                let key = (place.y.to_pt() * 10.0).round() as i64;
                let line = out.entry(key).or_insert((f64::MAX, 0));
                line.0 = line.0.min(place.x.to_pt());
                line.1 += text.glyphs.len();
            }
            _ => {}
        }
    }
}

fn pages(document: &Document) -> PagedDocument {
    let fonts = Fonts::new(&FontSettings::default()).unwrap();
    let view = view(document, &fonts, &[]).unwrap();
    set(document, &fonts, view).unwrap().0
}

fn official(layout: impl Fn(Official) -> Layout) -> Document {
    let templates = Templates::new(builtin()).unwrap();
    let mut document = sample(&templates, Kind::Circular, Language::Zh).unwrap();
    let Layout::Official(mut parts) = document.layout.clone() else { panic!("official") };
    parts.signer = Some(Signer { organ: "双塔区人民政府".into(), sealed: true });
    document.layout = layout(parts);
    let text = "稳".repeat(28 * 60 - 2);
    document.blocks = vec![Block::Paragraph { inlines: vec![Inline::text(text)] }];
    document
}

#[test]
fn a_full_page_has_22_lines_of_28_characters() {
    let made = pages(&official(Layout::Official));
    let mut found = Lines::new();
    lines(&made.pages()[1].frame, Point::zero(), 16.0, &mut found);
    assert_eq!(found.len(), 22);
    assert!(found.values().all(|(_, count)| *count == 28), "{found:?}");
    let tops: Vec<i64> = found.keys().copied().collect();
    for pair in tops.windows(2) {
        let pitch = (pair[1] - pair[0]) as f64 / 10.0;
        assert!((pitch - 28.95).abs() < 0.11, "{pitch}");
    }
}

#[test]
fn margins_are_37_and_28_millimetres() {
    let made = pages(&official(Layout::Official));
    let page = &made.pages()[1].frame;
    assert!((page.width() - Abs::mm(210.0)).abs() < Abs::pt(0.1));
    let mut found = Lines::new();
    lines(page, Point::zero(), 16.0, &mut found);
    let (top, (left, _)) = found.first_key_value().unwrap();
    // The base line of the first line stands four fifths of a character below the margin.
    assert!((*top as f64 / 10.0 - 37.0 * MILLIMETRE - 12.8).abs() < 0.2, "{top}");
    assert!((left - 28.0 * MILLIMETRE).abs() < 0.1, "{left}");
}

#[test]
fn page_numbers_stand_outside_and_a_letter_has_none_on_its_first_page() {
    let number = |made: &PagedDocument, page: usize| {
        let mut found = Lines::new();
        lines(&made.pages()[page].frame, Point::zero(), 14.0, &mut found);
        let foot = (297.0 - 35.0) * MILLIMETRE * 10.0;
        found.into_iter().find(|(y, _)| *y as f64 > foot).map(|(_, (x, _))| x)
    };
    let made = pages(&official(Layout::Official));
    let middle = 105.0 * MILLIMETRE;
    assert!(number(&made, 0).unwrap() > middle);
    assert!(number(&made, 1).unwrap() < middle);
    let made = pages(&official(Layout::Letter));
    assert_eq!(number(&made, 0), None);
    assert!(number(&made, 1).unwrap() < middle);
}

#[test]
fn the_imprint_stands_at_the_foot_of_the_last_page() {
    let made = pages(&official(Layout::Official));
    let mut found = Lines::new();
    let last = made.pages().last().unwrap();
    lines(&last.frame, Point::zero(), 14.0, &mut found);
    let foot = (297.0 - 35.0) * MILLIMETRE;
    let lowest = found.keys().map(|y| *y as f64 / 10.0).filter(|y| *y < foot);
    let lowest = lowest.fold(0.0, f64::max);
    assert!(foot - lowest < 20.0, "{lowest} of {foot}");
}
