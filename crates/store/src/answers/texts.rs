//! Free texts: those that wait for a moderator, what may be read of the others,
//! and the topics that people found in them.

use std::collections::BTreeMap;

use ledger::Hash;
use uuid::Uuid;

use crate::{
    db::{Reader, Row, Tx},
    error::StoreError,
    sql::statements,
    value::args,
};

statements! {
    KEY = "SELECT text_key FROM consultations WHERE id = $1";
    DESTROY_KEY = "UPDATE consultations SET text_key = NULL WHERE id = $1 \
        OR id IN (SELECT place FROM rounds WHERE consultation = $1)";
    WAITING = "SELECT position, question, commitment, salt, original, state, reason, shown, topic \
        FROM answer_texts WHERE consultation = $1 AND state = 'WAITING' \
        AND NOT EXISTS (SELECT 1 FROM not_counted e WHERE e.consultation = answer_texts.consultation \
        AND e.position = answer_texts.position) ORDER BY position, question LIMIT $2";
    ONE = "SELECT position, question, commitment, salt, original, state, reason, shown, topic \
        FROM answer_texts WHERE consultation = $1 AND position = $2 AND question = $3";
    OF_ANSWER = "SELECT position, question, commitment, salt, original, state, reason, shown, \
        topic FROM answer_texts WHERE consultation = $1 AND position = $2 ORDER BY question";
    READABLE = "SELECT position, question, commitment, salt, original, state, reason, shown, \
        topic FROM answer_texts WHERE consultation = $1 AND shown IS NOT NULL \
        AND (topic IS NULL OR topic = $2) \
        AND NOT EXISTS (SELECT 1 FROM not_counted e WHERE e.consultation = answer_texts.consultation \
        AND e.position = answer_texts.position) ORDER BY position, question LIMIT $3";
    STATES = "SELECT state, COUNT(*) AS n FROM answer_texts WHERE consultation = $1 \
        AND NOT EXISTS (SELECT 1 FROM not_counted e WHERE e.consultation = answer_texts.consultation \
        AND e.position = answer_texts.position) GROUP BY state ORDER BY state";
    BY_TOPIC = "SELECT topic, COUNT(*) AS n FROM answer_texts WHERE consultation = $1 \
        AND topic IS NOT NULL \
        AND NOT EXISTS (SELECT 1 FROM not_counted e WHERE e.consultation = answer_texts.consultation \
        AND e.position = answer_texts.position) GROUP BY topic ORDER BY topic";
    DECIDE = "UPDATE answer_texts SET state = $4, reason = $5, shown = $6, topic = NULL \
        WHERE consultation = $1 AND position = $2 AND question = $3";
    CLEAR_TOPIC = "UPDATE answer_texts SET topic = NULL WHERE consultation = $1 AND topic = $2";
    SET_TOPIC = "UPDATE answer_texts SET topic = $4 \
        WHERE consultation = $1 AND position = $2 AND question = $3";
}

/// Which free text of a consultation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextRef {
    /// Position of its answer.
    pub position: u64,
    /// Code of the question.
    pub question: String,
}

/// A free text as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FreeText {
    /// Which it is.
    pub at: TextRef,
    /// SHA-256 of salt and text.
    pub commitment: Hash,
    /// The salt as hexadecimal digits; none once the original is gone.
    pub salt: Option<String>,
    /// The original under the key of the consultation; none once it is gone.
    pub sealed: Option<String>,
    /// WAITING, SHOWN, REDACTED or WITHHELD.
    pub state: String,
    /// Code of the reason why it is not shown as it was written.
    pub reason: Option<String>,
    /// The words that may be read.
    pub shown: Option<String>,
    /// Code of the topic that people found in it.
    pub topic: Option<String>,
}

/// What a moderator decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// SHOWN, REDACTED or WITHHELD.
    pub state: String,
    /// Code of the reason.
    pub reason: Option<String>,
    /// The words that may be read.
    pub shown: Option<String>,
}

fn read(row: &Row) -> Result<FreeText, StoreError> {
    Ok(FreeText {
        at: TextRef { position: row.get("position")?, question: row.get("question")? },
        commitment: row.get("commitment")?,
        salt: row.get("salt")?,
        sealed: row.get("original")?,
        state: row.get("state")?,
        reason: row.get("reason")?,
        shown: row.get("shown")?,
        topic: row.get("topic")?,
    })
}

impl Reader {
    /// The key of a consultation's texts as hexadecimal digits; none before it
    /// was opened and after the key was destroyed.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn text_key(&mut self, consultation: Uuid) -> Result<Option<String>, StoreError> {
        let row = self.first(&KEY, args![consultation]).await?;
        Ok(row.map(|row| row.get("text_key")).transpose()?.flatten())
    }

    /// Texts that wait for a moderator, in the order of their answers.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn waiting_texts(
        &mut self,
        consultation: Uuid,
        most: u32,
    ) -> Result<Vec<FreeText>, StoreError> {
        self.all(&WAITING, args![consultation, most]).await?.iter().map(read).collect()
    }

    /// One text.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn free_text(
        &mut self,
        consultation: Uuid,
        at: &TextRef,
    ) -> Result<Option<FreeText>, StoreError> {
        let row = self.first(&ONE, args![consultation, at.position, &at.question]).await?;
        row.as_ref().map(read).transpose()
    }

    /// Every text of one answer.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn texts_of_answer(
        &mut self,
        consultation: Uuid,
        position: u64,
    ) -> Result<Vec<FreeText>, StoreError> {
        self.all(&OF_ANSWER, args![consultation, position]).await?.iter().map(read).collect()
    }

    /// Texts that may be read and belong to no topic, or to this one.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn readable_texts(
        &mut self,
        consultation: Uuid,
        topic: &str,
        most: u32,
    ) -> Result<Vec<FreeText>, StoreError> {
        self.all(&READABLE, args![consultation, topic, most]).await?.iter().map(read).collect()
    }

    /// How many texts there are in each state.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn text_states(
        &mut self,
        consultation: Uuid,
    ) -> Result<Vec<(String, u64)>, StoreError> {
        let read = |row: &Row| Ok((row.get("state")?, row.get("n")?));
        self.all(&STATES, args![consultation]).await?.iter().map(read).collect()
    }

    /// How many texts that are counted have a topic, by its code; a topic that none
    /// has is absent.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn topic_counts(
        &mut self,
        consultation: Uuid,
    ) -> Result<BTreeMap<String, u64>, StoreError> {
        let read = |row: &Row| Ok((row.get("topic")?, row.get("n")?));
        self.all(&BY_TOPIC, args![consultation]).await?.iter().map(read).collect()
    }
}

impl Tx {
    /// Writes what a moderator decided. A text that is looked at again loses its
    /// topic.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn decide_text(
        &mut self,
        consultation: Uuid,
        at: &TextRef,
        decided: &Decided,
    ) -> Result<(), StoreError> {
        let which = args![consultation, at.position, &at.question];
        let words = args![&decided.state, decided.reason.clone(), decided.shown.clone()];
        self.run(&DECIDE, [which, words].concat()).await?;
        Ok(())
    }

    /// Gives texts a topic, and takes it from those that had it before.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn set_topic(
        &mut self,
        consultation: Uuid,
        topic: &str,
        texts: &[TextRef],
    ) -> Result<(), StoreError> {
        self.run(&CLEAR_TOPIC, args![consultation, topic]).await?;
        for at in texts {
            self.run(&SET_TOPIC, args![consultation, at.position, &at.question, topic]).await?;
        }
        Ok(())
    }

    /// Destroys the key of a consultation's texts and of the statements of its
    /// round: no original can be read again.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn destroy_text_key(&mut self, consultation: Uuid) -> Result<(), StoreError> {
        self.run(&DESTROY_KEY, args![consultation]).await?;
        Ok(())
    }
}
