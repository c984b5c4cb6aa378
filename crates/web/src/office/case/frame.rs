//! The frame that all pages of a case share.

use access::Permission;
use app::view::{Case, place_in};
use askama::Template;
use domain::{assessment::Standing, codes::Conclusion, matter::Status};
use locale::L10n;

use super::{is_latest, procedure_name, steps::steps, words::title};
use crate::nav::Nav;
use crate::office::Office;
use crate::page::Page;
use crate::ui::{Band, Markup, Note, NoteKind, Steps, SubNav, SubNavEntry, Tag, level_tag};
use crate::visit::Visit;

/// A part of a case, each with its own address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sub {
    /// 概览.
    Overview,
    /// 初步筛查.
    Screening,
    /// 评估方案.
    Plan,
    /// 听取意见.
    Consultation,
    /// 意见征集.
    Survey,
    /// 风险评级.
    Risk,
    /// 防范措施.
    Measures,
    /// 评估报告.
    Report,
    /// 评审.
    Review,
    /// 备案决策.
    Filing,
    /// 跟踪化解.
    Tracking,
    /// 诉求.
    Grievances,
    /// 文书.
    Documents,
    /// 留痕.
    Audit,
}

impl Sub {
    const ALL: [Self; 14] = [
        Self::Overview,
        Self::Screening,
        Self::Plan,
        Self::Consultation,
        Self::Survey,
        Self::Risk,
        Self::Measures,
        Self::Report,
        Self::Review,
        Self::Filing,
        Self::Tracking,
        Self::Grievances,
        Self::Documents,
        Self::Audit,
    ];

    /// Last part of the address, and of the key of the label.
    const fn code(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Screening => "screening",
            Self::Plan => "plan",
            Self::Consultation => "consultation",
            Self::Survey => "survey",
            Self::Risk => "risk",
            Self::Measures => "measures",
            Self::Report => "report",
            Self::Review => "review",
            Self::Filing => "filing",
            Self::Tracking => "tracking",
            Self::Grievances => "grievances",
            Self::Documents => "documents",
            Self::Audit => "audit",
        }
    }

    /// Whether there is something to show before an assessment is open.
    const fn of_matter(self) -> bool {
        matches!(self, Self::Overview | Self::Screening | Self::Documents | Self::Audit)
    }

    /// The label in the sub-navigation.
    pub(crate) fn label(self, l10n: L10n) -> String {
        l10n.code("case-sub", self.code())
    }

    /// The address of this part, of the assessment that the page shows.
    pub(crate) fn url(self, case: &Case) -> String {
        let no = crate::routes::encode(&case.matter.state.number);
        let part = if self == Self::Overview { String::new() } else { format!("/{}", self.code()) };
        let which = match &case.assessment {
            Some(a) if !is_latest(case) => format!("?a={}", a.state.ordinal),
            _ => String::new(),
        };
        format!("/items/{no}{part}{which}")
    }
}

/// The frame of a page of a case: put `page` into the template's `page`, and
/// write `{{ top }}` at the beginning of its body.
pub(crate) struct CaseFrame {
    /// Title, crumbs, tags under the heading.
    pub(crate) page: Page,
    /// Notes, step bar and sub-navigation.
    pub(crate) top: Markup,
}

#[derive(Template)]
#[template(path = "case/top.html")]
struct Top {
    notes: Vec<Note>,
    steps: Steps,
    subnav: SubNav,
    label: String,
    overview: bool,
}

impl CaseFrame {
    /// The frame of one part of a case.
    pub(crate) fn of(office: &Office<'_>, visit: &Visit, case: &Case, sub: Sub) -> Self {
        let l10n = visit.l10n();
        let number = &case.matter.state.number;
        let mut page = Page::new(visit, title(l10n, case))
            .nav(Nav::Items)
            .subtitle_markup(head(l10n, case))
            .crumb(l10n.t("nav-items"), "/items");
        if let Some(city) = case.matter.state.facts.as_ref().map(|f| f.division.city()) {
            let name = place_in(l10n.lang(), &case.units, &city);
            page = page.crumb(name, format!("/items?city={city}"));
        }
        let page = if sub == Sub::Overview {
            page.here(number)
        } else {
            page.crumb(number, Sub::Overview.url(case)).here(sub.label(l10n))
        };
        let top = Markup::render(&Top {
            notes: notes(l10n, case),
            steps: steps(l10n, case),
            subnav: subnav(office, l10n, case, sub),
            label: l10n.t("steps-label"),
            overview: sub == Sub::Overview,
        });
        Self { page, top }
    }
}

fn subnav(office: &Office<'_>, l10n: L10n, case: &Case, current: Sub) -> SubNav {
    let trail = case.may(&office.ctx, Permission::ViewAudit);
    let entries = Sub::ALL
        .into_iter()
        .filter(|sub| case.assessment.is_some() || sub.of_matter() || *sub == current)
        .filter(|sub| trail || *sub != Sub::Audit)
        .map(|sub| SubNavEntry {
            label: sub.label(l10n),
            url: sub.url(case),
            current: sub == current,
        })
        .collect();
    SubNav { entries, label: l10n.t("case-subnav") }
}

/// Number, kind, procedure and the tags of level, conclusion and standing.
fn head(l10n: L10n, case: &Case) -> Markup {
    let matter = &case.matter.state;
    let mut line =
        Markup::trusted(format!("<span class=\"mono\">{}</span>", Markup::text(&matter.number)));
    if let Some(facts) = &matter.facts {
        line = gap(line).and(Markup::text(l10n.code("category", facts.category.code())));
    }
    if let Some(procedure) = case.assessment.as_ref().and_then(|a| a.state.procedure) {
        line = gap(line).and(Markup::text(procedure_name(l10n, &case.package, procedure)));
    }
    gap(line).and(standing_tags(l10n, case))
}

/// A wider space between the facts of the head.
fn gap(line: Markup) -> Markup {
    line.and(Markup::text('\u{2002}'))
}

/// The tags of level, conclusion and standing.
pub(crate) fn standing_tags(l10n: L10n, case: &Case) -> Markup {
    let mut tags = Markup::default();
    if let Some(a) = &case.assessment {
        let level = a.state.filed_level().map(domain::codes::Level::code);
        tags = tags.and(level_tag(l10n, level));
        if let Some(decided) = a.state.decisions.last() {
            tags = tags.and(conclusion_tag(l10n, decided.conclusion));
        }
        let standing = match a.state.standing {
            Standing::Suspended => Some((Band::Mid, "clock", "case-suspended")),
            Standing::Withdrawn { .. } => Some((Band::Plain, "minus", "case-withdrawn")),
            Standing::Archived => Some((Band::Plain, "history", "case-archived")),
            Standing::Active | Standing::Unopened => None,
        };
        if let Some((band, icon, key)) = standing {
            tags = tags.and(Tag::new(band, l10n.t(key)).with_icon(icon));
        }
        return tags;
    }
    let status = case.matter.state.status;
    let band = if status == Status::ScreeningProposed { Band::Info } else { Band::Plain };
    tags.and(Tag::new(band, l10n.code("matter-status", status.code())))
}

/// The tag of a conclusion.
pub(crate) fn conclusion_tag(l10n: L10n, conclusion: Conclusion) -> Tag {
    let (band, icon) = match conclusion {
        Conclusion::Implement => (Band::Low, "circle-check"),
        Conclusion::Conditional | Conclusion::Partial | Conclusion::Staged => {
            (Band::Mid, "alert-triangle")
        }
        Conclusion::Defer | Conclusion::Stop | Conclusion::Revise => (Band::High, "alert-circle"),
    };
    Tag::new(band, l10n.code("conclusion", conclusion.code())).with_icon(icon)
}

/// What a reader of the page has to know before anything else.
fn notes(l10n: L10n, case: &Case) -> Vec<Note> {
    let mut notes = Vec::new();
    let Some(assessment) = &case.assessment else { return notes };
    let number = crate::routes::encode(&case.matter.state.number);
    if !is_latest(case) {
        let all = case.matter.state.assessments.len();
        let text = l10n.t2("case-earlier", ("nth", assessment.state.ordinal), ("all", all));
        let note = Note::new(NoteKind::Info, "", text);
        notes.push(note.link(l10n.t("case-latest"), format!("/items/{number}")));
    }
    if assessment.state.standing == Standing::Suspended
        && let Some(pause) = assessment.state.pauses.iter().rev().find(|p| p.to.is_none())
    {
        let reason = super::text_of(l10n, &case.words, &pause.reason);
        let since = l10n.t1("case-suspended-since", "day", l10n.date(pause.from));
        notes.push(Note::new(NoteKind::Warn, since, reason));
    }
    if let Standing::Withdrawn { reason } = &assessment.state.standing {
        let reason = super::text_of(l10n, &case.words, reason);
        notes.push(Note::new(NoteKind::Info, l10n.t("case-withdrawn"), reason));
    }
    notes
}
