//! The choices of a form, read once for all its fields.

use app::form::Source;
use app::view::{Case, Choices};
use locale::{L10n, Lang};

use super::spec::ActForm;
use crate::error::WebError;
use crate::form::Choice;
use crate::office::{Office, web_error};

/// Choices by their source.
pub(super) struct Lists(Vec<(Source, Vec<Choice>)>);

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
            let shown = found.into_iter().map(|c| choice(l10n, c)).collect();
            lists.push((source, shown));
        }
        Ok(Self(lists))
    }

    /// The choices of a source.
    pub(super) fn of(&self, source: Source) -> &[Choice] {
        self.0.iter().find(|(s, _)| *s == source).map_or(&[], |(_, c)| c.as_slice())
    }
}

fn choice(l10n: L10n, found: app::view::Choice) -> Choice {
    let words = if !found.key.is_empty() {
        l10n.t(&found.key)
    } else if l10n.lang() == Lang::En && !found.en.is_empty() {
        found.en
    } else {
        found.zh
    };
    let label = if found.group.is_empty() { words } else { format!("{}：{words}", found.group) };
    Choice::new(found.value, label)
}
