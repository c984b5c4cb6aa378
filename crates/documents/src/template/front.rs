//! The head of a template: for whom, since when, in which form, by which source.

use jiff::civil::Date;
use serde::Deserialize;

use super::fault::{Fault, Reason};
use super::{Pouring, inline};
use crate::model::{
    Cover, CoverLine, Imprint, Inline, Layout, Meta, Official, Orientation, Signer, Words, plain,
};

/// The front matter. Values of text are templates themselves.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Front {
    /// First day on which the template is in force.
    pub from: Option<Date>,
    /// First day on which it no longer is.
    pub to: Option<Date>,
    /// The rule or the practice it follows.
    pub source: String,
    form: Shape,
    #[serde(default)]
    landscape: bool,
    title: String,
    organ: String,
    number: Option<String>,
    date: Option<String>,
    keywords: Option<String>,
    version: Option<String>,
    #[serde(default)]
    official: OfficialFront,
    #[serde(default)]
    cover: CoverFront,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Shape {
    Official,
    Letter,
    Report,
    Form,
    Sheet,
    Dossier,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct OfficialFront {
    copy_number: Option<String>,
    secrecy: Option<String>,
    urgency: Option<String>,
    mark: Option<String>,
    number: Option<String>,
    approver: Option<String>,
    recipients: Option<String>,
    attachments: Option<String>,
    signer: Option<String>,
    #[serde(default)]
    sealed: bool,
    note: Option<String>,
    copied_to: Option<String>,
    printed_by: Option<String>,
    printed_on: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct CoverFront {
    overline: Option<String>,
    subtitle: Option<String>,
    lines: Option<String>,
}

/// Parts the front matter of a template from its body. The body keeps its line numbers: before it
/// stand as many empty lines as the front matter had.
///
/// # Errors
/// A fault with its line when there is no front matter, or it cannot be read.
pub fn split(name: &str, text: &str) -> Result<(Front, String), Fault> {
    let none = || Fault::new(name, 1, Reason::NoFrontMatter);
    let rest = text.strip_prefix("+++\n").ok_or_else(none)?;
    let (head, body) = rest.split_once("\n+++\n").ok_or_else(none)?;
    let front: Front = toml::from_str(head).map_err(|error| {
        let before = error.span().and_then(|span| head.get(..span.start)).unwrap_or_default();
        let line = before.matches('\n').count().saturating_add(2);
        Fault::new(name, line, Reason::FrontMatter(error.message().to_owned()))
    })?;
    let lines = head.matches('\n').count().saturating_add(3);
    Ok((front, format!("{}{body}", "\n".repeat(lines))))
}

/// Pours data into the values of the front matter.
pub struct Filler<'a> {
    /// Name of the template.
    pub name: &'a str,
    /// Text of the template, to find lines in.
    pub text: &'a str,
    /// What is poured.
    pub pouring: &'a Pouring<'a>,
    /// What was found wrong.
    pub faults: Vec<Fault>,
}

impl Filler<'_> {
    /// The meta data and the paper form.
    pub fn fill(&mut self, front: &Front) -> (Meta, Layout) {
        let language = self.pouring.language;
        let meta = Meta {
            title: self.required("title", &front.title),
            organ: self.required("organ", &front.organ),
            number: self.words("number", front.number.as_deref()),
            date: self.day("date", front.date.as_deref()),
            language,
            keywords: self.list("keywords", front.keywords.as_deref()),
            version: self.words("version", front.version.as_deref()),
        };
        let orientation =
            if front.landscape { Orientation::Landscape } else { Orientation::Portrait };
        let layout = match front.form {
            Shape::Official => Layout::Official(self.official(&front.official, &meta)),
            Shape::Letter => Layout::Letter(self.official(&front.official, &meta)),
            Shape::Report => Layout::Report(self.cover(&front.cover)),
            Shape::Dossier => Layout::Dossier(self.cover(&front.cover)),
            Shape::Form => Layout::Form { orientation },
            Shape::Sheet => Layout::Sheet,
        };
        (meta, layout)
    }

    fn official(&mut self, front: &OfficialFront, meta: &Meta) -> Official {
        let mark = front.mark.as_deref().unwrap_or_default();
        let printed_on = self.day("printed-on", front.printed_on.as_deref()).or(meta.date);
        let printed_by = self.words("printed-by", front.printed_by.as_deref());
        let copied_to = self.words("copied-to", front.copied_to.as_deref());
        let signer = self.words("signer", front.signer.as_deref());
        Official {
            copy_number: self.words("copy-number", front.copy_number.as_deref()),
            secrecy: self.words("secrecy", front.secrecy.as_deref()),
            urgency: self.words("urgency", front.urgency.as_deref()),
            mark: self.required("mark", mark),
            number: self.words("number", front.number.as_deref()),
            approver: self.words("approver", front.approver.as_deref()),
            recipients: self.words("recipients", front.recipients.as_deref()),
            attachments: self.list("attachments", front.attachments.as_deref()),
            signer: signer.map(|organ| Signer { organ, sealed: front.sealed }),
            date: meta.date,
            note: self.words("note", front.note.as_deref()),
            imprint: printed_by.zip(printed_on).map(|(printed_by, printed_on)| Imprint {
                copied_to,
                printed_by,
                printed_on,
            }),
        }
    }

    fn cover(&mut self, front: &CoverFront) -> Cover {
        let text = front.lines.as_deref().map(|text| self.poured("lines", text));
        let mut lines = Vec::new();
        for line in text.unwrap_or_default().lines().filter(|line| !line.trim().is_empty()) {
            let (label, value) = line.split_once('|').unwrap_or(("", line));
            let label = self.inlines("lines", label);
            let value = self.inlines("lines", value);
            lines.push(CoverLine { label: self.plain(&label), value });
        }
        Cover {
            overline: self.words("overline", front.overline.as_deref()),
            subtitle: self.words("subtitle", front.subtitle.as_deref()),
            lines,
        }
    }

    fn required(&mut self, key: &'static str, text: &str) -> String {
        let poured = self.poured(key, text);
        let words = self.inlines(key, &poured);
        let words = self.plain(&words);
        if words.is_empty() {
            self.fault(key, Reason::NoValue(key));
        }
        words
    }

    /// Words, or nothing when the record has nothing for them.
    fn words(&mut self, key: &'static str, text: Option<&str>) -> Option<String> {
        let poured = self.poured(key, text?);
        let inlines = self.inlines(key, &poured);
        let nothing = inlines.iter().all(|inline| matches!(inline, Inline::Missing { .. }));
        (!nothing).then(|| self.plain(&inlines)).filter(|words| !words.is_empty())
    }

    /// One entry for each line.
    fn list(&mut self, key: &'static str, text: Option<&str>) -> Vec<String> {
        let Some(text) = text else { return Vec::new() };
        let poured = self.poured(key, text);
        let mut out = Vec::new();
        for line in poured.lines() {
            let inlines = self.inlines(key, line);
            let words = self.plain(&inlines);
            if !words.is_empty() {
                out.push(words);
            }
        }
        out
    }

    fn day(&mut self, key: &'static str, text: Option<&str>) -> Option<Date> {
        let words = self.words(key, text)?;
        let day = words.parse().ok();
        if day.is_none() {
            self.fault(key, Reason::NoDay(key));
        }
        day
    }

    fn plain(&self, inlines: &[Inline]) -> String {
        plain(inlines, Words::of(self.pouring.language)).trim().to_owned()
    }

    fn inlines(&mut self, key: &'static str, text: &str) -> Vec<Inline> {
        inline::line(text).unwrap_or_else(|reason| {
            self.fault(key, reason);
            Vec::new()
        })
    }

    fn poured(&mut self, key: &'static str, text: &str) -> String {
        let above = self.line(key).saturating_sub(1);
        let source = format!("{}{text}", "\n".repeat(above));
        match self.pouring.pour(self.name, &source) {
            Ok(poured) => poured.text.trim().to_owned(),
            Err(fault) => {
                self.faults.push(fault);
                String::new()
            }
        }
    }

    fn fault(&mut self, key: &'static str, reason: Reason) {
        let line = self.line(key);
        self.faults.push(Fault::new(self.name, line, reason));
    }

    fn line(&self, key: &str) -> usize {
        let is_key = |line: &str| {
            line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='))
        };
        self.text.lines().position(is_key).map_or(1, |index| index.saturating_add(1))
    }
}
