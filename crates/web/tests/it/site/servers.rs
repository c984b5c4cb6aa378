//! Two servers on one database: what one changes the other shows.

use access::Permission;
use app::directory;
use visitor::{Engine, Failure, Site, TestApp};

#[tokio::test]
async fn a_unit_that_one_server_renames_has_its_new_name_on_the_other() -> Result<(), Failure> {
    let stage = TestApp::founded(Engine::Postgres).await?;
    let other = stage.test.beside().await?;
    let (first, second) = (&stage.test.app, &other.app);
    let mut here = Site::of(&stage.test.app).signed_in("owner").await?;
    // Both are seeded alike; after a visit the second one's chance is its own.
    let site = Site::of(&other.app);
    site.anyone().get("/login").await?;
    let mut there = site.signed_in("owner").await?;
    let unit = stage.cast.person("owner")?.unit;
    let admin = directory::operator(first, None, Permission::ManageUnits).await?;
    let admin = stage.test.ctx(&admin.ok_or("no administrator")?);
    let mut names = vec!["双塔区住建和城管局".to_owned(), "双塔区城乡建设局".to_owned()];
    for app in [first, second, first] {
        let mut reader = app.store().read().await?;
        let row = app.units_now(&mut reader).await?.get(&unit.uuid()).cloned().ok_or("no unit")?;
        drop(reader);
        let (before, name) = (row.name, names.pop().unwrap_or_else(|| "双塔区住建局".to_owned()));
        for who in [&mut here, &mut there] {
            assert!(who.get("/tasks").await?.text.contains(&before), "kept in memory");
        }
        let version = directory::unit_version(app, &admin, unit).await?;
        let kind = domain::codes::UnitKind::from_code(&row.kind).ok_or("no kind")?;
        directory::change_unit(app, &admin, unit, (&name, kind), version).await?;
        for who in [&mut here, &mut there] {
            let page = who.get("/tasks").await?;
            assert!(page.text.contains(&name) && !page.text.contains(&before), "{}", page.text);
        }
    }
    // Without a session somebody has to ask for it.
    let mut reader = second.store().read().await?;
    let units = second.units_now(&mut reader).await?;
    assert_eq!(units.get(&unit.uuid()).ok_or("no unit")?.name, "双塔区住建局");
    Ok(())
}
