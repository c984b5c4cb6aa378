//! People of the demonstration: one sign-in for each role with a word as its
//! name, and the staff of the other places. Names are words for posts, never
//! names of persons.

use std::collections::BTreeMap;

use access::{Actor, Permission};
use domain::{codes::Role, ids::UnitId};

use super::{
    PASSWORD,
    places::{Place, Places},
};
use crate::{
    App, AppError, Ctx,
    directory::{NewPerson, enter_person_in, oversight_path, require},
    error::Outcome,
};

/// The experts of the pool.
pub const EXPERTS: usize = 9;

/// A sign-in of the demonstration, as the command line prints it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignInInfo {
    /// Role of its post.
    pub role: Role,
    /// Sign-in name.
    pub username: String,
    /// Password, the same for all.
    pub password: &'static str,
    /// Name of its unit.
    pub unit_name: String,
}

/// One line of the table of sign-ins: sign-in name, name, role, place, office
/// (empty: the government itself).
type Line = (&'static str, &'static str, Role, &'static str, &'static str);

const SIGN_INS: &[Line] = &[
    ("owner", "责任单位经办人", Role::LeadUnit, "211302", "ZJ"),
    ("project", "项目单位经办人", Role::ProjectUnit, "211302", "ZJ"),
    ("executing", "执行单位经办人", Role::ExecutingUnit, "211302", "XZ"),
    ("county", "区维稳办备案员", Role::FilingOfficer, "211302", "WW"),
    ("legality", "区法制办审查员", Role::LegalityReviewer, "211302", "FZ"),
    ("leader", "区政府会议秘书", Role::DecisionMaker, "211302", ""),
    ("city", "市维稳办备案员", Role::FilingOfficer, "211300", "WW"),
    ("approval", "市审批局经办人", Role::ApprovalOfficer, "211300", "SP"),
    ("archivist", "市政府档案员", Role::Archivist, "211300", ""),
    ("province", "省维稳办备案员", Role::FilingOfficer, "210000", "WW"),
    ("supervisor", "省政府督查员", Role::Supervisor, "210000", "DC"),
    ("reader", "省政府审计查阅员", Role::Auditor, "210000", ""),
];
/// The three administrators, whom the first run makes.
const ADMINS: [(&str, Role); 3] = [
    ("sysadmin", Role::SystemAdmin),
    ("secadmin", Role::SecurityAdmin),
    ("auditor", Role::AuditAdmin),
];
const NUMERALS: [&str; EXPERTS] = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬"];
/// Staff of a place that has no sign-in of the table: prefix of the sign-in
/// name, name, role, office.
const STAFF: [(&str, &str, Role, &str); 5] = [
    ("owner", "责任单位经办人", Role::LeadUnit, "ZJ"),
    ("filing", "维稳办备案员", Role::FilingOfficer, "WW"),
    ("legality", "法制办审查员", Role::LegalityReviewer, "FZ"),
    ("leader", "政府会议秘书", Role::DecisionMaker, ""),
    ("executing", "执行单位经办人", Role::ExecutingUnit, "XZ"),
];

/// Sign-in names of the three administrators with the password.
pub(super) fn admins() -> [(String, String); 3] {
    ADMINS.map(|(name, _)| (name.to_owned(), PASSWORD.to_owned()))
}

/// Every sign-in that the command line prints. Names of units are those of the
/// demonstration.
#[must_use]
pub fn sign_ins() -> Vec<SignInInfo> {
    let info = |role, username: String, unit_name: &str| SignInInfo {
        role,
        username,
        password: PASSWORD,
        unit_name: unit_name.to_owned(),
    };
    let unit = |place: &str, office: &str| match (place, office) {
        ("211302", "ZJ") => "朝阳市双塔区住房和城乡建设局",
        ("211302", "XZ") => "朝阳市双塔区环境保护局",
        ("211302", "WW") => "朝阳市双塔区维护稳定工作领导小组办公室",
        ("211302", "FZ") => "朝阳市双塔区人民政府法制办公室",
        ("211302", _) => "朝阳市双塔区人民政府",
        ("211300", "WW") => "朝阳市维护稳定工作领导小组办公室",
        ("211300", "SP") => "朝阳市行政审批局",
        ("211300", _) => "朝阳市人民政府",
        (_, "WW") => "辽宁省维护稳定工作领导小组办公室",
        (_, "DC") => "辽宁省人民政府督查室",
        _ => "辽宁省人民政府",
    };
    let mut all: Vec<SignInInfo> = SIGN_INS
        .iter()
        .map(|(name, _, role, place, office)| info(*role, (*name).to_owned(), unit(place, office)))
        .collect();
    all.push(info(Role::ThirdParty, "agency".to_owned(), "第一稳评咨询机构（演示）"));
    for n in 1..=EXPERTS {
        all.push(info(Role::Expert, format!("expert{n}"), "辽宁省稳评专家库"));
    }
    for (name, role) in ADMINS {
        all.push(info(role, name.to_owned(), "辽宁省人民政府"));
    }
    all
}

/// The persons who act for one place.
#[derive(Debug, Clone)]
pub struct Desk {
    /// Proposes and answers for the assessment.
    pub owner: Actor,
    /// Confirms the screening and files.
    pub filing: Actor,
    /// Reviews legality.
    pub legality: Actor,
    /// Records the decision.
    pub leader: Actor,
    /// Carries out and tracks.
    pub executing: Actor,
    /// Closes the file.
    pub archivist: Actor,
}

/// A place with the persons who act for it.
#[derive(Debug, Clone)]
pub struct Site {
    /// The place.
    pub place: Place,
    /// Its persons.
    pub desk: Desk,
}

/// Everyone who acts in the demonstration.
#[derive(Debug, Clone)]
pub struct Cast {
    /// Places where matters are listed, by division code.
    pub sites: Vec<Site>,
    /// The agency under contract.
    pub agency: Actor,
    /// The pool.
    pub experts: Vec<Actor>,
    /// Makes the post-evaluation.
    pub supervisor: Actor,
    /// Everyone but the three administrators, by sign-in name.
    pub people: BTreeMap<String, Actor>,
}

impl Cast {
    /// The person with a sign-in name.
    ///
    /// # Errors
    /// When there is none.
    pub fn person(&self, username: &str) -> Outcome<&Actor> {
        self.people
            .get(username)
            .ok_or_else(|| AppError::Internal(format!("no sign-in {username}")))
    }

    /// The place with a division code.
    ///
    /// # Errors
    /// When no one acts there.
    pub fn site(&self, division: &str) -> Outcome<&Site> {
        self.sites
            .iter()
            .find(|s| s.place.division.as_str() == division)
            .ok_or_else(|| AppError::Internal(format!("nobody acts in {division}")))
    }
}

struct Office<'a> {
    app: &'a App,
    ctx: &'a Ctx,
    tx: store::Tx,
    entered: Vec<(String, Actor)>,
}

impl Office<'_> {
    async fn enter(
        &mut self,
        username: String,
        name: String,
        role: Role,
        unit: UnitId,
    ) -> Outcome<Actor> {
        let new = NewPerson {
            username: username.clone(),
            name,
            password: PASSWORD.to_owned(),
            unit,
            role,
            must_change: false,
        };
        let person = enter_person_in(self.app, self.ctx, &mut self.tx, &new).await?;
        let units = self.app.units(&mut self.tx).await?;
        let row = units.get(&unit.uuid()).ok_or(AppError::NotFound)?;
        let actor = Actor { person, role, unit, path: oversight_path(&row.kind, &row.path) };
        self.entered.push((username, actor.clone()));
        Ok(actor)
    }

    fn find(&self, role: Role, unit: UnitId) -> Option<Actor> {
        self.entered.iter().map(|(_, a)| a).find(|a| a.role == role && a.unit == unit).cloned()
    }

    fn named(&self, username: &str) -> Outcome<Actor> {
        self.entered
            .iter()
            .find(|(name, _)| name == username)
            .map(|(_, actor)| actor.clone())
            .ok_or_else(|| AppError::Internal(format!("no sign-in {username}")))
    }

    /// The persons of a place; its owner keeps the files.
    async fn site(&mut self, place: &Place) -> Outcome<Site> {
        let owner = self.staff(place, 0).await?;
        let desk = Desk {
            filing: self.staff(place, 1).await?,
            legality: self.staff(place, 2).await?,
            leader: self.staff(place, 3).await?,
            executing: self.staff(place, 4).await?,
            archivist: owner.clone(),
            owner,
        };
        Ok(Site { place: place.clone(), desk })
    }

    /// The person of a role at an office; entered when the table has none.
    async fn staff(&mut self, place: &Place, n: usize) -> Outcome<Actor> {
        let Some((prefix, name, role, office)) = STAFF.get(n).copied() else {
            return Err(AppError::NotFound);
        };
        let unit = place.office(office)?;
        if let Some(actor) = self.find(role, unit) {
            return Ok(actor);
        }
        let username = format!("{prefix}-{}", place.division.as_str());
        self.enter(username, format!("{}{name}", place.name), role, unit).await
    }
}

/// Enters everyone, in one transaction.
///
/// # Errors
/// Denied access, or a failure of the store.
pub(super) async fn enter(
    app: &App,
    ctx: &Ctx,
    places: &Places,
    divisions: &[&str],
) -> Outcome<Cast> {
    require(ctx, Permission::ManageUsers, None)?;
    let tx = app.store().write().await?;
    let mut office = Office { app, ctx, tx, entered: Vec::new() };
    let place = |code: &str| places.all.get(code).ok_or(AppError::NotFound);
    for (username, name, role, code, suffix) in SIGN_INS {
        let unit = place(code)?.office(suffix)?;
        office.enter((*username).to_owned(), (*name).to_owned(), *role, unit).await?;
    }
    let agency_unit = places.agencies.first().copied().ok_or(AppError::NotFound)?;
    let agency = office
        .enter("agency".to_owned(), "机构项目负责人".to_owned(), Role::ThirdParty, agency_unit)
        .await?;
    let pool = place("210000")?.office("ZJK")?;
    let mut experts = Vec::new();
    for (n, word) in NUMERALS.iter().enumerate() {
        let username = format!("expert{}", n + 1);
        experts.push(office.enter(username, format!("专家{word}"), Role::Expert, pool).await?);
    }
    let archivist = office.named("archivist")?;
    let mut sites = Vec::new();
    for code in divisions {
        let mut site = office.site(place(code)?).await?;
        if code.starts_with("2113") {
            site.desk.archivist = archivist.clone();
        }
        sites.push(site);
    }
    let supervisor = office.named("supervisor")?;
    office.tx.commit().await?;
    let people = office.entered.into_iter().collect();
    Ok(Cast { sites, agency, experts, supervisor, people })
}
