//! A public consultation from its setting to the published result, on both
//! engines: what residents give, what officials see, what a receipt proves.

use std::collections::BTreeMap;

use app::{
    AppError,
    consultation::{
        self, Entered, Entry, Given, Look, check_receipt, close, confirm, desk, enter, export,
        extend, give_up, moderate, notice, open, proposals, public_list, publish, queue, results,
        seal_due, undone,
    },
    view,
};
use domain::{
    codes::{ActivityKind, Attitude, Channel, ExportFormat, Moderation, TextFault},
    consultation::{Standing, answer::Filled},
};
use jiff::ToSpan as _;
use ledger::{Hash, verify_inclusion};
use testkit::{Engine, Failure};

use crate::consultation::asked::{Asked, filled, opened, prepared};

/// 64 answers: the first group says yes twice as often as no, the second never no.
async fn many(asked: &Asked) -> Result<Vec<String>, Failure> {
    let mut codes = Vec::new();
    for n in 0..64 {
        let (stratum, attitude) = match n % 4 {
            0 => ("G01", "OPPOSE"),
            1 | 2 => ("G01", "SUPPORT"),
            _ => ("G02", "CONDITIONAL"),
        };
        codes.push(asked.receipt(n, &filled(stratum, attitude)).await?);
    }
    Ok(codes)
}

async fn whole_life(engine: Engine) -> Result<(), Failure> {
    let mut asked = opened(engine, "").await?;
    let app = &asked.stage.test.app.clone();
    let list = public_list(app).await?;
    assert_eq!(list.open.iter().map(|l| l.slug.as_str()).collect::<Vec<_>>(), [&asked.slug]);
    let codes = many(&asked).await?;
    // A repeated form gives the same receipt and counts nothing.
    assert_eq!(asked.receipt(5, &filled("G01", "SUPPORT")).await?, codes[5]);
    let heard = desk(app, &asked.ctx()?, &asked.view().await?).await?.coverage.ok_or("coverage")?;
    assert_eq!(heard.answers, 64);
    assert!(heard.silent().iter().all(|code| *code != "G01" && *code != "G02"), "{heard:?}");
    let parts: u64 = heard.groups.iter().filter_map(|group| group.needed).sum();
    assert_eq!(heard.needed.unwrap_or(parts), parts, "the parts add up to the sample");
    planned_as_heard(&asked.view().await?, &heard)?;
    let running = results(app, None, &asked.slug).await?;
    assert!(running.in_steps && running.strata.is_empty(), "{running:?}");
    assert_eq!(running.answers, 50, "the public sees 64 in steps");

    asked.stage.test.go_to(asked.to.checked_add(1.day())?);
    let late = asked.give(900, &filled("G01", "SUPPORT")).await?;
    assert_eq!(late, Given::Closed);
    let hanging = close(app, &asked.ctx()?, &asked.slug, None).await;
    assert!(matches!(hanging, Err(AppError::Refused(_))), "the notice still hangs: {hanging:?}");
    asked.take_down().await?;
    close(app, &asked.ctx()?, &asked.slug, None).await?;
    closed(&asked).await?;
    proved(&asked, &codes).await?;

    publish(app, &asked.ctx()?, &asked.slug, "已逐条研究，采纳情况见说明。").await?;
    let told = results(app, None, &asked.slug).await?;
    assert_eq!((told.answers, told.standing), (64, Standing::Published));
    // The second group is of one mind, so it is put together with the first.
    let heard = |s: &&app::consultation::StratumLine| s.attitudes.iter().flatten().any(|n| *n > 0);
    assert_eq!(told.strata.iter().filter(heard).count(), 1, "{told:?}");
    let support = told.support.ok_or("support")?;
    assert_eq!(support.n, 48);
    assert!(support.interval[0] < support.share && support.share < support.interval[1]);
    let report = app.store().verify(&mut |_| ()).await?;
    assert!(report.is_clean(), "{:?}", report.findings.first());
    Ok(())
}

/// The plan says what the running consultation is measured by.
fn planned_as_heard(case: &view::Case, heard: &consultation::Coverage) -> Result<(), Failure> {
    let plan = case.assessment.as_ref().and_then(|a| a.state.plan.as_ref()).ok_or("a plan")?;
    let design = consultation::survey_design(&case.package, &case.matter.state, plan);
    assert_eq!((design.needed, &design.rule), (heard.needed, &heard.rule));
    let parts: Vec<Option<u64>> = heard.groups.iter().map(|group| group.needed).collect();
    assert_eq!(design.parts, parts);
    let people: u64 = heard.groups.iter().map(|group| u64::from(group.population)).sum();
    assert_eq!(design.population, people);
    let planned = design.precision_planned.ok_or("a precision")?;
    assert!(planned > 0.0 && planned < 0.5, "{planned}");
    Ok(())
}

/// The counts stand in the log and in the assessment, with the seal as evidence.
async fn closed(asked: &Asked) -> Result<(), Failure> {
    let case = asked.view().await?;
    let state = &case.assessment.as_ref().ok_or("an assessment")?.state;
    let activity = state.activities.last().ok_or("an activity")?;
    assert_eq!((activity.kind, activity.attendance), (ActivityKind::Questionnaire, 64));
    let sealed = activity.sealed.as_ref().ok_or("a seal")?;
    assert_eq!(sealed.seal.size, 64);
    let oppose: u32 = activity.tallies.iter().filter_map(|t| t.counts.get(&Attitude::Oppose)).sum();
    assert_eq!(oppose, 16);
    let desk = desk(&asked.stage.test.app, &asked.ctx()?, &case).await?;
    let state = &desk.current.as_ref().ok_or("a consultation")?.consultation.state;
    let outcome = state.outcome.as_ref().ok_or("an outcome")?;
    assert_eq!((outcome.answers("G01"), outcome.answers("G02")), (48, 16));
    assert_eq!(outcome.channels, BTreeMap::from([(Channel::Web, 64)]));
    Ok(())
}

/// Every receipt leads to the seal, by the rules of RFC 6962, and tells no choice.
async fn proved(asked: &Asked, codes: &[String]) -> Result<(), Failure> {
    let app = &asked.stage.test.app;
    for (n, code) in codes.iter().enumerate() {
        let found = check_receipt(app, &code.to_lowercase()).await?.ok_or("a receipt")?;
        assert_eq!((found.number, found.unchanged), (n as u64 + 1, Some(true)));
        let proof = found.proof.ok_or("a proof")?;
        assert!(proof.holds);
        let path: Vec<Hash> = proof.path.iter().map(|h| h.parse()).collect::<Result<_, _>>()?;
        let (leaf, root) = (proof.leaf.parse::<Hash>()?, proof.seal.seal.root.parse::<Hash>()?);
        assert!(verify_inclusion(&leaf, proof.position, proof.seal.seal.size, &root, &path));
    }
    assert!(check_receipt(app, "2345-6789-ABCD-EFGH-JKMN").await?.is_none());
    Ok(())
}

async fn what_is_wrong_is_told_and_not_counted(engine: Engine) -> Result<(), Failure> {
    let asked = opened(engine, "").await?;
    for (field, values, code) in [
        ("stratum", vec![], "required"),
        ("stratum", vec!["G99"], "choice"),
        ("ATT", vec!["SUPPORT", "OPPOSE"], "several"),
        ("ATT", vec!["MAYBE"], "choice"),
        ("KNOW", vec![""], "required"),
        ("NAME", vec!["张三"], "choice"),
    ] {
        let mut form = filled("G01", "SUPPORT");
        form.insert(field.to_owned(), values.into_iter().map(str::to_owned).collect());
        let Given::Faults(faults) = asked.give(1, &form).await? else {
            return Err(format!("{field} passed").into());
        };
        assert_eq!(
            faults.iter().map(|f| (f.field.as_str(), f.code)).collect::<Vec<_>>(),
            [(field, code)]
        );
    }
    let mut long = filled("G01", "SUPPORT");
    long.insert("WORDS".to_owned(), vec!["长".repeat(501)]);
    assert!(matches!(asked.give(1, &long).await?, Given::Faults(_)));
    // A question that is not put on this person is left out, not refused.
    let mut hidden = filled("G01", "SUPPORT");
    hidden.insert("COND".to_owned(), vec!["SITE".to_owned()]);
    assert!(matches!(asked.give(1, &hidden).await?, Given::Receipt { .. }));
    let app = &asked.stage.test.app;
    let mut answers = app.store().read_answers().await?;
    let all = answers.answers_at(asked.id().await?, &[0, 1]).await?;
    assert_eq!(all.len(), 1);
    assert!(!all[0].content.contains("SITE"), "{}", all[0].content);
    Ok(())
}

async fn order_is_kept(engine: Engine) -> Result<(), Failure> {
    let mut asked = prepared(engine, "").await?;
    let (app, ctx) = (&asked.stage.test.app.clone(), asked.ctx()?);
    // The public knows nothing before the opening.
    assert!(matches!(notice(app, &asked.slug, asked.from).await, Err(AppError::NotFound)));
    assert!(matches!(results(app, None, &asked.slug).await, Err(AppError::NotFound)));
    assert!(public_list(app).await?.open.is_empty());
    assert!(close(app, &ctx, &asked.slug, Some("早")).await.is_err());
    let stranger = asked.stage.test.ctx(asked.stage.cast.person("approval")?);
    assert!(matches!(open(app, &stranger, &asked.slug).await, Err(AppError::Denied(_))));

    open(app, &ctx, &asked.slug).await?;
    assert!(give_up(app, &ctx, &asked.slug, "不办了").await.is_err(), "people may have answered");
    let earlier = asked.to.checked_sub(1.day())?;
    assert!(extend(app, &ctx, &asked.slug, earlier, "缩短").await.is_err(), "a period only grows");
    extend(app, &ctx, &asked.slug, asked.to.checked_add(5.days())?, "应居民要求").await?;
    let down = asked.case.state.notices.first().ok_or("a notice")?.to;
    asked.stage.test.go_to(down);
    asked.take_down().await?;
    let ctx = asked.ctx()?;
    let before = close(app, &ctx, &asked.slug, None).await;
    assert!(matches!(before, Err(AppError::Refused(_))), "{before:?}");
    // A refused closing shuts nobody out.
    asked.receipt(1, &filled("G01", "SUPPORT")).await?;
    close(app, &ctx, &asked.slug, Some("提前截止的理由")).await?;
    assert_eq!(asked.give(2, &filled("G01", "OPPOSE")).await?, Given::Closed);
    Ok(())
}

async fn seals_come_every_day(engine: Engine) -> Result<(), Failure> {
    let asked = opened(engine, "").await?;
    let app = &asked.stage.test.app;
    assert_eq!(seal_due(app, app.clock().now()).await?, 0, "nothing came in");
    let first = asked.receipt(1, &filled("G01", "SUPPORT")).await?;
    assert!(check_receipt(app, &first).await?.ok_or("it")?.proof.is_none(), "not sealed yet");
    assert_eq!(seal_due(app, app.clock().now()).await?, 1);
    assert_eq!(seal_due(app, app.clock().now()).await?, 0, "one seal a day");
    let second = asked.receipt(2, &filled("G02", "OPPOSE")).await?;
    assert!(check_receipt(app, &second).await?.ok_or("it")?.proof.is_none());
    asked.stage.test.go_to(asked.from.checked_add(1.day())?);
    assert_eq!(seal_due(app, app.clock().now()).await?, 1);
    for code in [first, second] {
        let proof = check_receipt(app, &code).await?.ok_or("it")?.proof.ok_or("a proof")?;
        assert!(proof.holds && proof.seal.seal.size == 2);
    }
    Ok(())
}

/// An answer with words.
async fn wrote(asked: &Asked, key: u32, words: &str) -> Result<String, Failure> {
    let mut form = filled("G01", "SUPPORT");
    form.insert("WORDS".to_owned(), vec![words.to_owned()]);
    match asked.give(key, &form).await? {
        Given::Receipt { code, .. } => Ok(code),
        other => Err(format!("{other:?}").into()),
    }
}

async fn texts_are_read_before_they_are_shown_and_then_answered(
    engine: Engine,
) -> Result<(), Failure> {
    let mut asked = opened(engine, "").await?;
    let app = &asked.stage.test.app.clone();
    let texts = [
        "垃圾车夜里太吵，影响睡觉",
        "夜里垃圾车太吵，睡不好觉",
        "垃圾车夜里作业声音太吵",
        "夜里太吵，请改在白天运垃圾",
        "我叫王二，电话13912345678，请回电",
    ];
    let mut codes = Vec::new();
    for (key, words) in (1..).zip(texts) {
        codes.push(wrote(&asked, key, words).await?);
    }
    let case = asked.view().await?;
    let id = asked.id().await?;
    for n in 0..5_u64 {
        let queue = queue(app, &asked.ctx()?, &case, id).await?;
        assert_eq!(queue.waiting(), 5 - n);
        let next = queue.next.ok_or("a text that waits")?;
        let personal = next.proposed.is_some();
        assert_eq!(personal, next.text.contains("139"), "{next:?}");
        let look = Look {
            at: next.at,
            done: if personal { Moderation::Redacted } else { Moderation::Shown },
            fault: personal.then_some(TextFault::PersonalData),
            shown: "请回电".to_owned(),
        };
        if personal {
            let bare = Look { fault: None, ..look.clone() };
            let answer = moderate(app, &asked.ctx()?, &asked.slug, &bare).await;
            assert!(matches!(answer, Err(AppError::Invalid(_))), "{answer:?}");
        }
        moderate(app, &asked.ctx()?, &asked.slug, &look).await?;
    }
    assert_eq!(queue(app, &asked.ctx()?, &case, id).await?.next, None);
    let stranger = asked.stage.test.ctx(asked.stage.cast.person("approval")?);
    assert!(matches!(queue(app, &stranger, &case, id).await, Err(AppError::Denied(_))));

    // Topics are those of the assessment's own step, which begins with the end
    // of the notice.
    asked.stage.test.go_to(asked.to);
    asked.take_down().await?;
    let topic = topic(&asked, &case).await?;
    let found = check_receipt(app, &codes[0]).await?.ok_or("a receipt")?;
    let fate = found.texts.first().ok_or("a text")?;
    assert_eq!(fate.state, "SHOWN");
    assert_eq!(fate.topic.as_ref().and_then(|t| t.topic.as_deref()), Some(topic));
    let found = check_receipt(app, &codes[4]).await?.ok_or("a receipt")?;
    let fate = found.texts.first().ok_or("a text")?;
    assert_eq!((fate.state.as_str(), fate.reason.as_deref()), ("REDACTED", Some("PERSONAL_DATA")));
    let report = app.store().verify(&mut |_| ()).await?;
    assert!(report.is_clean(), "{:?}", report.findings.first());
    Ok(())
}

/// Confirms the largest group as a topic; its count is that of the texts.
pub(crate) async fn topic(asked: &Asked, case: &view::Case) -> Result<&'static str, Failure> {
    let app = &asked.stage.test.app;
    let desk = desk(app, &asked.ctx()?, case).await?;
    let found = &desk.current.as_ref().ok_or("a consultation")?.consultation;
    let groups = proposals(app, &asked.ctx()?, case, found).await?;
    let largest = groups.first().ok_or("a group")?;
    let (slug, sentence) = (asked.slug.as_str(), "夜间噪声");
    let other = confirm(app, &asked.ctx()?, slug, ("00", sentence)).await;
    assert!(matches!(other, Err(AppError::Invalid(_))), "it was not what was seen: {other:?}");
    let judged = confirm(app, &asked.ctx()?, slug, (&largest.digest, "缠访户的意见")).await;
    assert!(matches!(judged, Err(AppError::Invalid(_))), "it judges people: {judged:?}");
    confirm(app, &asked.ctx()?, slug, (&largest.digest, sentence)).await?;
    let case = asked.view().await?;
    let state = &case.assessment.as_ref().ok_or("an assessment")?.state;
    let opinion = state.opinions.last().ok_or("an opinion")?;
    assert_eq!(opinion.count as usize, largest.count);
    assert_eq!(opinion.found_in.map(|id| id.uuid()), Some(found.id));
    Ok(sentence)
}

/// What is stored nowhere but under the key of the consultation.
async fn words_are_stored_sealed(engine: Engine) -> Result<(), Failure> {
    let asked = opened(engine, "").await?;
    let (app, id) = (&asked.stage.test.app, asked.id().await?);
    wrote(&asked, 1, "记号一二三").await?;
    let mut answers = app.store().read_answers().await?;
    let stored = answers.waiting_texts(id, 10).await?;
    assert_eq!(stored.len(), 1);
    let plain = hex::encode("记号一二三");
    let sealed = stored[0].sealed.clone().ok_or("a sealed text")?;
    assert!(!sealed.contains(&plain) && stored[0].shown.is_none());
    let content = answers.answers_at(id, &[0]).await?[0].content.clone();
    assert!(!content.contains("记号"), "{content}");
    answers.close().await?;
    let case = asked.view().await?;
    let read = queue(app, &asked.ctx()?, &case, id).await?.next.ok_or("a text")?;
    assert_eq!(read.text, "记号一二三");
    let mut tx = app.store().write_answers().await?;
    tx.destroy_text_key(id).await?;
    tx.commit().await?;
    let gone = queue(app, &asked.ctx()?, &case, id).await;
    assert!(matches!(gone, Err(AppError::NotFound)), "without the key nobody reads it: {gone:?}");
    Ok(())
}

/// Paper is typed by two persons, and counted when they agree.
async fn paper_is_typed_twice(engine: Engine) -> Result<(), Failure> {
    let asked = opened(engine, "").await?;
    let (app, case) = (&asked.stage.test.app.clone(), asked.view().await?);
    let id = asked.id().await?;
    let (one, other) = (asked.ctx()?, asked.stage.test.ctx(&asked.stage.cast.agency));
    let paper = |sheet: &str, attitude: &str| {
        let mut filled = Filled::new();
        filled.insert("stratum".to_owned(), vec!["G01".to_owned()]);
        filled.insert("ATT".to_owned(), vec![attitude.to_owned()]);
        Entry { channel: Channel::Paper, sheet: sheet.to_owned(), filled }
    };
    let slug = asked.slug.as_str();
    let size = async || -> Result<u64, Failure> {
        let head = app.store().read_answers().await?.answers_head(id).await?;
        Ok(head.ok_or("a head")?.size)
    };
    let entry = paper("007", "OPPOSE");
    assert_eq!(enter(app, &one, &case, slug, &entry).await?, Entered::First);
    assert_eq!(enter(app, &one, &case, slug, &entry).await?, Entered::First, "one person is one");
    let wrong = enter(app, &other, &case, slug, &paper("7", "SUPPORT")).await?;
    assert_eq!(wrong, Entered::Differs(vec!["ATT".to_owned()]));
    assert_eq!(size().await?, 0);
    assert!(undone(app, &one, &case, id).await?.iter().all(|sheet| sheet.differs && sheet.mine));
    assert_eq!(enter(app, &other, &case, slug, &paper("7", "OPPOSE")).await?, Entered::Counted);
    assert_eq!((size().await?, undone(app, &one, &case, id).await?.len()), (1, 0));
    let again = enter(app, &one, &case, slug, &paper("7", "SUPPORT")).await?;
    assert_eq!(again, Entered::Known);
    assert_eq!(size().await?, 1, "a paper counts once, whatever is typed of it later");

    let heard = Entry { channel: Channel::Phone, ..paper("", "SUPPORT") };
    assert_eq!(enter(app, &one, &case, slug, &heard).await?, Entered::Counted);
    let no_number = enter(app, &one, &case, slug, &paper("七", "SUPPORT")).await?;
    assert!(matches!(no_number, Entered::Faults(_)), "{no_number:?}");
    let stranger = asked.stage.test.ctx(asked.stage.cast.person("approval")?);
    let denied = enter(app, &stranger, &case, slug, &entry).await;
    assert!(matches!(denied, Err(AppError::Denied(_))), "{denied:?}");
    Ok(())
}

async fn rows_say_less_than_answers(engine: Engine) -> Result<(), Failure> {
    let asked = opened(engine, "").await?;
    let app = &asked.stage.test.app.clone();
    many(&asked).await?;
    wrote(&asked, 900, "不外传").await?;
    asked.receipt(901, &filled("G03", "OPPOSE")).await?;
    let (ctx, slug) = (asked.ctx()?, asked.slug.as_str());
    let mut file = Vec::new();
    let bare = export(app, &ctx, slug, (ExportFormat::Csv, " "), &mut file).await;
    assert!(matches!(bare, Err(AppError::Invalid(_))) && file.is_empty(), "no reason, no file");
    let stranger = asked.stage.test.ctx(asked.stage.cast.person("approval")?);
    let denied = export(app, &stranger, slug, (ExportFormat::Csv, "看看"), &mut file).await;
    assert!(matches!(denied, Err(AppError::Denied(_))) && file.is_empty());
    let rows = export(app, &ctx, slug, (ExportFormat::Csv, "核对统计"), &mut file).await?;
    assert_eq!(rows, 66);
    let text = String::from_utf8(file)?;
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
    assert!(lines[0].starts_with("stratum,channel,"), "{}", lines[0]);
    assert_eq!(lines.len(), 67);
    assert!(!text.contains("不外传") && !text.contains("2016"), "neither words nor days");
    assert!(!text.contains("G03"), "a group of one does not stand by itself");
    let oppose = lines.iter().filter(|line| line.contains(",OPPOSE,")).count();
    assert_eq!(oppose, 17, "every answer is there");
    let first: Vec<bool> = lines[1..33].iter().map(|line| line.contains("OPPOSE")).collect();
    let arrived: Vec<bool> = (0..32).map(|n| n % 4 == 0).collect();
    assert_ne!(first, arrived, "not in the order of arrival");
    let mut lines = Vec::new();
    export(app, &ctx, slug, (ExportFormat::JsonLines, "核对统计"), &mut lines).await?;
    let parsed: Vec<serde_json::Value> =
        String::from_utf8(lines)?.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    assert_eq!(parsed.len(), 66);
    assert!(parsed.iter().all(|row| row["channel"][0] == "WEB"), "{}", parsed[0]);
    let state = desk(app, &asked.ctx()?, &asked.view().await?).await?.current.ok_or("it")?;
    assert_eq!(state.consultation.state.exports.len(), 2, "the log knows both");
    Ok(())
}

testkit::on_both!(
    whole_life,
    what_is_wrong_is_told_and_not_counted,
    order_is_kept,
    seals_come_every_day,
    texts_are_read_before_they_are_shown_and_then_answered,
    words_are_stored_sealed,
    rows_say_less_than_answers,
    paper_is_typed_twice,
);
