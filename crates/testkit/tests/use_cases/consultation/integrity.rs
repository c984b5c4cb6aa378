//! What keeps a public consultation honest, on both engines: letters that count
//! once, answers that are not counted, answers that are deleted in time, and a
//! record of what moderators did.

use app::{
    AppError,
    consultation::{
        Entered, Entry, Given, Look, Moderate, Which, check_receipt, close, confirm_exclusion,
        desk, drop_exclusion, enter, erase_due, exclusions, export, export_log, moderate, open,
        print_letters, propose_exclusion, publish, queue, results, seal_due,
    },
    vault::Vault,
};
use domain::{
    assessment::{Command, acts::report::FreezeReport},
    codes::{Channel, Conclusion, ExclusionCause, ExportFormat, Moderation, TextFault},
    consultation::answer::Filled,
    ids::ReportId,
    refusal::Reason,
};
use jiff::ToSpan as _;
use testkit::{Engine, Failure};

use crate::consultation::{
    asked::{self, Asked, opened, prepared, with},
    course::topic,
};

impl Asked {
    fn agency(&self) -> app::Ctx {
        self.stage.test.ctx(&self.stage.cast.agency)
    }

    async fn close_and_publish(&mut self) -> Result<(), Failure> {
        self.stage.test.go_to(self.to.checked_add(1.day())?);
        self.take_down().await?;
        let app = &self.stage.test.app;
        close(app, &self.ctx()?, &self.slug, None).await?;
        publish(app, &self.ctx()?, &self.slug, "已逐条研究。").await?;
        Ok(())
    }
}

fn filled(stratum: &str, attitude: &str, know: &str) -> Filled {
    with(asked::filled(stratum, attitude), "KNOW", know)
}

fn faulty(given: &Given) -> Vec<(&str, &str)> {
    match given {
        Given::Faults(faults) => faults.iter().map(|f| (f.field.as_str(), f.code)).collect(),
        _ => Vec::new(),
    }
}

async fn a_household_answers_once_by_its_letter(engine: Engine) -> Result<(), Failure> {
    let mut asked = prepared(engine, "1").await?;
    let app = &asked.stage.test.app.clone();
    let codes = print_letters(app, &asked.ctx()?, &asked.slug, 30).await?;
    assert_eq!(codes.len(), 30);
    let stranger = asked.stage.test.ctx(asked.stage.cast.person("approval")?);
    let denied = print_letters(app, &stranger, &asked.slug, 30).await;
    assert!(matches!(denied, Err(AppError::Denied(_))), "{denied:?}");
    open(app, &asked.ctx()?, &asked.slug).await?;
    assert_eq!(asked.state().await?.letters, 30);

    let plain = filled("G01", "SUPPORT", "3");
    let by = |n: usize, know: &str| with(filled("G01", "SUPPORT", know), "letter", &codes[n]);
    let none = asked.give(1, &plain).await?;
    assert_eq!(faulty(&none), [("letter", "letter_required")]);
    for wrong in ["2345-6789-ABCD-EFGH", "电话", "2345"] {
        let strange = asked.give(1, &with(plain.clone(), "letter", wrong)).await?;
        assert_eq!(faulty(&strange), [("letter", "letter_unknown")], "{wrong}");
    }
    // Everything that is out of order is told at once.
    let both = asked.give(1, &with(plain.clone(), "ATT", "MAYBE")).await?;
    assert_eq!(faulty(&both), [("ATT", "choice"), ("letter", "letter_required")]);
    let first = asked.receipt(1, &with(plain, "letter", &codes[0].to_lowercase())).await?;
    assert_eq!(asked.receipt(1, &by(0, "3")).await?, first, "a second click is no second answer");
    assert_eq!(faulty(&asked.give(2, &by(0, "4")).await?), [("letter", "letter_spent")]);
    for n in 1..12 {
        asked.receipt(u32::try_from(n)? + 10, &by(n, "3")).await?;
    }
    nothing_leads_from_a_letter_to_an_answer(&asked, &codes[0]).await?;
    paper_with_a_letter(&asked, &codes).await?;
    assert_eq!(seal_due(app, app.clock().now()).await?, 1);
    assert_eq!(faulty(&asked.give(2, &by(0, "4")).await?), [("letter", "letter_spent")]);

    asked.close_and_publish().await?;
    let told = results(app, None, &asked.slug).await?;
    let letters = told.letters.ok_or("letters")?;
    assert_eq!((letters.printed, letters.used), (30, 13));
    assert_eq!(told.answers, 13);
    Ok(())
}

/// Neither the code nor anything made of it stands beside the answer.
async fn nothing_leads_from_a_letter_to_an_answer(
    asked: &Asked,
    code: &str,
) -> Result<(), Failure> {
    let app = &asked.stage.test.app;
    let id = asked.id().await?;
    let mut answers = app.store().read_answers().await?;
    let rows = answers.answers_at(id, &[0, 1, 2]).await?;
    assert_eq!(rows.len(), 3);
    let plain = code.replace('-', "");
    assert!(rows.iter().all(|row| !row.content.contains("letter")), "{}", rows[0].content);
    answers.close().await?;
    for entry in std::fs::read_dir(&app.settings().data_dir)? {
        let path = entry?.path();
        if path.is_file() {
            let bytes = std::fs::read(&path)?;
            let hit = |mark: &str| bytes.windows(mark.len()).any(|w| w == mark.as_bytes());
            assert!(!hit(code) && !hit(&plain), "{} holds a code", path.display());
        }
    }
    Ok(())
}

/// Two persons read the same code on the paper; a used one is told at its field.
async fn paper_with_a_letter(asked: &Asked, codes: &[String]) -> Result<(), Failure> {
    let (app, case) = (&asked.stage.test.app, asked.view().await?);
    let (one, other) = (asked.ctx()?, asked.agency());
    let paper = |code: &str| Entry {
        channel: Channel::Paper,
        sheet: "7".to_owned(),
        filled: with(filled("G02", "OPPOSE", "2"), "letter", code),
    };
    let typed = async |ctx: &app::Ctx, code: &str| -> Result<Entered, Failure> {
        Ok(enter(app, ctx, &case, &asked.slug, &paper(code)).await?)
    };
    assert_eq!(typed(&one, &codes[0]).await?, Entered::First);
    let differs = Entered::Differs(vec!["letter".to_owned()]);
    assert_eq!(typed(&other, &codes[20]).await?, differs);
    let Entered::Faults(spent) = typed(&other, &codes[0]).await? else {
        return Err("a used letter counted".into());
    };
    assert_eq!((spent[0].field.as_str(), spent[0].code), ("letter", "letter_spent"));
    assert_eq!(typed(&one, &codes[20]).await?, differs, "the other one has to correct it as well");
    assert_eq!(typed(&other, &codes[20]).await?, Entered::Counted);
    assert_eq!(typed(&one, &codes[20]).await?, Entered::Known);
    Ok(())
}

/// 40 answers that are alike and 20 that are not.
async fn flooded(asked: &Asked) -> Result<Vec<String>, Failure> {
    let mut codes = Vec::new();
    for n in 0..60_u32 {
        let answer = if n < 40 {
            filled("G01", "OPPOSE", "1")
        } else {
            let attitude = if n % 2 == 0 { "SUPPORT" } else { "CONDITIONAL" };
            with(
                filled("G01", attitude, &(n % 5 + 1).to_string()),
                "TRUST",
                &(n % 4 + 1).to_string(),
            )
        };
        codes.push(asked.receipt(n, &answer).await?);
    }
    Ok(codes)
}

async fn what_is_not_counted_is_told_and_stays_sealed(engine: Engine) -> Result<(), Failure> {
    let mut asked = opened(engine, "").await?;
    let app = &asked.stage.test.app.clone();
    let codes = flooded(&asked).await?;
    let case = asked.view().await?;
    let running = desk(app, &asked.ctx()?, &case).await?.results.ok_or("results")?;
    let alike = running.alike.ok_or("a word on alike answers")?;
    assert_eq!((alike.about, alike.percent), (40, 66));
    let (id, state) = (asked.id().await?, asked.state().await?);
    let seen = exclusions(app, &asked.ctx()?, &case, (id, &state)).await?;
    assert_eq!(seen.alike.first(), Some(&40), "{seen:?}");

    let why = (ExclusionCause::Identical, "同一天连续提交，选择完全相同");
    let alike = |place| Which::Alike { place, day: None };
    let (slug, owner) = (asked.slug.clone(), asked.ctx()?);
    let bare = propose_exclusion(app, &owner, &slug, &alike(1), (why.0, " ")).await;
    assert!(matches!(bare, Err(AppError::Invalid(_))), "{bare:?}");
    let none = propose_exclusion(app, &owner, &slug, &alike(9), why).await;
    assert!(matches!(none, Err(AppError::Invalid(_))), "{none:?}");
    let other_day = Which::Alike { place: 1, day: Some(asked.to) };
    let few = propose_exclusion(app, &owner, &slug, &other_day, why).await;
    assert!(matches!(few, Err(AppError::Invalid(_))), "a handful cannot be picked: {few:?}");
    propose_exclusion(app, &owner, &slug, &alike(1), why).await?;
    let own = confirm_exclusion(app, &asked.ctx()?, &slug, 0).await;
    assert!(matches!(own, Err(AppError::Refused(_))), "four eyes: {own:?}");
    assert_eq!(desk(app, &owner, &case).await?.results.ok_or("results")?.answers, 60);
    confirm_exclusion(app, &asked.agency(), &slug, 0).await?;
    let left = desk(app, &owner, &asked.view().await?).await?.results.ok_or("results")?;
    assert_eq!((left.answers, left.alike), (20, None));
    drop_exclusion_of_paper(&asked).await?;

    let mut file = Vec::new();
    let reason = (ExportFormat::Csv, "核对统计");
    assert_eq!(export(app, &asked.ctx()?, &slug, reason, &mut file).await?, 21);
    assert!(!String::from_utf8(file)?.contains(",OPPOSE,"), "what is not counted is not among it");

    asked.close_and_publish().await?;
    let told = results(app, None, &slug).await?;
    assert_eq!((told.answers, &told.excluded[..]), (21, &[(ExclusionCause::Identical, 40)][..]));
    let outcome = asked.state().await?.outcome.ok_or("an outcome")?;
    assert_eq!(outcome.channels.values().sum::<u32>(), 21);
    let case = asked.view().await?;
    let held = &case.assessment.as_ref().ok_or("an assessment")?.state;
    assert_eq!(held.activities.last().ok_or("an activity")?.attendance, 21);
    for (code, counted) in [(&codes[3], false), (&codes[50], true)] {
        let found = check_receipt(app, code).await?.ok_or("a receipt")?;
        assert_eq!((found.unchanged, found.excluded.is_none()), (Some(true), counted));
        assert!(found.proof.ok_or("a proof")?.holds, "the tree is as it was");
    }
    let told = check_receipt(app, &codes[3]).await?.and_then(|found| found.excluded);
    assert_eq!(told.and_then(|e| e.reason).as_deref(), Some(why.1));
    let report = app.store().verify(&mut |_| ()).await?;
    assert!(report.is_clean(), "{:?}", report.findings.first());
    Ok(())
}

/// Ten answers that are alike and two that are not all say the same in their words:
/// the topic of these texts loses what is not counted, at once and once.
async fn a_topic_counts_what_is_counted(engine: Engine) -> Result<(), Failure> {
    let mut asked = opened(engine, "").await?;
    let app = &asked.stage.test.app.clone();
    for n in 0..12_u32 {
        let words = "垃圾车夜里太吵，影响睡觉";
        let (attitude, know) = if n < 10 { ("OPPOSE", "1") } else { ("SUPPORT", "2") };
        asked.receipt(n, &with(filled("G01", attitude, know), "WORDS", words)).await?;
    }
    let (case, id, slug) = (asked.view().await?, asked.id().await?, asked.slug.clone());
    while let Some(next) = queue(app, &asked.ctx()?, &case, id).await?.next {
        let (done, shown) = (Moderation::Shown, String::new());
        moderate(app, &asked.ctx()?, &slug, &Look { at: next.at, done, fault: None, shown })
            .await?;
    }
    asked.stage.test.go_to(asked.to);
    asked.take_down().await?;
    topic(&asked, &case).await?;
    let count = async |asked: &Asked| -> Result<u32, Failure> {
        let case = asked.view().await?;
        let state = &case.assessment.as_ref().ok_or("an assessment")?.state;
        Ok(state.opinions.last().ok_or("an opinion")?.count)
    };
    assert_eq!(count(&asked).await?, 12);
    let why = (ExclusionCause::Identical, "同一天连续提交，选择完全相同");
    let alike = Which::Alike { place: 1, day: None };
    propose_exclusion(app, &asked.ctx()?, &slug, &alike, why).await?;
    assert_eq!(count(&asked).await?, 12, "a proposal takes nothing away");
    confirm_exclusion(app, &asked.agency(), &slug, 0).await?;
    assert_eq!(count(&asked).await?, 2);
    asked.stage.test.go_to(asked.to.checked_add(1.day())?);
    close(app, &asked.ctx()?, &slug, None).await?;
    assert_eq!(count(&asked).await?, 2, "the closing finds nothing more to take out");
    let report = app.store().verify(&mut |_| ()).await?;
    assert!(report.is_clean(), "{:?}", report.findings.first());
    Ok(())
}

/// A paper form that was proposed by mistake is counted as before.
async fn drop_exclusion_of_paper(asked: &Asked) -> Result<(), Failure> {
    let (app, case, slug) = (&asked.stage.test.app, asked.view().await?, &asked.slug);
    let entry = Entry {
        channel: Channel::Paper,
        sheet: "12".to_owned(),
        filled: filled("G02", "SUPPORT", "5"),
    };
    for ctx in [asked.ctx()?, asked.agency()] {
        enter(app, &ctx, &case, slug, &entry).await?;
    }
    let why = (ExclusionCause::EntryError, "录错了问卷");
    let sheets = |numbers: &str| Which::Sheets(numbers.to_owned());
    let unknown = propose_exclusion(app, &asked.ctx()?, slug, &sheets("12、13"), why).await;
    assert!(matches!(unknown, Err(AppError::Invalid(_))), "{unknown:?}");
    propose_exclusion(app, &asked.ctx()?, slug, &sheets("０12"), why).await?;
    assert_eq!(asked.state().await?.undecided(), 1);
    drop_exclusion(app, &asked.agency(), slug, (1, "核对过，没有录错")).await?;
    let left = desk(app, &asked.ctx()?, &case).await?.results.ok_or("results")?;
    assert_eq!(left.answers, 21);
    Ok(())
}

async fn answers_go_after_their_term_and_proofs_stay(engine: Engine) -> Result<(), Failure> {
    let mut asked = opened(engine, "").await?;
    let app = &asked.stage.test.app.clone();
    let codes = flooded(&asked).await?;
    let words = with(filled("G02", "SUPPORT", "3"), "WORDS", "路灯太暗");
    let wrote = asked.receipt(900, &words).await?;
    asked.close_and_publish().await?;
    let before = results(app, None, &asked.slug).await?;
    assert!(before.alike.is_some());
    let published = asked.state().await?.published.ok_or("a day")?;
    let ends = published.checked_add(5.years())?;
    asked.stage.test.go_to(ends.checked_sub(1.day())?);
    assert_eq!(erase_due(app, app.clock().now()).await?, 0, "a day too early");
    asked.stage.test.go_to(ends);
    assert_eq!(erase_due(app, app.clock().now()).await?, 1);
    assert_eq!(erase_due(app, app.clock().now()).await?, 0, "once");
    let erased = asked.state().await?.erased.ok_or("it stands in the log")?;
    assert_eq!((erased.on, erased.count), (ends, 61));

    assert_eq!(results(app, None, &asked.slug).await?, before, "the result is as it was");
    for code in codes.iter().take(3).chain([&wrote]) {
        let found = check_receipt(app, code).await?.ok_or("a receipt")?;
        assert_eq!((found.unchanged, found.texts.len()), (None, 0));
        assert!(found.proof.ok_or("a proof")?.holds);
    }
    let mut answers = app.store().read_answers().await?;
    let id = asked.id().await?;
    assert!(answers.answers_at(id, &[0, 60]).await?.is_empty());
    assert_eq!(answers.text_key(id).await?, None);
    answers.close().await?;
    let mut file = Vec::new();
    let reason = (ExportFormat::Csv, "核对统计");
    let gone = export(app, &asked.ctx()?, &asked.slug, reason, &mut file).await;
    let Err(AppError::Refused(refusal)) = gone else { return Err("rows were taken out".into()) };
    assert_eq!(refusal.reason, Reason::Erased { day: ends.to_string() });
    assert!(file.is_empty());
    let report = app.store().verify(&mut |_| ()).await?;
    assert!(report.is_clean(), "{:?}", report.findings.first());
    Ok(())
}

async fn moderators_are_on_record_and_do_not_cross(engine: Engine) -> Result<(), Failure> {
    let mut asked = opened(engine, "").await?;
    let app = &asked.stage.test.app.clone();
    for (key, words) in [(1, "路灯太暗"), (2, "我要骂人"), (3, "还没有人看过")] {
        asked.receipt(key, &with(filled("G01", "SUPPORT", "3"), "WORDS", words)).await?;
    }
    let (case, id) = (asked.view().await?, asked.id().await?);
    let next = queue(app, &asked.ctx()?, &case, id).await?.next.ok_or("a text")?;
    let shown = Look { at: next.at, done: Moderation::Shown, fault: None, shown: String::new() };
    let done = moderate(app, &asked.ctx()?, &asked.slug, &shown).await?;
    assert_eq!(done, Moderate::Done);
    let late = Look { done: Moderation::Withheld, fault: Some(TextFault::Abuse), ..shown.clone() };
    let Moderate::Before(before) = moderate(app, &asked.agency(), &asked.slug, &late).await? else {
        return Err("a second decision replaced the first".into());
    };
    assert_eq!((before.state.as_str(), before.shown.as_deref()), ("SHOWN", Some("路灯太暗")));
    let next = queue(app, &asked.ctx()?, &case, id).await?.next.ok_or("a text")?;
    moderate(app, &asked.ctx()?, &asked.slug, &Look { at: next.at, ..late }).await?;

    let mut file = Vec::new();
    let asks = |reason| (ExportFormat::Csv, reason);
    let bare = export_log(app, &asked.ctx()?, &asked.slug, asks(""), &mut file).await;
    assert!(matches!(bare, Err(AppError::Invalid(_))) && file.is_empty());
    let stranger = asked.stage.test.ctx(asked.stage.cast.person("approval")?);
    let denied = export_log(app, &stranger, &asked.slug, asks("看看"), &mut file).await;
    assert!(matches!(denied, Err(AppError::Denied(_))) && file.is_empty());
    assert_eq!(export_log(app, &asked.ctx()?, &asked.slug, asks("核查"), &mut file).await?, 2);
    let text = String::from_utf8(file)?;
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines[0], "number,day,consultation,question,decision,reason");
    assert!(lines[1].ends_with(",WORDS,SHOWN,") && lines[2].ends_with(",WITHHELD,ABUSE"), "{text}");
    assert!(!text.contains("路灯") && !text.contains("骂"), "no word of any text");
    assert_eq!(asked.state().await?.log_exports.len(), 1);

    // What nobody has read does not go to the review.
    asked.close_and_publish().await?;
    let assessment = asked.case.assessment.ok_or("an assessment")?;
    let report = Command::FreezeReport(FreezeReport {
        id: ReportId::new(app.ids().id(app.clock().now())),
        sections: Vec::new(),
        recommends: Conclusion::Implement,
        revision_note: None,
        files: Vec::new(),
    });
    let vault = Vault::new(app.ids());
    let refused = app::assessment::act(app, &asked.agency(), assessment, report, vault, None).await;
    let Err(AppError::Refused(refusal)) = refused else {
        return Err(format!("it went on: {refused:?}").into());
    };
    assert_eq!(refusal.reason, Reason::TextsWait { count: 1 });
    Ok(())
}

testkit::on_both!(
    a_household_answers_once_by_its_letter,
    what_is_not_counted_is_told_and_stays_sealed,
    a_topic_counts_what_is_counted,
    answers_go_after_their_term_and_proofs_stay,
    moderators_are_on_record_and_do_not_cross,
);
