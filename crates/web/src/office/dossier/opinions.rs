//! Topics that people raised, and what became of them.

use askama::Template;
use domain::{assessment::parts::Opinion, codes::Disposition};
use locale::format;

use super::parts::{Card, Dossier, prose};
use crate::ui::{Band, Facts, Markup, Tag};

#[derive(Template)]
#[template(path = "dossier/opinion.html")]
struct Shown {
    topic: String,
    count: String,
    source: String,
    tag: Tag,
    reply: String,
    factors: String,
    measures: String,
    link: Option<(String, String)>,
}

/// Every topic with its answer.
pub(super) fn card(d: &Dossier<'_>) -> Card {
    let title = d.t("opinions-title");
    if d.state.opinions.is_empty() {
        return Card::new(title, prose(&d.t("opinions-none")));
    }
    let body = d
        .state
        .opinions
        .iter()
        .enumerate()
        .fold(Markup::default(), |body, (n, opinion)| body.and(one(d, n, opinion)));
    let raised: u32 = d.state.opinions.iter().fold(0, |sum, o| sum.saturating_add(o.count));
    let sub = d.l10n.t2("opinions-sub", ("topics", d.state.opinions.len()), ("count", raised));
    Card::with(title, sub, body, d.t("opinions-foot"))
}

fn one(d: &Dossier<'_>, index: usize, opinion: &Opinion) -> Markup {
    let tag = match opinion.disposition {
        None => Tag::new(Band::Plain, d.t("opinions-open")).with_icon("clock"),
        Some(found) => Tag::new(Band::Info, d.l10n.code("disposition", found.code())),
    };
    let reply = d.maybe(opinion.reply.as_ref());
    let factors = d.factors(&opinion.factors);
    let measures = d.measures(&opinion.measures);
    let open = opinion.disposition.is_none() && d.can("answer_opinion");
    Markup::render(&Shown {
        topic: d.text(&opinion.topic),
        count: d.l10n.t1("opinions-count", "count", opinion.count),
        source: source(d, opinion),
        tag,
        reply,
        factors: if factors.is_empty() {
            String::new()
        } else {
            d.l10n.t1("opinions-factors", "factors", factors)
        },
        measures: if measures.is_empty() {
            String::new()
        } else {
            d.l10n.t1("opinions-measures", "measures", measures)
        },
        link: open
            .then(|| (d.t("opinions-answer"), d.act_url("answer_opinion", &index.to_string()))),
    })
}

/// The meeting from whose minutes a topic was taken.
fn source(d: &Dossier<'_>, opinion: &Opinion) -> String {
    let meeting = opinion.raised_at.and_then(|id| d.state.activities.iter().find(|a| a.id == id));
    let Some(meeting) = meeting else { return String::new() };
    let kind = d.l10n.code("activity", meeting.kind.code());
    d.l10n.t2("opinions-source", ("kind", kind), ("day", d.day(meeting.on)))
}

/// How many topics were adopted.
pub(super) fn rate(d: &Dossier<'_>) -> Card {
    let of = |wanted: &[Disposition]| {
        let found = d.state.opinions.iter();
        let found = found.filter(|o| o.disposition.is_some_and(|x| wanted.contains(&x)));
        u64::try_from(found.count()).unwrap_or(u64::MAX)
    };
    let answered = of(Disposition::ALL);
    let adopted = of(&[Disposition::Adopted, Disposition::Partly]);
    let all = u64::try_from(d.state.opinions.len()).unwrap_or(u64::MAX);
    let mut facts = Facts::new()
        .fact(d.t("opinions-adoption"), format::share(adopted, answered))
        .fact(d.t("opinions-answered"), d.l10n.t2("opinions-of", ("part", answered), ("all", all)));
    for disposition in Disposition::ALL {
        let label = d.l10n.code("disposition", disposition.code());
        facts = facts.fact(label, d.l10n.t1("opinions-topics", "count", of(&[*disposition])));
    }
    Card::with(d.t("opinions-rate"), "", facts, d.t("opinions-rate-foot"))
}
