//! The report while it is being written, on both engines: who may, what two
//! people at once lose (nothing), what the page saves by itself, comments.

use std::collections::BTreeSet;

use access::{Actor, Permission};
use app::{
    AppError, Ctx,
    chapters::{self, By, LIMIT, NewPicture, Remark, Saved, Saving},
    demo::play::{Case, Until},
    directory, erase, upkeep, view,
};
use domain::codes::ProcedureCode;
use jiff::SignedDuration;
use testkit::{Engine, Failure, PICTURE, Stage, TestApp};

const PART: &str = "OVERVIEW";

struct Written {
    stage: Stage,
    case: Case,
}

impl Written {
    async fn until(engine: Engine, until: Until) -> Result<Self, Failure> {
        let stage = TestApp::founded(engine).await?;
        let case = stage.case(ProcedureCode::General, until).await?;
        Ok(Self { stage, case })
    }

    fn app(&self) -> &app::App {
        &self.stage.test.app
    }

    fn owner(&self) -> Result<Ctx, Failure> {
        let owner = self.stage.cast.site("211302")?.desk.owner.clone();
        Ok(self.stage.test.ctx(&owner))
    }

    fn agency(&self) -> Ctx {
        self.stage.test.ctx(&self.stage.cast.agency)
    }

    async fn view(&self) -> Result<view::Case, Failure> {
        Ok(view::case(self.app(), &self.owner()?, &self.case.number, None).await?)
    }

    async fn save(&self, ctx: &Ctx, since: u64, text: &str, by: By) -> Result<Saved, Failure> {
        let saving = Saving { section: PART, since, text, by };
        Ok(chapters::save(self.app(), ctx, &self.view().await?, saving).await?)
    }

    /// Versions that are kept, the latest first, with those that came late.
    async fn kept(&self) -> Result<Vec<(u64, bool)>, Failure> {
        let case = self.view().await?;
        let all = chapters::history(self.app(), &self.owner()?, &case, PART).await?;
        Ok(all.into_iter().map(|one| (one.version, one.late)).collect())
    }

    async fn text(&self, version: u64) -> Result<String, Failure> {
        let (app, ctx, case) = (self.app(), self.owner()?, self.view().await?);
        Ok(chapters::version(app, &ctx, &case, (PART, version)).await?.content)
    }
}

fn version(saved: &Saved) -> u64 {
    match saved {
        Saved::Stands(one) => one.version,
        Saved::Late { kept, .. } => *kept,
    }
}

async fn two_at_once_lose_nothing(engine: Engine) -> Result<(), Failure> {
    let written = Written::until(engine, Until::RatedAfter).await?;
    let (owner, agency) = (written.owner()?, written.agency());
    let before = written.app().store().head().await?.tree.size();
    let first = written.save(&owner, 0, "项目概况。\r\n第二段。", By::Hand).await?;
    assert!(matches!(&first, Saved::Stands(one) if one.version == 1 && one.base == 0));
    assert_eq!(written.text(1).await?, "项目概况。\n第二段。");
    let second = written.save(&agency, 1, "另一种写法。", By::Hand).await?;
    assert_eq!(version(&second), 2);
    let late = written.save(&owner, 1, "我的写法。", By::Hand).await?;
    let Saved::Late { kept: 3, standing } = &late else {
        return Err(format!("it stood over the other's: {late:?}").into());
    };
    assert_eq!((standing.content.as_str(), standing.saved.version), ("另一种写法。", 2));
    assert_eq!(standing.saved.writer.person, agency.person().uuid());
    assert_eq!(written.kept().await?, [(3, true), (2, false), (1, false)]);
    assert_eq!(written.text(3).await?, "我的写法。");

    let again = written.save(&owner, 1, "我的写法。", By::Hand).await?;
    assert_eq!(version(&again), 3, "sent again it is kept once");
    // The same text again, from whichever version, is no second one.
    let again = written.save(&owner, 0, "另一种写法。", By::Hand).await?;
    assert_eq!(version(&again), 2);
    let merged = written.save(&owner, 2, "两种写法。", By::Hand).await?;
    assert!(matches!(&merged, Saved::Stands(one) if one.version == 4 && one.base == 2));
    let writing = chapters::read(written.app(), &owner, &written.view().await?).await?;
    let overview = writing.sections.iter().find(|one| one.item.code == PART).ok_or("no part")?;
    assert_eq!(overview.latest.as_ref().map(|one| one.content.as_str()), Some("两种写法。"));
    assert!(writing.writes && writing.sections.len() > 5);
    let fill = chapters::prefill(written.app(), &owner, &written.view().await?).await?;
    assert_eq!(fill.into_iter().collect::<Vec<_>>(), [(PART.to_owned(), "两种写法。".to_owned())]);
    let after = written.app().store().head().await?.tree.size();
    assert_eq!(after, before, "a draft leaves no entry");
    let rows = written.app().store().rebuild(owner.now, &mut |_| {}).await?;
    assert!(rows.changed.is_empty(), "{:?}", rows.changed);
    assert_eq!(written.kept().await?.len(), 4, "a rebuild touches no draft");
    Ok(())
}

async fn what_the_page_saves_replaces_itself_for_a_while(engine: Engine) -> Result<(), Failure> {
    let written = Written::until(engine, Until::Planned).await?;
    let mut owner = written.owner()?;
    let mut later = |minutes: i64| -> Result<Ctx, Failure> {
        owner.now = owner.now.checked_add(SignedDuration::from_mins(minutes))?;
        Ok(owner.clone())
    };
    assert_eq!(version(&written.save(&later(0)?, 0, "一", By::Page).await?), 1);
    assert_eq!(version(&written.save(&later(4)?, 1, "一二", By::Page).await?), 2);
    assert_eq!(written.kept().await?, [(2, false)], "the first is replaced");
    // Who saw the replaced text is late.
    let agency = Ctx { now: later(0)?.now, ..written.agency() };
    let late = written.save(&agency, 1, "别的", By::Hand).await?;
    assert!(matches!(late, Saved::Late { kept: 3, .. }), "{late:?}");
    assert_eq!(version(&written.save(&later(1)?, 2, "一二三", By::Page).await?), 4);
    assert_eq!(version(&written.save(&later(7)?, 4, "一二三四", By::Page).await?), 5);
    assert_eq!(version(&written.save(&later(3)?, 5, "一二三四五", By::Page).await?), 6);
    assert_eq!(version(&written.save(&later(1)?, 6, "完", By::Hand).await?), 7);
    assert_eq!(version(&written.save(&later(1)?, 7, "完了", By::Page).await?), 8);
    let kept: Vec<u64> = written.kept().await?.into_iter().map(|(version, _)| version).collect();
    assert_eq!(kept, [8, 7, 6, 5, 3, 2], "after ten minutes a new one begins");
    Ok(())
}

async fn texts_have_bounds(engine: Engine) -> Result<(), Failure> {
    let written = Written::until(engine, Until::Planned).await?;
    let (app, owner, case) = (written.app(), written.owner()?, written.view().await?);
    let long = "长".repeat(LIMIT / 3 + 1);
    let refused =
        [(long.as_str(), "too_big"), ("电话 13812345678", "personal"), ("行\u{0}", "control")];
    for (text, code) in refused {
        let saving = Saving { section: PART, since: 0, text, by: By::Page };
        let Err(AppError::Invalid(errors)) = chapters::save(app, &owner, &case, saving).await
        else {
            return Err(format!("{code} was saved").into());
        };
        assert_eq!((errors[0].field.as_str(), errors[0].code), ("text", code));
    }
    let unknown = Saving { section: "NOTHING", since: 0, text: "一", by: By::Hand };
    let unknown = chapters::save(app, &owner, &case, unknown).await;
    assert!(matches!(unknown, Err(AppError::NotFound)));
    assert_eq!(written.kept().await?, []);
    Ok(())
}

async fn readers_comment_and_writers_settle(engine: Engine) -> Result<(), Failure> {
    let written = Written::until(engine, Until::ReviewCalled).await?;
    let (app, case) = (written.app(), written.view().await?);
    let ctx = |actor: &Actor| written.stage.test.ctx(actor);
    written.save(&written.owner()?, 0, "改过的写法。", By::Hand).await?;
    let named = written.case.state.reviews[0].reviewers[0].person;
    let expert = written.stage.cast.experts.iter().find(|one| one.person == named);
    let expert = ctx(expert.ok_or("no expert")?);
    let filing = ctx(&written.stage.cast.site("211302")?.desk.filing);
    let remark = |text| Remark { section: PART, on: 1, text };
    for reader in [&expert, &filing] {
        assert!(!chapters::read(app, reader, &case).await?.writes);
        chapters::comment(app, reader, &case, remark("这里写得不清楚。")).await?;
        let saving = Saving { section: PART, since: 1, text: "越权", by: By::Hand };
        let denied = chapters::save(app, reader, &case, saving).await;
        assert!(matches!(denied, Err(AppError::Denied(d)) if d.permission == Permission::Draft));
    }
    let stranger = ctx(&written.stage.cast.supervisor);
    assert!(matches!(chapters::read(app, &stranger, &case).await, Err(AppError::Denied(_))));
    let denied = chapters::comment(app, &stranger, &case, remark("看看")).await;
    assert!(matches!(denied, Err(AppError::Denied(_))));
    for (text, code) in [(" ", "required"), ("13812345678", "personal")] {
        let refused = chapters::comment(app, &filing, &case, remark(text)).await;
        assert!(matches!(refused, Err(AppError::Invalid(e)) if e[0].code == code), "{code}");
    }

    let writing = chapters::read(app, &written.owner()?, &case).await?;
    let overview = writing.sections.iter().find(|one| one.item.code == PART).ok_or("no part")?;
    assert_eq!(overview.open(), 2);
    assert_eq!(overview.comments[0].draft, Some(1));
    let of = |ctx: &Ctx| {
        let person = ctx.person().uuid();
        overview.comments.iter().find(|one| one.writer.person == person).map(|one| one.id)
    };
    let (by_expert, by_filing) = (of(&expert).ok_or("none")?, of(&filing).ok_or("none")?);
    let denied = chapters::resolve(app, &expert, &case, by_filing).await;
    assert!(matches!(denied, Err(AppError::Denied(_))), "it is another's");
    chapters::resolve(app, &expert, &case, by_expert).await?;
    chapters::resolve(app, &written.owner()?, &case, by_filing).await?;
    chapters::resolve(app, &expert, &case, by_expert).await?;
    let writing = chapters::read(app, &filing, &case).await?;
    assert!(writing.sections.iter().all(|one| one.open() == 0));
    Ok(())
}

async fn drafts_go_with_the_text_that_is_erased(engine: Engine) -> Result<(), Failure> {
    let written = Written::until(engine, Until::Reported).await?;
    let (app, case) = (written.app(), written.view().await?);
    let writing = chapters::read(app, &written.owner()?, &case).await?;
    let overview = writing.sections.iter().find(|one| one.item.code == PART).ok_or("no part")?;
    let frozen = overview.text(&case).to_owned();
    assert!(!frozen.is_empty(), "the editor begins with the frozen text");
    written.save(&written.owner()?, 0, &format!("{frozen}又一句。"), By::Hand).await?;
    let admin = directory::operator(app, None, Permission::ManageSystem).await?;
    let admin = written.stage.test.ctx(&admin.ok_or("no administrator")?);
    let all = erase::erasable(app, &admin, &written.case.number).await?;
    let text = all.iter().find(|one| one.words.as_deref() == Some(&*frozen)).ok_or("no text")?;
    erase::erase(app, &admin, &written.case.number, text.commitment, "当事人申请删除").await?;
    assert_eq!(written.kept().await?, []);
    assert!(app.store().verify(&mut |_| {}).await?.is_clean());
    Ok(())
}

/// Another picture: the same with a part of its own before the end.
fn unlike(content: &[u8; 1]) -> Vec<u8> {
    let (before, end) = PICTURE.split_at(PICTURE.len() - 12);
    [before, b"\0\0\0\x01doTs", content, b"sums", end].concat()
}

fn picture(content: &[u8]) -> NewPicture<'_> {
    NewPicture { title: " 现场 ", file_name: "现场.png", bytes: content, dots: Some((1, 1)) }
}

async fn pictures_are_kept_once_and_read_with_the_text(engine: Engine) -> Result<(), Failure> {
    let written = Written::until(engine, Until::RatedAfter).await?;
    let (app, owner, case) = (written.app(), written.owner()?, written.view().await?);
    let before = app.store().head().await?.tree.size();
    let first = chapters::add_picture(app, &owner, &case, picture(PICTURE)).await?;
    assert_eq!((first.name.as_str(), first.title.as_str()), ("064b66188821.png", "现场"));
    let agency = written.agency();
    let again = chapters::add_picture(app, &agency, &case, picture(PICTURE)).await?;
    assert_eq!(again, first, "the same content is the same picture, whoever brings it");
    assert_eq!(chapters::pictures(app, &owner, &case).await?, std::slice::from_ref(&first));
    let site = &written.stage.cast.site("211302")?.desk;
    let filing = written.stage.test.ctx(&site.filing);
    let (_, bytes) = chapters::picture_bytes(app, &filing, &case, &first.name).await?;
    assert_eq!(bytes, PICTURE);
    let denied = chapters::add_picture(app, &filing, &case, picture(PICTURE)).await;
    assert!(matches!(denied, Err(AppError::Denied(d)) if d.permission == Permission::Draft));
    let stranger = written.stage.test.ctx(&site.executing);
    assert_eq!(chapters::pictures(app, &stranger, &case).await?, []);
    let denied = chapters::picture_bytes(app, &stranger, &case, &first.name).await;
    assert!(matches!(denied, Err(AppError::Denied(_))), "{denied:?}");
    for n in 1..200_u8 {
        chapters::add_picture(app, &owner, &case, picture(&unlike(&[n]))).await?;
    }
    let Err(AppError::Invalid(errors)) =
        chapters::add_picture(app, &owner, &case, picture(&unlike(b"\0"))).await
    else {
        return Err("more than a report may have".into());
    };
    assert_eq!((errors[0].field.as_str(), errors[0].code), ("picture", "pictures_full"));
    let told = [PICTURE, b"told by a camera"].concat();
    let again = chapters::add_picture(app, &owner, &case, picture(&told)).await?;
    assert_eq!(again.name, first.name, "what is no part of the picture is not kept");
    assert_eq!(app.store().head().await?.tree.size(), before, "a picture leaves no entry");
    Ok(())
}

async fn pictures_go_with_the_last_text_that_shows_them(engine: Engine) -> Result<(), Failure> {
    let written = Written::until(engine, Until::Reported).await?;
    let (app, owner, case) = (written.app(), written.owner()?, written.view().await?);
    let mut names = Vec::new();
    for content in [b"1", b"2", b"3"] {
        let added = chapters::add_picture(app, &owner, &case, picture(&unlike(content))).await?;
        names.push(added.name);
    }
    // The first is shown by the section alone, the second by another one too, the
    // third by none yet.
    let line = |name: &str| format!("一\n\n![现场]({name})");
    written.save(&owner, 0, &line(&names[0]), By::Hand).await?;
    written.save(&owner, 1, &line(&names[1]), By::Hand).await?;
    let other = case.report_sections(app, &owner).into_iter().find(|item| item.code != PART);
    let other = other.ok_or("no other section")?.code;
    let text = line(&names[1]);
    let saving = Saving { section: &other, since: 0, text: &text, by: By::Hand };
    chapters::save(app, &owner, &case, saving).await?;
    let admin = directory::operator(app, None, Permission::ManageSystem).await?;
    let admin = written.stage.test.ctx(&admin.ok_or("no administrator")?);
    let writing = chapters::read(app, &owner, &case).await?;
    let section = case.assessment.as_ref().and_then(|a| a.state.reports.last());
    let section = section.and_then(|r| r.sections.iter().find(|one| one.code == PART));
    let frozen = section.map(|one| one.text).ok_or("nothing is frozen")?;
    assert_eq!(writing.pictures.len(), 3);
    let commitment = frozen.to_string().parse()?;
    let old: jiff::Timestamp = "2100-01-01T00:00:00Z".parse()?;
    assert_eq!(upkeep::files(app, old).await?, 0, "every picture is held");
    erase::erase(app, &admin, &written.case.number, commitment, "当事人申请删除").await?;
    let left = chapters::pictures(app, &owner, &written.view().await?).await?;
    let left: BTreeSet<&str> = left.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(left, BTreeSet::from([&*names[1], &*names[2]]));
    assert_eq!(upkeep::files(app, old).await?, 1, "its content goes with it");
    let gone = chapters::picture_bytes(app, &owner, &case, &names[0]).await;
    assert!(matches!(gone, Err(AppError::NotFound)), "{gone:?}");
    chapters::picture_bytes(app, &owner, &case, &names[1]).await?;
    Ok(())
}

testkit::on_both!(
    pictures_are_kept_once_and_read_with_the_text,
    pictures_go_with_the_last_text_that_shows_them,
    two_at_once_lose_nothing,
    what_the_page_saves_replaces_itself_for_a_while,
    texts_have_bounds,
    readers_comment_and_writers_settle,
    drafts_go_with_the_text_that_is_erased,
);
