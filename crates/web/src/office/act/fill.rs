//! From the description of a field to what stands on the page.

use app::form::{Field, Kind, Source};
use app::view::Case;
use askama::Template;
use domain::{
    assessment::parts::Factor,
    codes::{Attitude, Step},
    rulebook::{Item, TermUnit},
};
use locale::{L10n, Lang};

use super::{lists::Lists, table};
use crate::form::{Choice, Field as Drawn, FormView};
use crate::office::case::text_of;
use crate::ui::Markup;

/// Up to so many choices are shown at once; more become a list that opens.
const SHOWN_AT_ONCE: usize = 5;
/// Rows added by one press of the button.
const MORE_ROWS: usize = 5;

#[derive(Template)]
#[template(path = "act/group.html")]
struct Group {
    id: String,
    label: String,
    hint: String,
    error: String,
    error_word: String,
    optional: String,
    parts: Vec<Markup>,
    more: Option<(String, usize)>,
}

#[derive(Template)]
#[template(path = "act/file.html")]
struct Files {
    id: String,
    name: String,
    label: String,
    hint: String,
    error: String,
    error_word: String,
    optional: String,
    accept: String,
}

#[derive(Template)]
#[template(path = "act/hidden.html")]
struct Hidden {
    name: String,
    value: String,
    error: String,
}

#[derive(Template)]
#[template(path = "act/cells.html")]
struct Cells {
    parts: Vec<(&'static str, Markup)>,
}

/// Draws the fields of one form.
pub(super) struct Fill<'a> {
    /// Words of the page.
    pub(super) l10n: L10n,
    /// What was typed, and what is wrong with it.
    pub(super) form: &'a FormView,
    /// The case.
    pub(super) case: &'a Case,
    /// Choices by source.
    pub(super) lists: &'a Lists,
    /// Code of the act.
    pub(super) code: &'a str,
    /// Sections of the report.
    pub(super) sections: Vec<Item>,
    /// Rows of a repeated field.
    pub(super) rows: usize,
}

impl Fill<'_> {
    /// One field of the form.
    pub(super) fn part(&self, field: &Field, name: &str) -> Markup {
        match field.kind {
            Kind::NewId => Markup::default(),
            Kind::Ref => Markup::render(&Hidden {
                name: name.to_owned(),
                value: self.form.value(name).to_owned(),
                error: self.form.error(name),
            }),
            Kind::Files => self.files(field, name),
            Kind::Rows(inner) => self.repeated(field, name, inner),
            Kind::Ratings => table::ratings(self, name, self.optional(field)),
            Kind::Weights => table::weights(self, name),
            Kind::Attitudes => self.attitudes(name),
            Kind::Answers => self.answers(name),
            Kind::Sections => self.sections(name),
            _ => Markup::render(&self.single(field, name)),
        }
    }

    fn single(&self, field: &Field, name: &str) -> Drawn {
        let (form, label) = (self.form, self.label(name));
        let drawn = match field.kind {
            Kind::Text(_) if field.name == "group" && !self.groups().is_empty() => {
                form.select(name, label, &self.groups())
            }
            Kind::Text(max) => form.text(name, label).max(max as usize),
            Kind::Long(max) => form.area(name, label).max(max as usize),
            Kind::Date => form.date(name, label),
            Kind::Count(..) => form.number(name, label),
            Kind::Flag => form.boxes(name, label, &[Choice::new("1", self.l10n.t("acts-yes"))]),
            Kind::YesNo => form.radios(name, label, &self.yes_no()),
            Kind::One(source) => self.one(field, name, source),
            Kind::Entry => self.one(field, name, Source::Entries),
            Kind::Many(source) => form.boxes(name, label, &self.lists.offered(source, form, name)),
            _ => form.text(name, label),
        };
        let hint = self.hint(name);
        let drawn = if hint.is_empty() { drawn } else { drawn.hint(hint) };
        if field.required || field.kind == Kind::Flag {
            drawn
        } else {
            drawn.optional(self.l10n.t("form-optional"))
        }
    }

    fn one(&self, field: &Field, name: &str, source: Source) -> Drawn {
        let choices = &self.lists.offered(source, self.form, name);
        // What may stay empty can be emptied again only in a list.
        let few = (1..=SHOWN_AT_ONCE).contains(&choices.len()) && !self.lists.is_long(source);
        if field.required && few {
            self.form.radios(name, self.label(name), choices)
        } else {
            self.form.select(name, self.label(name), choices)
        }
    }

    fn yes_no(&self) -> Vec<Choice> {
        vec![Choice::new("yes", self.l10n.t("acts-yes")), Choice::new("no", self.l10n.t("acts-no"))]
    }

    /// The groups of the plan, by their names.
    fn groups(&self) -> Vec<Choice> {
        let plan = self.case.assessment.as_ref().and_then(|a| a.state.plan.as_ref());
        plan.into_iter()
            .flat_map(|plan| &plan.groups)
            .filter_map(|group| self.case.words.get(&group.name))
            .map(|name| Choice::new(name, name))
            .collect()
    }

    fn optional(&self, field: &Field) -> String {
        if field.required { String::new() } else { self.l10n.t("form-optional") }
    }

    fn files(&self, field: &Field, name: &str) -> Markup {
        let hint = self.hint(name);
        Markup::render(&Files {
            id: format!("f-{name}"),
            name: name.to_owned(),
            label: self.label(name),
            hint: if hint.is_empty() { self.l10n.t("acts-files-hint") } else { hint },
            error: self.form.error(name),
            error_word: self.l10n.t("form-error-word"),
            optional: self.optional(field),
            accept: app::files::endings(),
        })
    }

    fn group(&self, name: &str, label: String, parts: Vec<Markup>) -> Group {
        Group {
            id: format!("f-{name}"),
            label,
            hint: String::new(),
            error: self.form.error(name),
            error_word: self.l10n.t("form-error-word"),
            optional: String::new(),
            parts,
            more: None,
        }
    }

    fn repeated(&self, field: &Field, name: &str, inner: &[Field]) -> Markup {
        let rows = (0..self.rows).map(|row| {
            let cells = inner
                .iter()
                .map(|f| {
                    let width = if f.kind == Kind::Attitudes { "c12" } else { "c4" };
                    (width, self.part(f, &format!("{name}.{row}.{}", f.name)))
                })
                .collect();
            let label = self.l10n.t1("acts-row", "n", row + 1);
            let parts = vec![Markup::render(&Cells { parts: cells })];
            Markup::render(&self.group(&format!("{name}.{row}"), label, parts))
        });
        let mut group = self.group(name, self.label(name), rows.collect());
        group.hint = self.hint(name);
        group.more = Some((self.l10n.t("acts-more-rows"), self.rows + MORE_ROWS));
        group.optional = self.optional(field);
        Markup::render(&group)
    }

    fn attitudes(&self, name: &str) -> Markup {
        let cells = Attitude::ALL
            .iter()
            .map(|attitude| {
                let label = self.l10n.code("attitude", attitude.code());
                let field = self.form.number(&format!("{name}.{}", attitude.code()), label);
                ("c3", Markup::render(&field))
            })
            .collect();
        let parts = vec![Markup::render(&Cells { parts: cells })];
        Markup::render(&self.group(name, self.label(name), parts))
    }

    fn answers(&self, name: &str) -> Markup {
        let english = self.l10n.lang() == Lang::En;
        let mut parts = Vec::new();
        for question in &self.case.package.screening {
            let field = format!("{name}.{}", question.item.code);
            let words = if english { &question.item.en } else { &question.item.zh };
            let source = self.l10n.t1("acts-source", "source", &question.item.source);
            let asked = self.form.radios(&field, words, &self.yes_no()).hint(source);
            parts.push(Markup::render(&asked));
            let basis = self.form.text(&format!("{field}.basis"), self.l10n.t("label-basis"));
            let basis = basis.max(500).optional(self.l10n.t("form-optional"));
            parts.push(Markup::render(&basis));
        }
        Markup::render(&self.group(name, self.label(name), parts))
    }

    fn sections(&self, name: &str) -> Markup {
        let english = self.l10n.lang() == Lang::En;
        let parts = self
            .sections
            .iter()
            .map(|item| {
                let label = if english { &item.en } else { &item.zh };
                let area = self.form.area(&format!("{name}.{}", item.code), label).class("tall");
                Markup::render(&area)
            })
            .collect();
        let mut group = self.group(name, self.label(name), parts);
        group.hint = self.hint(name);
        Markup::render(&group)
    }

    /// The label of a field: the act's own where it has one.
    pub(super) fn label(&self, name: &str) -> String {
        self.own("label", name).unwrap_or_else(|| self.l10n.code("label", last(name)))
    }

    /// The label of a field in a list of errors; none for a field without one.
    pub(super) fn heading(&self, name: &str) -> Option<String> {
        let common = format!("label-{}", last(name).replace('_', "-").to_ascii_lowercase());
        self.own("label", name).or_else(|| self.l10n.has(&common).then(|| self.l10n.t(&common)))
    }

    /// The hint of a field, empty when there is none.
    pub(super) fn hint(&self, name: &str) -> String {
        if self.code == "publish_notice" && name == "to" {
            return self.shortest_notice();
        }
        self.own("hint", name).unwrap_or_default()
    }

    fn own(&self, list: &str, name: &str) -> Option<String> {
        let key = format!("{list}-{}-{}", self.code, last(name)).replace('_', "-");
        self.l10n.has(&key).then(|| self.l10n.t(&key))
    }

    /// How long the rules ask a notice to hang, and where that is written.
    fn shortest_notice(&self) -> String {
        let rule = self.case.procedure().and_then(|p| p.step(Step::Publicity));
        let Some((rule, term)) = rule.and_then(|r| Some((r, r.minimum?))) else {
            return String::new();
        };
        let unit = match term.unit {
            TermUnit::Working => "acts-least-working",
            TermUnit::Calendar => "acts-least-calendar",
            TermUnit::Months => "acts-least-months",
        };
        let args = [
            ("count", locale::Arg::Count(i64::from(term.count))),
            ("source", locale::Arg::Text(rule.item.source.clone())),
        ];
        self.l10n.t_args(unit, &args)
    }

    /// A factor with its label: `F1 …`.
    pub(super) fn factor(&self, factor: &Factor) -> String {
        format!("F{} {}", factor.label, text_of(self.l10n, &self.case.words, &factor.name))
    }
}

/// The last part of a field's name: `groups.0.size` → `size`.
fn last(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}
