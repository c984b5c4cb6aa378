//! Finding text in numbers and titles without reading all of them.
//!
//! `matter_grams` holds, for each matter, the up to four characters that begin
//! at each place of its number and title. A longer text is found by the rarest
//! of its pieces, a shorter one by the pieces that begin with it; what was
//! found so is then compared with the whole text.

use crate::value::Value;

/// Characters of a piece, as in migration 0007.
const PIECE: usize = 4;
/// Pieces of a text that are counted; a longer text is found by its first ones.
const PIECES_COUNTED: usize = 12;
/// The last character there is: everything that begins with a text lies before
/// the text with this behind it.
const LAST: char = '\u{10ffff}';

/// Pieces of text: one, or all that begin with one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Pieces {
    /// This piece.
    Equal(String),
    /// All pieces that begin so.
    BeginWith(String),
}

impl Pieces {
    /// A condition on the column `gram` with `?` for each value.
    pub(super) const fn condition(&self) -> &'static str {
        match self {
            Self::Equal(_) => "gram = ?",
            Self::BeginWith(_) => "gram >= ? AND gram < ?",
        }
    }

    pub(super) fn values(&self) -> Vec<Value> {
        match self {
            Self::Equal(piece) => vec![Value::from(piece)],
            Self::BeginWith(start) => {
                vec![Value::from(start), Value::from(format!("{start}{LAST}"))]
            }
        }
    }
}

/// A text as the columns are compared with it: ASCII letters small, nothing
/// around it. `None` for no text.
pub(super) fn folded(text: Option<&str>) -> Option<String> {
    text.map(|text| text.trim().to_ascii_lowercase()).filter(|text| !text.is_empty())
}

/// The pieces that every matter with this text has.
pub(super) fn pieces(text: &str) -> Vec<Pieces> {
    let characters: Vec<char> = text.chars().collect();
    if characters.len() < PIECE {
        return vec![Pieces::BeginWith(text.to_owned())];
    }
    let mut all: Vec<Pieces> = Vec::new();
    for window in characters.windows(PIECE) {
        let piece = Pieces::Equal(window.iter().collect());
        if all.len() < PIECES_COUNTED && !all.contains(&piece) {
            all.push(piece);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_into_pieces_of_four_characters() {
        let equal = |piece: &str| Pieces::Equal(piece.to_owned());
        assert_eq!(pieces("供热管网改"), [equal("供热管网"), equal("热管网改")]);
        assert_eq!(pieces("供热"), [Pieces::BeginWith("供热".to_owned())]);
        assert_eq!(pieces("aaaaaa"), [equal("aaaa")]);
        assert_eq!(pieces("0123456789abcdefghijklmnop").len(), PIECES_COUNTED);
    }

    #[test]
    fn text_is_folded_as_the_columns_are() {
        assert_eq!(folded(Some(" LN-É ")), Some("ln-É".to_owned()));
        assert_eq!((folded(Some("  ")), folded(None)), (None, None));
    }
}
