//! Writing a batch of answers: rows, leaves, receipts and counts together.

use std::collections::{BTreeMap, btree_map::Entry};

use ledger::{Hash, Tree};
use uuid::Uuid;

use super::{NewAnswer, Placed, letters::Letters};
use crate::{
    db::{Lock, Reader, Tx},
    error::StoreError,
    sql::{Sql, list, statements},
    value::{Value, args},
};

statements! {
    OPEN_DESK = "INSERT INTO consultations (id, closed, size, frontier, root, text_key) \
        VALUES ($1, 0, 0, '[]', $2, $3) ON CONFLICT (id) DO NOTHING";
    HEAD = "SELECT closed, size, frontier, root FROM consultations WHERE id = $1";
    MOVE_HEAD = "UPDATE consultations SET size = $2, frontier = $3, root = $4 WHERE id = $1";
    CLOSE_DESK = "UPDATE consultations SET closed = 1 WHERE id = $1";
}

/// Rows of one insert. Few different sizes, so that each is prepared once.
pub(super) const SIZES: [usize; 3] = [64, 8, 1];

/// The table, its columns, and what follows the values.
pub(super) struct Insert {
    pub(super) table: &'static str,
    pub(super) columns: &'static [&'static str],
    pub(super) then: &'static str,
}

const ANSWERS: Insert = Insert {
    table: "answers",
    columns: &["consultation", "position", "stratum", "channel", "day", "attitude", "content"],
    then: "",
};
const LEAVES: Insert =
    Insert { table: "leaves", columns: &["consultation", "position", "leaf"], then: "" };
const RECEIPTS: Insert =
    Insert { table: "receipts", columns: &["tag", "consultation", "position"], then: "" };
const TEXTS: Insert = Insert {
    table: "answer_texts",
    columns: &[
        "consultation",
        "position",
        "question",
        "stratum",
        "commitment",
        "salt",
        "original",
        "state",
    ],
    then: "",
};
const COUNTS: Insert = Insert {
    table: "counts",
    columns: &["consultation", "question", "stratum", "choice", "n"],
    then: " ON CONFLICT (consultation, question, stratum, choice) \
        DO UPDATE SET n = counts.n + excluded.n",
};

const PATTERNS: Insert = Insert {
    table: "patterns",
    columns: &["consultation", "pattern", "sample", "n"],
    then: " ON CONFLICT (consultation, pattern) DO UPDATE SET n = patterns.n + excluded.n",
};

impl Insert {
    pub(super) fn sql(&self, rows: usize) -> Sql {
        let (names, width) = (self.columns.join(", "), self.columns.len());
        let before = format!("INSERT INTO {} ({names}) VALUES ", self.table);
        Sql::rows(&before, (rows, width), self.then)
    }
}

fn known_tags(count: usize) -> Sql {
    let tags = list(1, count);
    Sql::built(format!("SELECT tag, position FROM receipts WHERE tag IN ({tags})"))
}

/// Every built statement in its sizes.
pub(crate) fn samples() -> Vec<Sql> {
    let inserts = [ANSWERS, LEAVES, RECEIPTS, TEXTS, COUNTS, PATTERNS];
    let sized = inserts.iter().flat_map(|insert| SIZES.map(|rows| insert.sql(rows)));
    sized.chain(SIZES.map(known_tags)).collect()
}

/// The tree of one consultation while a batch is written.
struct Head {
    open: bool,
    tree: Tree,
    grown: bool,
}

/// The rows of a batch, by table, and its counts.
#[derive(Default)]
struct Rows {
    answers: Vec<Vec<Value>>,
    leaves: Vec<Vec<Value>>,
    receipts: Vec<Vec<Value>>,
    texts: Vec<Vec<Value>>,
    counts: BTreeMap<(Uuid, String, String, String), u64>,
    /// Position of the first one and number, by consultation and pattern.
    patterns: BTreeMap<(Uuid, Hash), (u64, u64)>,
    /// Letters that were used.
    letters: Vec<Hash>,
}

impl Reader {
    /// Positions of those answers that were given before, by their tags.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn known_answers(
        &mut self,
        tags: &[Hash],
    ) -> Result<BTreeMap<Hash, u64>, StoreError> {
        let tags: Vec<Vec<Value>> = tags.iter().map(|tag| args![*tag]).collect();
        let mut known = BTreeMap::new();
        for chunk in chunks(&tags) {
            for row in self.all(&known_tags(chunk.len()), chunk.concat()).await? {
                known.insert(row.get("tag")?, row.get("position")?);
            }
        }
        Ok(known)
    }
}

impl Tx {
    /// Makes the place for the answers of a consultation, with a key under which
    /// free texts will be sealed; one that exists stays, with its own key.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn open_answers(
        &mut self,
        consultation: Uuid,
        text_key: &[u8; 32],
    ) -> Result<(), StoreError> {
        let values = args![consultation, Tree::new().root(), hex::encode(text_key)];
        self.run(&OPEN_DESK, values).await?;
        Ok(())
    }

    /// Takes no more answers. An answer is either before this or refused.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn close_answers(&mut self, consultation: Uuid) -> Result<(), StoreError> {
        self.lock(Lock::Answers).await?;
        self.run(&CLOSE_DESK, args![consultation]).await?;
        Ok(())
    }

    /// Places a batch of answers in the order in which they came.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer or a head is damaged.
    pub async fn place_answers(&mut self, given: &[NewAnswer]) -> Result<Vec<Placed>, StoreError> {
        self.lock(Lock::Answers).await?;
        let tags: Vec<Hash> = given.iter().map(|answer| answer.tag).collect();
        let mut known = self.known_answers(&tags).await?;
        let mut letters = self.letters_of(given).await?;
        let mut heads: BTreeMap<Uuid, Head> = BTreeMap::new();
        let (mut rows, mut placed) = (Rows::default(), Vec::with_capacity(given.len()));
        for answer in given {
            if let Some(position) = known.get(&answer.tag) {
                placed.push(Placed::Repeated { position: *position });
                continue;
            }
            let head = match heads.entry(answer.consultation) {
                Entry::Occupied(head) => head.into_mut(),
                Entry::Vacant(free) => free.insert(self.head_of(answer.consultation).await?),
            };
            if !head.open {
                placed.push(Placed::Closed);
                continue;
            }
            if let Some(refused) = take_letter(answer, &mut letters) {
                placed.push(refused);
                continue;
            }
            let position = head.tree.size();
            head.tree.append_leaf(answer.leaf);
            head.grown = true;
            rows.add(answer, position);
            known.insert(answer.tag, position);
            placed.push(Placed::Taken { position });
        }
        self.write_rows(rows).await?;
        self.move_heads(heads).await?;
        Ok(placed)
    }

    async fn head_of(&mut self, consultation: Uuid) -> Result<Head, StoreError> {
        let Some(row) = self.first(&HEAD, args![consultation]).await? else {
            return Ok(Head { open: false, tree: Tree::new(), grown: false });
        };
        let peaks: Vec<Hash> = serde_json::from_str(&row.get::<String>("frontier")?)
            .map_err(|e| StoreError::corrupt(format!("frontier of answers: {e}")))?;
        let tree = Tree::from_parts(row.get("size")?, peaks).map_err(StoreError::corrupt)?;
        if tree.root() != row.get::<Hash>("root")? {
            return Err(StoreError::corrupt("root of answers"));
        }
        Ok(Head { open: !row.get::<bool>("closed")?, tree, grown: false })
    }

    async fn write_rows(&mut self, rows: Rows) -> Result<(), StoreError> {
        self.spend_letters(rows.letters).await?;
        let patterns = rows
            .patterns
            .into_iter()
            .map(|((consultation, pattern), (first, n))| args![consultation, pattern, first, n]);
        let counts =
            rows.counts.into_iter().map(|((consultation, question, stratum, choice), n)| {
                args![consultation, question, stratum, choice, n]
            });
        for (insert, rows) in [
            (&ANSWERS, rows.answers),
            (&LEAVES, rows.leaves),
            (&RECEIPTS, rows.receipts),
            (&TEXTS, rows.texts),
            (&COUNTS, counts.collect()),
            (&PATTERNS, patterns.collect()),
        ] {
            for chunk in chunks(&rows) {
                self.run(&insert.sql(chunk.len()), chunk.concat()).await?;
            }
        }
        Ok(())
    }

    async fn move_heads(&mut self, heads: BTreeMap<Uuid, Head>) -> Result<(), StoreError> {
        for (consultation, head) in heads.into_iter().filter(|(_, head)| head.grown) {
            let peaks = serde_json::to_string(head.tree.peaks()).map_err(StoreError::corrupt)?;
            let values = args![consultation, head.tree.size(), peaks, head.tree.root()];
            self.run(&MOVE_HEAD, values).await?;
        }
        Ok(())
    }
}

/// Uses the letter of an answer, or says why it cannot be used.
fn take_letter(answer: &NewAnswer, letters: &mut Letters) -> Option<Placed> {
    let hash = answer.letter?;
    match letters.get_mut(&hash) {
        Some((of, used)) if *of == answer.consultation => {
            if *used {
                return Some(Placed::LetterSpent);
            }
            *used = true;
            None
        }
        _ => Some(Placed::LetterUnknown),
    }
}

/// Cuts rows into pieces of the sizes that are prepared.
pub(super) fn chunks(rows: &[Vec<Value>]) -> Vec<&[Vec<Value>]> {
    let (mut rest, mut pieces) = (rows, Vec::new());
    for size in SIZES {
        while rest.len() >= size {
            let (piece, left) = rest.split_at(size);
            pieces.push(piece);
            rest = left;
        }
    }
    pieces
}

impl Rows {
    fn add(&mut self, answer: &NewAnswer, position: u64) {
        let id = answer.consultation;
        self.letters.extend(answer.letter);
        if let Some(pattern) = answer.pattern {
            let alike = self.patterns.entry((id, pattern)).or_insert((position, 0));
            alike.1 = alike.1.saturating_add(1);
        }
        self.answers.push(args![
            id,
            position,
            &answer.stratum,
            &answer.channel,
            answer.day,
            answer.attitude.clone(),
            &answer.content,
        ]);
        self.leaves.push(args![id, position, answer.leaf]);
        self.receipts.push(args![answer.tag, id, position]);
        for text in &answer.texts {
            self.texts.push(args![
                id,
                position,
                &text.question,
                &answer.stratum,
                text.commitment,
                hex::encode(text.salt),
                &text.sealed,
                "WAITING",
            ]);
        }
        let mut count = |question: &str, choice: &str| {
            let key = (id, question.to_owned(), answer.stratum.clone(), choice.to_owned());
            let n = self.counts.entry(key).or_default();
            *n = n.saturating_add(1);
        };
        count("", "");
        count("channel", &answer.channel);
        for (question, choice) in &answer.chosen {
            count(question, choice);
        }
    }
}
