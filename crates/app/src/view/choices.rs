//! The choices of a form's fields, by their source.

use domain::{
    assessment::{
        Assessment, Entry,
        parts::{Activity, Panel, PanelState, Review},
    },
    codes::UnitKind,
    consultation::Consultation,
    ids::PersonId,
    rulebook::Procedure,
    text::Text,
};
use store::Reader;
use uuid::Uuid;

use super::{Case, list::like, words::words_of};
use crate::{
    App, Ctx,
    ctx::legal_day,
    directory::{Units, experts},
    error::Outcome,
    form::Source,
    lists::UnitRow,
};

/// One choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// Words, when they are data; empty when they are in the locale files.
    pub zh: String,
    /// The same in English; the Chinese words where there are none.
    pub en: String,
    /// Key of the words in the locale files; empty when they are data.
    pub key: String,
    /// A group that the choice belongs to.
    pub group: String,
    /// Whether it is offered before anybody searches: false for units elsewhere.
    pub near: bool,
}

impl Choice {
    fn data(value: impl Into<String>, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            zh: zh.into(),
            en: en.into(),
            key: String::new(),
            group: String::new(),
            near: true,
        }
    }

    fn word(prefix: &str, code: &str) -> Self {
        Self {
            value: code.to_owned(),
            zh: String::new(),
            en: String::new(),
            key: format!("{prefix}-{}", code.to_lowercase().replace('_', "-")),
            group: String::new(),
            near: true,
        }
    }

    fn grouped(mut self, group: impl Into<String>) -> Self {
        self.group = group.into();
        self
    }
}

/// Finds choices for a case, or for a page without one.
pub struct Choices<'a> {
    /// The product.
    pub app: &'a App,
    /// Who chooses: only what they may see is offered.
    pub ctx: &'a Ctx,
    /// The case, where there is one.
    pub case: Option<&'a Case>,
}

/// Kinds of unit that take part in a matter as offices: neither agencies nor
/// pools of experts.
fn acts(kind: UnitKind) -> bool {
    !matches!(kind, UnitKind::Agency | UnitKind::ExpertPool)
}

impl Choices<'_> {
    /// The choices of a source.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn of(&self, reader: &mut Reader, source: Source) -> Outcome<Vec<Choice>> {
        Ok(match source {
            Source::Codes(codes, prefix) => {
                codes.iter().map(|code| Choice::word(prefix, code)).collect()
            }
            Source::Units => self.units(reader, acts).await?,
            Source::Agencies => self.units(reader, |kind| kind == UnitKind::Agency).await?,
            Source::Experts => experts(reader, legal_day(self.app.clock().now()))
                .await?
                .into_iter()
                .map(|p| Choice::data(p.id.to_string(), p.name.clone(), p.name))
                .collect(),
            Source::Successors => {
                let named = self.case.map(at_work).unwrap_or_default();
                let today = legal_day(self.app.clock().now());
                let others = experts(reader, today).await?.into_iter();
                others
                    .filter(|p| !named.contains(&p.id))
                    .map(|p| Choice::data(p.id.to_string(), p.name.clone(), p.name))
                    .collect()
            }
            Source::Divisions => self.divisions(reader).await?,
            Source::Entries => self.voidable(reader).await?,
            Source::Matters => self.matters(reader).await?,
            other => self.case.map(|case| from_case(case, other)).unwrap_or_default(),
        })
    }

    /// The first matters of the actor's scope; more are found by a search.
    async fn matters(&self, reader: &mut Reader) -> Outcome<Vec<Choice>> {
        let Some(case) = self.case else { return Ok(Vec::new()) };
        let found = like(reader, self.ctx, "", case.matter.id).await?;
        let named = |row: store::MatterListRow| {
            let name = format!("{} {}", row.number, row.title.unwrap_or_default());
            Choice::data(row.id.to_string(), name.clone(), name)
        };
        Ok(found.into_iter().map(named).collect())
    }

    /// Units, those of the matter's place first.
    async fn units(&self, reader: &mut Reader, take: fn(UnitKind) -> bool) -> Outcome<Vec<Choice>> {
        let units = self.app.units(reader).await?;
        let facts = self.case.and_then(|case| case.matter.state.facts.as_ref());
        let own = units.get(&self.ctx.unit().uuid()).map_or("", |unit| unit.division.as_str());
        let place = facts.map_or(own, |facts| facts.division.as_str());
        let mut rows: Vec<_> = units
            .values()
            .filter(|u| u.valid_to.is_none())
            .filter(|u| UnitKind::from_code(&u.kind).is_some_and(take))
            .collect();
        rows.sort_by_cached_key(|u| by_distance(u, place));
        let named = |u: &UnitRow| {
            let near = distance(&u.division, place).is_some();
            Choice { near, ..Choice::data(u.id.to_string(), u.name.clone(), u.name.clone()) }
        };
        Ok(rows.into_iter().map(named).collect())
    }

    /// Places near the unit that chooses, and the place that the matter has.
    async fn divisions(&self, reader: &mut Reader) -> Outcome<Vec<Choice>> {
        let units = self.app.units(reader).await?;
        let own = units.get(&self.ctx.unit().uuid()).map_or("", |unit| unit.division.as_str());
        let facts = self.case.and_then(|case| case.matter.state.facts.as_ref());
        let now = facts.map(|facts| facts.division.as_str());
        let found = places(&units, own, now).into_iter();
        Ok(found.map(|(code, name)| Choice::data(code, name.clone(), name)).collect())
    }

    /// Entries that can be struck out now. A survey on the web stands in the file
    /// under its address; it is offered under its title.
    async fn voidable(&self, reader: &mut Reader) -> Outcome<Vec<Choice>> {
        let Some((case, state, procedure)) = self
            .case
            .and_then(|case| Some((case, &case.assessment.as_ref()?.state, case.procedure()?)))
        else {
            return Ok(Vec::new());
        };
        let mut found = Vec::new();
        for (entry, label, text) in voidable(state, procedure) {
            let survey = match entry {
                Entry::Activity(id) => state.activities.iter().find(|a| a.id == id),
                Entry::Notice(_) | Entry::Factor(_) | Entry::Measure(_) => None,
            };
            let survey = survey.and_then(|activity| activity.sealed.as_ref());
            let title = match survey {
                Some(sealed) => survey_title(reader, sealed.consultation.uuid()).await?,
                None => None,
            };
            let own = || case.words.get(&text).unwrap_or_default().to_owned();
            let name = format!("{label} {}", title.unwrap_or_else(own));
            found.push(Choice::data(entry_value(entry), name.clone(), name));
        }
        Ok(found)
    }
}

/// The title of a survey, unless it was erased.
async fn survey_title(reader: &mut Reader, id: Uuid) -> Outcome<Option<String>> {
    let Some(survey) = reader.load::<Consultation>(id).await? else { return Ok(None) };
    let Some(title) = survey.state.title else { return Ok(None) };
    let words = words_of(reader, &title).await?;
    Ok(words.get(&title).map(str::to_owned))
}

/// Code and name of the places that a unit may choose from: its own, its city and
/// the province, and all that lie below; and the place chosen before.
#[must_use]
pub fn places(units: &Units, own: &str, now: Option<&str>) -> Vec<(String, String)> {
    let whole = own.is_empty() || own.ends_with("0000");
    let mut codes: Vec<&str> = units
        .values()
        .filter(|u| u.kind == UnitKind::Government.code())
        .map(|u| u.division.as_str())
        .filter(|division| whole || distance(division, own).is_some())
        .chain(now)
        .collect();
    codes.sort_unstable();
    codes.dedup();
    codes.into_iter().map(|code| (code.to_owned(), place_name(units, code))).collect()
}

/// The name of a place as its government carries it; the code when there is no
/// government of that place.
#[must_use]
pub fn place_name(units: &Units, division: &str) -> String {
    units
        .values()
        .find(|u| u.division == division && u.kind == UnitKind::Government.code())
        .map_or_else(
            || crate::import::division_name(division).unwrap_or(division).to_owned(),
            |u| u.name.strip_suffix("人民政府").unwrap_or(&u.name).to_owned(),
        )
}

/// How far a place is from another that matters are about: itself, its city, the
/// province, what lies below. Nothing for places elsewhere, which are found by
/// their names; for a province that is everything below its cities.
#[must_use]
pub fn distance(division: &str, place: &str) -> Option<u8> {
    let city = |code: &str| code.get(..4).unwrap_or_default().to_owned();
    let is_city = |code: &str| code.ends_with("00");
    let whole = place.is_empty() || place.ends_with("0000");
    let same_city = !whole && city(division) == city(place);
    if division == place {
        Some(0)
    } else if same_city && is_city(division) {
        Some(1)
    } else if division.ends_with("0000") {
        Some(2)
    } else if same_city && is_city(place) || whole && is_city(division) {
        Some(3)
    } else {
        None
    }
}

/// The order of units in a list: the nearest first, those elsewhere last.
#[must_use]
pub fn by_distance(unit: &UnitRow, place: &str) -> (u8, String, String) {
    let far = distance(&unit.division, place).unwrap_or(u8::MAX);
    (far, unit.division.clone(), unit.code.clone())
}

/// The panel that rates alone, if one does.
fn panel_at_work(case: &Case) -> Option<&Panel> {
    let state = &case.assessment.as_ref()?.state;
    state.panels.iter().rev().find(|p| p.state == PanelState::Blind)
}

/// The review that is not concluded, if there is one.
fn review_at_work(case: &Case) -> Option<&Review> {
    case.assessment.as_ref()?.state.reviews.last().filter(|r| r.outcome.is_none())
}

/// Everyone named in the panel or review at work.
fn at_work(case: &Case) -> Vec<Uuid> {
    let experts = panel_at_work(case).into_iter().flat_map(|p| p.experts.iter().copied());
    let reviewers =
        review_at_work(case).into_iter().flat_map(|r| r.reviewers.iter().map(|p| p.person));
    experts.chain(reviewers).map(PersonId::uuid).collect()
}

fn people(case: &Case, who: impl Iterator<Item = PersonId>) -> Vec<Choice> {
    who.map(|p| Choice::data(p.to_string(), case.person_name(p), case.person_name(p))).collect()
}

fn from_case(case: &Case, source: Source) -> Vec<Choice> {
    let package = &case.package;
    let items = |items: &[domain::rulebook::Item]| -> Vec<Choice> {
        items.iter().map(|i| Choice::data(&i.code, &i.zh, &i.en)).collect()
    };
    match source {
        Source::Catalogue => package
            .catalogues
            .iter()
            .flat_map(|c| &c.factors)
            .map(|f| {
                Choice::data(&f.item.code, format!("{} {}", f.item.code, f.item.zh), &f.item.en)
                    .grouped(&f.group_zh)
            })
            .collect(),
        Source::SilentExperts => {
            panel_at_work(case).map(|p| people(case, p.silent())).unwrap_or_default()
        }
        Source::SilentReviewers => {
            review_at_work(case).map(|r| people(case, r.silent())).unwrap_or_default()
        }
        Source::ReturnReasons => items(&package.return_reasons),
        Source::Packet => package
            .filing
            .packet
            .iter()
            .map(|code| {
                package.forms.iter().find(|f| &f.code == code).map_or_else(
                    || Choice::data(code, code, code),
                    |f| Choice::data(code, &f.zh, &f.en),
                )
            })
            .collect(),
        Source::Procedures => package
            .procedures
            .iter()
            .map(|p| Choice::data(p.code.code(), &p.item.zh, &p.item.en))
            .collect(),
        Source::Steps => case
            .procedure()
            .into_iter()
            .flat_map(|p| &p.steps)
            .filter(|s| s.due.is_some())
            .map(|s| Choice::word("step", s.step.code()))
            .collect(),
        _ => case.assessment.as_ref().map(|a| entries(case, &a.state, source)).unwrap_or_default(),
    }
}

fn entries(case: &Case, state: &Assessment, source: Source) -> Vec<Choice> {
    let words = |text: &domain::text::Text| case.words.get(text).unwrap_or_default().to_owned();
    let named = |id: String, label: String, text: &domain::text::Text| {
        let name = format!("{label} {}", words(text));
        Choice::data(id, name.clone(), name)
    };
    match source {
        Source::Factors => {
            state.live_factors().map(|f| named(f.id.to_string(), f.key(), &f.name)).collect()
        }
        Source::Measures => {
            state.live_measures().map(|m| named(m.id.to_string(), m.key(), &m.title)).collect()
        }
        Source::OpenNotices => state
            .notices
            .iter()
            .filter(|n| n.objections.is_none() && n.void.is_none())
            .map(|n| named(n.id.to_string(), format!("{} – {}", n.from, n.to), &n.place))
            .collect(),
        Source::Meetings => meetings(case, state, |_| true),
        Source::Unconfirmed => meetings(case, state, |a| a.confirmed.is_none()),
        Source::OpenHearings => state
            .hearings
            .iter()
            .filter(|h| h.closed.is_none())
            .map(|h| named(h.id.to_string(), h.on.to_string(), &h.place))
            .collect(),
        Source::OpenTriggers => state
            .triggers
            .iter()
            .filter(|t| t.answer.is_none())
            .map(|t| named(t.id.to_string(), t.on.to_string(), &t.reason))
            .collect(),
        Source::OpenOpinions => state
            .opinions
            .iter()
            .enumerate()
            .filter(|(_, o)| o.disposition.is_none())
            .map(|(n, o)| named(n.to_string(), format!("{}.", n + 1), &o.topic))
            .collect(),
        _ => Vec::new(),
    }
}

/// Meetings that stand, by day and place.
fn meetings(case: &Case, state: &Assessment, take: fn(&Activity) -> bool) -> Vec<Choice> {
    let stands = |a: &&Activity| a.void.is_none() && a.sealed.is_none() && take(a);
    let found = state.activities.iter().filter(stands);
    found
        .map(|a| {
            let name = format!("{} {}", a.on, case.words.get(&a.place).unwrap_or_default());
            Choice::data(a.id.to_string(), name.clone(), name)
        })
        .collect()
}

/// Entries that stand and whose step is open, so that they can be struck out.
pub(super) fn voidable(state: &Assessment, procedure: &Procedure) -> Vec<(Entry, String, Text)> {
    let notices = state
        .notices
        .iter()
        .filter(|n| n.void.is_none())
        .map(|n| (Entry::Notice(n.id), n.from.to_string(), n.place));
    let activities = state
        .activities
        .iter()
        .filter(|a| a.void.is_none())
        .map(|a| (Entry::Activity(a.id), a.on.to_string(), a.place));
    let factors = state.live_factors().map(|f| (Entry::Factor(f.id), f.key(), f.name));
    let measures = state.live_measures().map(|m| (Entry::Measure(m.id), m.key(), m.title));
    let open = |step| procedure.step(step).is_some() && !state.done.contains_key(&step);
    let all = notices.chain(activities).chain(factors).chain(measures);
    all.filter(|(entry, ..)| open(entry.step())).collect()
}

/// An entry as the form sends it.
fn entry_value(entry: Entry) -> String {
    match entry {
        Entry::Notice(id) => format!("notice:{id}"),
        Entry::Activity(id) => format!("activity:{id}"),
        Entry::Factor(id) => format!("factor:{id}"),
        Entry::Measure(id) => format!("measure:{id}"),
    }
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn a_place_has_itself_its_city_the_province_and_what_lies_below() {
        /// A place, and how far others are from it.
        type Row = (&'static str, &'static [(&'static str, Option<u8>)]);
        let table: &[Row] = &[
            (
                "211302",
                &[
                    ("211302", Some(0)),
                    ("211300", Some(1)),
                    ("210000", Some(2)),
                    ("211303", None),
                    ("210100", None),
                ],
            ),
            (
                "211300",
                &[("211300", Some(0)), ("210000", Some(2)), ("211303", Some(3)), ("210102", None)],
            ),
            ("210000", &[("210000", Some(0)), ("211300", Some(3)), ("211302", None)]),
            ("", &[("210000", Some(2)), ("211300", Some(3)), ("211302", None)]),
        ];
        for (place, expected) in table {
            for (division, far) in *expected {
                assert_eq!(distance(division, place), *far, "{division} from {place}");
            }
        }
    }
}
