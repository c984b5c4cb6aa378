//! The tables that triggers keep (migration 0007), made again: pieces of text
//! and scopes of matters. The views of that migration say what they hold.

use crate::{
    db::Tx,
    error::StoreError,
    rebuild::{Change, Mode, RebuildReport},
    sql::statements,
    store::Store,
    value::args,
};

statements! {
    MATTERS = "SELECT id FROM matters WHERE id > $1 ORDER BY id LIMIT $2";
    ADD_GRAMS = "INSERT INTO matter_grams (gram, matter_id) \
        SELECT gram, matter_id FROM expected_grams WHERE matter_id > $1 AND matter_id <= $2 \
        ON CONFLICT DO NOTHING";
    DROP_SCOPES = "DELETE FROM matter_scopes WHERE matter_id > $1 AND matter_id <= $2 \
        AND NOT EXISTS (SELECT 1 FROM expected_scopes e WHERE e.matter_id = matter_scopes.matter_id \
        AND e.path = matter_scopes.path AND e.due_key = matter_scopes.due_key \
        AND e.number = matter_scopes.number)";
    ADD_SCOPES = "INSERT INTO matter_scopes (matter_id, path, due_key, number) \
        SELECT matter_id, path, due_key, number FROM expected_scopes \
        WHERE matter_id > $1 AND matter_id <= $2 ON CONFLICT DO NOTHING";
    GRAMS = "SELECT gram, matter_id FROM (SELECT gram, matter_id FROM matter_grams \
        WHERE (gram, matter_id) > ($1, $2) ORDER BY gram, matter_id LIMIT $3) AS batch \
        ORDER BY gram DESC, matter_id DESC LIMIT 1";
    DROP_GRAMS = "DELETE FROM matter_grams \
        WHERE (gram, matter_id) > ($1, $2) AND (gram, matter_id) <= ($3, $4) \
        AND NOT EXISTS (SELECT 1 FROM matters m WHERE m.id = matter_grams.matter_id \
        AND (replace(lower(m.number), gram, '') <> lower(m.number) \
        OR replace(lower(m.title), gram, '') <> lower(m.title)))";
}

const MATTERS_AT_ONCE: u32 = 500;
const GRAMS_AT_ONCE: u32 = 20_000;

/// Behind every identifier.
const END: &str = "~";

impl Store {
    /// Makes both tables again in batches, so that nobody waits long beside it.
    pub(crate) async fn mend_derived(
        &self,
        mode: Mode,
        report: &mut RebuildReport,
    ) -> Result<(), StoreError> {
        let mut after = String::new();
        while after != END {
            let mut tx = self.write().await?;
            let ids = tx.all(&MATTERS, args![&after, MATTERS_AT_ONCE]).await?;
            let whole = ids.len() == MATTERS_AT_ONCE as usize;
            let last = match ids.last().filter(|_| whole) {
                Some(row) => row.get("id")?,
                None => END.to_owned(),
            };
            for (table, sql) in [
                ("matter_grams", ADD_GRAMS),
                ("matter_scopes", DROP_SCOPES),
                ("matter_scopes", ADD_SCOPES),
            ] {
                let changed = tx.run(&sql, args![&after, &last]).await?;
                note(report, table, changed);
            }
            tx.end(mode).await?;
            after = last;
        }
        self.drop_grams(mode, report).await
    }

    async fn drop_grams(&self, mode: Mode, report: &mut RebuildReport) -> Result<(), StoreError> {
        let (mut gram, mut id) = (String::new(), String::new());
        loop {
            let mut tx = self.write().await?;
            let Some(last) = tx.first(&GRAMS, args![&gram, &id, GRAMS_AT_ONCE]).await? else {
                return Ok(());
            };
            let (to_gram, to_id): (String, String) = (last.get("gram")?, last.get("matter_id")?);
            let changed = tx.run(&DROP_GRAMS, args![&gram, &id, &to_gram, &to_id]).await?;
            note(report, "matter_grams", changed);
            tx.end(mode).await?;
            (gram, id) = (to_gram, to_id);
        }
    }
}

impl Tx {
    async fn end(self, mode: Mode) -> Result<(), StoreError> {
        if mode == Mode::Keep { self.commit().await } else { Ok(()) }
    }
}

/// A table is named once, however much of it was wrong.
fn note(report: &mut RebuildReport, table: &str, changed: u64) {
    let known = report.changed.iter().any(|c| c.record.is_none() && c.table == table);
    if changed > 0 && !known {
        report.changed.push(Change { record: None, table: table.to_owned() });
    }
}
