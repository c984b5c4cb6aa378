//! A form of a page, filled and sent as a browser would.

use std::collections::BTreeMap;

use crate::markup::{Tag, tags};

/// A file that a form carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Name of the field.
    pub field: String,
    /// Name of the file.
    pub name: String,
    /// Content.
    pub bytes: Vec<u8>,
}

/// A form as the page shows it: what a browser would send without typing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    /// Where it is sent.
    pub action: String,
    /// Whether it may carry files.
    pub multipart: bool,
    /// Names and values in the order of the page.
    pub fields: Vec<(String, String)>,
    /// The values that a list, radio or check box offers.
    pub choices: BTreeMap<String, Vec<String>>,
    /// Files to send.
    pub files: Vec<File>,
}

impl Form {
    /// Every POST form of a page.
    #[must_use]
    pub fn all(html: &str) -> Vec<Self> {
        let mut forms = Vec::new();
        let mut open: Option<Reader> = None;
        for tag in tags(html) {
            match tag.name.as_str() {
                "form" if tag.attribute("method") == Some("post") => open = Some(Reader::of(&tag)),
                "/form" => forms.extend(open.take().map(|reader| reader.form)),
                _ => {
                    if let Some(reader) = &mut open {
                        reader.take(&tag);
                    }
                }
            }
        }
        forms
    }

    /// The first value of a field.
    #[must_use]
    pub fn value(&self, name: &str) -> &str {
        let found = self.fields.iter().find(|(key, _)| key == name);
        found.map_or("", |(_, value)| value.as_str())
    }

    /// What a list or group of the form offers, without the empty choice.
    #[must_use]
    pub fn offered(&self, name: &str) -> &[String] {
        self.choices.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether the form has a control of this name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.choices.contains_key(name) || self.fields.iter().any(|(key, _)| key == name)
    }

    /// Types into a field, or chooses; what stood there goes.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.fields.retain(|(key, _)| key != name);
        self.fields.push((name.to_owned(), value.into()));
        self
    }

    /// Ticks several boxes of one name.
    #[must_use]
    pub fn ticked<T: Into<String>>(
        mut self,
        name: &str,
        values: impl IntoIterator<Item = T>,
    ) -> Self {
        self.fields.retain(|(key, _)| key != name);
        let ticked = values.into_iter().map(|value| (name.to_owned(), value.into()));
        self.fields.extend(ticked);
        self
    }

    /// Attaches a file.
    #[must_use]
    pub fn file(mut self, field: &str, name: &str, bytes: &[u8]) -> Self {
        self.files.push(File {
            field: field.to_owned(),
            name: name.to_owned(),
            bytes: bytes.to_owned(),
        });
        self
    }

    /// Removes a field, as a page that is not ours would.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.fields.retain(|(key, _)| key != name);
        self
    }
}

struct Reader {
    form: Form,
    select: Option<Select>,
}

struct Select {
    name: String,
    chosen: String,
}

impl Reader {
    fn of(tag: &Tag) -> Self {
        let form = Form {
            action: tag.attribute("action").unwrap_or_default().to_owned(),
            multipart: tag.attribute("enctype") == Some("multipart/form-data"),
            ..Form::default()
        };
        Self { form, select: None }
    }

    fn take(&mut self, tag: &Tag) {
        match tag.name.as_str() {
            "input" => self.input(tag),
            "textarea" => {
                let text = tag.text.strip_prefix('\n').unwrap_or(&tag.text);
                self.put(tag, text);
            }
            "select" => {
                let name = tag.attribute("name").unwrap_or_default().to_owned();
                self.form.choices.entry(name.clone()).or_default();
                self.select = Some(Select { name, chosen: String::new() });
            }
            "option" => self.option(tag),
            "/select" => {
                if let Some(select) = self.select.take() {
                    self.form.fields.push((select.name, select.chosen));
                }
            }
            _ => {}
        }
    }

    fn put(&mut self, tag: &Tag, value: &str) {
        if let Some(name) = tag.attribute("name") {
            self.form.fields.push((name.to_owned(), value.to_owned()));
        }
    }

    fn input(&mut self, tag: &Tag) {
        let value = tag.attribute("value").unwrap_or_default();
        match tag.attribute("type").unwrap_or("text") {
            "radio" | "checkbox" => {
                let name = tag.attribute("name").unwrap_or_default().to_owned();
                self.form.choices.entry(name).or_default().push(value.to_owned());
                if tag.attribute("checked").is_some() {
                    self.put(tag, value);
                }
            }
            "file" | "submit" => {}
            _ => self.put(tag, value),
        }
    }

    fn option(&mut self, tag: &Tag) {
        let Some(select) = &mut self.select else {
            return;
        };
        let value = tag.attribute("value").unwrap_or_default();
        if !value.is_empty() {
            let offered = self.form.choices.entry(select.name.clone()).or_default();
            offered.push(value.to_owned());
        }
        if tag.attribute("selected").is_some() {
            value.clone_into(&mut select.chosen);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Form;

    const PAGE: &str = "<form action=\"/q\"><input name=\"q\"></form>\
        <form action=\"/x\" method=\"post\"><input type=\"hidden\" name=\"_key\" value=\"7\">\
        <select name=\"s\"><option value=\"\">…</option><option value=\"a\">A</option>\
        <option value=\"b\" selected>B</option></select><textarea name=\"t\">\n1 &#60; 2</textarea>\
        <input type=\"checkbox\" name=\"c\" value=\"1\" checked>\
        <input type=\"checkbox\" name=\"c\" value=\"2\"></form>";

    #[test]
    fn a_form_is_read_as_a_browser_would_send_it() {
        let forms = Form::all(PAGE);
        let [form] = forms.as_slice() else { panic!("one form to send, not {}", forms.len()) };
        let sent: Vec<(&str, &str)> =
            form.fields.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        assert_eq!(sent, [("_key", "7"), ("s", "b"), ("t", "1 < 2"), ("c", "1")]);
        assert_eq!(form.offered("s"), ["a", "b"]);
        assert_eq!(form.offered("c"), ["1", "2"]);
    }

    #[test]
    fn typing_replaces_what_stood_there() {
        let form = Form::all(PAGE).remove(0).with("t", "new").ticked("c", ["1", "2"]);
        assert_eq!(form.value("t"), "new");
        assert_eq!(form.fields.iter().filter(|(name, _)| name == "c").count(), 2);
    }
}
