//! Just enough HTML to send a form as a browser would: tags, attributes, texts.

/// One tag with what follows it up to the next tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// Name in small letters; `/form` closes `form`.
    pub name: String,
    attributes: Vec<(String, String)>,
    /// Text behind the tag, with its entities decoded.
    pub text: String,
}

impl Tag {
    /// The value of an attribute; empty for one without value.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// The tags of a page in their order.
#[must_use]
pub fn tags(html: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    for piece in html.split('<').skip(1) {
        let Some(end) = end_of_tag(piece) else {
            continue;
        };
        let (inner, text) = piece.split_at(end);
        let name: String = inner
            .chars()
            .take_while(|c| !c.is_whitespace() && *c != '>')
            .flat_map(char::to_lowercase)
            .collect();
        let attributes = attributes(inner.get(name.len()..).unwrap_or_default());
        let text = decode(text.strip_prefix('>').unwrap_or(text));
        found.push(Tag { name, attributes, text });
    }
    found
}

/// Where the links of a page lead.
#[must_use]
pub fn links(html: &str) -> Vec<String> {
    let tags = tags(html);
    let anchors = tags.iter().filter(|tag| tag.name == "a");
    anchors.filter_map(|tag| tag.attribute("href").map(str::to_owned)).collect()
}

/// The first `>` that stands outside of quotes.
fn end_of_tag(piece: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in piece.char_indices() {
        match (quote, c) {
            (None, '>') => return Some(at),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
    }
    None
}

fn attributes(mut rest: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let name: String = rest.chars().take_while(|c| !c.is_whitespace() && *c != '=').collect();
        if name.is_empty() {
            return found;
        }
        rest = rest.get(name.len()..).unwrap_or_default();
        let mut value = String::new();
        if let Some(behind) = rest.strip_prefix('=') {
            let (taken, left) = quoted(behind);
            value = decode(taken);
            rest = left;
        }
        found.push((name, value));
    }
}

fn quoted(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(quote) {
            return inner.split_once(quote).unwrap_or((inner, ""));
        }
    }
    text.split_once(char::is_whitespace).unwrap_or((text, ""))
}

/// Decodes the entities that pages of this product hold.
#[must_use]
pub fn decode(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('&') {
        decoded.push_str(before);
        let entity = behind.split_once(';').and_then(|(name, left)| Some((entity(name)?, left)));
        match entity {
            Some((c, left)) => {
                decoded.push(c);
                rest = left;
            }
            None => {
                decoded.push('&');
                rest = behind;
            }
        }
    }
    decoded.push_str(rest);
    decoded
}

fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "nbsp" => Some('\u{a0}'),
        _ => char::from_u32(name.strip_prefix('#')?.parse().ok()?),
    }
}

#[cfg(test)]
mod tests {
    use super::{decode, tags};

    #[test]
    fn tags_are_read_with_attributes_and_text() {
        let found = tags("<a href=\"/x?a=1&#38;b=2\" hidden>1 &#60; 2</a><input value='a>b'>");
        assert_eq!(found.len(), 3);
        assert_eq!(found[0].attribute("href"), Some("/x?a=1&b=2"));
        assert_eq!(found[0].attribute("hidden"), Some(""));
        assert_eq!(found[0].text, "1 < 2");
        assert_eq!(found[1].name, "/a");
        assert_eq!(found[2].attribute("value"), Some("a>b"));
    }

    #[test]
    fn what_is_no_entity_stays() {
        assert_eq!(decode("A & B &unknown; &#38;"), "A & B &unknown; &");
    }
}
