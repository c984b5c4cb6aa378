//! A questionnaire of one's own on both engines: from the draft to counts,
//! results, rows of an export and paper that is typed twice.

use app::{
    AppError,
    consultation::{
        self, Builder, Cut, Entered, Entry, Given, OWN, builder, change, check_receipt, close,
        desk, enter, export, give, keep_template, open, prepare_form, results, save_own,
    },
    demo::play::{Case, Until},
    view,
};
use domain::{
    codes::{Channel, ExportFormat, ProcedureCode, QuestionKind},
    consultation::{
        answer::Filled,
        draft::Edit,
        form::{Question, Words},
    },
};
use jiff::ToSpan as _;
use testkit::{Engine, Failure, Stage, TestApp};

use crate::consultation::asked::raw;

struct Worded {
    stage: Stage,
    case: Case,
}

const MATRIX: &[(&str, &str)] = &[
    ("kind", "MATRIX"),
    ("words", "下面这些影响，您担心吗？"),
    ("step", "2"),
    ("required", "yes"),
    ("choices", "不担心\n担心"),
    ("rows", "噪声\n灰尘"),
];
const RANKING: &[(&str, &str)] = &[
    ("kind", "RANKING"),
    ("words", "哪件事先做？"),
    ("step", "3"),
    ("choices", "公开数据\n落实补偿\n改好道路"),
    ("places", "2"),
];

impl Worded {
    async fn new(engine: Engine) -> Result<Self, Failure> {
        let stage = TestApp::founded(engine).await?;
        let case = stage.case(ProcedureCode::General, Until::NoticeUp).await?;
        Ok(Self { stage, case })
    }

    fn app(&self) -> &app::App {
        &self.stage.test.app
    }

    fn ctx(&self) -> Result<app::Ctx, Failure> {
        let owner = self.stage.cast.site("211302")?.desk.owner.clone();
        Ok(self.stage.test.ctx(&owner))
    }

    async fn view(&self) -> Result<view::Case, Failure> {
        Ok(view::case(self.app(), &self.ctx()?, &self.case.number, None).await?)
    }

    async fn builder(&self) -> Result<Builder, Failure> {
        Ok(builder(self.app(), &self.ctx()?, &self.view().await?, Some(Cut::All)).await?)
    }

    async fn change(&self, since: u64, edit: &Edit) -> Result<(), AppError> {
        let (ctx, case) = (self.ctx(), self.view().await);
        let failed = |e: Failure| AppError::Internal(e.to_string());
        let (ctx, case) = (ctx.map_err(failed)?, case.map_err(failed)?);
        change(self.app(), &ctx, &case, since, edit).await
    }

    /// Begins with the attitude of the bank, and adds a matrix and a ranking.
    async fn worded(&self) -> Result<(), Failure> {
        let read = self.builder().await?;
        assert_eq!(read.version, 0);
        let attitude = read.bank.iter().find(|q| q.kind == QuestionKind::Attitude);
        let attitude = attitude.ok_or("an attitude in the bank")?.clone();
        self.change(0, &Edit::Add(Box::new(attitude))).await?;
        let (ctx, case) = (self.ctx()?, self.view().await?);
        for (since, fields) in [(1, MATRIX), (2, RANKING)] {
            save_own(self.app(), &ctx, &case, (since, None), &raw(fields)).await?;
        }
        Ok(())
    }

    async fn prepare(&self, questionnaire: &str) -> Result<String, AppError> {
        let from = self.stage.test.clock.day();
        let to = from.checked_add(9.days()).map_err(|e| AppError::Internal(e.to_string()))?;
        let form = raw(&[
            ("questionnaire", questionnaire),
            ("title", "要不要建垃圾转运站，请您提意见"),
            ("about", "还没有决定。"),
            ("from", &from.to_string()),
            ("to", &to.to_string()),
            ("shortened", "示例理由"),
        ]);
        let ctx = self.ctx().map_err(|e| AppError::Internal(e.to_string()))?;
        let assessment = self.case.assessment.ok_or(AppError::NotFound)?;
        prepare_form(self.app(), &ctx, assessment, &form).await
    }

    async fn opened(&self) -> Result<String, Failure> {
        self.worded().await?;
        let slug = self.prepare(OWN).await?;
        open(self.app(), &self.ctx()?, &slug).await?;
        Ok(slug)
    }
}

fn filled(fields: &[(&str, &str)]) -> Filled {
    fields.iter().map(|(name, value)| ((*name).to_owned(), vec![(*value).to_owned()])).collect()
}

/// The n-th of a hundred: two of five worry about noise, all rank one thing first.
fn answer(n: u32) -> Filled {
    let attitude = if n.is_multiple_of(4) { "OPPOSE" } else { "SUPPORT" };
    let (first, second) = match n % 10 {
        0..=4 => ("C1", "C2"),
        5..=7 => ("C2", "C3"),
        _ => ("C3", "C1"),
    };
    filled(&[
        ("stratum", if n.is_multiple_of(2) { "G01" } else { "G02" }),
        ("ATT", attitude),
        ("Q1.C1", if n % 5 < 2 { "C2" } else { "C1" }),
        ("Q1.C2", if n < 3 { "C2" } else { "C1" }),
        ("Q2.1", first),
        ("Q2.2", second),
    ])
}

async fn a_draft_becomes_counts_results_and_rows(engine: Engine) -> Result<(), Failure> {
    let worded = Worded::new(engine).await?;
    let (app, slug) = (worded.app(), worded.opened().await?);
    let mut codes = Vec::new();
    for n in 0..100 {
        let key = format!("{n:064x}");
        let now = app.clock().now();
        match give(app, &slug, &key, &answer(n), Channel::Web, now).await? {
            Given::Receipt { code, .. } => codes.push(code),
            other => return Err(format!("{other:?}").into()),
        }
    }
    let twice = filled(&[("stratum", "G01"), ("ATT", "SUPPORT"), ("Q1.C1", "C1"), ("Q1.C2", "C1")]);
    let mut wrong = twice.clone();
    wrong.extend(filled(&[("Q2.1", "C1"), ("Q2.2", "C1")]));
    let now = app.clock().now();
    let refused = give(app, &slug, &"f".repeat(64), &wrong, Channel::Web, now).await?;
    assert!(matches!(&refused, Given::Faults(f) if f[0].field == "Q2.2" && f[0].code == "twice"));
    let receipt = check_receipt(app, &codes[7]).await?.ok_or("a receipt")?;
    assert_eq!(receipt.unchanged, Some(true));

    told(&worded, &slug).await?;
    let mut file = Vec::new();
    let ctx = worded.ctx()?;
    export(app, &ctx, &slug, (ExportFormat::Csv, "核对统计"), &mut file).await?;
    let text = String::from_utf8(file)?;
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines[0], "stratum,channel,ATT,Q1.C1,Q1.C2,Q2.1,Q2.2");
    assert_eq!(lines.iter().filter(|line| line.ends_with(",C2,C3")).count(), 30);
    let mut rows = Vec::new();
    export(app, &ctx, &slug, (ExportFormat::JsonLines, "核对统计"), &mut rows).await?;
    let first: serde_json::Value =
        serde_json::from_str(String::from_utf8(rows)?.lines().next().ok_or("a row")?)?;
    assert!(first["Q2.1"][0].is_string(), "{first}");
    Ok(())
}

/// Each row is a table of its own; first places are counted, and a mean stands
/// only where all that it is made of may be shown.
async fn told(worded: &Worded, slug: &str) -> Result<(), Failure> {
    let staff = results(worded.app(), Some(&worded.ctx()?), slug).await?;
    let of = |code: &str| staff.questions.iter().find(|q| q.code == code);
    let matrix = of("Q1").ok_or("the matrix")?;
    let shown = |part: usize| -> Vec<Option<u64>> {
        matrix.parts[part].choices.iter().map(|cell| cell.map(|c| c.n)).collect()
    };
    assert_eq!(matrix.parts.len(), 2);
    assert_eq!(shown(0), [Some(60), Some(40)]);
    assert_eq!(shown(1), [None, None], "3 of 100 follow from 97");
    let ranking = &of("Q2").ok_or("the ranking")?.parts[0];
    let firsts: Vec<Option<u64>> = ranking.choices.iter().map(|c| c.map(|c| c.n)).collect();
    assert_eq!(firsts, [Some(50), Some(30), Some(20)]);
    let means: Vec<String> =
        ranking.places.iter().flatten().map(|place| format!("{place:.1}")).collect();
    assert_eq!(means, ["1.3", "1.6", "1.6"]);
    let public = results(worded.app(), None, slug).await?;
    assert!(public.questions.is_empty(), "nothing while it is open");
    Ok(())
}

async fn nothing_is_overwritten_and_nothing_wrong_is_asked(engine: Engine) -> Result<(), Failure> {
    let worded = Worded::new(engine).await?;
    let code = |error: &AppError| match error {
        AppError::Invalid(faults) => faults.first().map(|f| (f.field.clone(), f.code)),
        _ => None,
    };
    let empty = worded.prepare(OWN).await.err().ok_or("nothing to ask")?;
    assert_eq!(code(&empty), Some(("questionnaire".to_owned(), "form_empty")));
    worded.worded().await?;
    let late = worded.change(1, &Edit::Clear).await;
    assert!(matches!(late, Err(AppError::Conflict { found: 3, .. })), "{late:?}");
    let (app, ctx, case) = (worded.app(), worded.ctx()?, worded.view().await?);
    let asks = [RANKING, &[("words", "您的手机号是多少？")]].concat();
    let refused =
        save_own(app, &ctx, &case, (3, None), &raw(&asks)).await.err().ok_or("refused")?;
    assert_eq!(code(&refused), Some(("words".to_owned(), "asks_who")));
    let stranger = worded.stage.test.ctx(worded.stage.cast.person("approval")?);
    let denied = change(app, &stranger, &case, 3, &Edit::Clear).await;
    assert!(matches!(denied, Err(AppError::Denied(_))), "{denied:?}");

    keep_template(app, &ctx, &case, "转运站").await?;
    assert_eq!(worded.builder().await?.kept.len(), 1);
    worded.change(3, &Edit::Remove("ATT".to_owned())).await?;
    let problems = worded.builder().await?.problems;
    assert_eq!(problems.iter().map(|p| p.problem).collect::<Vec<_>>(), ["attitude"]);
    let unready = worded.prepare(OWN).await.err().ok_or("without attitude")?;
    assert_eq!(code(&unready), Some(("questionnaire".to_owned(), "form_problems")));
    // What came in another way is looked at before it is asked.
    let attitude = worded.builder().await?.bank.into_iter().find(|q| q.code == "ATT");
    worded.change(4, &Edit::Add(Box::new(attitude.ok_or("it")?))).await?;
    let sly = Question {
        code: String::new(),
        kind: QuestionKind::Text,
        step: 3,
        words: Words { zh: "请写姓名".to_owned(), en: String::new() },
        required: false,
        choices: Vec::new(),
        rows: Vec::new(),
        places: None,
        factors: Vec::new(),
        only_if: None,
    };
    worded.change(5, &Edit::Add(Box::new(sly))).await?;
    let refused = worded.prepare(OWN).await.err().ok_or("it asks for names")?;
    assert_eq!(code(&refused), Some(("questionnaire".to_owned(), "asks_who")));
    worded.change(6, &Edit::Remove("Q3".to_owned())).await?;
    let slug = worded.prepare(OWN).await?;
    assert_eq!(worded.prepare(OWN).await?, slug);
    let state = desk(app, &ctx, &worded.view().await?).await?.current.ok_or("it")?;
    let state = &state.consultation.state;
    assert_eq!((state.form_version, state.versions.len()), (2, 2));
    let early = close(app, &ctx, &slug, Some("早")).await;
    assert!(early.is_err(), "it was not opened");
    Ok(())
}

async fn paper_is_compared_row_by_row(engine: Engine) -> Result<(), Failure> {
    let worded = Worded::new(engine).await?;
    let (app, slug) = (worded.app(), worded.opened().await?);
    let case = worded.view().await?;
    let other = worded.stage.test.ctx(&worded.stage.cast.agency);
    let paper = |filled: Filled| Entry { channel: Channel::Paper, sheet: "7".to_owned(), filled };
    let mut typed = answer(1);
    typed.remove("Q1.C2");
    let one = enter(app, &worded.ctx()?, &case, &slug, &paper(typed.clone())).await?;
    assert_eq!(one, Entered::First);
    let mut differs = typed.clone();
    differs.extend(filled(&[("Q2.1", "C3"), ("Q1.C1", "C1")]));
    let two = enter(app, &other, &case, &slug, &paper(differs)).await?;
    assert_eq!(two, Entered::Differs(vec!["Q1.C1".to_owned(), "Q2.1".to_owned()]));
    assert_eq!(enter(app, &other, &case, &slug, &paper(typed)).await?, Entered::Counted);
    let sheet = consultation::Sheet::read(app, &slug).await?;
    let mut answers = app.store().read_answers().await?;
    let stored = answers.answers_at(sheet.consultation.id, &[0]).await?;
    assert!(!stored[0].content.contains("Q1.C2"), "what is missing stays missing");
    Ok(())
}

testkit::on_both!(
    a_draft_becomes_counts_results_and_rows,
    nothing_is_overwritten_and_nothing_wrong_is_asked,
    paper_is_compared_row_by_row,
);
