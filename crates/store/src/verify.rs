//! Is the log what it was, and is every record what its events say? Finds
//! changed, missing and inserted entries and changed rows. Who rewrites the
//! whole log with all hashes is found by comparing with an older checkpoint,
//! not here.

use std::collections::BTreeMap;

use domain::record::EventMeta;
use jiff::Timestamp;
use ledger::{Envelope, Hash, Tree, leaf_hash};

use crate::{
    append::LogHead,
    db::{Reader, Row},
    error::StoreError,
    events::stored_event,
    fault::Fault,
    records::RecordRow,
    sql::statements,
    store::Store,
    stream::{StoredEvent, StreamRef},
    value::args,
};

statements! {
    WITHOUT_ROW = "SELECT e.record_kind, e.record_id, e.seq FROM events e \
        WHERE e.version = 1 AND NOT EXISTS (SELECT 1 FROM records r \
        WHERE r.kind = e.record_kind AND r.id = e.record_id) ORDER BY e.seq LIMIT 100";
    KINDS = "SELECT record_kind, MIN(seq) AS first FROM events GROUP BY record_kind \
        UNION ALL SELECT kind, MIN(last_seq) FROM records GROUP BY kind";
}

const EVENTS_AT_ONCE: u32 = 2_000;
const RECORDS_AT_ONCE: u32 = 200;
const MOST_FINDINGS: usize = 1_000;
/// So many entries at the end of the log are looked at in a check-up.
const LAST_ENTRIES: u32 = 100;

/// Something that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Position in the log, when it is about an entry.
    pub seq: Option<u64>,
    /// The record, when it is about one.
    pub record: Option<StreamRef>,
    /// What is wrong.
    pub what: Fault,
}

/// How far a long task is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Entries of the log looked at.
    pub events: u64,
    /// Records looked at.
    pub records: u64,
    /// Entries of the log in all.
    pub of_events: u64,
}

/// The result of a verification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifyReport {
    /// Entries of the log.
    pub events: u64,
    /// Records folded again.
    pub records: u64,
    /// Root computed from the entries.
    pub root: Hash,
    /// What is wrong, in the order of discovery; at most 1,000.
    pub findings: Vec<Finding>,
}

impl VerifyReport {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty()
    }

    fn add(&mut self, seq: Option<u64>, record: Option<&StreamRef>, what: Fault) {
        if self.findings.len() < MOST_FINDINGS {
            self.findings.push(Finding { seq, record: record.cloned(), what });
        }
    }
}

/// What the walk through the log carries from entry to entry.
struct Walk {
    head: LogHead,
    tree: Tree,
    next: u64,
    last_recorded_at: Option<Timestamp>,
    root_broken: bool,
}

impl Store {
    /// Recomputes every leaf hash and root, looks for gaps, and folds every
    /// record again. Reads in batches from one consistent view, so that it can
    /// run beside the service.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer; what is wrong with the
    /// data is in the report.
    pub async fn verify(
        &self,
        progress: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<VerifyReport, StoreError> {
        let mut reader = self.read().await?;
        let head = reader.head().await?;
        let mut report =
            VerifyReport { events: 0, records: 0, root: head.root, findings: Vec::new() };
        reader.verify_log(head, &mut report, progress).await?;
        reader.verify_records(&mut report, progress).await?;
        reader.verify_sides(&mut report).await?;
        reader.close().await?;
        Ok(report)
    }

    /// Whether the head of the log fits its last entries: their number, their
    /// hashes and the root after the last one. Cheap, and no verification: what
    /// lies before them is not read.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn check_end(&self) -> Result<Vec<Finding>, StoreError> {
        let mut reader = self.read().await?;
        let head = reader.head().await?;
        let size = head.tree.size();
        let mut report =
            VerifyReport { events: 0, records: 0, root: head.root, findings: Vec::new() };
        let first = size.saturating_sub(LAST_ENTRIES.into());
        let rows = reader.event_rows(first, LAST_ENTRIES + 1).await?;
        reader.close().await?;
        let found = first + rows.len() as u64;
        if found != size {
            report.add(Some(found.min(size)), None, Fault::Size { found, head: size });
        }
        let mut root = None;
        for row in &rows {
            let leaf = leaf_hash(row.get::<String>("body")?.as_bytes());
            if row.get::<String>("leaf_hash")? != leaf.to_string() {
                report.add(Some(row.get("seq")?), None, Fault::Leaf);
            }
            root = Some(row.get::<String>("root")?);
        }
        let stored = head.root.to_string();
        if head.tree.root() != head.root || root.is_some_and(|root| root != stored) {
            report.add(None, None, Fault::Head);
        }
        Ok(report.findings)
    }
}

impl Reader {
    async fn verify_log(
        &mut self,
        head: LogHead,
        report: &mut VerifyReport,
        progress: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<(), StoreError> {
        let of_events = head.tree.size();
        let mut walk =
            Walk { head, tree: Tree::new(), next: 0, last_recorded_at: None, root_broken: false };
        loop {
            let rows = self.event_rows(walk.next, EVENTS_AT_ONCE).await?;
            if rows.is_empty() {
                break;
            }
            for row in &rows {
                walk.entry(row, report)?;
                report.events += 1;
            }
            progress(Progress { events: report.events, records: 0, of_events });
        }
        walk.end(report);
        Ok(())
    }

    async fn verify_records(
        &mut self,
        report: &mut VerifyReport,
        progress: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<(), StoreError> {
        for row in self.all(&WITHOUT_ROW, args![]).await? {
            let record = StreamRef::new(row.get::<String>("record_kind")?, row.get("record_id")?);
            report.add(Some(row.get("seq")?), Some(&record), Fault::NoRow);
        }
        let registry = self.registry.clone();
        for row in self.all(&KINDS, args![]).await? {
            let kind: String = row.get("record_kind")?;
            if registry.kind(&kind).is_err() {
                report.add(Some(row.get("first")?), None, Fault::UnknownKind(kind));
            }
        }
        for kind in registry.kinds() {
            let mut after = String::new();
            loop {
                let rows = self.record_rows(kind, &after, RECORDS_AT_ONCE).await?;
                let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
                    break;
                };
                let (first, last) = (first.id.clone(), last.id.clone());
                let events = self.event_rows_between(kind, &first, &last).await?;
                let mut by_record = group(&events, report)?;
                for row in &rows {
                    let events = by_record.remove(&row.id).unwrap_or_default();
                    check_record(registry.kind(kind)?, kind, row, &events, report);
                    report.records += 1;
                }
                let (events, records) = (report.events, report.records);
                progress(Progress { events, records, of_events: events });
                after = last;
            }
        }
        Ok(())
    }

    async fn verify_sides(&mut self, report: &mut VerifyReport) -> Result<(), StoreError> {
        let mut after = String::new();
        loop {
            let checks = self.side_checks(&after, EVENTS_AT_ONCE).await?;
            let Some((last, _)) = checks.last() else {
                return Ok(());
            };
            after.clone_from(last);
            for (commitment, _) in checks.iter().filter(|(_, fits)| !fits) {
                report.add(None, None, Fault::Value(commitment.clone()));
            }
        }
    }
}

impl Walk {
    fn entry(&mut self, row: &Row, report: &mut VerifyReport) -> Result<(), StoreError> {
        let seq: u64 = row.get("seq")?;
        if seq != self.next {
            let gap = Fault::Gap { first: self.next, last: seq - 1 };
            report.add(Some(self.next), None, gap);
        }
        self.next = seq + 1;
        let body: String = row.get("body")?;
        let leaf = leaf_hash(body.as_bytes());
        self.tree.append_leaf(leaf);
        if row.get::<String>("leaf_hash")? != leaf.to_string() {
            report.add(Some(seq), None, Fault::Leaf);
        }
        let root = row.get::<String>("root")? == self.tree.root().to_string();
        if !root && !self.root_broken {
            // Every later root differs as well; the first one names the place.
            self.root_broken = true;
            report.add(Some(seq), None, Fault::Root);
        }
        match Envelope::parse(body.as_bytes()) {
            Ok(envelope) => self.envelope(seq, &envelope, row, report),
            Err(error) => report.add(Some(seq), None, Fault::Unreadable(error.to_string())),
        }
        Ok(())
    }

    fn envelope(&mut self, seq: u64, envelope: &Envelope, row: &Row, report: &mut VerifyReport) {
        if envelope.seq != seq || envelope.log_id != self.head.log_id.to_string() {
            report.add(Some(seq), None, Fault::Elsewhere);
        }
        if self.last_recorded_at.is_some_and(|last| envelope.recorded_at < last) {
            report.add(Some(seq), None, Fault::Older);
        }
        self.last_recorded_at = Some(envelope.recorded_at);
        match stored_event(row) {
            Ok(event) if columns_agree(&event, envelope) => {}
            Ok(event) => {
                report.add(Some(seq), Some(&event.stream), Fault::Columns);
            }
            Err(error) => report.add(Some(seq), None, Fault::Unreadable(error.to_string())),
        }
    }

    fn end(self, report: &mut VerifyReport) {
        report.root = self.tree.root();
        let size = self.head.tree.size();
        if self.tree.size() != size {
            let found = self.tree.size();
            report.add(Some(found.min(size)), None, Fault::Size { found, head: size });
        } else if self.tree != self.head.tree || self.tree.root() != self.head.root {
            report.add(None, None, Fault::Head);
        }
    }
}

fn columns_agree(event: &StoredEvent, envelope: &Envelope) -> bool {
    let EventMeta { seq, recorded_at, occurred_on, unit, actor } = &event.meta;
    *seq == envelope.seq
        && *recorded_at == envelope.recorded_at
        && *occurred_on == envelope.occurred_on
        && unit.to_string() == envelope.unit
        && actor.to_string() == envelope.actor
        && event.stream.kind == envelope.record.kind
        && event.stream.id.to_string() == envelope.record.id
        && event.version == envelope.record.version
        && event.type_name == envelope.event_type
        && event.type_v == envelope.type_v
        && event.rule_package.map(|hash| hash.to_string()) == envelope.rule_package
}

/// Events by record. Entries that cannot be read were reported with the log.
fn group(
    rows: &[Row],
    report: &mut VerifyReport,
) -> Result<BTreeMap<String, Vec<StoredEvent>>, StoreError> {
    let mut by_record: BTreeMap<String, Vec<StoredEvent>> = BTreeMap::new();
    for row in rows {
        match stored_event(row) {
            Ok(event) => by_record.entry(row.get("record_id")?).or_default().push(event),
            Err(error) => {
                report.add(Some(row.get("seq")?), None, Fault::Unreadable(error.to_string()))
            }
        }
    }
    Ok(by_record)
}

fn check_record(
    kind: &dyn crate::registry::Kind,
    name: &str,
    row: &RecordRow,
    events: &[StoredEvent],
    report: &mut VerifyReport,
) {
    let Ok(id) = row.id.parse() else {
        return report.add(
            None,
            None,
            Fault::Identifier { kind: name.to_owned(), id: row.id.clone() },
        );
    };
    let record = StreamRef::new(name, id);
    let gap = events.iter().zip(1_u64..).find(|(event, version)| event.version != *version);
    if let Some((event, version)) = gap {
        report.add(Some(event.meta.seq), Some(&record), Fault::Version(version));
    }
    match kind.fold(id, events) {
        Ok(Some(folded)) if row.is(&folded) => {}
        Ok(Some(_)) => {
            let last = events.last().map(|event| event.meta.seq);
            report.add(last, Some(&record), Fault::Row);
        }
        Ok(None) => report.add(None, Some(&record), Fault::NoEvents),
        Err(error) => report.add(None, Some(&record), Fault::Unreadable(error.to_string())),
    }
}
