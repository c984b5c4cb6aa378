//! The shell through the real router: headers, errors, cookies, forms.

#![expect(clippy::expect_used, reason = "helpers of tests fail the test by panicking")]

use std::collections::BTreeMap;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use config::Config;
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;
use web::state::{Entropy, SignedIn};
use web::{AppState, csrf, routes, session};

fn state() -> AppState {
    let mut config = Config::default();
    config.demo.enabled = true;
    AppState::new(config, Entropy::from_seed([7; 32]))
}

fn site() -> Router {
    web::router(state())
}

async fn send(site: &Router, request: Request<Body>) -> (StatusCode, HeaderMap, String) {
    let response = site.clone().oneshot(request).await.expect("answer");
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.expect("body").to_bytes();
    (parts.status, parts.headers, String::from_utf8_lossy(&bytes).into_owned())
}

async fn get(
    site: &Router,
    path: &str,
    headers: &[(&str, &str)],
) -> (StatusCode, HeaderMap, String) {
    let mut request = Request::get(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    send(site, request.body(Body::empty()).expect("request")).await
}

async fn post(
    site: &Router,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> (StatusCode, HeaderMap, String) {
    let mut request =
        Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    send(site, request.body(Body::from(body.to_owned())).expect("request")).await
}

fn cookies(headers: &HeaderMap) -> Vec<String> {
    let text = |value: &header::HeaderValue| value.to_str().expect("text").to_owned();
    headers.get_all(header::SET_COOKIE).iter().map(text).collect()
}

fn hidden(html: &str, name: &str) -> String {
    let start = format!("name=\"{name}\" value=\"");
    let rest = html.split(&start).nth(1).expect("hidden field");
    rest.split('"').next().expect("value").to_owned()
}

#[tokio::test]
async fn every_route_answers_with_security_headers() {
    let site = site();
    for route in routes::all().filter(|route| route.get.is_some()) {
        let (status, headers, _) = get(&site, &route.path.replace(['{', '}'], ""), &[]).await;
        assert!(status != StatusCode::INTERNAL_SERVER_ERROR, "{}", route.path);
        assert_eq!(
            headers["content-security-policy"],
            web::CONTENT_SECURITY_POLICY,
            "{}",
            route.path
        );
        assert_eq!(headers["x-content-type-options"], "nosniff");
        assert!(headers.contains_key("x-request-id"));
        assert!(headers.contains_key("cache-control"));
    }
}

#[test]
fn routes_are_listed_once_and_changing_ones_have_a_kind() {
    let mut paths: Vec<&str> = routes::all().map(|route| route.path).collect();
    let count = paths.len();
    paths.sort_unstable();
    paths.dedup();
    assert_eq!(paths.len(), count, "two routes with one pattern");
    for route in routes::all() {
        assert!(route.get.is_some() || route.post.is_some(), "{} answers nothing", route.name);
        assert_ne!(route.post, Some(routes::Kind::Page), "{}: a page is not sent", route.name);
    }
}

#[tokio::test]
async fn pages_hold_no_inline_style_or_script() {
    let site = site();
    for path in ["/style", "/style?lang=en", "/style?error=conflict", "/preferences", "/nowhere"] {
        let (_, _, html) = get(&site, path, &[]).await;
        assert!(!html.contains(" style="), "{path}");
        assert!(!html.contains("<script>") && !html.contains(" onclick="), "{path}");
        assert!(!html.contains('⟦'), "{path} has a key without text");
        assert_eq!(html.matches("<h1").count(), 1, "{path}");
    }
}

#[tokio::test]
async fn assets_are_kept_for_ever_and_precompressed() {
    let site = site();
    let path = web::asset("app.css");
    let (status, headers, css) = get(&site, &path, &[]).await;
    assert_eq!(status, StatusCode::OK);
    assert!(css.contains("--brand:") && css.contains("modern-normalize"));
    assert_eq!(headers["cache-control"], "public, max-age=31536000, immutable");
    let (_, headers, _) = get(&site, &path, &[("accept-encoding", "gzip")]).await;
    assert_eq!(headers["content-encoding"], "gzip");
    assert_eq!(get(&site, "/assets/app.css", &[]).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn errors_speak_to_people_fragments_and_programs() {
    let site = site();
    let (status, _, html) = get(&site, "/nowhere?lang=en", &[]).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(html.contains("Page not found") && html.contains("<!doctype html>"));
    let (_, _, part) = get(&site, "/style?error=forbidden", &[("hx-request", "true")]).await;
    assert!(part.starts_with("<div class=\"note bad\"") && !part.contains("<html"));
    let (status, headers, body) = get(&site, "/api/v1/nothing", &[]).await;
    assert_eq!(
        (status, headers["content-type"].to_str().expect("text")),
        (StatusCode::NOT_FOUND, "application/problem+json")
    );
    let problem: serde_json::Value = serde_json::from_str(&body).expect("JSON");
    assert_eq!(problem["type"], "urn:wenping:problem:not-found");
    let reference = headers["x-request-id"].to_str().expect("text");
    assert_eq!(problem["instance"], format!("urn:wenping:request:{reference}"));
}

#[tokio::test]
async fn error_pages_explain_themselves() {
    let site = site();
    let cases = [
        ("forbidden", 403, vec!["盘锦市", "盘锦市人民政府的安全管理员"]),
        ("conflict", 409, vec!["专家 C已在 10:42 提交", "0.55", "0.60"]),
        ("refused", 422, vec!["国令713号 art. 15", "牵头单位"]),
        ("too-large", 413, vec!["512 KiB"]),
        ("too-many", 429, vec!["30 秒"]),
        ("internal", 500, vec!["请求编号"]),
    ];
    for (name, expected, words) in cases {
        let (status, headers, html) = get(&site, &format!("/style?error={name}"), &[]).await;
        assert_eq!(status.as_u16(), expected, "{name}");
        for word in words {
            assert!(html.contains(word), "{name} does not say {word}");
        }
        assert!(!html.contains("asked for on the style page"), "internal reasons stay inside");
        assert_eq!(headers.contains_key("retry-after"), name == "too-many");
    }
}

#[tokio::test]
async fn language_theme_and_size_are_kept() {
    let site = site();
    let (_, headers, html) = get(&site, "/preferences?lang=en&theme=dark&size=large", &[]).await;
    assert!(html.contains("<html lang=\"en\" data-theme=\"dark\" class=\"large\">"));
    let set = cookies(&headers).join("\n");
    assert!(set.contains("lang=en;") && set.contains("theme=dark;") && set.contains("size=large;"));
    let (_, _, html) = get(&site, "/preferences", &[("cookie", "lang=en; theme=light")]).await;
    assert!(html.contains("<html lang=\"en\" data-theme=\"light\">"));
    let (_, _, html) = get(&site, "/preferences", &[("accept-language", "en-GB,en;q=0.9")]).await;
    assert!(html.contains("<html lang=\"en\">"));
    let (_, headers, _) = get(&site, "/preferences?theme=pink", &[]).await;
    assert!(!cookies(&headers).join("").contains("theme="));
}

#[tokio::test]
async fn settings_go_back_only_to_this_site() {
    let site = site();
    let (status, headers, _) =
        post(&site, "/preferences", &[], "theme=dark&back=%2Fitems%3Fq%3D1").await;
    assert_eq!(
        (status, &headers["location"]),
        (StatusCode::SEE_OTHER, &"/items?q=1".parse().expect("value"))
    );
    assert!(cookies(&headers).join("").contains("theme=dark"));
    for back in ["https%3A%2F%2Fevil.example", "%2F%2Fevil.example", "%2F%5Cevil"] {
        let (_, headers, _) = post(&site, "/preferences", &[], &format!("back={back}")).await;
        assert_eq!(headers["location"], "/");
    }
    let cross = [("sec-fetch-site", "cross-site")];
    let (status, headers, _) = post(&site, "/preferences", &cross, "theme=dark").await;
    assert_eq!((status, cookies(&headers).len()), (StatusCode::FORBIDDEN, 0));
}

#[tokio::test]
async fn forms_need_the_token_of_their_browser() {
    let site = site();
    let (_, headers, html) = get(&site, "/style", &[]).await;
    let cookie = cookies(&headers).join("");
    let cookie = cookie.split(';').next().expect("cookie");
    let (token, key) = (hidden(&html, "_csrf"), hidden(&html, "_key"));
    let good =
        format!("_csrf={token}&_key={key}&title=%E7%A8%B3%E8%AF%84&day=2016-11-18&kind=POLICY");
    let (status, headers, _) = post(&site, "/style", &[("cookie", cookie)], &good).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert!(cookies(&headers).join("").contains("flash="));
    let other = "wenping-visit=".to_owned() + &"ab".repeat(32);
    for headers in [
        vec![],
        vec![("cookie", other.as_str())],
        vec![("cookie", cookie), ("sec-fetch-site", "cross-site")],
    ] {
        assert_eq!(post(&site, "/style", &headers, &good).await.0, StatusCode::FORBIDDEN);
    }
    let (status, _, _) =
        post(&site, "/style", &[("cookie", cookie)], &format!("_csrf={token}&title=x")).await;
    assert_eq!(status, StatusCode::FORBIDDEN, "a form without key");
}

#[tokio::test]
async fn a_form_with_errors_keeps_what_was_typed_and_its_key() {
    let site = site();
    let (_, headers, html) = get(&site, "/style", &[]).await;
    let cookie = cookies(&headers).join("");
    let cookie = cookie.split(';').next().expect("cookie");
    let (token, key) = (hidden(&html, "_csrf"), hidden(&html, "_key"));
    let body = format!(
        "_csrf={token}&_key={key}&title=%3Cb%3E&day=tomorrow&kind=&topics=PRICE&reason=a%0D%0Ab"
    );
    let (status, _, html) = post(&site, "/style", &[("cookie", cookie)], &body).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(html.contains("有 2 处需要修改") && html.contains("<title>有错误："));
    assert!(html.contains("<a href=\"#f-day\">") && html.contains("id=\"f-day\""));
    assert!(html.contains("value=\"tomorrow\"") && html.contains("value=\"&#60;b&#62;\""));
    assert!(html.contains("value=\"PRICE\" checked"));
    assert_eq!(hidden(&html, "_key"), key);
}

#[tokio::test]
async fn a_stale_form_of_this_site_is_given_back() {
    let site = site();
    let headers = [("sec-fetch-site", "same-origin"), ("cookie", "x=y")];
    let body = "_csrf=old&_key=&title=%E9%BE%99%E6%B3%89%E8%B7%AF&new_password=secret";
    let (status, headers, html) = post(&site, "/style", &headers, body).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    assert!(html.contains("龙泉路") && !html.contains("secret"));
    assert!(cookies(&headers).join("").contains("wenping-visit="));
}

#[tokio::test]
async fn large_and_strange_bodies_are_refused() {
    let site = site();
    let (status, _, html) = post(&site, "/style", &[], &"a=".repeat(300_000)).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(html.contains("512 KiB"));
    let many = "a=1&".repeat(2001);
    assert_eq!(post(&site, "/style", &[], &many).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(post(&site, "/style", &[], "a=%FF").await.0, StatusCode::UNPROCESSABLE_ENTITY);
    let json = Request::post("/style").header("content-type", "application/json");
    let (status, _, _) = send(&site, json.body(Body::from("{}")).expect("request")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn signed_in_pages_are_not_stored_and_show_who_works() {
    let entropy = Entropy::from_seed([1; 32]);
    let token = session::Token::new(&entropy);
    let person = SignedIn {
        name: "王五".into(),
        unit_name: "朝阳市稳评办".into(),
        roles: vec!["FILING_OFFICER".into()],
        ..SignedIn::default()
    };
    let site = web::router(state().with_sessions(BTreeMap::from([(token.hash(), person)])));
    let cookie = format!("wenping={}", token.cookie());
    let (_, headers, html) = get(&site, "/style", &[("cookie", &cookie)]).await;
    assert_eq!(headers["cache-control"], "no-store");
    assert!(html.contains("朝阳市稳评办") && html.contains("备案审核"));
    assert_eq!(hidden(&html, "_csrf"), csrf::token(&token));
    assert!(!html.contains(&token.cookie()), "the token itself never stands in a page");
    assert!(!format!("{token:?}").contains(&token.cookie()));
}

#[tokio::test]
async fn the_style_page_is_for_demonstrations_only() {
    let site = web::router(AppState::new(Config::default(), Entropy::from_seed([7; 32])));
    assert_eq!(get(&site, "/style", &[]).await.0, StatusCode::NOT_FOUND);
    assert_eq!(get(&site, "/healthz", &[]).await.2, "ok\n");
}
