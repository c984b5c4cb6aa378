//! Titles of plans and of register entries: every entry gets a line, and the
//! order of the rows decides nothing.
#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use linkage::{Entry, Lexicon, Plan, link};

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| Lexicon::embedded().expect("the lexicon of the crate"))
}

fuzz_target!(|text: &str| {
    let (mut plans, mut register) = (Vec::new(), Vec::new());
    for (n, line) in text.lines().take(40).enumerate() {
        let mut cells = line.split('|').map(str::to_owned);
        let mut cell = || cells.next().unwrap_or_default();
        let (side, name) = (cell(), cell());
        let (place, second, paper) = (cell(), cell(), cell());
        let year = second.parse().ok();
        if side.len() % 2 == 0 {
            plans.push(Plan {
                id: n.to_string(),
                name,
                city: place,
                district: second,
                year,
                paper,
            });
        } else {
            register.push(Entry {
                id: n.to_string(),
                name,
                region: place,
                unit: second,
                year,
                paper,
            });
        }
    }
    let Ok(links) = link(&plans, &register, lexicon(), |_| true) else { return };
    for entry in &register {
        assert!(links.iter().any(|l| l.entry == entry.id), "an entry without an answer");
    }
    plans.reverse();
    register.reverse();
    let mut again = link(&plans, &register, lexicon(), |_| true).expect("the same rows");
    let key = |l: &linkage::Link| (l.entry.clone(), l.plan.clone());
    let mut links = links;
    links.sort_by_key(key);
    again.sort_by_key(key);
    assert_eq!(links, again, "the order of the rows decides");
});
