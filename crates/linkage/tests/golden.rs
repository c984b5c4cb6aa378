//! The three sets with known answers, through the library.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use linkage::{Decision, Entry, Lexicon, Plan, link};

type Row = BTreeMap<String, String>;

fn rows(set: &str, file: &str) -> csv::Result<Vec<Row>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/08_linkage").join(set);
    csv::Reader::from_path(path.join(file))?.deserialize().collect()
}

fn plan(row: &Row) -> Plan {
    Plan {
        id: row["plan_id"].clone(),
        name: row["name"].clone(),
        city: row["city"].clone(),
        district: row["district"].clone(),
        year: row["year"].parse().ok(),
        paper: row["doc_no"].clone(),
    }
}

fn entry(row: &Row) -> Entry {
    Entry {
        id: row["reg_id"].clone(),
        name: row["name"].clone(),
        region: row["region"].clone(),
        unit: row["unit"].clone(),
        year: row["year"].parse().ok(),
        paper: row["doc_no"].clone(),
    }
}

fn share(part: usize, of: usize) -> f64 {
    part as f64 / of.max(1) as f64
}

#[test]
fn sets_with_known_answers() {
    let lexicon = Lexicon::embedded().expect("the lexicon that ships");
    for set in ["s101", "s102", "s103"] {
        let plans: Vec<Plan> = rows(set, "plans.csv").expect("a table").iter().map(plan).collect();
        let register: Vec<Entry> =
            rows(set, "register.csv").expect("a table").iter().map(entry).collect();
        let truth: BTreeSet<(String, String)> = rows(set, "truth.csv")
            .expect("a table")
            .iter()
            .map(|r| (r["plan_id"].clone(), r["reg_id"].clone()))
            .collect();
        let links = link(&plans, &register, &lexicon, |_| true).expect("links");
        let entries: BTreeSet<&str> = links.iter().map(|l| l.entry.as_str()).collect();
        assert_eq!(entries.len(), register.len(), "{set}: a line for every entry");
        assert!(links.iter().all(|l| !l.findings.is_empty()), "{set}: every line has a reason");

        let mut best: BTreeMap<&str, (f64, &str)> = BTreeMap::new();
        for l in links.iter().filter(|l| l.decision == Decision::Link) {
            let plan = l.plan.as_deref().expect("a link names its plan");
            let place = best.entry(&l.entry).or_insert((l.score, plan));
            if l.score > place.0 {
                *place = (l.score, plan);
            }
        }
        let found: BTreeSet<(String, String)> =
            best.iter().map(|(e, (_, p))| ((*p).to_owned(), (*e).to_owned())).collect();
        let right = found.intersection(&truth).count();
        let (p, r) = (share(right, found.len()), share(right, truth.len()));
        assert!(2.0 * p * r / (p + r) >= 0.92, "{set}: F1 from {p} and {r}");

        let free = |pairs: &BTreeSet<(String, String)>| -> BTreeSet<String> {
            let taken: BTreeSet<&String> = pairs.iter().map(|(p, _)| p).collect();
            plans.iter().map(|p| p.id.clone()).filter(|p| !taken.contains(p)).collect()
        };
        let (said, uncovered) = (free(&found), free(&truth));
        let both = said.intersection(&uncovered).count();
        assert!(share(both, said.len()) >= 0.88, "{set}: precision of the uncovered");
        assert!(share(both, uncovered.len()) >= 0.94, "{set}: recall of the uncovered");
    }
}
