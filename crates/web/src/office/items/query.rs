//! The state of the list, which lives in the address.

use app::Ctx;
use app::lists::{Cursor, MatterFilter, Page, Reached, Scope, Sort};
use app::stats::Figure;
use serde::Deserialize;

use crate::routes::encode;

/// What the address of the list says. Everything is optional text, so that a
/// worn link still opens the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(super) struct ListState {
    /// Text in number or title.
    pub(super) q: String,
    /// Division code of a city.
    pub(super) city: String,
    /// Division code of a county.
    pub(super) county: String,
    /// Stage of work.
    pub(super) stage: String,
    /// Status of the matter.
    pub(super) status: String,
    /// Level that stands.
    pub(super) level: String,
    /// Kind of decision.
    pub(super) category: String,
    /// Year of the number.
    pub(super) year: String,
    /// `mine`: matters of one's own unit.
    pub(super) unit: String,
    /// A figure of a year, as `filed-2016`: the matters behind it.
    pub(super) reached: String,
    /// `overdue`: due day has passed.
    pub(super) due: String,
    /// `number`: by number instead of due day.
    pub(super) sort: String,
    /// Where the page starts.
    pub(super) after: String,
}

impl ListState {
    /// The fields that stand, without the place in the list.
    fn fields(&self) -> Vec<(&'static str, &str)> {
        [
            ("q", &self.q),
            ("city", &self.city),
            ("county", &self.county),
            ("stage", &self.stage),
            ("status", &self.status),
            ("level", &self.level),
            ("category", &self.category),
            ("year", &self.year),
            ("unit", &self.unit),
            ("reached", &self.reached),
            ("due", &self.due),
            ("sort", &self.sort),
        ]
        .into_iter()
        .map(|(name, value)| (name, value.trim()))
        .filter(|(_, value)| !value.is_empty())
        .collect()
    }

    /// Whether any filter is set.
    pub(super) fn is_filtered(&self) -> bool {
        self.fields().iter().any(|(name, _)| *name != "sort")
    }

    /// The query without the place in the list, as saved views keep it.
    pub(super) fn query(&self) -> String {
        let pairs: Vec<String> =
            self.fields().iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
        pairs.join("&")
    }

    /// The address of this list with other values.
    pub(super) fn url(&self, path: &str, changes: &[(&str, &str)]) -> String {
        let mut pairs: Vec<(&str, &str)> = self
            .fields()
            .into_iter()
            .filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name))
            .collect();
        pairs.extend(changes.iter().filter(|(_, value)| !value.is_empty()));
        let query: Vec<String> =
            pairs.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
    }

    /// The filter of the store. The scope is set by the use case.
    pub(super) fn filter(&self, ctx: &Ctx) -> MatterFilter {
        let some = |text: &str| Some(text.trim().to_owned()).filter(|t| !t.is_empty());
        MatterFilter {
            city: some(&self.city),
            county: some(&self.county),
            status: some(&self.status),
            stage: some(&self.stage),
            level: some(&self.level),
            year: self.year.trim().parse().ok(),
            category: some(&self.category),
            unit: (self.unit == "mine").then(|| ctx.unit().uuid()),
            text: some(&self.q),
            reached: reached(self.reached.trim()),
            due_by: (self.due == "overdue").then(|| ctx.today.yesterday().unwrap_or(ctx.today)),
            sort: if self.sort == "number" { Sort::Number } else { Sort::Due },
            ..MatterFilter::within(Scope::All)
        }
    }

    /// The page of the list, of so many rows.
    pub(super) fn page(&self, rows: u32) -> Page {
        Page { after: Cursor::parse(&self.after), limit: rows }
    }
}

/// The matters behind a figure of a year.
fn reached(text: &str) -> Option<Reached> {
    let (code, year) = text.split_once('-')?;
    Figure::ALL.into_iter().find(|figure| figure.code() == code)?.behind(year.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_keeps_what_is_set_and_nothing_else() {
        let state = ListState {
            q: " 供热 ".into(),
            city: "211300".into(),
            after: "2016-11-18~x".into(),
            ..ListState::default()
        };
        assert_eq!(state.query(), "q=%E4%BE%9B%E7%83%AD&city=211300");
        assert_eq!(state.url("/items", &[("city", "")]), "/items?q=%E4%BE%9B%E7%83%AD");
        assert_eq!(ListState::default().url("/items", &[]), "/items");
        let next = state.url("/items", &[("after", "a~b")]);
        assert!(next.ends_with("&after=a~b"), "{next}");
        assert!(state.is_filtered() && !ListState::default().is_filtered());
    }

    #[test]
    fn a_figure_of_a_year_is_a_filter_and_a_worn_link_is_none() {
        assert!(reached("filed-2016").is_some());
        for worn in ["", "filed", "sealed-2016", "filed-99999", "filed-x"] {
            assert_eq!(reached(worn), None, "{worn}");
        }
    }

    #[test]
    fn sorting_is_no_filter() {
        let state = ListState { sort: "number".into(), ..ListState::default() };
        assert!(!state.is_filtered());
        assert_eq!(state.query(), "sort=number");
    }
}
