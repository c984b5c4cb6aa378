//! `/admin/users/{id}`: the posts and the account of one person.

use access::Permission;
use app::lists::PostRow;
use app::{
    AppError,
    directory::{self, Dossier, NewPost, require},
};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::{
    codes::Role,
    ids::{PersonId, PostId, UnitId},
};
use jiff::{Timestamp, civil::Date};
use locale::Msg;

use super::{
    User, UserPassword, UserPostEnd, UserPosts, UserState, all_units, by_code, expected, id_of,
    roles, subnav, users::state_tag,
};
use crate::error::{Conflict, ConflictField, WebError};
use crate::flash::Flash;
use crate::form::{Choice, Errors, FormView, Parse, Submitted, Values};
use crate::nav::Nav;
use crate::office::{Office, refusal::at_fields, web_error};
use crate::page::{self, Page};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::ui::{Facts, Markup};
use crate::visit::Visit;

/// One post of the table.
struct PostLine {
    unit: String,
    role: String,
    from: String,
    to: String,
    end_url: Option<String>,
}

#[derive(Template)]
#[template(path = "admin/person.html")]
struct OnePerson {
    page: Page,
    subnav: Markup,
    facts: Facts,
    posts: Vec<PostLine>,
    /// Form to give a post, with its errors.
    give: FormView,
    /// Form to set a password, with its errors.
    reset: FormView,
    /// Forms that hold nothing but a button.
    plain: FormView,
    roles: Vec<Choice>,
    disabled: bool,
    /// Version of the person's record.
    version: u64,
    own: bool,
    give_url: String,
    reset_url: String,
    state_url: String,
}

/// `GET /admin/users/{id}`.
pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    page::show(&one_person(&state, &visit, &office, &id, Sent::Nothing).await?)
}

/// Which form of the page was sent and has errors.
enum Sent {
    Nothing,
    Give(FormView),
    Reset(FormView),
}

async fn one_person(
    state: &AppState,
    visit: &Visit,
    office: &Office<'_>,
    id: &str,
    sent: Sent,
) -> Result<OnePerson, WebError> {
    let l = visit.l10n();
    let person = PersonId::new(id_of(id)?);
    let dossier = directory::dossier(office.app, &office.ctx, person).await.map_err(web_error)?;
    let units = all_units(office).await?;
    let who = &dossier.colleague.person;
    let line = |post: &PostRow| PostLine {
        unit: units.get(&post.unit_id).map(|unit| unit.name.clone()).unwrap_or_default(),
        role: l.code("role", &post.role),
        from: l.date(post.valid_from),
        to: post.valid_to.map(|day| l.date(day)).unwrap_or_default(),
        end_url: post
            .valid_to
            .is_none()
            .then(|| UserPostEnd { id: id.to_owned(), post: post.id.to_string() }.url()),
    };
    let empty = || FormView::new(state, visit, Values::new());
    let errors = !matches!(sent, Sent::Nothing);
    let (give, reset) = match sent {
        Sent::Nothing => (empty(), empty()),
        Sent::Give(form) => (form, empty()),
        Sent::Reset(form) => (empty(), form),
    };
    Ok(OnePerson {
        page: Page::new(visit, &who.name).nav(Nav::Admin).subtitle(&who.username).errors(errors),
        subnav: subnav(office, l, Permission::ManageUsers),
        facts: facts(visit, &dossier),
        posts: dossier.colleague.posts.iter().map(line).collect(),
        give,
        reset,
        plain: empty(),
        roles: roles(l),
        disabled: who.disabled,
        version: dossier.version,
        own: person == office.ctx.person(),
        give_url: UserPosts { id: id.to_owned() }.url(),
        reset_url: UserPassword { id: id.to_owned() }.url(),
        state_url: UserState { id: id.to_owned() }.url(),
    })
}

fn facts(visit: &Visit, dossier: &Dossier) -> Facts {
    let l = visit.l10n();
    let who = &dossier.colleague.person;
    let locked = match dossier.locked_until {
        Some(until) => l.t1("person-locked-until", "time", l.date_time(until)),
        None => l.t("person-not-locked"),
    };
    let password =
        if dossier.must_change { l.t("person-password-first") } else { l.t("person-password-own") };
    Facts::new()
        .fact(l.t("person-username"), &who.username)
        .fact(l.t("person-name"), &who.name)
        .markup(l.t("person-state"), Markup::default().and(state_tag(who.disabled, l)))
        .fact(l.t("person-lock"), locked)
        .fact(l.t("person-password"), password)
}

/// What stands now, after another administrator changed the person's posts or
/// account, beside what this one wanted.
async fn conflict(
    visit: &Visit,
    office: &Office<'_>,
    id: &str,
    at: Option<Timestamp>,
    yours: String,
) -> Result<WebError, WebError> {
    let l = visit.l10n();
    let person = PersonId::new(id_of(id)?);
    let dossier = directory::dossier(office.app, &office.ctx, person).await.map_err(web_error)?;
    let open = dossier.colleague.posts.iter().filter(|post| post.valid_to.is_none());
    let posts: Vec<String> = open.map(|post| l.code("role", &post.role)).collect();
    let key = if dossier.colleague.person.disabled { "users-disabled" } else { "users-enabled" };
    let theirs = [l.t(key), l.join(&posts)].join(" · ");
    let field = ConflictField { label: l.t("person-posts"), theirs, yours };
    Ok(WebError::Conflict(Box::new(Conflict {
        who: l.t("person-conflict-who"),
        at: at.map(|at| l.date_time(at)).unwrap_or_default(),
        fields: vec![field],
        reload: User { id: id.to_owned() }.url(),
    })))
}

fn back(visit: &Visit, id: &str, msg: Msg) -> Response {
    page::go(visit, User { id: id.to_owned() }, Some(&Flash::done(msg)))
}

/// `POST /admin/users/{id}/posts`.
pub(super) async fn give_post(
    State(state): State<AppState>,
    visit: Visit,
    Path(id): Path<String>,
    form: Submitted,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?.sending(UserPosts::PATH, &form);
    require(&office.ctx, Permission::ManageUsers, None).map_err(web_error)?;
    let units = all_units(&office).await?;
    let unit = by_code(&units, form.values.get("unit")).map(|unit| UnitId::new(unit.id));
    let errors = match read_post(&form.values, unit, office.today()) {
        Ok(new) => {
            let person = PersonId::new(id_of(&id)?);
            let seen = expected(&form.values)?;
            match directory::give_post(office.app, &office.ctx, person, new, seen).await {
                Err(AppError::Conflict { at, .. }) => {
                    let yours = visit.l10n().code("role", new.role.code());
                    return Err(conflict(&visit, &office, &id, at, yours).await?);
                }
                Ok(()) | Err(AppError::Repeated { .. }) => {
                    return Ok(back(&visit, &id, Msg::new("person-post-given")));
                }
                Err(error) => {
                    let mut errors = Errors::new();
                    at_fields(error, &["unit", "role"], &mut errors).map_err(web_error)?;
                    errors
                }
            }
        }
        Err(errors) => errors,
    };
    let sent = Sent::Give(FormView::again(&visit, form, errors));
    page::show_form(&one_person(&state, &visit, &office, &id, sent).await?, true)
}

fn read_post(values: &Values, unit: Option<UnitId>, today: Date) -> Result<NewPost, Errors> {
    let mut parse = Parse::new(values);
    if unit.is_none() {
        parse.wrong("unit", Msg::new("field-unknown-unit"));
    }
    let role = parse.choice("role", Role::from_code);
    let until = parse.optional_date("until");
    if until.flatten().is_some_and(|day| day < today) {
        parse.wrong("until", Msg::new("person-until-past").with("today", today.to_string()));
    }
    parse.finish()?;
    match (unit, role, until) {
        (Some(unit), Some(role), Some(until)) => Ok(NewPost { unit, role, until }),
        _ => Err(Errors::new()),
    }
}

/// `POST /admin/users/{id}/posts/{post}/end`.
pub(super) async fn end_post(
    State(state): State<AppState>,
    visit: Visit,
    Path((id, post)): Path<(String, String)>,
    form: Submitted,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?.sending(UserPostEnd::PATH, &form);
    let (person, post) = (PersonId::new(id_of(&id)?), PostId::new(id_of(&post)?));
    match directory::end_post(office.app, &office.ctx, person, post).await {
        Ok(()) | Err(AppError::Repeated { .. }) => {
            Ok(back(&visit, &id, Msg::new("person-post-ended")))
        }
        Err(error) => Err(web_error(error)),
    }
}

/// `POST /admin/users/{id}/state`: field `disabled` is `yes` or `no`.
pub(super) async fn set_state(
    State(state): State<AppState>,
    visit: Visit,
    Path(id): Path<String>,
    form: Submitted,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?.sending(UserState::PATH, &form);
    require(&office.ctx, Permission::ManageUsers, None).map_err(web_error)?;
    let person = PersonId::new(id_of(&id)?);
    let disabled = form.values.get("disabled") == "yes";
    if disabled && person == office.ctx.person() {
        return Err(WebError::Unreadable(Msg::new("person-own-account")));
    }
    let seen = expected(&form.values)?;
    match directory::set_disabled(office.app, &office.ctx, person, disabled, seen).await {
        Err(AppError::Conflict { at, .. }) => {
            let key = if disabled { "person-disable" } else { "person-enable" };
            Err(conflict(&visit, &office, &id, at, visit.l10n().t(key)).await?)
        }
        Ok(()) | Err(AppError::Repeated { .. }) if disabled => {
            Ok(back(&visit, &id, Msg::new("person-disabled-done")))
        }
        Ok(()) | Err(AppError::Repeated { .. }) => {
            Ok(back(&visit, &id, Msg::new("person-enabled-done")))
        }
        Err(error) => Err(web_error(error)),
    }
}

/// `POST /admin/users/{id}/password`.
pub(super) async fn set_password(
    State(state): State<AppState>,
    visit: Visit,
    Path(id): Path<String>,
    form: Submitted,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?.sending(UserPassword::PATH, &form);
    require(&office.ctx, Permission::ManageUsers, None).map_err(web_error)?;
    let person = PersonId::new(id_of(&id)?);
    let password = form.values.get("password");
    let mut errors = Errors::new();
    match directory::reset_password(office.app, &office.ctx, person, password).await {
        Ok(()) | Err(AppError::Repeated { .. }) => {
            return Ok(back(&visit, &id, Msg::new("person-password-done")));
        }
        Err(error) => at_fields(error, &["password"], &mut errors).map_err(web_error)?,
    }
    let sent = Sent::Reset(FormView::again(&visit, form, errors));
    page::show_form(&one_person(&state, &visit, &office, &id, sent).await?, true)
}
