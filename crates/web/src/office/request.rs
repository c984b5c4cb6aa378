//! From a request to a use case: who acts, and what was typed.

use app::lists::Hash;
use app::{App, Ctx, files::Sent, form::RawForm, once::FormKey};
use jiff::civil::Date;
use tokio::io::BufReader;

use super::web_error;
use crate::error::WebError;
use crate::form::Submitted;
use crate::state::AppState;
use crate::visit::Visit;

/// The use cases together with the one who asks.
pub(crate) struct Office<'a> {
    /// The use cases.
    pub(crate) app: &'a App,
    /// The one who asks.
    pub(crate) ctx: Ctx,
}

impl<'a> Office<'a> {
    /// The office of a signed-in visitor.
    ///
    /// # Errors
    /// [`WebError::SignIn`] without a session.
    pub(crate) fn of(state: &'a AppState, visit: &Visit) -> Result<Self, WebError> {
        let app = state.app()?;
        let session = visit.signed_in()?.session.as_ref().ok_or(WebError::SignIn)?;
        let now = app.clock().now();
        Ok(Self { app, ctx: Ctx::new(session.actor.clone(), now, visit.reference.clone()) })
    }

    /// The same for a form that was sent: a second sending has no effect. A
    /// field `occurred_on` states an earlier day.
    pub(crate) fn sending(mut self, route: &str, form: &Submitted) -> Self {
        self.ctx.form = Some(form_key(route, form));
        let stated = form.values.get("occurred_on").trim();
        if let Some(day) = app::form::parse_date(stated) {
            self.ctx = self.ctx.on(day);
        }
        self
    }

    /// The legal day of this request.
    pub(crate) fn today(&self) -> Date {
        self.ctx.today
    }
}

/// The key of a form with the hash of what was sent. Passwords are left out: a
/// hash without salt of a short text can be guessed.
pub(crate) fn form_key(route: &str, form: &Submitted) -> FormKey {
    let open = form.values.iter().filter(|(name, _)| !name.contains("password"));
    let files = form.files.iter().map(|f| (f.field.as_str(), Hash::of(&f.bytes)));
    let sent = format!("{:?} {:?}", open.collect::<Vec<_>>(), files.collect::<Vec<_>>());
    FormKey {
        key: form.key.to_string(),
        route: route.to_owned(),
        request: Hash::of(sent.as_bytes()),
    }
}

/// What was typed, with its files stored and synced; the act names them.
///
/// # Errors
/// A file that is refused; a failure of the store.
pub(crate) async fn raw_form(office: &Office<'_>, form: &Submitted) -> Result<RawForm, WebError> {
    let mut raw = RawForm::default();
    for (name, value) in form.values.iter() {
        raw.values.entry(name.to_owned()).or_default().push(value.to_owned());
    }
    for file in &form.files {
        let media_type =
            app::files::media_type(&file.file_name, &file.bytes).map_err(|refusal| {
                let msg = locale::Msg::new(refusal.key()).with("name", &file.file_name);
                WebError::Unreadable(msg)
            })?;
        let sent = Sent { field: &file.field, name: &file.file_name, media_type };
        let content = BufReader::new(file.bytes.as_slice());
        app::files::bring(office.app, &office.ctx, &mut raw, sent, content)
            .await
            .map_err(web_error)?;
    }
    Ok(raw)
}
