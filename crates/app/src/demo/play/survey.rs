//! A public consultation of the demonstration: set, opened, answered by made-up
//! residents, closed and published.

use access::Actor;
use domain::{
    codes::{Channel, Moderation, QuestionKind, TextFault},
    consultation::{
        answer::{Filled, LETTER},
        form::{Form, Question},
    },
};
use jiff::{ToSpan as _, civil::Date};

use super::{Case, Player};
use crate::{
    AppError,
    consultation::{self, Look, Sheet},
    ctx::Clock as _,
    error::Outcome,
    form::RawForm,
};

/// Answers that come in at once.
const TOGETHER: usize = 256;
/// Beyond this resident nobody writes: every text is read by a moderator.
const WRITERS: u32 = 3_000;

/// A public consultation of a matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Survey {
    /// Answers that come in.
    pub answers: u32,
    /// Days for which it is open; 0 for as long as the notice hangs.
    pub days: u32,
    /// Sets of votes in its discussion round; 0 where there is none.
    pub votes: u32,
    /// Sealed letters, one for each household; 0 where an answer needs none.
    pub letters: u32,
}

impl Survey {
    /// The last day of a consultation whose notice hangs from a day to another.
    pub(super) fn last_day(self, from: Date, to: Date) -> Result<Date, jiff::Error> {
        match self.days {
            0 => Ok(to),
            days => from.checked_add(i64::from(days).days()),
        }
    }
}

impl Player<'_> {
    /// Sets and opens the consultation, and lets residents answer.
    pub(super) async fn survey(&self, case: &Case, from: Date, to: Date) -> Outcome<()> {
        let Some(survey) = case.script.survey else { return Ok(()) };
        let to = survey.last_day(from, to).map_err(far)?;
        let owner = self.site(case)?.desk.owner.clone();
        let mut raw = RawForm::default();
        let thing = case.script.topic.thing;
        for (name, value) in [
            ("questionnaire", questionnaire(case)),
            ("title", format!("{thing}，请您提意见")),
            (
                "about",
                format!("{}还没有决定。您的意见会影响办不办、怎么办。", case.script.topic.content),
            ),
            ("from", from.to_string()),
            ("to", to.to_string()),
            ("letters", if survey.letters > 0 { "1" } else { "" }.to_owned()),
        ] {
            raw.set(name, value);
        }
        let id = case.assessment.ok_or(AppError::NotFound)?;
        let slug = consultation::prepare_form(self.app, &self.ctx(&owner), id, &raw).await?;
        let letters = match survey.letters {
            0 => Vec::new(),
            n => consultation::print_letters(self.app, &self.ctx(&owner), &slug, n).await?,
        };
        consultation::open(self.app, &self.ctx(&owner), &slug).await?;
        if survey.votes > 0 {
            self.discuss(case, &slug, survey.votes, (from, to)).await?;
        }
        self.answer(&slug, survey.answers, &letters).await
    }

    /// Answers that come in, each with a letter of its own where there are some.
    async fn answer(&self, slug: &str, answers: u32, letters: &[String]) -> Outcome<()> {
        let sheet = Sheet::read(self.app, slug).await?;
        let all: Vec<u32> = (0..answers).collect();
        for some in all.chunks(TOGETHER) {
            // Answers that come in at once share their commit.
            let letter = |n: u32| letters.get(usize::try_from(n).ok()?);
            let given = some.iter().map(|n| self.give(&sheet, *n, letter(*n)));
            for given in futures_util::future::join_all(given).await {
                given?;
            }
        }
        Ok(())
    }

    async fn give(
        &self,
        sheet: &Sheet,
        n: u32,
        letter: Option<&String>,
    ) -> Outcome<consultation::Given> {
        let mut filled = made_up(&sheet.form, if n < WRITERS { n } else { scattered(n) });
        filled.extend(letter.map(|code| (LETTER.to_owned(), vec![code.clone()])));
        let key = consultation::new_key(self.app);
        // A third of the answers were brought home on paper.
        let channel = if n % 3 == 2 { Channel::Paper } else { Channel::Web };
        let now = self.clock.now();
        consultation::give_on(self.app, sheet, &key, &filled, (channel, now)).await
    }

    /// Looks at every text: those with a number of a person lose it.
    async fn read_texts(&self, case: &Case, owner: &Actor, slug: &str) -> Outcome<()> {
        let sheet = Sheet::read(self.app, slug).await?;
        let ctx = self.ctx(owner);
        let view = crate::view::case(self.app, &ctx, &case.number, None).await?;
        while let Some(next) =
            consultation::queue(self.app, &ctx, &view, sheet.consultation.id).await?.next
        {
            let personal = next.proposed.is_some();
            let look = Look {
                at: next.at,
                done: if personal { Moderation::Redacted } else { Moderation::Shown },
                fault: personal.then_some(TextFault::PersonalData),
                shown: next.proposed.unwrap_or_default(),
            };
            consultation::moderate(self.app, &self.ctx(owner), slug, &look).await?;
        }
        Ok(())
    }

    /// Closes and publishes the consultation of a case, if it has one that is
    /// open; whether it had one.
    pub(super) async fn close_survey(&self, case: &mut Case) -> Outcome<bool> {
        if case.script.survey.is_none() {
            return Ok(false);
        }
        let owner = self.site(case)?.desk.owner.clone();
        let lines = consultation::of_matter(self.app, case.matter).await?;
        let Some(line) = lines.last() else { return Ok(false) };
        self.read_texts(case, &owner, &line.slug).await?;
        if case.script.survey.is_some_and(|survey| survey.votes > 0) {
            self.read_statements(case, &owner, &line.slug).await?;
            consultation::close_round(self.app, &self.ctx(&owner), &line.slug, None).await?;
        }
        consultation::close(self.app, &self.ctx(&owner), &line.slug, None).await?;
        let statement =
            "征集到的意见已经逐条研究，采纳和不采纳的理由写进评估报告，措施落实情况将继续公开。";
        consultation::publish(self.app, &self.ctx(&owner), &line.slug, statement).await?;
        let id = case.assessment.ok_or(AppError::NotFound)?;
        self.reload(case, id).await?;
        Ok(true)
    }
}

fn far(error: jiff::Error) -> AppError {
    AppError::Internal(error.to_string())
}

fn questionnaire(case: &Case) -> String {
    use domain::codes::Category::{Event, Project};
    let facility = matches!(case.script.topic.category, Project | Event);
    if facility { "FACILITY" } else { "POLICY" }.to_owned()
}

/// Very many residents who answered in turn would all differ in the same way.
const fn scattered(n: u32) -> u32 {
    WRITERS + (n.wrapping_mul(2_654_435_761) >> 8)
}

/// What the n-th made-up resident fills in: groups and attitudes in fixed
/// shares, the other questions all over their choices.
fn made_up(form: &Form, n: u32) -> Filled {
    let mut filled = Filled::new();
    let pick = |from: usize, by: u32| usize::try_from(by).unwrap_or(0) % from.max(1);
    // The first groups answer more often than their size, the last hardly ever.
    let groups = form.strata.len();
    let group = if n % 5 == 4 { pick(groups, n / 5) } else { pick(groups.min(2), n / 2) };
    if let Some(choice) = form.strata.get(group) {
        filled.insert("stratum".to_owned(), vec![choice.code.clone()]);
    }
    for (at, question) in (1_u32..).zip(&form.questions) {
        let value = match question.kind {
            QuestionKind::Matrix | QuestionKind::Ranking => {
                filled.extend(parts(question, n));
                continue;
            }
            // Every sixth resident writes something.
            QuestionKind::Text if n % 6 == 1 && n < WRITERS => words(n / 6).to_owned(),
            QuestionKind::Text => continue,
            QuestionKind::Attitude => attitude(n, group).to_owned(),
            _ => match question.choices.get(pick(question.choices.len(), n.wrapping_mul(7) / at)) {
                Some(choice) => choice.code.clone(),
                None => continue,
            },
        };
        filled.insert(question.code.clone(), vec![value]);
    }
    filled
}

/// One choice for each row of a matrix, another one for each place of a ranking.
fn parts(question: &Question, n: u32) -> Vec<(String, Vec<String>)> {
    let from = usize::try_from(n).unwrap_or(0);
    let choice = |at: usize| {
        question.choices.get((from + at) % question.choices.len().max(1)).map(|c| c.code.clone())
    };
    let fields = question.fields().into_iter().enumerate();
    fields.filter_map(|(at, field)| Some((field, vec![choice(at)?]))).collect()
}

/// What made-up residents write: few concerns, in changing words, and one
/// telephone number that a moderator has to find.
fn words(n: u32) -> &'static str {
    const WORDS: &[&str] = &[
        "施工时尘土大，请经常洒水",
        "夜里施工太吵，影响老人休息",
        "补偿标准希望早点公布，心里有数",
        "工地尘土飞扬，窗户都不敢开，请多洒水",
        "希望晚上十点以后不要施工，太吵了",
        "补偿怎么算的，标准能不能公布出来",
        "请打13900000000找我，补偿的事想问问",
        "施工车辆多，孩子上学路上不安全",
        "洒水车来得太少，尘土很大",
        "夜间施工噪声太大，睡不好觉",
        "上学路上大车多，请安排人指挥交通",
        "补偿标准要公开，按时发到位",
    ];
    let at = usize::try_from(n).unwrap_or(0) % WORDS.len();
    WORDS.get(at).copied().unwrap_or_default()
}

/// Six of ten are for it, with or without conditions; the first group less so.
const fn attitude(n: u32, group: usize) -> &'static str {
    match (n.wrapping_mul(13) % 20, group) {
        (0..=5, _) => "SUPPORT",
        (6..=11, _) | (12..=13, 1) => "CONDITIONAL",
        (14..=15, _) => "INDIFFERENT",
        (16, _) => "UNSURE",
        _ => "OPPOSE",
    }
}
