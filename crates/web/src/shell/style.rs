//! `/style`: every component on one page, for the eye. Answers in demonstration
//! mode only.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use locale::{L10n, Msg};
use serde::Deserialize;

use crate::error::{Conflict, ConflictField, Denial, Refusal, WebError};
use crate::figures::bar::{Fill, bar};
use crate::figures::matrix::{Matrix, Pip};
use crate::figures::ruler::{Ruler, Scale, mini};
use crate::flash::Flash;
use crate::form::{Choice, FormView, Parse, Submitted, Values};
use crate::nav::{self, Nav};
use crate::page::{self, Page};
use crate::state::{AppState, SignedIn};
use crate::ui::{
    Band, Empty, Facts, Markup, Moment, Note, NoteKind, Pager, Step, StepState, Steps, SubNav,
    SubNavEntry, Tag, Timeline, Verdict, level_tag,
};
use crate::visit::Visit;

const SCALE: Scale = Scale { medium: 3600, high: 6400 };

/// `?error=conflict` shows an error page instead.
#[derive(Deserialize)]
pub(super) struct Sample {
    error: Option<String>,
}

#[derive(Template)]
#[template(path = "shell/style.html")]
struct Style {
    page: Page,
    form: FormView,
    kinds: Vec<Choice>,
    topics: Vec<Choice>,
    steps: Steps,
    subnav: SubNav,
    before: Markup,
    after: Markup,
    matrix: Matrix,
    rows: Vec<Row>,
    facts: Facts,
    check: Facts,
    timeline: Timeline,
    verdicts: [Verdict; 2],
    empty: Empty,
    pager: Pager,
    notes: Vec<Note>,
    bars: Vec<(String, u64, Markup)>,
}

struct Row {
    title: String,
    number: &'static str,
    stage: Tag,
    level: Tag,
    mini: Markup,
    index: String,
    due: Tag,
}

/// `GET /style`.
pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Query(sample): Query<Sample>,
) -> Result<Response, WebError> {
    only_demo(&state)?;
    if let Some(name) = sample.error {
        return Err(sample_error(&name));
    }
    let form = FormView::new(&state, &visit, Values::new());
    page::show(&style(&visit, form))
}

/// `POST /style`: a form that checks its fields and changes nothing.
pub(super) async fn send(
    State(state): State<AppState>,
    visit: Visit,
    form: Submitted,
) -> Result<Response, WebError> {
    only_demo(&state)?;
    let mut parse = Parse::new(&form.values);
    parse.text("title", 60);
    parse.date("day");
    parse.choice("kind", |code| (!code.is_empty()).then_some(()));
    match parse.finish() {
        Ok(()) => {
            let flash = Flash::done(Msg::new("style-sent"));
            Ok(page::go(&visit, "/style", Some(&flash)))
        }
        Err(errors) => {
            let view = FormView::again(&visit, form, errors);
            page::show_form(&style(&visit, view), true)
        }
    }
}

fn only_demo(state: &AppState) -> Result<(), WebError> {
    if state.config.demo.enabled { Ok(()) } else { Err(WebError::NotFound) }
}

fn sample_error(name: &str) -> WebError {
    match name {
        "forbidden" => WebError::Forbidden(Box::new(Denial {
            owner: Some("盘锦市".into()),
            ask: Some(
                Msg::new("errors-ask-granter")
                    .with("unit", "盘锦市人民政府")
                    .with("role", Msg::code("role", "SECURITY_ADMIN"))
                    .with("names", "示例"),
            ),
            rule: None,
            source: None,
            ..Denial::default()
        })),
        "conflict" => WebError::Conflict(Box::new(Conflict {
            who: "专家 C".into(),
            at: "10:42".into(),
            fields: vec![ConflictField {
                label: "F1 p".into(),
                theirs: "0.55".into(),
                yours: "0.60".into(),
            }],
            reload: "/style".into(),
        })),
        "refused" => WebError::Refused(Box::new(Refusal {
            code: "SAMPLE".into(),
            rule: Msg::new("style-refused"),
            source: "国令713号 art. 15".into(),
            missing: vec![Msg::new("style-field-title")],
            supplier: Some(Msg::new("role-lead-unit")),
            back: Some("/style".into()),
        })),
        "too-large" => WebError::TooLarge { limit: 512 * 1024 },
        "too-many" => WebError::TooMany { seconds: 30 },
        "stale" => WebError::StaleForm(None),
        "internal" => WebError::internal("asked for on the style page"),
        _ => WebError::NotFound,
    }
}

fn style(visit: &Visit, form: FormView) -> Style {
    let l = visit.l10n();
    let title = l.t("style-title");
    let mut page = Page::new(visit, title.as_str())
        .subtitle(l.t("style-sub"))
        .crumb(l.t("nav-items"), "/items")
        .here(title)
        .errors(form.has_errors());
    if page.user.is_none() {
        let user = sample_person(l);
        page.nav = nav::every(&user, Some(Nav::Items), l);
        page.user = Some(user);
        page.csrf = visit.csrf();
    }
    let choice = |(list, code): (&str, &str)| Choice::new(code, l.code(list, code));
    Style {
        page,
        form,
        kinds: ["DECISION", "POLICY", "PROJECT"].map(|code| choice(("category", code))).into(),
        topics: ["EXPROPRIATION", "PRICE", "NIMBY"].map(|code| choice(("sector", code))).into(),
        steps: steps(l),
        subnav: subnav(l),
        before: Ruler::new(SCALE, 5460).band(4340, 6580).svg(),
        after: Ruler::new(SCALE, 3060).band(2220, 4000).before(5460).svg(),
        matrix: matrix(l),
        rows: rows(l),
        facts: facts(l),
        check: check(l),
        timeline: timeline(l),
        verdicts: verdicts(l),
        empty: empty(l),
        pager: pager(l),
        notes: notes(l),
        bars: bars(l),
    }
}

fn sample_person(l: L10n) -> SignedIn {
    SignedIn {
        person: "0".into(),
        name: l.t("style-person"),
        unit: "211300".into(),
        unit_name: l.t("style-unit"),
        roles: vec!["FILING_OFFICER".into()],
        open_tasks: Some(9),
        session: None,
    }
}

fn steps(l: L10n) -> Steps {
    let stages = [
        ("LISTED", "07-04", StepState::Done),
        ("SCREENING", "07-08", StepState::Done),
        ("PARTICIPATION", "", StepState::Skipped),
        ("RATING", "08-26", StepState::Done),
        ("MEASURES", "09-02", StepState::Done),
        ("REVIEW", "", StepState::Now),
        ("FILING_DECISION", "", StepState::Later),
        ("TRACKING", "", StepState::Later),
    ];
    let step = |(code, detail, state): (&str, &str, StepState)| Step {
        label: l.code("stage", code),
        detail: detail.into(),
        state,
    };
    Steps { steps: stages.map(step).into(), l10n: l }
}

fn subnav(l: L10n) -> SubNav {
    let entry = |(code, current): (&str, bool)| SubNavEntry {
        label: l.code("step", code),
        url: "/style".into(),
        current,
    };
    let entries = [("SCREENING", true), ("IDENTIFICATION", false), ("MEASURES", false)];
    SubNav { entries: entries.map(entry).into(), label: l.t("style-subnav") }
}

fn matrix(l: L10n) -> Matrix {
    let pip = |(label, p_band, q_band, before): (&str, u8, u8, bool)| Pip {
        label: label.into(),
        url: format!("#{label}"),
        p_band,
        q_band,
        before,
    };
    let pips = [("F1", 5, 5, true), ("F1", 3, 4, false), ("F2", 4, 4, true), ("F7", 4, 3, false)];
    Matrix::new(l, &pips.map(pip), |p, q| {
        let middle = u32::from(2 * p - 1) * u32::from(2 * q - 1);
        match middle {
            0..=4 => 1,
            5..=16 => 2,
            17..=36 => 3,
            37..=64 => 4,
            _ => 5,
        }
    })
}

fn rows(l: L10n) -> Vec<Row> {
    let row = |(level, index, due): (&str, i64, Band)| Row {
        title: l.t("style-matter"),
        number: "LN-CY-2016-00412",
        stage: Tag::new(Band::Info, l.code("stage", "TRACKING")).with_icon("route"),
        level: level_tag(l, Some(level)),
        mini: mini(SCALE, index),
        index: locale::format::index(index),
        due: Tag::new(due, "11-20").with_icon("clock"),
    };
    [("LOW", 3060, Band::Plain), ("MEDIUM", 5460, Band::Mid), ("HIGH", 7012, Band::High)]
        .map(row)
        .into()
}

fn facts(l: L10n) -> Facts {
    Facts::two()
        .fact(l.code("part", "DECISION_MAKER"), l.t("style-unit"))
        .markup(l.t("style-level"), level_tag(l, None))
        .fact(l.code("part", "FILING"), "")
        .fact(l.t("style-field-day"), "2016-11-18")
}

fn check(l: L10n) -> Facts {
    let change = l.t("style-change");
    Facts::new()
        .fact(l.t("style-field-title"), l.t("style-matter"))
        .change(change.as_str(), "#f-title")
        .fact(l.t("style-field-day"), "2016-12-20")
        .change(change, "#f-day")
}

fn timeline(l: L10n) -> Timeline {
    let moment = |(time, code, warn, todo): (&str, &str, bool, bool)| Moment {
        time: time.into(),
        text: l.code("step", code),
        detail: l.t("style-unit"),
        warn,
        todo,
    };
    let moments = [
        ("10-23", "MEASURES", true, false),
        ("12-15", "TRACKING", false, false),
        ("03-21", "ARCHIVE", false, true),
    ];
    Timeline { moments: moments.map(moment).into() }
}

fn verdicts(l: L10n) -> [Verdict; 2] {
    [true, false].map(|passed| Verdict {
        passed,
        title: l.t(if passed { "verdict-passed" } else { "verdict-refused" }),
        lead: l.t("style-lead"),
        points: vec![l.t("style-lead")],
        focus: false,
    })
}

fn empty(l: L10n) -> Empty {
    Empty {
        icon: "list-search",
        title: l.t("style-empty"),
        lead: l.t("style-lead"),
        action: Some((l.t("style-reset"), "/style".into())),
    }
}

fn pager(l: L10n) -> Pager {
    Pager {
        text: l.t2("pager-shown", ("shown", 50_i64), ("total", 2246_i64)),
        first: Some("/style".into()),
        previous: None,
        next: Some("/style".into()),
        l10n: l,
    }
}

fn notes(l: L10n) -> Vec<Note> {
    [NoteKind::Info, NoteKind::Ok, NoteKind::Warn, NoteKind::Bad]
        .map(|kind| {
            Note::new(kind, l.t("style-strong"), l.t("style-lead"))
                .link(l.t("style-change"), "/style")
        })
        .into()
}

fn bars(l: L10n) -> Vec<(String, u64, Markup)> {
    [("SUPPORT", 54, Fill::Agree), ("INDIFFERENT", 5, Fill::Pass), ("OPPOSE", 18, Fill::Disagree)]
        .map(|(code, value, fill)| (l.code("attitude", code), value, bar(value, 100, fill)))
        .into()
}
