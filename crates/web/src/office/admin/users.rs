//! `/admin/users`: people by unit, and search.

use access::Permission;
use app::directory::{self, PersonChoice, Units, require};
use app::lists::{PostRow, UnitRow};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use jiff::civil::Date;
use locale::L10n;
use serde::Deserialize;
use uuid::Uuid;

use super::{User, UserNew, Users, UsersImport, above, all_units, below, subnav};
use crate::error::WebError;
use crate::nav::Nav;
use crate::office::{Office, web_error};
use crate::page::{self, Page};
use crate::routes::{Route as _, encode};
use crate::state::AppState;
use crate::ui::{Band, Markup, Tag};
use crate::visit::Visit;

/// Most people that a search shows.
const MOST: usize = 100;

/// Which unit, or what is looked for.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    unit: String,
    #[serde(default)]
    q: String,
}

/// One person of the table.
struct Line {
    name: String,
    url: String,
    username: String,
    posts: Vec<String>,
    state: Tag,
}

#[derive(Template)]
#[template(path = "admin/users.html")]
struct UsersPage {
    page: Page,
    subnav: Markup,
    query: String,
    unit_id: String,
    title: String,
    searched: bool,
    lines: Vec<Line>,
    more: bool,
    below: Vec<(String, String)>,
    new_url: String,
    import_url: String,
    list_url: String,
}

/// `GET /admin/users?unit=…&q=…`.
pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    require(&office.ctx, Permission::ManageUsers, None).map_err(web_error)?;
    let (l, units) = (visit.l10n(), all_units(&office).await?);
    let asked_unit = Uuid::parse_str(&asked.unit).ok().and_then(|id| units.get(&id));
    let own = units.get(&office.ctx.unit().uuid());
    let unit = asked_unit.or(own).ok_or(WebError::NotFound)?;
    let query = asked.q.trim().to_owned();
    let (lines, more) = if query.is_empty() {
        (at_unit(&office, unit, l).await?, false)
    } else {
        let (people, more) = directory::find_people(office.app, &office.ctx, &query, MOST)
            .await
            .map_err(web_error)?;
        (people.iter().map(|person| line(person, &[], office.today(), l)).collect(), more)
    };
    page::show(&UsersPage {
        page: with_crumbs(Page::new(&visit, l.t("users-title")).nav(Nav::Admin), &units, unit),
        subnav: subnav(&office, l, Permission::ManageUsers),
        searched: !query.is_empty(),
        title: if query.is_empty() { unit.name.clone() } else { l.t("users-found") },
        query,
        unit_id: unit.id.to_string(),
        lines,
        more,
        below: below(&units, Some(unit.id)).into_iter().map(link).collect(),
        new_url: format!("{UserNew}?unit={}", encode(&unit.code)),
        import_url: UsersImport.url(),
        list_url: Users.url(),
    })
}

async fn at_unit(office: &Office<'_>, unit: &UnitRow, l: L10n) -> Result<Vec<Line>, WebError> {
    let found = directory::colleagues(office.app, &office.ctx, unit.id).await.map_err(web_error)?;
    let today = office.today();
    Ok(found.iter().map(|one| line(&one.person, &one.posts, today, l)).collect())
}

fn line(person: &PersonChoice, posts: &[PostRow], today: Date, l: L10n) -> Line {
    Line {
        name: person.name.clone(),
        url: User { id: person.id.to_string() }.url(),
        username: person.username.clone(),
        posts: posts.iter().map(|post| post_words(post, today, l)).collect(),
        state: state_tag(person.disabled, l),
    }
}

/// A role with its period, where it does not run on.
fn post_words(post: &PostRow, today: Date, l: L10n) -> String {
    let role = l.code("role", &post.role);
    match post.valid_to {
        Some(to) if to < today => l.t2("users-post-ended", ("role", role), ("day", l.date(to))),
        Some(to) => l.t2("users-post-until", ("role", role), ("day", l.date(to))),
        None => role,
    }
}

/// Whether the account is in use.
pub(super) fn state_tag(disabled: bool, l: L10n) -> Tag {
    if disabled {
        Tag::new(Band::Plain, l.t("users-disabled")).with_icon("minus")
    } else {
        Tag::new(Band::Info, l.t("users-enabled")).with_icon("circle-check")
    }
}

fn link(unit: &UnitRow) -> (String, String) {
    (unit.name.clone(), people_url(unit))
}

/// Address of the people of a unit.
pub(super) fn people_url(unit: &UnitRow) -> String {
    format!("{Users}?unit={}", unit.id)
}

fn with_crumbs(page: Page, units: &Units, unit: &UnitRow) -> Page {
    above(units, unit)
        .into_iter()
        .fold(page, |page, upper| page.crumb(&upper.name, people_url(upper)))
        .here(&unit.name)
}
