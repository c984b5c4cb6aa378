//! Which fonts a document is set in, and characters that none of them has.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use typst::text::Font;

use super::PdfError;
use crate::fonts::{Fonts, Role};
use crate::model::{Document, Language, Layout};

/// Roles that a document needs. Official documents in Chinese keep the letters and digits of
/// their own typefaces, so that every character has one pitch.
pub(super) fn roles_of(document: &Document, fonts: &Fonts) -> Vec<Role> {
    let official = matches!(document.layout, Layout::Official(_) | Layout::Letter(_));
    let english = document.meta.language == Language::En;
    let latin = english || (!official && fonts.suits_chinese());
    let is_latin = |role: &Role| matches!(role, Role::Latin | Role::LatinBold);
    Role::ALL.iter().copied().filter(|role| latin || !is_latin(role)).collect()
}

/// Chooses the fonts, adds rare ones where a character needs them, and tells the page maker.
pub(super) fn faces(
    document: &Document,
    fonts: &Fonts,
    values: &mut Value,
) -> Result<(Vec<Font>, Vec<char>), PdfError> {
    let mut list: Vec<Font> = Vec::new();
    let mut named = serde_json::Map::new();
    for role in roles_of(document, fonts) {
        let font = fonts.font(role)?;
        let info = font.info();
        let weight = info.variant.weight.to_number();
        named.insert(role.name().to_owned(), json!({ "family": info.family, "weight": weight }));
        list.push(font);
    }
    list.dedup();
    let mut open = BTreeSet::new();
    characters(values, &mut open);
    let base: Vec<Font> = list.clone();
    open.retain(|c| !base.iter().any(|font| has(font, *c)));
    let mut rare = Vec::new();
    for font in fonts.rare() {
        if open.is_empty() {
            break;
        }
        let before = open.len();
        open.retain(|character| !has(&font, *character));
        if open.len() < before {
            rare.push(font.info().family.clone());
            list.push(font);
        }
    }
    let unshown: Vec<char> = open.iter().copied().collect();
    if !unshown.is_empty() {
        replace(values, &open);
    }
    if let Value::Object(map) = values {
        map.insert("fonts".to_owned(), Value::Object(named));
        map.insert("rare".to_owned(), json!(rare));
    }
    Ok((list, unshown))
}

fn has(font: &Font, character: char) -> bool {
    font.info().coverage.contains(u32::from(character))
}

/// Every character of every text, but for those that are not seen.
fn characters(value: &Value, out: &mut BTreeSet<char>) {
    match value {
        Value::String(text) => {
            out.extend(text.chars().filter(|c| !c.is_control() && !c.is_whitespace()));
        }
        Value::Array(list) => list.iter().for_each(|value| characters(value, out)),
        Value::Object(map) => map.values().for_each(|value| characters(value, out)),
        _ => {}
    }
}

fn replace(value: &mut Value, unknown: &BTreeSet<char>) {
    match value {
        Value::String(text) if text.chars().any(|c| unknown.contains(&c)) => {
            let mut out = String::with_capacity(text.len());
            for character in text.chars() {
                if unknown.contains(&character) {
                    out.push_str(&format!("[U+{:04X}]", u32::from(character)));
                } else {
                    out.push(character);
                }
            }
            *text = out;
        }
        Value::Array(list) => list.iter_mut().for_each(|value| replace(value, unknown)),
        Value::Object(map) => map.values_mut().for_each(|value| replace(value, unknown)),
        _ => {}
    }
}
