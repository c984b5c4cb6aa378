//! Errors as pages, fragments and problem documents.

use std::error::Error;

use askama::Template;
use axum::Json;
use axum::body::HttpBody;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use locale::{L10n, format};
use serde_json::{Map, Value, json};

use super::{Conflict, Raised, WebError};
use crate::form::rescue;
use crate::marked::marked;
use crate::page::{Page, Shell};
use crate::routes::encode;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "error/page.html")]
struct ErrorPage<'a> {
    page: &'a Page,
    told: &'a Told,
}

#[derive(Template)]
#[template(path = "error/page_public.html")]
struct PublicErrorPage<'a> {
    page: &'a Page,
    told: &'a Told,
}

#[derive(Template)]
#[template(path = "error/fragment.html")]
struct Fragment<'a> {
    told: &'a Told,
}

/// An error in words.
struct Told {
    status: u16,
    title: String,
    lead: String,
    facts: Vec<(String, String)>,
    missing: Vec<String>,
    conflict: Option<Conflict>,
    next: Option<(String, String)>,
    reference: String,
    l10n: L10n,
}

/// Gives an answer without words its words. Answers that are whole pass.
pub(crate) fn render(visit: &Visit, response: Response) -> Response {
    if let Some(Raised(error)) = response.extensions().get::<Raised>().cloned() {
        return tell(visit, &error);
    }
    let silent = response.body().size_hint().exact() == Some(0)
        || response
            .headers()
            .get(header::CONTENT_TYPE)
            .is_some_and(|kind| kind.as_bytes().starts_with(b"text/plain"));
    match WebError::from_status(response.status()) {
        Some(error) if silent => {
            let allowed = response.headers().get(header::ALLOW).cloned();
            let mut told = tell(visit, &error);
            if let Some(methods) = allowed {
                told.headers_mut().insert(header::ALLOW, methods);
            }
            told
        }
        _ => response,
    }
}

fn tell(visit: &Visit, error: &WebError) -> Response {
    log(visit, error);
    if matches!(error, WebError::SignIn) && !visit.machine {
        return to_sign_in(visit);
    }
    if let WebError::StaleForm(Some(kept)) = error {
        return rescue::show(visit, kept);
    }
    let told = Told::of(visit, error);
    let mut response = if visit.machine {
        problem(visit, error, &told)
    } else if visit.htmx {
        html(Fragment { told: &told }.render())
    } else {
        page(visit, &told)
    };
    *response.status_mut() = error.status();
    if let WebError::TooMany { seconds } = error {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(*seconds));
    }
    if matches!(error, WebError::SignIn) && visit.path.starts_with("/api/") {
        // RFC 9110, 11.6.1: a 401 names the way in.
        let way = HeaderValue::from_static("Bearer realm=\"wenping\"");
        response.headers_mut().insert(header::WWW_AUTHENTICATE, way);
    }
    response
}

fn page(visit: &Visit, told: &Told) -> Response {
    let shell = if visit.user.is_some() { Shell::Staff } else { Shell::Public };
    let page = Page::new(visit, &told.title).shell(shell);
    match shell {
        Shell::Staff => html(ErrorPage { page: &page, told }.render()),
        Shell::Public => html(PublicErrorPage { page: &page, told }.render()),
    }
}

fn html(rendered: askama::Result<String>) -> Response {
    match rendered {
        Ok(text) => Html(marked(text)).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// A page asks for sign-in and comes back; a fragment sends the whole page.
fn to_sign_in(visit: &Visit) -> Response {
    let url = format!("/login?next={}", encode(&visit.path));
    if !visit.htmx {
        return Redirect::to(&url).into_response();
    }
    let mut response = StatusCode::UNAUTHORIZED.into_response();
    if let Ok(value) = HeaderValue::from_str("/login") {
        response.headers_mut().insert("hx-redirect", value);
    }
    response
}

/// `application/problem+json` (RFC 9457).
fn problem(visit: &Visit, error: &WebError, told: &Told) -> Response {
    let mut body = Map::new();
    body.insert("type".into(), format!("urn:wenping:problem:{}", error.code()).into());
    body.insert("title".into(), told.title.clone().into());
    body.insert("status".into(), told.status.into());
    body.insert("detail".into(), told.lead.clone().into());
    body.insert("instance".into(), format!("urn:wenping:request:{}", visit.reference).into());
    if let WebError::Refused(refusal) = error {
        body.insert("code".into(), refusal.code.clone().into());
        body.insert("rule".into(), visit.l10n().say(&refusal.rule).into());
        body.insert("source".into(), refusal.source.clone().into());
        body.insert("missing".into(), json!(told.missing));
        let supplier = refusal.supplier.as_ref().map(|who| visit.l10n().say(who));
        body.insert("supplier".into(), json!(supplier));
    }
    let kind = HeaderValue::from_static("application/problem+json");
    let mut response = Json(Value::Object(body)).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

impl Told {
    fn of(visit: &Visit, error: &WebError) -> Self {
        let l = visit.l10n();
        let code = error.code();
        let mut told = Self {
            status: error.status().as_u16(),
            title: l.t(&format!("error-{code}-title")),
            lead: l.t(&format!("error-{code}-lead")),
            facts: Vec::new(),
            missing: Vec::new(),
            conflict: None,
            next: Some(("/".to_owned(), l.t("errors-home"))),
            reference: visit.reference.clone(),
            l10n: l,
        };
        told.fill(error);
        told
    }

    fn fill(&mut self, error: &WebError) {
        let l = self.l10n;
        match error {
            WebError::Forbidden(denial) => {
                self.fact(l.t("errors-owner"), denial.owner.clone());
                self.fact(l.t("errors-ask"), denial.ask.as_ref().map(|ask| l.say(ask)));
                let may: Vec<String> = denial.may.iter().map(|post| l.say(post)).collect();
                self.fact(l.t("errors-may"), (!may.is_empty()).then(|| l.join(&may)));
                self.fact(l.t("errors-rule"), denial.rule.as_ref().map(|rule| l.say(rule)));
                self.fact(l.t("errors-source"), denial.source.clone());
            }
            WebError::Conflict(conflict) => {
                self.lead =
                    l.t2("errors-conflict-who", ("who", &conflict.who), ("at", &conflict.at));
                self.next = Some((conflict.reload.clone(), l.t("errors-reload")));
                self.conflict = Some((**conflict).clone());
            }
            WebError::Refused(refusal) => {
                self.lead = l.say(&refusal.rule);
                self.fact(l.t("errors-source"), Some(refusal.source.clone()));
                self.missing = refusal.missing.iter().map(|item| l.say(item)).collect();
                let supplier = refusal.supplier.as_ref().map(|who| l.say(who));
                self.fact(l.t("errors-supplier"), supplier);
                if let Some(back) = &refusal.back {
                    self.next = Some((back.clone(), l.t("errors-back")));
                }
            }
            WebError::Unreadable(reason) => self.lead = l.say(reason),
            WebError::TooLarge { limit } if *limit > 0 => {
                let size = format::number(i64::try_from(limit / 1024).unwrap_or(i64::MAX));
                self.lead = l.t1("errors-limit", "kib", size);
            }
            WebError::TooMany { seconds } => self.lead = l.t1("errors-wait", "seconds", *seconds),
            _ => {}
        }
    }

    fn fact(&mut self, label: String, value: Option<String>) {
        if let Some(value) = value {
            self.facts.push((label, value));
        }
    }
}

/// One line for each failure, with its chain and without personal data: forms,
/// names and queries are never part of it.
fn log(visit: &Visit, error: &WebError) {
    let path = visit.path.split('?').next().unwrap_or_default();
    let (code, reference) = (error.code(), visit.reference.as_str());
    match error {
        WebError::Internal(source) | WebError::Unavailable(source) => {
            let chain = chain(source.as_ref());
            tracing::error!(code, reference, http.path = path, chain, "request failed");
        }
        _ => tracing::debug!(code, reference, http.path = path, "request refused"),
    }
}

fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text.push_str(" <- ");
        text.push_str(&cause.to_string());
        next = cause.source();
    }
    text
}
