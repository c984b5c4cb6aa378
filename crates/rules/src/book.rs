//! All rule files together: loading, checking, and resolving the rules of one
//! place on one day.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, PoisonError},
};

use domain::{
    calendar::Calendar,
    codes::{DivisionCode, Step},
    rulebook::Layer,
};
use jiff::{ToSpan, civil::Date};

use crate::{
    check, days,
    fault::{Fault, LoadError, Problem, ResolveError},
    file::{self, CATALOGUES, LayerFile, NATION, VersionInfo},
    node::{Entry, Node, Place},
    seal::{Resolved, seal},
    shape,
};

include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// Packages kept ready. A list of the province asks for those of each of its
/// hundred and more places: fewer than that would be made anew with every page.
const READY: usize = 192;

type Ready = BTreeMap<(DivisionCode, Date), Arc<Resolved>>;

/// The rule files of an installation, checked. Clones share their packages.
#[derive(Debug, Clone)]
pub struct RuleBook {
    files: Vec<LayerFile>,
    calendar: Calendar,
    /// Packages resolved before: saves time and changes no answer.
    ready: Arc<Mutex<Ready>>,
}

impl RuleBook {
    /// The rule files that were compiled in.
    ///
    /// # Errors
    /// [`LoadError`] with every fault.
    pub fn embedded() -> Result<Self, LoadError> {
        Self::from_files(FILES.iter().map(|(path, text)| (path.to_string(), text.to_string())))
    }

    /// Reads rule files, given as path inside the rules folder and text:
    /// `national.toml`, `calendar/2016.toml`, `liaoning/chaoyang.toml`, ….
    ///
    /// # Errors
    /// [`LoadError`] with every fault, by file and line.
    pub fn from_files(
        files: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, LoadError> {
        let (mut layers, mut plans, mut faults) = (Vec::new(), Vec::new(), Vec::new());
        for (path, text) in files {
            let found = if path.starts_with("calendar/") {
                let (plan, found) = days::read(&path, &text);
                plans.extend(plan);
                found
            } else {
                let (layer, found) = file::read(&path, &text);
                layers.extend(layer);
                found
            };
            faults.extend(found);
        }
        let calendar = Calendar::new(plans)
            .map_err(|error| faults.push(days::whole("calendar", error)))
            .unwrap_or_default();
        layers.sort_by_cached_key(order);
        let book = Self { files: layers, calendar, ready: Arc::default() };
        if faults.is_empty() {
            faults = book.faults();
        }
        faults.sort();
        faults.dedup();
        if faults.is_empty() { Ok(book) } else { Err(LoadError { faults }) }
    }

    /// Working days.
    #[must_use]
    pub const fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// The files, national first.
    #[must_use]
    pub fn files(&self) -> &[LayerFile] {
        &self.files
    }

    /// The days on which the rules of a place change, ascending. A day on
    /// which a version ends without a successor counts as well.
    #[must_use]
    pub fn starts(&self, division: &DivisionCode) -> Vec<Date> {
        let mut days = BTreeSet::new();
        for version in self.chain(division).flat_map(|file| &file.versions) {
            days.insert(version.effective_from);
            days.extend(version.effective_to.and_then(|to| to.checked_add(1.day()).ok()));
        }
        let first = self
            .nation()
            .flat_map(|file| &file.versions)
            .map(|version| version.effective_from)
            .min();
        days.into_iter().filter(|day| first.is_some_and(|first| *day >= first)).collect()
    }

    /// The rules of a place on a day.
    ///
    /// # Errors
    /// [`ResolveError::NoRules`] before the first national version.
    pub fn resolve(
        &self,
        division: &DivisionCode,
        on: Date,
    ) -> Result<Arc<Resolved>, ResolveError> {
        let since = self.starts(division).into_iter().rfind(|day| *day <= on).unwrap_or(on);
        let key = (division.clone(), since);
        let lock = || self.ready.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = lock().get(&key) {
            return Ok(Arc::clone(found));
        }
        let (tree, layers, _) = self.merged(division, on)?;
        let resolved = Arc::new(seal(shape::package(&tree, division, since, layers)?)?);
        let mut ready = lock();
        if ready.len() >= READY {
            ready.clear();
        }
        ready.insert(key, Arc::clone(&resolved));
        Ok(resolved)
    }

    fn nation(&self) -> impl Iterator<Item = &LayerFile> {
        self.files.iter().filter(|file| file.name == "national")
    }

    /// The files that speak for a place, in the order in which they are laid.
    fn chain<'a>(&'a self, division: &DivisionCode) -> impl Iterator<Item = &'a LayerFile> {
        let codes =
            [NATION.to_owned(), division.province(), division.city(), division.as_str().to_owned()];
        self.files.iter().filter(move |file| codes.iter().any(|c| c == file.division.as_str()))
    }

    fn merged(
        &self,
        division: &DivisionCode,
        on: Date,
    ) -> Result<(Entry, Vec<Layer>, Vec<Fault>), ResolveError> {
        let none = || ResolveError::NoRules { division: division.as_str().to_owned(), on };
        if !self.nation().flat_map(|file| &file.versions).any(|version| version.applies(on)) {
            return Err(none());
        }
        let mut tree: Option<Entry> = None;
        let (mut layers, mut idle) = (Vec::new(), Vec::new());
        for file in self.chain(division) {
            let versions = file.versions.iter().zip(&file.bodies);
            let Some((version, body)) = versions.into_iter().find(|(v, _)| v.applies(on)) else {
                continue;
            };
            layers.push(layer(file, version));
            let place = Place { file: file.path.clone(), line: version.line };
            let tree = tree.get_or_insert_with(|| Entry::empty(place, &file.name));
            for (place, code, list) in tree.lay(body) {
                let problem = Problem::NothingToRemove { code, of: list.to_owned() };
                idle.push(Fault { file: place.file, line: place.line, problem });
            }
        }
        let mut tree = tree.ok_or_else(none)?;
        sort_steps(&mut tree);
        Ok((tree, layers, idle))
    }

    /// Faults of the packages of every place with a file, on every day of change.
    fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        if self.nation().next().is_none() {
            let of = "the rules folder".to_owned();
            let problem = Problem::Missing { key: "national.toml".to_owned(), of };
            faults.push(Fault { file: "national.toml".to_owned(), line: 0, problem });
            return faults;
        }
        for pair in self.files.windows(2) {
            if let [a, b] = pair
                && a.division == b.division
                && a.division.as_str() != NATION
            {
                let reason = format!("{} speaks for the same place", a.path);
                let division = b.division.as_str().to_owned();
                let problem = Problem::Division { division, reason };
                faults.push(Fault { file: b.path.clone(), line: 1, problem });
            }
        }
        // Catalogues have the chain of the nation, which is checked once.
        for file in self.files.iter().filter(|file| !file.name.starts_with(CATALOGUES)) {
            let starts = self.starts(&file.division);
            for on in &starts {
                faults.extend(self.faults_of(file, *on, starts.last() == Some(on)));
            }
        }
        faults
    }

    /// The schema vouches for the form of a package; that it really makes one is
    /// tried where `whole` says so, because trying it takes most of the time.
    fn faults_of(&self, file: &LayerFile, on: Date, whole: bool) -> Vec<Fault> {
        let (tree, layers, idle) = match self.merged(&file.division, on) {
            Ok(merged) => merged,
            // A gap between two national versions: nothing applies, which resolving says.
            Err(_) => return Vec::new(),
        };
        let mut faults = check::check(&tree);
        faults.extend(idle);
        if whole
            && faults.is_empty()
            && let Err(error) = shape::package(&tree, &file.division, on, layers)
        {
            let problem = Problem::Inconsistent(error.to_string());
            faults.push(Fault { file: file.path.clone(), line: 0, problem });
        }
        faults
    }
}

/// National rules, catalogues, then places from large to small.
fn order(file: &LayerFile) -> (u8, String, String) {
    let rank = match file.name.as_str() {
        "national" => 0,
        name if name.starts_with(CATALOGUES) => 1,
        _ => 2,
    };
    (rank, file.division.as_str().to_owned(), file.name.clone())
}

fn layer(file: &LayerFile, version: &VersionInfo) -> Layer {
    Layer {
        name: file.name.clone(),
        title: version.title.clone(),
        doc_no: version.doc_no.clone(),
        effective_from: version.effective_from,
        effective_to: version.effective_to,
        source: version.source.clone(),
        certainty: version.certainty,
    }
}

/// Steps stand in the order in which they can follow, whichever layer added them.
fn sort_steps(tree: &mut Entry) {
    let Some(Node::Many(procedures)) = tree.fields.get_mut("procedures") else {
        return;
    };
    for procedure in procedures {
        if let Some(Node::Many(steps)) = procedure.fields.get_mut("steps") {
            steps.sort_by_key(|step| Step::from_code(&step.code));
        }
    }
}
