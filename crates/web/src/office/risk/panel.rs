//! `/items/{no}/panel/{panel}`: an expert rates alone; after the discussion is
//! open everyone sees all ratings, without names.

use access::Permission;
use app::{AppError, view::Case};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::{
    assessment::{
        Assessment,
        parts::{Panel, PanelState, Rating, Replaced},
    },
    ids::{PanelId, PersonId},
};
use locale::{L10n, Msg};
use uuid::Uuid;

use super::ItemPanel;
use crate::error::WebError;
use crate::flash::Flash;
use crate::form::{Errors, Field, FormView, Submitted, Values};
use crate::office::case::{CaseFrame, Sub, Which, load, text_of};
use crate::office::{
    Office,
    act::{allowed, version_of},
    clash::{self, Clash},
    raw_form,
    refusal::at_fields,
    web_error,
};
use crate::page::{self, Page};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::ui::{Markup, Note, NoteKind};
use crate::visit::Visit;

const CODES: &[&str] = &["rate_blind", "rate_again", "open_discussion", "close_panel"];

/// One factor with the fields for it.
struct Item {
    label: String,
    name: String,
    cause: String,
    points: String,
    p: Field,
    q: Field,
}

/// One factor with everyone's ratings side by side.
struct Line {
    label: String,
    name: String,
    cells: Vec<String>,
}

#[derive(Template)]
#[template(path = "risk/panel.html")]
struct Show {
    page: Page,
    top: Markup,
    /// What somebody else did meanwhile.
    conflict: Markup,
    notes: Vec<Note>,
    f: FormView,
    url: String,
    panel: String,
    version: u64,
    /// The act for which the fields stand.
    rate: Option<&'static str>,
    items: Vec<Item>,
    /// Title of the table of ratings.
    comparison: String,
    /// Heads of its columns. While the panel rates blind there is only one's own.
    heads: Vec<String>,
    lines: Vec<Line>,
    progress: String,
    may_open: bool,
    may_close: bool,
    /// Address of the form by which a silent expert is replaced.
    replace: Option<String>,
    /// Who left, in words, for those who call the panel; experts stay unnamed.
    left: Vec<String>,
    minutes: Field,
    /// Range, word for likelihood, word for impact.
    bands: Vec<(String, String, String)>,
}

pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Path((no, panel)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let case = load(&office, &no, &Which::default()).await?;
    let panel = find(&office, &case, &panel)?;
    let values = stored(&office, panel);
    let form = FormView::new(&state, &visit, values);
    render(&office, &visit, &case, panel, form)
}

pub(super) async fn send(
    State(state): State<AppState>,
    visit: Visit,
    Path((no, panel)): Path<(String, String)>,
    form: Submitted,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?.sending(ItemPanel::PATH, &form);
    let code = CODES.iter().find(|c| **c == form.values.get("act")).copied();
    let case = load(&office, &no, &Which::default()).await?;
    let Some(code) = code else {
        // Without a known act the form is not this page's; who could send none
        // of them is told that first.
        let mut may = CODES.iter().map(|code| allowed(&office, &case, code));
        let denied = may.try_fold(None, |_, one| one.err().map(Some));
        return Err(denied.flatten().unwrap_or_else(unknown));
    };
    allowed(&office, &case, code)?;
    let id = case.assessment_id().ok_or(WebError::NotFound)?;
    let panel = find(&office, &case, &panel)?;
    let mut errors = Errors::new();
    let seen = version_of(&form, &mut errors);
    if seen.is_none() {
        return render(&office, &visit, &case, panel, FormView::again(&visit, form, errors));
    }
    let mut raw = raw_form(&office, &form).await?;
    raw.set("panel", panel.id.to_string());
    // Ratings of different experts do not disturb each other; whoever opens
    // or closes must have seen the panel as it stands.
    let expected = seen.filter(|_| !code.starts_with("rate"));
    let done = app::assessment::act_form(office.app, &office.ctx, id, code, &raw, expected).await;
    let back = ItemPanel { no, panel: panel.id.to_string() }.url();
    match done {
        Ok(_) | Err(AppError::Repeated { .. }) => {
            let msg = Msg::new("risk-panel-done").with("act", Msg::code("act", code));
            return Ok(page::go(&visit, back, Some(&Flash::done(msg))));
        }
        Err(AppError::Conflict { .. }) => {
            return conflict(&office, &visit, (&case, panel), id, form).await;
        }
        Err(AppError::Reused { .. }) => errors.spent(Some(back)),
        Err(error) => {
            at_fields(error, &["ratings", "minutes", "panel"], &mut errors).map_err(web_error)?;
        }
    }
    let form = FormView::again(&visit, form, errors);
    render(&office, &visit, &case, panel, form)
}

/// Somebody else acted meanwhile. Ratings and minutes stay in their fields as
/// long as these are open; afterwards the minutes are listed.
async fn conflict(
    office: &Office<'_>,
    visit: &Visit,
    (case, panel): (&Case, &Panel),
    record: Uuid,
    form: Submitted,
) -> Result<Response, WebError> {
    let url = ItemPanel { no: case.matter.state.number.clone(), panel: panel.id.to_string() }.url();
    let clash = Clash::on(record, &form, url);
    let minutes = form.values.get("minutes").trim().to_owned();
    let mut page = view(office, visit, case, panel, FormView::again(visit, form, Errors::new()))?;
    let clash = if page.may_close || minutes.is_empty() {
        clash
    } else {
        clash.without_form(vec![(visit.l10n().t("risk-minutes"), minutes)])
    };
    page.conflict = clash.told(office, visit, case).await?;
    clash::show(&page)
}

fn unknown() -> WebError {
    WebError::Unreadable(Msg::new("errors-unreadable-request"))
}

/// The panel that is asked for, or the one at work.
fn find<'a>(office: &Office<'_>, case: &'a Case, panel: &str) -> Result<&'a Panel, WebError> {
    let state = &case.assessment.as_ref().ok_or(WebError::NotFound)?.state;
    if panel == "current" {
        let me = office.ctx.person();
        let mine = state.panels.iter().rev().find(|p| p.experts.contains(&me));
        return mine.or(state.panels.last()).ok_or(WebError::NotFound);
    }
    let id: PanelId = panel.parse().map_err(|_| WebError::NotFound)?;
    state.panels.iter().find(|p| p.id == id).ok_or(WebError::NotFound)
}

/// What this expert rated before, for the second rating.
fn stored(office: &Office<'_>, panel: &Panel) -> Values {
    let me = office.ctx.person();
    let mine = panel.discussed.get(&me).or_else(|| panel.blind.get(&me));
    mine.into_iter().flatten().fold(Values::new(), |values, r| {
        values
            .with(&format!("ratings.{}.p", r.factor), r.p.to_string())
            .with(&format!("ratings.{}.q", r.factor), r.q.to_string())
    })
}

fn render(
    office: &Office<'_>,
    visit: &Visit,
    case: &Case,
    panel: &Panel,
    form: FormView,
) -> Result<Response, WebError> {
    let failed = form.has_errors();
    page::show_form(&view(office, visit, case, panel, form)?, failed)
}

fn view(
    office: &Office<'_>,
    visit: &Visit,
    case: &Case,
    panel: &Panel,
    form: FormView,
) -> Result<Show, WebError> {
    let l10n = visit.l10n();
    let me = office.ctx.person();
    let loaded = case.assessment.as_ref().ok_or(WebError::NotFound)?;
    let CaseFrame { page, top } = CaseFrame::of(office, visit, case, Sub::Risk);
    let may = |code: &str| case.acts.iter().any(|a| a.code == code && a.waits.is_none());
    let open = panel.state != PanelState::Blind;
    let rate = act_of(panel, me).filter(|code| may(code));
    let no = case.matter.state.number.clone();
    let failed = form.has_errors();
    let page = page.errors(failed);
    Ok(Show {
        conflict: Markup::default(),
        page,
        top,
        notes: notes(l10n, panel, me),
        url: ItemPanel { no, panel: panel.id.to_string() }.url(),
        panel: l10n.code("rating", panel.stage.code()),
        version: loaded.version,
        rate,
        items: if rate.is_some() { items(l10n, case, &loaded.state, &form) } else { Vec::new() },
        comparison: l10n.t(if open { "risk-side-by-side" } else { "risk-yours" }),
        heads: heads(l10n, panel, &shown_to(panel, me), me),
        lines: lines(l10n, case, &loaded.state, panel, &shown_to(panel, me)),
        progress: l10n.t2(
            "risk-panel-progress",
            ("rated", panel.blind.len()),
            ("all", panel.experts.len()),
        ),
        may_open: panel.state == PanelState::Blind && may("open_discussion"),
        may_close: panel.state == PanelState::Discussion && may("close_panel"),
        replace: (panel.state == PanelState::Blind && may("replace_expert"))
            .then(|| format!("/items/{}/do/replace_expert", case.matter.state.number)),
        left: left(office, l10n, case, panel),
        minutes: form.area("minutes", l10n.t("risk-minutes")).hint(l10n.t("risk-minutes-hint")),
        bands: bands(l10n),
        f: form,
    })
}

/// Which rating this person gives now.
fn act_of(panel: &Panel, me: PersonId) -> Option<&'static str> {
    match panel.state {
        PanelState::Blind if panel.experts.contains(&me) && !panel.blind.contains_key(&me) => {
            Some("rate_blind")
        }
        PanelState::Discussion if panel.blind.contains_key(&me) => Some("rate_again"),
        _ => None,
    }
}

/// Experts who left without rating, told to those who call panels here.
fn left(office: &Office<'_>, l10n: L10n, case: &Case, panel: &Panel) -> Vec<String> {
    if !case.may(&office.ctx, Permission::OpenPanel) {
        return Vec::new();
    }
    let name = |person: PersonId| {
        let name = case.person_name(person);
        if name.is_empty() { l10n.t("dossier-name-erased") } else { name.to_owned() }
    };
    let told = |who: &Replaced| {
        let successor = who.successor.map_or_else(|| l10n.t("replaced-excused"), name);
        let args = [
            ("day", locale::Arg::Text(l10n.date(who.on))),
            ("who", locale::Arg::Text(name(who.person))),
            ("successor", locale::Arg::Text(successor)),
            ("by", locale::Arg::Text(name(who.by))),
            ("reason", locale::Arg::Text(text_of(l10n, &case.words, &who.reason))),
        ];
        l10n.t_args("replaced-line", &args)
    };
    panel.replaced.iter().map(told).collect()
}

fn notes(l10n: L10n, panel: &Panel, me: PersonId) -> Vec<Note> {
    let key = match panel.state {
        PanelState::Blind if panel.blind.contains_key(&me) => "risk-panel-yours-in",
        PanelState::Blind if panel.experts.contains(&me) => "risk-panel-alone",
        PanelState::Blind => "risk-panel-hidden",
        PanelState::Discussion => "risk-panel-open",
        PanelState::Closed => "risk-panel-closed",
    };
    vec![Note::new(NoteKind::Info, "", l10n.t(key))]
}

fn items(l10n: L10n, case: &Case, state: &Assessment, form: &FormView) -> Vec<Item> {
    let zh = l10n.lang() == locale::Lang::ZhCn;
    state
        .live_factors()
        .map(|factor| {
            let known = factor.catalogue.as_deref().and_then(|c| case.package.catalogue_factor(c));
            let points = known.map(|k| if zh { &k.points_zh } else { &k.points_en });
            let field = |part: &str, key: &str| {
                let name = format!("ratings.{}.{part}", factor.id);
                form.number(&name, l10n.t(key)).hint(l10n.t("risk-scale-hint"))
            };
            Item {
                label: factor.key(),
                name: text_of(l10n, &case.words, &factor.name),
                cause: text_of(l10n, &case.words, &factor.cause),
                points: points.cloned().unwrap_or_default(),
                p: field("p", "risk-p"),
                q: field("q", "risk-q"),
            }
        })
        .collect()
}

/// Whose ratings this person may see: before the discussion only one's own.
fn shown_to(panel: &Panel, me: PersonId) -> Vec<PersonId> {
    let open = panel.state != PanelState::Blind;
    panel.blind.keys().copied().filter(|who| open || *who == me).collect()
}

/// Names of the columns: letters, never persons. One's own is marked.
fn heads(l10n: L10n, panel: &Panel, shown: &[PersonId], me: PersonId) -> Vec<String> {
    shown
        .iter()
        .map(|who| {
            let letter = letter(panel.blind.keys().position(|k| k == who).unwrap_or(0));
            let key = if *who == me { "risk-expert-you" } else { "risk-expert" };
            l10n.t1(key, "letter", letter)
        })
        .collect()
}

/// A, B, … Z, A1, B1, …
fn letter(n: usize) -> String {
    let letter = u8::try_from(n % 26).map_or('A', |at| char::from(b'A' + at));
    if n < 26 { letter.to_string() } else { format!("{letter}{}", n / 26) }
}

fn lines(
    l10n: L10n,
    case: &Case,
    state: &Assessment,
    panel: &Panel,
    shown: &[PersonId],
) -> Vec<Line> {
    state
        .live_factors()
        .map(|factor| Line {
            label: factor.key(),
            name: text_of(l10n, &case.words, &factor.name),
            cells: panel
                .blind
                .iter()
                .filter(|(who, _)| shown.contains(who))
                .map(|(who, blind)| {
                    let rating =
                        |all: &[Rating]| all.iter().find(|r| r.factor == factor.id).copied();
                    let again = panel.discussed.get(who).and_then(|all| rating(all));
                    cell(l10n, rating(blind), again)
                })
                .collect(),
        })
        .collect()
}

/// `0.7 × 0.8`; a changed rating shows both.
fn cell(l10n: L10n, first: Option<Rating>, again: Option<Rating>) -> String {
    let pair = |r: Rating| format!("{} × {}", r.p, r.q);
    match (first, again) {
        (Some(old), Some(new)) if (old.p, old.q) != (new.p, new.q) => {
            format!("{} → {}", pair(old), pair(new))
        }
        (Some(only), _) | (None, Some(only)) => pair(only),
        (None, None) => l10n.code("level", "NONE"),
    }
}

/// The five ranges with their words.
fn bands(l10n: L10n) -> Vec<(String, String, String)> {
    (1..=5_u8)
        .map(|band| {
            let range = format!("0.{}–{}", (band - 1) * 2, upper(band));
            let word = |list: &str| l10n.code(list, &band.to_string());
            (range, word("p-band"), word("q-band"))
        })
        .collect()
}

fn upper(band: u8) -> String {
    if band == 5 { "1.0".to_owned() } else { format!("0.{}", band * 2) }
}

#[cfg(test)]
mod tests {
    use super::letter;

    #[test]
    fn experts_are_letters() {
        assert_eq!([letter(0), letter(25), letter(26)], ["A", "Z", "A1"]);
    }
}
