//! A discussion round from its opening to the result, on both engines: what
//! residents send, what officials see, and what nobody can put together.

use app::{
    AppError,
    consultation::{
        self, Audience, Look, OpenRound, RoundResults, Sheet, Subject, Voted, add_statement,
        check_receipt, close, close_round, extend_round, moderate_statement, open, open_round,
        order, round_results, seal_due, statement_queue, vote, withdraw_statement,
    },
};
use domain::codes::{Moderation, Stance, TextFault};
use jiff::ToSpan as _;
use testkit::{Engine, Failure};

use crate::consultation::asked::{Asked, prepared};

/// Statements to begin with: camps differ on the first six, and agree on the rest.
const STATEMENTS: [&str; 8] = [
    "这件事应当办",
    "现在就应当办",
    "办了以后方便",
    "花这些钱值得",
    "影响可以接受",
    "答应的措施能落实",
    "标准应当公开",
    "应当请居民代表监督",
];

/// A case with its consultation open and a round in it.
async fn discussed(engine: Engine) -> Result<Asked, Failure> {
    let found = prepared(engine, "").await?;
    let app = &found.stage.test.app;
    open(app, &found.ctx()?, &found.slug).await?;
    open_round(app, &found.ctx()?, &found.slug, &found.input(&STATEMENTS.join("\n"))).await?;
    Ok(found)
}

impl Asked {
    fn input(&self, lines: &str) -> OpenRound {
        OpenRound { from: self.from, to: self.to, lines: lines.to_owned(), topics: Vec::new() }
    }

    async fn sheet(&self) -> Result<std::sync::Arc<Sheet>, Failure> {
        Ok(Sheet::read(&self.stage.test.app, &self.slug).await?)
    }

    async fn results(&self, audience: Audience) -> Result<RoundResults, Failure> {
        let sheet = self.sheet().await?;
        let found = round_results(&self.stage.test.app, &sheet, audience).await?;
        Ok(found.ok_or("a round")?)
    }

    async fn send(&self, key: u32, fields: &[(String, String)]) -> Result<Voted, Failure> {
        let app = &self.stage.test.app;
        Ok(vote(app, &self.slug, &format!("{key:064x}"), fields, app.clock().now()).await?)
    }

    /// Votes as one of two camps; the receipt code.
    async fn vote(&self, key: u32) -> Result<String, Failure> {
        match self.send(key, &camp(key)).await? {
            Voted::Receipt { code, .. } => Ok(code),
            other => Err(format!("{other:?}").into()),
        }
    }
}

fn field(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

/// Odd and even differ on the first six statements; one in seven cannot say.
fn camp(n: u32) -> Vec<(String, String)> {
    let stance = |number: u32| match (n, number) {
        _ if (n + number).is_multiple_of(7) => Stance::Pass,
        (n, 1..=6) if n.is_multiple_of(2) => Stance::Disagree,
        _ => Stance::Agree,
    };
    (1..=8_u32).map(|number| field(&format!("v.{number}"), stance(number).code())).collect()
}

async fn whole_round(engine: Engine) -> Result<(), Failure> {
    let mut found = discussed(engine).await?;
    let app = &found.stage.test.app.clone();
    let mut codes = Vec::new();
    for n in 0..90 {
        codes.push(found.vote(n).await?);
    }
    // The same ballot again gives the same receipt and counts nothing, whatever
    // stands in it.
    match found.send(5, &camp(6)).await? {
        Voted::Receipt { code, repeated, .. } => {
            assert_eq!((code, repeated), (codes[5].clone(), true))
        }
        other => return Err(format!("{other:?}").into()),
    }
    let running = found.results(Audience::Public).await?;
    assert_eq!((running.answers, running.told), (50, false), "the public sees 90 in steps");
    assert!(running.lines.is_empty() && running.groups.is_empty());
    assert!(check_receipt(app, &codes[0]).await?.ok_or("it")?.proof.is_none());
    assert_eq!(seal_due(app, app.clock().now()).await?, 1, "nobody answered, ninety voted");
    assert_eq!(seal_due(app, app.clock().now()).await?, 0, "one seal a day");

    let (ctx, slug) = (found.ctx()?, found.slug.clone());
    let early = close_round(app, &ctx, &slug, None).await;
    assert!(matches!(early, Err(AppError::Refused(_))), "{early:?}");
    found.vote(90).await?;
    found.stage.test.go_to(found.to);
    found.take_down().await?;
    let first = close(app, &found.ctx()?, &slug, Some("提前")).await;
    assert!(matches!(first, Err(AppError::Refused(_))), "the round is open: {first:?}");
    close_round(app, &found.ctx()?, &slug, Some("时间已到")).await?;
    assert_eq!(found.send(200, &camp(1)).await?, Voted::Closed);
    let staff = found.results(Audience::Staff).await?;
    grouped(&staff);
    let hidden = found.results(Audience::Public).await?;
    assert!(!hidden.told && hidden.lines.is_empty(), "while others still answer: {hidden:?}");
    close(app, &found.ctx()?, &slug, Some("时间已到")).await?;
    grouped(&found.results(Audience::Public).await?);
    as_stored(&found).await?;
    for (n, code) in codes.iter().enumerate() {
        let receipt = check_receipt(app, code).await?.ok_or("a receipt")?;
        assert_eq!((receipt.subject, receipt.number), (Subject::Votes, n as u64 + 1));
        assert_eq!(receipt.unchanged, Some(true));
        let proof = receipt.proof.ok_or("a proof")?;
        assert!(proof.holds && proof.seal.seal.size == 91);
    }
    let report = app.store().verify(&mut |_| ()).await?;
    assert!(report.is_clean(), "{:?}", report.findings.first());
    Ok(())
}

/// Two camps of 45 are found, with what divides them and what does not.
fn grouped(results: &RoundResults) {
    assert!(results.told && !results.too_few);
    assert_eq!((results.answers, results.lines.len()), (91, STATEMENTS.len()));
    assert_eq!(results.groups.len(), 2, "{results:?}");
    assert!(results.groups.iter().all(|group| group.about == 40), "{results:?}");
    let words: Vec<&str> = results.consensus.iter().map(|(words, _)| words.as_str()).collect();
    for agreed in &STATEMENTS[6..] {
        assert!(words.contains(agreed), "{words:?}");
    }
    let typical: Vec<_> = results.groups.iter().map(|group| &group.typical).collect();
    assert!(typical.iter().all(|list| !list.is_empty()), "{typical:?}");
    let told = |stance: Stance| {
        let divided = |(words, how): &(String, Stance)| {
            *how == stance && STATEMENTS[..6].contains(&words.as_str())
        };
        typical.iter().any(|list| list.iter().any(divided))
    };
    assert!(told(Stance::Agree) && told(Stance::Disagree), "{typical:?}");
}

/// The counts of the log are those of the rows, and a row says nothing else.
async fn as_stored(found: &Asked) -> Result<(), Failure> {
    let sheet = found.sheet().await?;
    let round = sheet.consultation.state.round.clone().ok_or("a round")?;
    let outcome = round.outcome.ok_or("an outcome")?;
    let place = uuid::Uuid::new_v5(&sheet.consultation.id, b"round/votes");
    let mut answers = found.stage.test.app.store().read_answers().await?;
    let rows = answers.contents_from(place, 0, 1_000).await?;
    assert_eq!(rows.len(), 91);
    let mut agreed = [0_u32; 8];
    for (_, content) in &rows {
        let row: serde_json::Value = serde_json::from_str(content)?;
        let keys: Vec<&String> = row.as_object().ok_or("an object")?.keys().collect();
        assert_eq!(keys, ["consultation", "votes"], "no day, no group, no text");
        for (at, sum) in agreed.iter_mut().enumerate() {
            *sum += u32::from(row["votes"][(at + 1).to_string()] == "AGREE");
        }
    }
    let counted: Vec<u32> = outcome.votes.iter().map(|votes| votes.agree).collect();
    assert_eq!(counted, agreed);
    Ok(())
}

async fn a_statement_is_read_before_it_is_shown(engine: Engine) -> Result<(), Failure> {
    let found = discussed(engine).await?;
    let (app, slug) = (&found.stage.test.app.clone(), found.slug.clone());
    let mut codes = Vec::new();
    for (key, words) in (1..).zip(["夜里不要施工", "找王二13912345678", "骂人的话"]) {
        let sent = found.send(key, &[field("own", words), field("v.1", "AGREE")]).await?;
        let Voted::Receipt { code, own, .. } = sent else { return Err("no receipt".into()) };
        assert!(own);
        codes.push(code);
    }
    assert_eq!(found.sheet().await?.round.as_ref().ok_or("a round")?.statements.len(), 8);
    let (case, id) = (found.view().await?, found.sheet().await?.consultation.id);
    let decisions = [
        (Moderation::Shown, None, ""),
        (Moderation::Redacted, Some(TextFault::PersonalData), "请公布联系人"),
        (Moderation::Withheld, Some(TextFault::Abuse), ""),
    ];
    for (done, fault, shown) in decisions {
        let next = statement_queue(app, &found.ctx()?, &case, id).await?.next.ok_or("one")?;
        let look = Look { at: next.at, done, fault, shown: shown.to_owned() };
        let bare = Look { done: Moderation::Withheld, fault: None, ..look.clone() };
        let refused = moderate_statement(app, &found.ctx()?, &slug, &bare).await;
        assert!(matches!(refused, Err(AppError::Invalid(_))), "{refused:?}");
        moderate_statement(app, &found.ctx()?, &slug, &look).await?;
    }
    let stranger = found.stage.test.ctx(found.stage.cast.person("approval")?);
    let denied = statement_queue(app, &stranger, &case, id).await;
    assert!(matches!(denied, Err(AppError::Denied(_))), "{denied:?}");
    let sheet = found.sheet().await?;
    let statements = &sheet.round.as_ref().ok_or("a round")?.statements;
    assert_eq!(statements.get(&9).map(String::as_str), Some("夜里不要施工"));
    assert_eq!(statements.get(&10).map(String::as_str), Some("请公布联系人"));
    assert_eq!(statements.len(), 10);
    let voted = found.send(9, &[field("v.9", "AGREE")]).await?;
    assert!(matches!(voted, Voted::Receipt { own: false, .. }), "{voted:?}");
    for (code, state) in codes.iter().zip(["SHOWN", "REDACTED", "WITHHELD"]) {
        let fate = check_receipt(app, code).await?.ok_or("a receipt")?.texts;
        assert_eq!(fate.iter().map(|f| f.state.as_str()).collect::<Vec<_>>(), [state]);
    }
    // What was written lies under a key, and shares no tag with the votes.
    let place = uuid::Uuid::new_v5(&id, b"round/statements");
    let mut answers = app.store().read_answers().await?;
    let rows = answers.contents_from(place, 0, 10).await?;
    assert!(rows.iter().all(|(_, row)| !row.contains("王二") && !row.contains("votes")));
    Ok(())
}

async fn officials_keep_to_the_rules(engine: Engine) -> Result<(), Failure> {
    let found = prepared(engine, "").await?;
    let (app, slug) = (&found.stage.test.app.clone(), found.slug.clone());
    let field_of = |result: Result<(), AppError>| match result {
        Err(AppError::Invalid(errors)) => {
            errors.first().map(|e| (e.field.clone(), e.code)).unwrap_or_default()
        }
        Err(AppError::Refused(refusal)) => {
            (refusal.field().unwrap_or_default().to_owned(), "refused")
        }
        other => (format!("{other:?}"), ""),
    };
    let long = format!("{}\n{}", STATEMENTS.join("\n"), "长".repeat(141));
    for (lines, code) in [
        ("一句\n两句", "refused"),
        ("缠访户的意见不用听", "judges_people"),
        ("找张三13812345678", "personal"),
        (&long, "too_long"),
    ] {
        let done = open_round(app, &found.ctx()?, &slug, &found.input(lines)).await;
        assert_eq!(field_of(done), ("statements".to_owned(), code), "{lines}");
    }
    let stranger = found.stage.test.ctx(found.stage.cast.person("approval")?);
    let to = found.to.checked_sub(2.days())?;
    let input = OpenRound { to, ..found.input(&STATEMENTS.join("\n")) };
    let denied = open_round(app, &stranger, &slug, &input).await;
    assert!(matches!(denied, Err(AppError::Denied(_))), "{denied:?}");
    open_round(app, &found.ctx()?, &slug, &input).await?;
    open(app, &found.ctx()?, &slug).await?;
    add_statement(app, &found.ctx()?, &slug, "晚上十点以后不要施工").await?;
    let judged = add_statement(app, &found.ctx()?, &slug, "缠访户的意见").await;
    assert_eq!(field_of(judged), ("words".to_owned(), "judges_people"));
    let bare = withdraw_statement(app, &found.ctx()?, &slug, (2, " ")).await;
    assert_eq!(field_of(bare), ("reason".to_owned(), "required"));
    withdraw_statement(app, &found.ctx()?, &slug, (2, "与第一个重复")).await?;
    let sheet = found.sheet().await?;
    let round = sheet.round.as_ref().ok_or("a round")?;
    assert_eq!(round.statements.keys().copied().collect::<Vec<_>>(), [1, 3, 4, 5, 6, 7, 8, 9]);
    assert_eq!(round.withdrawn, [(2, "与第一个重复".to_owned())]);
    extended(&found).await?;
    // Everybody sees all of so few, each key in an order of its own.
    let (one, other) = (order(round, "a"), order(round, "b"));
    assert_eq!(order(round, "a"), one);
    assert_ne!(one, other);
    let mut sorted = one;
    sorted.sort_unstable();
    assert_eq!(sorted, round.statements.keys().copied().collect::<Vec<_>>());
    late_and_strange(&found).await
}

/// What is sent late, strange, or too early.
async fn late_and_strange(found: &Asked) -> Result<(), Failure> {
    let (app, slug) = (&found.stage.test.app, &found.slug);
    // A vote on what was withdrawn meanwhile is not lost with the others.
    let late = found.send(1, &[field("v.2", "AGREE"), field("v.3", "PASS")]).await?;
    assert!(matches!(late, Voted::Receipt { .. }), "{late:?}");
    let strange = found.send(2, &[field("v.77", "AGREE")]).await?;
    assert!(matches!(strange, Voted::Faults(_)), "{strange:?}");
    let few = found.results(Audience::Staff).await?;
    assert_eq!((few.answers, few.too_few), (0, true));
    let none = vote(app, slug, "kein", &camp(1), app.clock().now()).await;
    assert!(matches!(none, Err(AppError::NotFound)), "{none:?}");
    let key = consultation::new_key(app);
    let before = found.from.yesterday()?.at(12, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC)?;
    let early = vote(app, slug, &key, &camp(1), before.timestamp()).await?;
    assert_eq!(early, Voted::Closed);
    Ok(())
}

/// The round ends two days before its consultation, and is extended by one.
async fn extended(found: &Asked) -> Result<(), Failure> {
    let (app, slug) = (&found.stage.test.app, &found.slug);
    let last = found.to.yesterday()?;
    let bare = extend_round(app, &found.ctx()?, slug, (last, " ")).await;
    assert!(matches!(bare, Err(AppError::Invalid(_))), "{bare:?}");
    let beyond = extend_round(app, &found.ctx()?, slug, (found.to.tomorrow()?, "再等等")).await;
    assert!(matches!(beyond, Err(AppError::Refused(_))), "{beyond:?}");
    let stranger = found.stage.test.ctx(found.stage.cast.person("approval")?);
    let denied = extend_round(app, &stranger, slug, (last, "再等等")).await;
    assert!(matches!(denied, Err(AppError::Denied(_))), "{denied:?}");
    extend_round(app, &found.ctx()?, slug, (last, "应居民要求延长一天")).await?;
    let round = found.sheet().await?.round.clone().ok_or("a round")?;
    assert_eq!(round.extended, [(last, "应居民要求延长一天".to_owned())]);
    assert_eq!(found.state().await?.round.map(|round| round.to), Some(last));
    Ok(())
}

testkit::on_both!(whole_round, a_statement_is_read_before_it_is_shown, officials_keep_to_the_rules);
