//! People in front of the pages: the real router, driven as a browser would,
//! with cookies, forms and their hidden fields.

use futures_util::future::BoxFuture;
use std::{collections::BTreeMap, net::SocketAddr, sync::OnceLock};

use app::{App, demo, directory};
use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use documents::{docx::Typefaces, fonts::FontSettings};
use http_body_util::BodyExt as _;
use ledger::Hash;
use papers::{Kit, queue::Press};
use tower::ServiceExt as _;
use web::{
    AppState,
    routes::encode,
    session::{self, Token},
    state::Entropy,
};

use crate::{Failure, form::Form, wire::exchange};

/// The site of one installation.
#[derive(Clone)]
pub struct Site {
    router: Router,
    app: App,
    entropy: Entropy,
    setup_code: String,
    press: Option<Press>,
}

/// Fonts and templates, read once for all tests of a program; `None` on a machine
/// without fonts.
fn kit() -> Option<Kit> {
    static KIT: OnceLock<Option<Kit>> = OnceLock::new();
    KIT.get_or_init(|| Kit::new(&FontSettings::default(), Typefaces::default()).ok()).clone()
}

impl Site {
    /// The real router over the use cases, as a demonstration.
    #[must_use]
    pub fn of(app: &App) -> Self {
        let mut config = config::Config::default();
        config.demo.enabled = true;
        Self::with(app, config)
    }

    /// The same with other settings.
    #[must_use]
    pub fn with(app: &App, config: config::Config) -> Self {
        let entropy = Entropy::from_seed([16; 32]);
        let state = AppState::new(config, entropy.clone()).with_app(app.clone());
        let press = kit().map(|kit| Press::new(app.clone(), kit));
        let state = match &press {
            Some(press) => state.with_press(press.clone()),
            None => state,
        };
        let setup_code = state.setup_code().to_owned();
        Self { router: web::router(state), app: app.clone(), entropy, setup_code, press }
    }

    /// The code that the terminal shows for the first run.
    #[must_use]
    pub fn setup_code(&self) -> &str {
        &self.setup_code
    }

    /// What makes documents. No worker runs: a test takes each turn itself.
    ///
    /// # Errors
    /// When the machine has no fonts.
    pub fn press(&self) -> Result<&Press, Failure> {
        self.press.as_ref().ok_or_else(|| "no fonts on this machine".into())
    }

    /// Someone without session.
    #[must_use]
    pub fn anyone(&self) -> Visitor {
        let way = Way::Router(self.router.clone());
        Visitor { way, cookies: BTreeMap::new(), lang: None }
    }

    /// Someone signed in by a name of the demonstration. The session ends by the
    /// clock: sign in after the clock was moved.
    ///
    /// # Errors
    /// When name and password do not open a session.
    pub async fn signed_in(&self, username: &str) -> Result<Visitor, Failure> {
        let mut visitor = self.anyone();
        self.sign_in(&mut visitor, username).await?;
        Ok(visitor)
    }

    /// Opens a session in a browser that keeps its other cookies.
    ///
    /// # Errors
    /// As [`Site::signed_in`].
    pub fn sign_in<'a>(
        &'a self,
        visitor: &'a mut Visitor,
        username: &'a str,
    ) -> BoxFuture<'a, Result<(), Failure>> {
        Box::pin(async move {
            let token = Token::new(&self.entropy);
            let (hash, now) = (Hash(token.hash()), self.app.clock().now());
            match directory::sign_in(&self.app, username, demo::PASSWORD, hash, now).await? {
                directory::SignIn::In { .. } => {}
                other => return Err(format!("{username}: {other:?}").into()),
            }
            visitor.cookies.insert(session::cookie_name(false).to_owned(), token.cookie());
            Ok(())
        })
    }

    /// How many entries the log has.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn log_size(&self) -> Result<u64, Failure> {
        Ok(self.app.store().head().await?.tree.size())
    }
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Status.
    pub status: StatusCode,
    /// Headers.
    pub headers: HeaderMap,
    /// Body as text; other bytes are replaced.
    pub text: String,
    /// Body as it came.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// A header, empty when it is missing.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Where it leads.
    #[must_use]
    pub fn location(&self) -> &str {
        self.header("location")
    }

    /// Whether it is a page.
    #[must_use]
    pub fn is_page(&self) -> bool {
        self.header("content-type").starts_with("text/html")
    }

    /// The title of the window.
    #[must_use]
    pub fn title(&self) -> String {
        let tags = crate::markup::tags(&self.text);
        tags.iter().find(|tag| tag.name == "title").map(|tag| tag.text.clone()).unwrap_or_default()
    }

    /// The form that is sent to an address, and holds all these fields.
    ///
    /// # Errors
    /// When the page has no such form.
    pub fn form(&self, action: &str, fields: &[(&str, &str)]) -> Result<Form, Failure> {
        let holds = |form: &Form| fields.iter().all(|(name, value)| form.value(name) == *value);
        let mut forms = Form::all(&self.text).into_iter();
        let found = forms.find(|form| form.action == action && holds(form));
        found.ok_or_else(|| {
            format!("{} without form to {action}: {}", self.status, self.title()).into()
        })
    }
}

/// How requests reach the site.
#[derive(Clone)]
enum Way {
    /// Without a network.
    Router(Router),
    /// Over the network.
    Wire(SocketAddr),
}

/// A person with a browser.
#[derive(Clone)]
pub struct Visitor {
    way: Way,
    cookies: BTreeMap<String, String>,
    lang: Option<&'static str>,
}

impl Visitor {
    /// Someone without session in front of a running program.
    #[must_use]
    pub fn at(address: SocketAddr) -> Self {
        Self { way: Way::Wire(address), cookies: BTreeMap::new(), lang: None }
    }

    /// The same browser in front of the program at another address.
    #[must_use]
    pub fn moved_to(mut self, address: SocketAddr) -> Self {
        self.way = Way::Wire(address);
        self
    }

    /// The same person reading `zh-CN` or `en`.
    #[must_use]
    pub fn reading(mut self, lang: &'static str) -> Self {
        self.lang = Some(lang);
        self
    }

    /// `GET`.
    ///
    /// # Errors
    /// When the address is none, or the body breaks off.
    pub async fn get(&mut self, path: &str) -> Result<Answer, Failure> {
        self.get_with(path, &[]).await
    }

    /// `GET` with headers.
    ///
    /// # Errors
    /// As [`Visitor::get`].
    pub async fn get_with(
        &mut self,
        path: &str,
        headers: &[(&str, &str)],
    ) -> Result<Answer, Failure> {
        let mut request = Request::builder().method(Method::GET).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.request(request, Body::empty()).await
    }

    /// Opens a page and gives the form on it that is sent to the same address.
    ///
    /// # Errors
    /// When the page has no such form.
    pub async fn form(&mut self, path: &str) -> Result<Form, Failure> {
        let action = path.split('?').next().unwrap_or(path);
        self.get(path).await?.form(action, &[]).map_err(|e| format!("{path}: {e}").into())
    }

    /// Opens the page of a form, types these fields and sends it with its hidden
    /// fields.
    ///
    /// # Errors
    /// As [`Visitor::form`].
    pub async fn post_form(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
    ) -> Result<Answer, Failure> {
        let form = self.form(path).await?;
        let form = fields.iter().fold(form, |form, (name, value)| form.with(name, *value));
        self.send(&form).await
    }

    /// Sends a form.
    ///
    /// # Errors
    /// As [`Visitor::get`].
    pub async fn send(&mut self, form: &Form) -> Result<Answer, Failure> {
        let request = Request::builder()
            .method(Method::POST)
            .uri(&form.action)
            .header("sec-fetch-site", "same-origin");
        if form.multipart {
            let request = request
                .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"));
            return self.request(request, Body::from(multipart(form))).await;
        }
        let pair = |(name, value): &(String, String)| format!("{}={}", encode(name), encode(value));
        let body = form.fields.iter().map(pair).collect::<Vec<_>>().join("&");
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.request(request, Body::from(body)).await
    }

    /// Sends a request with this browser's cookies and keeps those that come
    /// back.
    ///
    /// # Errors
    /// As [`Visitor::get`].
    pub fn request<'a>(
        &'a mut self,
        mut request: axum::http::request::Builder,
        body: Body,
    ) -> BoxFuture<'a, Result<Answer, Failure>> {
        Box::pin(async move {
            let mut cookies: Vec<String> =
                self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            if let Some(lang) = self.lang {
                cookies.push(format!("lang={lang}"));
            }
            if !cookies.is_empty() {
                request = request.header(header::COOKIE, cookies.join("; "));
            }
            let request = request.body(body)?;
            let (status, headers, bytes) = match &self.way {
                Way::Router(router) => {
                    let (parts, body) = router.clone().oneshot(request).await?.into_parts();
                    (parts.status, parts.headers, body.collect().await?.to_bytes().to_vec())
                }
                Way::Wire(address) => exchange(*address, request).await?,
            };
            self.keep_cookies(&headers);
            let text = String::from_utf8_lossy(&bytes).into_owned();
            Ok(Answer { status, headers, text, bytes })
        })
    }

    fn keep_cookies(&mut self, headers: &HeaderMap) {
        for line in headers.get_all(header::SET_COOKIE) {
            let pair = line.to_str().unwrap_or_default().split(';').next().unwrap_or_default();
            let Some((name, value)) = pair.split_once('=') else {
                continue;
            };
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

const BOUNDARY: &str = "----wenping-test-boundary";

fn multipart(form: &Form) -> Vec<u8> {
    let mut body = Vec::new();
    let mut part = |head: String, bytes: &[u8]| {
        body.extend_from_slice(
            format!("--{BOUNDARY}\r\ncontent-disposition: form-data; {head}\r\n\r\n").as_bytes(),
        );
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    };
    for (name, value) in &form.fields {
        part(format!("name=\"{name}\""), value.as_bytes());
    }
    for file in &form.files {
        part(format!("name=\"{}\"; filename=\"{}\"", file.field, file.name), &file.bytes);
    }
    body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    body
}
