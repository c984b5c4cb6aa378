//! Administration: units, people, security log. Three administrators share it;
//! each sees the part that the policy of `access` gives to the post.

mod import;
mod person;
mod person_new;
mod security;
mod unit;
mod unit_new;
mod units;
mod users;

use std::sync::Arc;

use access::{Permission, may_ever};
use app::directory::{Units, require};
use app::lists::UnitRow;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use domain::codes::{Role, UnitKind};
use locale::{L10n, Msg};
use uuid::Uuid;

use super::{Office, web_error};
use crate::error::WebError;
use crate::form::{Choice, Values};
use crate::page;
use crate::routes::{Route as _, mount};
use crate::state::AppState;
use crate::ui::{Markup, SubNav, SubNavEntry};
use crate::visit::Visit;

crate::routes! {
    /// Administration: leads to the part of this post.
    Admin = "/admin", get: Page, access: SignedIn;
    /// The tree of units.
    UnitList = "/admin/units", get: Page, access: Action("MANAGE_UNITS");
    /// A new unit.
    UnitNew = "/admin/units/new", get: Page, post: Act, access: Action("MANAGE_UNITS");
    /// Units from a table.
    UnitsImport = "/admin/units/import", get: Page, post: Act, access: Action("MANAGE_UNITS");
    /// One unit: its facts, name and kind.
    UnitPage { id } = "/admin/units/{id}", get: Page, post: Act, access: Action("MANAGE_UNITS");
    /// People by unit.
    Users = "/admin/users", get: Page, access: Action("MANAGE_USERS");
    /// A new person with a first post.
    UserNew = "/admin/users/new", get: Page, post: Act, access: Action("MANAGE_USERS");
    /// People from a table.
    UsersImport = "/admin/users/import", get: Page, post: Act, access: Action("MANAGE_USERS");
    /// One person: posts and account.
    User { id } = "/admin/users/{id}", get: Page, access: Action("MANAGE_USERS");
    /// Give a post.
    UserPosts { id } = "/admin/users/{id}/posts", post: Act, access: Action("MANAGE_USERS");
    /// End a post.
    UserPostEnd { id, post } = "/admin/users/{id}/posts/{post}/end", post: Act, access: Action("MANAGE_USERS");
    /// Disable or enable the account.
    UserState { id } = "/admin/users/{id}/state", post: Act, access: Action("MANAGE_USERS");
    /// Set a new first password.
    UserPassword { id } = "/admin/users/{id}/password", post: PersonalOrDraft, access: Action("MANAGE_USERS");
    /// Sign-ins and refusals.
    Security = "/admin/security", get: Page, access: Action("VIEW_SECURITY_LOG");
}

pub(crate) fn router(router: Router<AppState>, state: &AppState) -> Router<AppState> {
    let router = mount::<Admin>(router, state, get(first));
    let router = mount::<UnitList>(router, state, get(units::show));
    let router = mount::<UnitNew>(router, state, get(unit_new::show).post(unit_new::create));
    let router = mount::<UnitsImport>(router, state, get(import::units).post(import::send_units));
    let router = mount::<UnitPage>(router, state, get(unit::show).post(unit::change));
    let router = mount::<Users>(router, state, get(users::show));
    let router = mount::<UserNew>(router, state, get(person_new::show).post(person_new::create));
    let router = mount::<UsersImport>(router, state, get(import::people).post(import::send_people));
    let router = mount::<User>(router, state, get(person::show));
    let router = mount::<UserPosts>(router, state, post(person::give_post));
    let router = mount::<UserPostEnd>(router, state, post(person::end_post));
    let router = mount::<UserState>(router, state, post(person::set_state));
    let router = mount::<UserPassword>(router, state, post(person::set_password));
    mount::<Security>(router, state, get(security::show))
}

/// The parts of administration and who may see each.
fn parts() -> [(Permission, String, &'static str); 3] {
    [
        (Permission::ManageUnits, UnitList.url(), locale::key("admin-units")),
        (Permission::ManageUsers, Users.url(), locale::key("admin-users")),
        (Permission::ViewSecurityLog, Security.url(), locale::key("admin-security")),
    ]
}

/// `GET /admin`: leads to the first part that this post may see.
async fn first(State(state): State<AppState>, visit: Visit) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let role = office.ctx.role();
    match parts().into_iter().find(|(permission, ..)| may_ever(role, *permission)) {
        Some((_, url, _)) => Ok(page::go(&visit, url, None)),
        None => {
            require(&office.ctx, Permission::ManageSystem, None).map_err(web_error)?;
            Err(WebError::NotFound)
        }
    }
}

/// The parts that this post may see, as links; nothing where there is no choice.
fn subnav(office: &Office<'_>, l: L10n, current: Permission) -> Markup {
    let role = office.ctx.role();
    let entries: Vec<SubNavEntry> = parts()
        .into_iter()
        .filter(|(permission, ..)| may_ever(role, *permission))
        .map(|(permission, url, key)| SubNavEntry {
            label: l.t(key),
            url,
            current: permission == current,
        })
        .collect();
    if entries.len() < 2 {
        return Markup::default();
    }
    Markup::render(&SubNav { entries, label: l.t("admin-parts") })
}

/// Every unit of the installation.
async fn all_units(office: &Office<'_>) -> Result<Arc<Units>, WebError> {
    let mut reader = office.app.store().read().await.map_err(WebError::internal)?;
    office.app.units(&mut reader).await.map_err(web_error)
}

fn by_code<'a>(units: &'a Units, code: &str) -> Option<&'a UnitRow> {
    units.values().find(|unit| unit.code == code.trim())
}

/// Units directly below another, or the roots, by code.
fn below(units: &Units, parent: Option<Uuid>) -> Vec<&UnitRow> {
    let mut found: Vec<&UnitRow> = units.values().filter(|unit| unit.parent == parent).collect();
    found.sort_by(|a, b| a.code.cmp(&b.code));
    found
}

/// The units above a unit, root first, without itself.
fn above<'a>(units: &'a Units, unit: &UnitRow) -> Vec<&'a UnitRow> {
    let own = unit.id.to_string();
    unit.path
        .split('/')
        .filter(|part| *part != own)
        .filter_map(|part| units.get(&Uuid::parse_str(part).ok()?))
        .collect()
}

/// The version of the record that a form was made on.
///
/// # Errors
/// The form says none: it is not one of this page.
fn expected(values: &Values) -> Result<u64, WebError> {
    let unreadable = |_| WebError::Unreadable(Msg::new("errors-unreadable-request"));
    values.get("_version").parse().map_err(unreadable)
}

/// An identifier of an address.
fn id_of(text: &str) -> Result<Uuid, WebError> {
    Uuid::parse_str(text).map_err(|_| WebError::NotFound)
}

fn kinds(l: L10n) -> Vec<Choice> {
    let choice = |kind: &UnitKind| Choice::new(kind.code(), l.code("unit-kind", kind.code()));
    UnitKind::ALL.iter().map(choice).collect()
}

fn roles(l: L10n) -> Vec<Choice> {
    let choice = |role: &Role| Choice::new(role.code(), l.code("role", role.code()));
    Role::ALL.iter().map(choice).collect()
}
