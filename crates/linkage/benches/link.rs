//! How well and how fast sets are linked: `cargo bench -p linkage -- DIR…`, where each folder holds
//! `plans.csv`, `register.csv` and, to be scored, `truth.csv`. Without a folder the three sets of
//! the tests are taken.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use linkage::{Decision, Entry, Lexicon, Link, Plan, link};

type Row = BTreeMap<String, String>;

fn rows(path: &Path) -> Result<Vec<Row>, Box<dyn Error>> {
    Ok(csv::Reader::from_path(path)?.deserialize().collect::<Result<_, _>>()?)
}

fn get(row: &Row, key: &str) -> String {
    row.get(key).cloned().unwrap_or_default()
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = std::io::stdout().lock();
    let mut folders: Vec<PathBuf> =
        std::env::args().skip(1).filter(|a| !a.starts_with("--")).map(PathBuf::from).collect();
    let verbose = std::env::var_os("LINK_VERBOSE").is_some();
    if folders.is_empty() {
        let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/08_linkage");
        folders.extend(
            std::fs::read_dir(golden)?.filter_map(|e| Some(e.ok()?.path())).filter(|p| p.is_dir()),
        );
        folders.sort();
    }
    let lexicon = Lexicon::embedded()?;
    for folder in folders {
        let plans: Vec<Plan> = rows(&folder.join("plans.csv"))?.iter().map(plan).collect();
        let register: Vec<Entry> = rows(&folder.join("register.csv"))?.iter().map(entry).collect();
        let start = Instant::now();
        let links = link(&plans, &register, &lexicon, |_| true)?;
        let seconds = start.elapsed().as_secs_f64();
        let truth: BTreeSet<(String, String)> = rows(&folder.join("truth.csv"))
            .unwrap_or_default()
            .iter()
            .map(|r| (get(r, "plan_id"), get(r, "reg_id")))
            .collect();
        writeln!(
            out,
            "{} {} × {}: {seconds:.2} s  {}",
            folder.display(),
            plans.len(),
            register.len(),
            score(&plans, &links, &truth)
        )?;
        if verbose {
            explain(&mut out, &plans, &register, &links, &truth)?;
        }
    }
    Ok(())
}

fn plan(row: &Row) -> Plan {
    Plan {
        id: get(row, "plan_id"),
        name: get(row, "name"),
        city: get(row, "city"),
        district: get(row, "district"),
        year: get(row, "year").parse().ok(),
        paper: get(row, "doc_no"),
    }
}

fn entry(row: &Row) -> Entry {
    Entry {
        id: get(row, "reg_id"),
        name: get(row, "name"),
        region: get(row, "region"),
        unit: get(row, "unit"),
        year: get(row, "year").parse().ok(),
        paper: get(row, "doc_no"),
    }
}

fn linked(links: &[Link]) -> BTreeSet<(String, String)> {
    let mut best: BTreeMap<&str, &Link> = BTreeMap::new();
    for link in links.iter().filter(|l| l.decision == Decision::Link) {
        let place = best.entry(&link.entry).or_insert(link);
        if link.score > place.score {
            *place = link;
        }
    }
    best.into_iter().filter_map(|(e, l)| Some((l.plan.clone()?, e.to_owned()))).collect()
}

fn score(plans: &[Plan], links: &[Link], truth: &BTreeSet<(String, String)>) -> String {
    if truth.is_empty() {
        return String::new();
    }
    let found = linked(links);
    let share = |a: usize, b: usize| a as f64 / b.max(1) as f64;
    let right = found.intersection(truth).count();
    let (p, r) = (share(right, found.len()), share(right, truth.len()));
    let covered: BTreeSet<&String> = truth.iter().map(|(p, _)| p).collect();
    let said: BTreeSet<&String> = found.iter().map(|(p, _)| p).collect();
    let open: BTreeSet<&String> =
        plans.iter().map(|p| &p.id).filter(|p| !covered.contains(p)).collect();
    let free: BTreeSet<&String> =
        plans.iter().map(|p| &p.id).filter(|p| !said.contains(p)).collect();
    let both = open.intersection(&free).count();
    let review = links.iter().filter(|l| l.decision == Decision::Review).count();
    format!(
        "F1 {:.4} (P {p:.4} R {r:.4})  uncovered P {:.4} R {:.4}  review {review}",
        2.0 * p * r / (p + r).max(f64::MIN_POSITIVE),
        share(both, free.len()),
        share(both, open.len()),
    )
}

fn explain(
    out: &mut impl Write,
    plans: &[Plan],
    register: &[Entry],
    links: &[Link],
    truth: &BTreeSet<(String, String)>,
) -> std::io::Result<()> {
    let found = linked(links);
    let plan = |id: &str| {
        plans
            .iter()
            .find(|p| p.id == id)
            .map(|p| format!("{} [{}] {}", p.name, p.paper, p.year.unwrap_or(0)))
            .unwrap_or_default()
    };
    for entry in register {
        let wanted: Vec<&String> =
            truth.iter().filter(|(_, e)| *e == entry.id).map(|(p, _)| p).collect();
        let given: Vec<&String> =
            found.iter().filter(|(_, e)| *e == entry.id).map(|(p, _)| p).collect();
        let wrong = given.iter().any(|p| !wanted.contains(p));
        let missed = !wanted.is_empty() && given.is_empty();
        if !wrong && !missed {
            continue;
        }
        writeln!(
            out,
            "{} {} | {} {} {:?} {}",
            if wrong { "WRONG" } else { "MISSED" },
            entry.name,
            entry.region,
            entry.unit,
            entry.year,
            entry.paper
        )?;
        for p in wanted {
            writeln!(out, "    true  {p} {}", plan(p))?;
        }
        for l in links.iter().filter(|l| l.entry == entry.id) {
            let differences: Vec<String> = l
                .findings
                .iter()
                .filter(|f| f.cost > 0.0 || matches!(f.code, "rival" | "taken" | "combined"))
                .map(|f| format!("{} {}/{} {:.2}", f.code, f.plan, f.register, f.cost))
                .collect();
            writeln!(
                out,
                "    {:?} {:.3} {} {} {}",
                l.decision,
                l.score,
                l.plan.as_deref().unwrap_or("-"),
                l.plan.as_deref().map(plan).unwrap_or_default(),
                differences.join("; ")
            )?;
        }
    }
    Ok(())
}
