//! What differs between two texts, word by word.

use askama::Template;
use documents::compare::{PieceKind, texts};

use crate::ui::Markup;

/// Words that stayed, came or went.
struct Piece {
    element: &'static str,
    text: String,
}

#[derive(Template)]
#[template(path = "chapters/difference.html")]
struct Difference {
    pieces: Vec<Piece>,
}

/// The later text with what came and what went; nothing where nothing did.
pub(super) fn difference(before: &str, after: &str) -> Option<Markup> {
    if before == after {
        return None;
    }
    let pieces = texts(before, after).into_iter().map(|piece| {
        let element = match piece.kind {
            PieceKind::Same => "span",
            PieceKind::Added => "ins",
            PieceKind::Removed => "del",
        };
        Piece { element, text: piece.text }
    });
    Some(Markup::render(&Difference { pieces: pieces.collect() }))
}
