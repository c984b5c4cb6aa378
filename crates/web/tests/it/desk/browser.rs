//! A visitor with cookies.

use std::collections::BTreeMap;

use app::App;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use config::Config;
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;
use visitor::{Engine, Stage, TestApp};
use web::AppState;
use web::state::Entropy;

pub(crate) const PASSWORD: &str = app::demo::PASSWORD;

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) location: String,
    pub(crate) cookies: Vec<String>,
    pub(crate) body: String,
}

pub(crate) struct Browser {
    site: Router,
    cookies: BTreeMap<String, String>,
}

/// Units and people of the demonstration, and the site on them.
pub(crate) async fn stage() -> (Stage, Router) {
    let stage = TestApp::founded(Engine::Sqlite).await.unwrap();
    let site = site(&stage.test.app);
    (stage, site)
}

pub(crate) fn site(app: &App) -> Router {
    web::router(state(app))
}

fn state(app: &App) -> AppState {
    let mut config = Config::default();
    config.demo.enabled = true;
    AppState::new(config, Entropy::from_seed([9; 32])).with_app(app.clone())
}

/// The code that the terminal shows for the first run of this site.
pub(crate) fn setup_code(app: &App) -> String {
    state(app).setup_code().to_owned()
}

impl Browser {
    pub(crate) fn new(site: &Router) -> Self {
        Self { site: site.clone(), cookies: BTreeMap::new() }
    }

    /// A visitor who has signed in.
    pub(crate) async fn of(site: &Router, username: &str) -> Self {
        let mut browser = Self::new(site);
        let answer = browser.sign_in(username, PASSWORD, "/").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{username}: {}", answer.body);
        browser
    }

    pub(crate) async fn sign_in(&mut self, username: &str, password: &str, next: &str) -> Answer {
        let fields = [("username", username), ("password", password), ("next", next)];
        self.fill("/login", "/login", &fields).await
    }

    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        let request = Request::get(path).body(Body::empty()).unwrap();
        self.send(request).await
    }

    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let pairs: Vec<String> = fields
            .iter()
            .map(|(name, value)| {
                format!("{}={}", web::routes::encode(name), web::routes::encode(value))
            })
            .collect();
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(pairs.join("&")))
            .unwrap();
        self.send(request).await
    }

    /// Opens a page and sends the form that goes to `action`.
    pub(crate) async fn fill(
        &mut self,
        page: &str,
        action: &str,
        fields: &[(&str, &str)],
    ) -> Answer {
        let shown = self.get(page).await;
        assert_eq!(shown.status, StatusCode::OK, "{page}");
        let tokens = tokens(&shown.body, action);
        let version = version(&shown.body, action);
        let mut fields = fields.to_vec();
        fields.extend(version.as_deref().map(|version| ("_version", version)));
        self.send_form(action, &tokens, &fields).await
    }

    pub(crate) async fn send_form(
        &mut self,
        action: &str,
        (csrf, key): &(String, String),
        fields: &[(&str, &str)],
    ) -> Answer {
        let mut all = vec![("_csrf", csrf.as_str()), ("_key", key.as_str())];
        all.extend_from_slice(fields);
        self.post(action, &all).await
    }

    async fn send(&mut self, mut request: Request<Body>) -> Answer {
        let jar: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !jar.is_empty() {
            request.headers_mut().insert(header::COOKIE, jar.join("; ").parse().unwrap());
        }
        let response = self.site.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let text = |value: &header::HeaderValue| value.to_str().unwrap().to_owned();
        let cookies: Vec<String> =
            parts.headers.get_all(header::SET_COOKIE).iter().map(text).collect();
        for cookie in &cookies {
            let (pair, rest) = cookie.split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            if rest.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let bytes = body.collect().await.unwrap().to_bytes();
        Answer {
            status: parts.status,
            location: parts.headers.get(header::LOCATION).map(text).unwrap_or_default(),
            cookies,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }
}

/// Token and key of the form that goes to `action`.
pub(crate) fn tokens(html: &str, action: &str) -> (String, String) {
    let start = format!("action=\"{action}\"");
    let form = html.split(&start).nth(1).unwrap_or_else(|| panic!("no form goes to {action}"));
    let hidden = |name: &str| {
        let rest = form.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap();
        rest.split('"').next().unwrap().to_owned()
    };
    (hidden("_csrf"), hidden("_key"))
}

/// The version of the record that the form on a page was made on.
pub(crate) fn version(html: &str, action: &str) -> Option<String> {
    let form = html.split(&format!("action=\"{action}\"")).nth(1)?.split("</form>").next()?;
    let behind = form.split("name=\"_version\" value=\"").nth(1)?;
    behind.split('"').next().map(str::to_owned)
}

/// The first address in a page that begins so, with what follows.
pub(crate) fn link_with(html: &str, start: &str, text: &str) -> String {
    let at = html.find(text).unwrap_or_else(|| panic!("{text} is not on the page"));
    let before = &html[..at];
    let href =
        before.rfind(&format!("href=\"{start}")).unwrap_or_else(|| panic!("no link to {start}"));
    before[href + 6..].split('"').next().unwrap().to_owned()
}
