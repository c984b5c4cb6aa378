//! Units of the demonstration: province, 14 cities and 100 counties of GB/T
//! 2260 (revision 2016-12), each with the offices that play a part.

use std::collections::BTreeMap;

use access::Permission;
use domain::{
    codes::{DivisionCode, UnitKind},
    ids::UnitId,
};
use store::Tx;

use crate::{
    App, AppError, Ctx,
    directory::{NewUnit, require, set_unit_in},
    error::Outcome,
};

/// Source: data/liaoning_divisions.csv, see data/README.md.
const DIVISIONS: &str = include_str!("../../../../data/liaoning_divisions.csv");

/// Offices: suffix of the code, kind, name after the name of the place.
type Office = (&'static str, UnitKind, &'static str);

const PROVINCE: &[Office] = &[
    ("WW", UnitKind::StabilityOffice, "维护稳定工作领导小组办公室"),
    ("FG", UnitKind::DevelopmentReform, "发展和改革委员会"),
    ("FZ", UnitKind::Justice, "人民政府法制办公室"),
    ("ZJ", UnitKind::Housing, "住房和城乡建设厅"),
    ("XZ", UnitKind::Environment, "环境保护厅"),
    ("DC", UnitKind::Inspection, "人民政府督查室"),
    ("ZJK", UnitKind::ExpertPool, "稳评专家库"),
];
const CITY: &[Office] = &[
    ("WW", UnitKind::StabilityOffice, "维护稳定工作领导小组办公室"),
    ("FG", UnitKind::DevelopmentReform, "发展和改革委员会"),
    ("FZ", UnitKind::Justice, "人民政府法制办公室"),
    ("ZJ", UnitKind::Housing, "住房和城乡建设委员会"),
    ("XZ", UnitKind::Environment, "环境保护局"),
    ("JY", UnitKind::Department, "教育局"),
    ("SP", UnitKind::ApprovalOffice, "行政审批局"),
    ("DC", UnitKind::Inspection, "人民政府督查室"),
];
const COUNTY: &[Office] = &[
    ("WW", UnitKind::StabilityOffice, "维护稳定工作领导小组办公室"),
    ("FZ", UnitKind::Justice, "人民政府法制办公室"),
    ("ZJ", UnitKind::Housing, "住房和城乡建设局"),
    ("XZ", UnitKind::Environment, "环境保护局"),
];
const AGENCIES: [(&str, &str); 2] =
    [("JG1", "第一稳评咨询机构（演示）"), ("JG2", "第二稳评咨询机构（演示）")];

/// A province, city or county with its offices.
#[derive(Debug, Clone)]
pub struct Place {
    /// Division code.
    pub division: DivisionCode,
    /// Name, for example 双塔区.
    pub name: String,
    /// Name for titles: a district with its city in front (朝阳市双塔区), any
    /// other place by its own name (北票市).
    pub full: String,
    /// Its government.
    pub government: UnitId,
    /// Its offices by the suffix of their code.
    pub offices: BTreeMap<&'static str, UnitId>,
}

impl Place {
    /// An office by the suffix of its code; without a suffix, the government.
    ///
    /// # Errors
    /// When the place has no such office.
    pub fn office(&self, suffix: &str) -> Outcome<UnitId> {
        if suffix.is_empty() {
            return Ok(self.government);
        }
        let code = self.division.as_str();
        let none = || AppError::Internal(format!("{code} has no office {suffix}"));
        self.offices.get(suffix).copied().ok_or_else(none)
    }
}

/// Every place by division code, and the two agencies.
#[derive(Debug, Clone)]
pub struct Places {
    /// By division code.
    pub all: BTreeMap<String, Place>,
    /// Agencies.
    pub agencies: Vec<UnitId>,
}

struct Row {
    code: String,
    name: String,
    parent: String,
    /// A district of a city; counties and county-level cities are known by their
    /// own name.
    district: bool,
    kind: &'static [Office],
}

fn rows() -> Outcome<Vec<Row>> {
    let bad = |e: csv::Error| AppError::Internal(format!("divisions: {e}"));
    let mut reader = csv::Reader::from_reader(DIVISIONS.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(bad)?;
        let field = |n: usize| record.get(n).unwrap_or_default().to_owned();
        let kind = match record.get(2) {
            Some("province") => PROVINCE,
            Some("prefecture") => CITY,
            _ => COUNTY,
        };
        let district = field(3) == "市辖区";
        rows.push(Row { code: field(0), name: field(1), parent: field(4), district, kind });
    }
    Ok(rows)
}

/// Sets up every unit below the root, in one transaction.
///
/// # Errors
/// Denied access, or a failure of the store.
pub(super) async fn set_up(app: &App, ctx: &Ctx, root: UnitId) -> Outcome<Places> {
    require(ctx, Permission::ManageUnits, None)?;
    let mut tx = app.store().write().await?;
    let mut all: BTreeMap<String, Place> = BTreeMap::new();
    for row in rows()? {
        let above = all.get(&row.parent);
        let full = match above {
            Some(city) if row.district => format!("{}{}", city.name, row.name),
            _ => row.name.clone(),
        };
        let division = division(&row.code)?;
        let government = match above {
            None => root,
            Some(above) => {
                let name = format!("{full}人民政府");
                let parent = Some(above.government);
                unit(
                    app,
                    ctx,
                    &mut tx,
                    NewUnit {
                        code: row.code.clone(),
                        name,
                        kind: UnitKind::Government,
                        parent,
                        division: division.clone(),
                    },
                )
                .await?
            }
        };
        let mut place =
            Place { division, name: row.name, full, government, offices: BTreeMap::new() };
        offices(app, ctx, &mut tx, &mut place, row.kind).await?;
        all.insert(row.code, place);
    }
    let mut agencies = Vec::new();
    for (suffix, name) in AGENCIES {
        let new = NewUnit {
            code: format!("210000-{suffix}"),
            name: name.to_owned(),
            kind: UnitKind::Agency,
            parent: Some(root),
            division: division("210000")?,
        };
        agencies.push(unit(app, ctx, &mut tx, new).await?);
    }
    tx.commit().await?;
    app.forget_units();
    Ok(Places { all, agencies })
}

async fn offices(
    app: &App,
    ctx: &Ctx,
    tx: &mut Tx,
    place: &mut Place,
    offices: &'static [Office],
) -> Outcome<()> {
    for (suffix, kind, name) in offices {
        let new = NewUnit {
            code: format!("{}-{suffix}", place.division.as_str()),
            name: format!("{}{name}", place.full),
            kind: *kind,
            parent: Some(place.government),
            division: place.division.clone(),
        };
        let id = unit(app, ctx, tx, new).await?;
        place.offices.insert(suffix, id);
    }
    Ok(())
}

async fn unit(app: &App, ctx: &Ctx, tx: &mut Tx, new: NewUnit) -> Outcome<UnitId> {
    set_unit_in(app, ctx, tx, &new).await
}

pub(super) fn division(code: &str) -> Outcome<DivisionCode> {
    DivisionCode::try_from(code.to_owned()).map_err(|e| AppError::Internal(e.to_string()))
}
