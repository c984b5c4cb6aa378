//! Installations for tests: Liaoning, and a second territory of a city and a
//! county elsewhere.

use std::sync::atomic::{AtomicU64, Ordering};

use access::Actor;
use domain::{
    codes::{DivisionCode, Role, UnitKind},
    ids::{PersonId, UnitId},
};
use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    App, Clock, Ctx, Ids, Settings,
    directory::{NewUnit, SetUp, oversight_path, set_unit, set_up},
};

struct At(Timestamp);

impl Clock for At {
    fn now(&self) -> Timestamp {
        self.0
    }
}

/// Identifiers that count.
#[derive(Default)]
struct Counting(AtomicU64);

impl Ids for Counting {
    fn id(&self, now: Timestamp) -> Uuid {
        let n = self.0.fetch_add(1, Ordering::Relaxed);
        let mut random = [0_u8; 10];
        random[2..].copy_from_slice(&n.to_be_bytes());
        uuid::Builder::from_unix_timestamp_millis(now.as_millisecond() as u64, &random).into_uuid()
    }
    fn bytes(&self) -> [u8; 32] {
        let n = self.0.fetch_add(1, Ordering::Relaxed);
        let mut bytes = [7_u8; 32];
        bytes[..8].copy_from_slice(&n.to_be_bytes());
        bytes
    }
}

/// An installation with a stability officer who may import for all of it.
pub(crate) struct World {
    pub(crate) app: App,
    pub(crate) ctx: Ctx,
    pub(crate) root: UnitId,
    _dir: tempfile::TempDir,
}

pub(crate) type Spec = (&'static str, &'static str, UnitKind, &'static str);

impl World {
    /// The root, and units below it: code, name, kind, division.
    pub(crate) async fn new(root: Spec, units: &[Spec]) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let now: Timestamp = "2026-03-02T02:00:00Z".parse().unwrap();
        let app = crate::open(
            Settings::on(dir.path().to_owned()),
            ::rules::RuleBook::embedded().unwrap(),
            Box::new(At(now)),
            Box::new(Counting::default()),
        )
        .await
        .unwrap();
        let nobody = actor(Role::SystemAdmin, Uuid::nil(), "/".into());
        let ctx = Ctx::new(nobody, now, "test".into());
        let admin = |name: &str| (name.to_owned(), "long enough".to_owned());
        let new = SetUp {
            root: unit(root, None),
            admins: [admin("system"), admin("security"), admin("audit")],
        };
        let root = set_up(&app, &ctx, &new).await.unwrap();
        let mut office = root;
        for spec in units {
            let id = set_unit(&app, &ctx, &unit(*spec, Some(root))).await.unwrap();
            if spec.2 == UnitKind::StabilityOffice {
                office = id;
            }
        }
        let path =
            app.store().read().await.unwrap().unit(office.uuid()).await.unwrap().unwrap().path;
        let path = oversight_path(UnitKind::StabilityOffice.code(), &path);
        let ctx = Ctx::new(actor(Role::FilingOfficer, office.uuid(), path), now, "test".into());
        Self { app, ctx, root, _dir: dir }
    }

    /// Liaoning with its cities and counties and an office in Yingkou.
    pub(crate) async fn liaoning() -> Self {
        let mut units: Vec<Spec> = Vec::new();
        let lines = include_str!("../../../../../data/liaoning_divisions.csv").lines().skip(1);
        for line in lines {
            let cells: Vec<&'static str> = line.split(',').collect();
            if cells[0] == "210000" {
                continue;
            }
            let name: &'static str = if cells[0].ends_with("00") {
                Box::leak(format!("{}人民政府", cells[1]).into_boxed_str())
            } else {
                Box::leak(format!("{}{}人民政府", cells[5], cells[1]).into_boxed_str())
            };
            units.push((cells[0], name, UnitKind::Government, cells[0]));
        }
        units.push((
            "LN-WW",
            "辽宁省维护稳定工作领导小组办公室",
            UnitKind::StabilityOffice,
            "210000",
        ));
        units.push(("YK-LC", "营口市林业和草原局", UnitKind::Department, "210800"));
        units.push(("FX-WJ", "阜新市清河门区卫生健康局", UnitKind::Department, "210905"));
        Self::new(("210000", "辽宁省人民政府", UnitKind::Government, "210000"), &units).await
    }

    /// A second territory: the city of Siping and the county of Suibin.
    pub(crate) async fn elsewhere() -> Self {
        let units: &[Spec] = &[
            ("SP-WW", "四平市维护稳定工作领导小组办公室", UnitKind::StabilityOffice, "220300"),
            ("SP-ZR", "四平市自然资源局", UnitKind::NaturalResources, "220300"),
            ("SP-ZS", "四平市政务服务和数字化建设管理局", UnitKind::Department, "220300"),
            ("230422", "绥滨县人民政府", UnitKind::Government, "230422"),
            ("SB-LC", "绥滨县林业和草原局", UnitKind::Department, "230422"),
            ("SB-WJ", "绥滨县卫生健康局", UnitKind::Department, "230422"),
            ("510811", "广元市昭化区人民政府", UnitKind::Government, "510811"),
            ("ZH-FL", "昭化区妇女联合会", UnitKind::Department, "510811"),
            ("ZH-SW", "昭化区商务和经济合作局", UnitKind::Department, "510811"),
        ];
        Self::new(("220300", "四平市人民政府", UnitKind::Government, "220300"), units).await
    }
}

fn actor(role: Role, unit: Uuid, path: String) -> Actor {
    Actor { person: PersonId::new(Uuid::nil()), role, unit: UnitId::new(unit), path }
}

fn unit((code, name, kind, division): Spec, parent: Option<UnitId>) -> NewUnit {
    NewUnit {
        code: code.to_owned(),
        name: name.to_owned(),
        kind,
        parent,
        division: DivisionCode::try_from(division.to_owned()).unwrap(),
    }
}
