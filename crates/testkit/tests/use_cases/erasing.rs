//! One text or file erased: log and state stay, the words are gone everywhere.
//! On both engines.

use access::Permission;
use app::{AppError, demo::play::Until, directory, erase, upkeep, view};
use domain::{assessment::Assessment, codes::ProcedureCode, refusal::Reason};
use ledger::Hash;
use testkit::{Engine, Failure, TestApp};

async fn what_is_erased_is_gone_and_the_log_stands(engine: Engine) -> Result<(), Failure> {
    let stage = TestApp::founded(engine).await?;
    let app = &stage.test.app;
    let case = stage.case(ProcedureCode::General, Until::CheckedIn).await?;
    let admin = directory::operator(app, None, Permission::ManageSystem).await?;
    let admin = stage.test.ctx(&admin.ok_or("no administrator")?);
    let owner = stage.test.ctx(&stage.cast.site("211302")?.desk.owner);
    let denied = erase::erasable(app, &owner, &case.number).await;
    assert!(matches!(denied, Err(AppError::Denied(_))), "only the system's administrator");
    let all = erase::erasable(app, &admin, &case.number).await?;
    let shown = view::case(app, &owner, &case.number, None).await?;
    let title = shown.title().ok_or("no title")?.to_owned();
    let title = all.iter().find(|one| one.words.as_deref() == Some(&*title)).ok_or("no title")?;
    let report = case.state.check_ins[0].report;
    let files: Vec<_> = all.iter().filter(|one| one.is_file).collect();
    let file = files.first().ok_or("no file")?;

    let bare = erase::erase(app, &admin, &case.number, title.commitment, " ").await;
    let needed = Reason::ReasonNeeded { field: "reason" };
    assert!(matches!(bare, Err(AppError::Refused(refusal)) if refusal.reason == needed));
    let nobody = erase::erase(app, &admin, &case.number, Hash([9; 32]), "申请").await;
    assert!(matches!(nobody, Err(AppError::NotFound)));

    let before = app.store().head().await?.tree.size();
    for (commitment, is_file) in
        [(title.commitment, false), (Hash(*report.bytes()), false), (file.commitment, true)]
    {
        let done = erase::erase(app, &admin, &case.number, commitment, "当事人申请删除").await?;
        assert_eq!(done.file, is_file);
    }
    assert_eq!(app.store().head().await?.tree.size(), before + 3, "each erasure is on record");
    let again = erase::erase(app, &admin, &case.number, title.commitment, "再删").await;
    let already = Reason::Already { field: "commitment" };
    assert!(matches!(again, Err(AppError::Refused(refusal)) if refusal.reason == already));

    let shown = view::case(app, &owner, &case.number, None).await?;
    assert_eq!(shown.title(), None);
    assert!(shown.words.erased(&report));
    let (lines, words) = view::audit(app, &owner, &shown).await?;
    let told = lines.iter().filter(|line| line.event.type_name.ends_with("TextErased"));
    let reasons: Vec<_> =
        told.filter_map(|line| words.hex(line.event.data["reason"].as_str()?)).collect();
    assert_eq!(reasons, ["当事人申请删除"; 3]);
    let mut reader = app.store().read().await?;
    assert_eq!(reader.matter_row(case.matter).await?.ok_or("no row")?.title, None);
    let id = case.assessment.ok_or("no assessment")?;
    let state = reader.load::<Assessment>(id).await?.ok_or("no assessment")?.state;
    assert_eq!(state, case.state, "the state names what was erased as before");
    drop(reader);

    let found = app.store().verify(&mut |_| {}).await?;
    assert!(found.is_clean(), "{:?}", found.findings);
    let rows = app.store().compare_rows(admin.now, &mut |_| {}).await?;
    assert!(rows.changed.is_empty(), "{:?}", rows.changed);
    app.store().rebuild(admin.now, &mut |_| {}).await?;
    let shown = view::case(app, &owner, &case.number, None).await?;
    assert_eq!(shown.title(), None, "a rebuild brings nothing back");
    Ok(())
}

#[tokio::test]
async fn erased_on_sqlite() -> Result<(), Failure> {
    what_is_erased_is_gone_and_the_log_stands(Engine::Sqlite).await
}

#[tokio::test]
async fn erased_on_postgres() -> Result<(), Failure> {
    what_is_erased_is_gone_and_the_log_stands(Engine::Postgres).await
}

/// A content that two entries hold stays for the second one.
#[tokio::test]
async fn the_content_of_a_file_goes_with_its_last_entry() -> Result<(), Failure> {
    let stage = TestApp::founded(Engine::Sqlite).await?;
    let app = &stage.test.app;
    let case = stage.case(ProcedureCode::General, Until::CheckedIn).await?;
    let admin = directory::operator(app, None, Permission::ManageSystem).await?;
    let admin = stage.test.ctx(&admin.ok_or("no administrator")?);
    let all = erase::erasable(app, &admin, &case.number).await?;
    let files: Vec<_> = all.iter().filter(|one| one.is_file).collect();
    let old: jiff::Timestamp = "2100-01-01T00:00:00Z".parse()?;
    let (mut unnamed, mut kept) = (0, 0);
    for file in &files {
        let done = erase::erase(app, &admin, &case.number, file.commitment, "清理").await?;
        if done.unnamed { unnamed += 1 } else { kept += 1 }
    }
    assert!(unnamed > 0, "{} files", files.len());
    assert_eq!(unnamed + kept, files.len());
    assert_eq!(upkeep::files(app, old).await?, u64::try_from(unnamed)?);
    Ok(())
}
