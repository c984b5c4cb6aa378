//! The choices of a form, read once for all its fields.

use app::form::Source;
use app::view::{Case, Choices};
use locale::{L10n, Lang};

use super::spec::ActForm;
use crate::error::WebError;
use crate::form::{Choice, FormView};
use crate::office::narrow::{self, Offer};
use crate::office::{Office, web_error};

/// Choices by their source.
pub(super) struct Lists(Vec<(Source, Vec<Offer>)>);

impl Lists {
    /// Reads the choices of every field.
    ///
    /// # Errors
    /// A failure of the store.
    pub(super) async fn read(
        office: &Office<'_>,
        case: &Case,
        form: &ActForm,
        l10n: L10n,
    ) -> Result<Self, WebError> {
        let store = office.app.store();
        let mut reader = store.read().await.map_err(|e| web_error(e.into()))?;
        let choices = Choices { app: office.app, ctx: &office.ctx, case: Some(case) };
        let mut lists = Vec::new();
        for source in form.sources() {
            let found = choices.of(&mut reader, source).await.map_err(web_error)?;
            let shown = found.into_iter().map(|c| offer(l10n, c)).collect();
            lists.push((source, shown));
        }
        Ok(Self(lists))
    }

    /// Whether a value is among the choices of a source. Everything is, where a
    /// list is filled elsewhere and is judged by the act itself.
    pub(super) fn allows(&self, source: Source, value: &str) -> bool {
        let all = self.all(source);
        all.is_empty() || all.iter().any(|offer| offer.choice.value == value)
    }

    /// Whether a source offers nothing.
    pub(super) fn is_empty(&self, source: Source) -> bool {
        self.all(source).is_empty()
    }

    /// The label of a value.
    pub(super) fn label(&self, source: Source, value: &str) -> Option<&str> {
        let found = self.all(source).iter().find(|offer| offer.choice.value == value)?;
        Some(found.choice.label.as_str())
    }

    /// The choices of a field: of units those near, or those searched for.
    pub(super) fn offered(&self, source: Source, form: &FormView, name: &str) -> Vec<Choice> {
        let all = self.all(source);
        if self.is_long(source) {
            return narrow::offered(form, name, all);
        }
        all.iter().map(|offer| offer.choice.clone()).collect()
    }

    /// Whether some choices of a source are only found by searching.
    pub(super) fn is_long(&self, source: Source) -> bool {
        self.all(source).iter().any(|offer| !offer.near)
    }

    fn all(&self, source: Source) -> &[Offer] {
        self.0.iter().find(|(s, _)| *s == source).map_or(&[], |(_, c)| c.as_slice())
    }
}

fn offer(l10n: L10n, found: app::view::Choice) -> Offer {
    let words = if !found.key.is_empty() {
        l10n.t(&found.key)
    } else if l10n.lang() == Lang::En && !found.en.is_empty() {
        found.en
    } else {
        found.zh
    };
    let label = if found.group.is_empty() {
        words
    } else {
        l10n.t2("trail-fact", ("label", found.group), ("value", words))
    };
    Offer { choice: Choice::new(found.value, label), near: found.near }
}
