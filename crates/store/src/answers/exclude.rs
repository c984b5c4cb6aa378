//! Answers that are not counted: their rows and leaves stay, the counts lose them.

use std::collections::{BTreeMap, BTreeSet};

use ledger::Hash;
use uuid::Uuid;

use crate::{
    db::{Lock, Tx},
    error::StoreError,
    sql::statements,
    value::args,
};

statements! {
    BETWEEN = "SELECT position FROM not_counted WHERE consultation = $1 AND position >= $2 \
        AND position <= $3 ORDER BY position";
    PUT = "INSERT INTO not_counted (consultation, position) VALUES ($1, $2) \
        ON CONFLICT (consultation, position) DO NOTHING";
    LESS = "UPDATE counts SET n = n - $5 WHERE consultation = $1 AND question = $2 \
        AND stratum = $3 AND choice = $4";
    LESS_ALIKE = "UPDATE patterns SET n = n - $3 WHERE consultation = $1 AND pattern = $2";
}

/// An answer that is not counted any more, with what it had added to the counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gone {
    /// Position of its leaf.
    pub position: u64,
    /// Code of the group.
    pub stratum: String,
    /// Code of the channel.
    pub channel: String,
    /// Question and choice, for every choice made.
    pub chosen: Vec<(String, String)>,
    /// Hash of group and choices.
    pub pattern: Hash,
}

impl Tx {
    /// Takes answers out of the counts, each once however often it is named.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn exclude_answers(
        &mut self,
        consultation: Uuid,
        gone: &[Gone],
    ) -> Result<(), StoreError> {
        self.lock(Lock::Answers).await?;
        let first = gone.iter().map(|g| g.position).min().unwrap_or_default();
        let last = gone.iter().map(|g| g.position).max().unwrap_or_default();
        let mut done = BTreeSet::new();
        for row in self.all(&BETWEEN, args![consultation, first, last]).await? {
            done.insert(row.get::<u64>("position")?);
        }
        let mut counts: BTreeMap<(&str, &str, &str), u64> = BTreeMap::new();
        let mut patterns: BTreeMap<Hash, u64> = BTreeMap::new();
        for one in gone {
            if !done.insert(one.position) {
                continue;
            }
            self.run(&PUT, args![consultation, one.position]).await?;
            let fixed = [("", ""), ("channel", one.channel.as_str())];
            let chosen = one.chosen.iter().map(|(q, c)| (q.as_str(), c.as_str()));
            for (question, choice) in fixed.into_iter().chain(chosen) {
                *counts.entry((question, &one.stratum, choice)).or_default() += 1;
            }
            *patterns.entry(one.pattern).or_default() += 1;
        }
        for ((question, stratum, choice), n) in counts {
            self.run(&LESS, args![consultation, question, stratum, choice, n]).await?;
        }
        for (pattern, n) in patterns {
            self.run(&LESS_ALIKE, args![consultation, pattern, n]).await?;
        }
        Ok(())
    }
}
