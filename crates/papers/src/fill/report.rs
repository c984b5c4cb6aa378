//! The report of the assessment, as a draft or as it was frozen, and the project unit's own
//! chapter.

use std::collections::BTreeMap;

use app::chapters::pictures_named;
use documents::{
    context::{AnalysisChapter, Aspect, AssessmentReport, Context},
    model::Kind,
    template::literal,
};
use domain::{
    assessment::{Assessment, parts::Report},
    codes::{Category, Conclusion},
};

use super::{Chapters, Sheet, matter, rating, survey};
use crate::{PaperError, read::Read};

/// Code of the section of the four aspects.
const ASPECTS: &str = "aspects";
/// Name of the chapter of the conclusion.
const CONCLUSION: &str = "conclusion";
/// Names of the chapters that templates show: codes of sections in lower case.
const CHAPTERS: [&str; 8] =
    ["overview", "survey", "factors", "measures", "level", ASPECTS, CONCLUSION, CONTINGENCY];
/// Name of the chapter of the contingency plan.
const CONTINGENCY: &str = "contingency";

/// Which text a report has.
enum Text<'a> {
    /// A draft.
    Draft(&'a Chapters),
    /// The version of this place among the frozen ones.
    Frozen(usize),
    /// Nothing was written.
    Empty,
}

/// The report.
///
/// # Errors
/// The initial rating comes first; no such version.
pub(super) async fn report(
    read: Read,
    part: Option<&str>,
    chapters: Option<&Chapters>,
) -> Result<Sheet, PaperError> {
    let reports = &read.state()?.reports;
    let named = part.map(|id| reports.iter().position(|r| r.id.to_string() == id));
    let text = match (chapters, named) {
        (Some(chapters), _) => Text::Draft(chapters),
        (None, Some(None)) => return Err(read.unknown(Kind::AssessmentReport)),
        (None, Some(Some(at))) => Text::Frozen(at),
        (None, None) if reports.is_empty() => Text::Empty,
        (None, None) => Text::Frozen(reports.len().saturating_sub(1)),
    };
    match text {
        Text::Draft(chapters) => filled(&read, chapters.clone(), None).await,
        Text::Empty => filled(&read, Chapters::new(), None).await,
        Text::Frozen(at) => {
            let Some(report) = reports.get(at).cloned() else {
                return Err(read.unknown(Kind::AssessmentReport));
            };
            let read = read.at_freezing(&report).await?;
            let chapters = sections(&read, &report);
            let mut sheet = filled(&read, chapters, Some(&report)).await?;
            sheet.frozen = true;
            Ok(sheet)
        }
    }
}

/// The sections of a frozen version as chapters, word for word. A section that templates do not
/// know, of the rules of a place, follows the conclusion under its own title.
pub(super) fn sections(read: &Read, report: &Report) -> Chapters {
    let known = read.case.report_sections(&read.app, &read.ctx);
    let mut chapters = Chapters::new();
    let mut others = String::new();
    for section in &report.sections {
        let (name, text) = (section.code.to_lowercase(), literal(&read.text(&section.text)));
        if CHAPTERS.contains(&name.as_str()) {
            chapters.insert(name, text);
            continue;
        }
        let item = known.iter().find(|item| item.code == section.code);
        let title = item.map_or_else(|| section.code.clone(), |item| read.rule(item));
        others.push_str(&format!("\n\n**{}**\n\n{text}", literal(&title)));
    }
    if !others.is_empty() {
        chapters.entry(CONCLUSION.to_owned()).or_default().push_str(&others);
    }
    chapters
}

async fn filled(
    read: &Read,
    mut chapters: Chapters,
    frozen: Option<&Report>,
) -> Result<Sheet, PaperError> {
    let state = read.state()?;
    let found = survey::survey(read, state).await?;
    if let Some(plan) = read.maybe(state.contingency.as_ref()) {
        chapters.entry(CONTINGENCY.to_owned()).or_insert_with(|| literal(&plan));
    }
    // A draft recommends nothing yet: that is said when it is frozen.
    let recommends = frozen.map(|r| r.recommends);
    let date = frozen.map_or(read.ctx.today, |r| r.on);
    let written = chapters.contains_key(ASPECTS);
    let images = images(read, &chapters).await?;
    let context = AssessmentReport {
        matter: matter::matter(read),
        organ: read.assessing(),
        number: Some(state.number.clone()),
        date,
        version: frozen.and_then(|r| read.hash(r)),
        edition: edition(read, frozen),
        bases: matter::bases(read),
        participants: matter::participants(read, state),
        steps: matter::steps(read, state),
        rating: rating::rating(read, state)?,
        survey: found,
        opinions: survey::opinions(read, state),
        aspects: aspects(read, state, written),
        measures: rating::measures(read, state, date),
        conclusion: conclusion(read, recommends),
        conditions: conditions(read, state, recommends),
        responses: Vec::new(),
        annexes: annexes(read, frozen),
        chapters,
    };
    let mut sheet = Sheet::new(Context::AssessmentReport(Box::new(context)), date);
    sheet.images = images;
    Ok(sheet)
}

/// The pictures that chapters name, as far as the reader may see them.
async fn images(read: &Read, chapters: &Chapters) -> Result<BTreeMap<String, Vec<u8>>, PaperError> {
    Ok(pictures_named(&read.app, &read.ctx, &read.case, chapters.values()).await?)
}

fn edition(read: &Read, frozen: Option<&Report>) -> String {
    match frozen {
        Some(report) => read.l10n.t1("report-nth", "n", report.version),
        None => read.t("paper-draft"),
    }
}

fn annexes(read: &Read, frozen: Option<&Report>) -> Vec<String> {
    let files = frozen.map(|r| r.files.as_slice()).unwrap_or_default();
    let name = |file| read.case.words.file(file).map(|facts| facts.name);
    files.iter().map(|file| name(file).unwrap_or_else(|| read.t("case-erased"))).collect()
}

/// The recommended conclusion in words.
pub(super) fn conclusion(read: &Read, recommends: Option<Conclusion>) -> String {
    recommends.map_or_else(|| read.none(), |c| read.l10n.code("conclusion", c.code()))
}

/// Conditions of the conclusion: those of the decision; before it, the measures without which
/// the matter may not start.
pub(super) fn conditions(
    read: &Read,
    state: &Assessment,
    recommends: Option<Conclusion>,
) -> Vec<String> {
    let decided = state.decisions.last().map(|d| read.paragraphs(d.conditions.as_ref()));
    if let Some(decided) = decided.filter(|words| !words.is_empty()) {
        return decided;
    }
    let bound = matches!(
        recommends,
        Some(Conclusion::Conditional | Conclusion::Partial | Conclusion::Staged)
    );
    let first = state.live_measures().filter(|m| bound && m.before_start);
    first
        .map(|m| {
            let args = (("code", m.key()), ("text", read.text(&m.title)));
            read.l10n.t2("paper-before-start", args.0, args.1)
        })
        .collect()
}

/// The four aspects. The record holds one text on all of them and the opinion of the legality
/// review; a judgement on each of the others is nowhere recorded.
pub(super) fn aspects(read: &Read, state: &Assessment, written: bool) -> Vec<Aspect> {
    let opinion = state.legality.iter().rev().find_map(|l| l.opinion);
    let aspects = read.case.package.aspects.iter();
    aspects
        .map(|item| {
            let judged = opinion.filter(|_| item.code == "LEGAL");
            Aspect {
                name: read.rule(item),
                examined: item.source.clone(),
                found: if written { read.t("paper-see-chapter") } else { read.none() },
                judgement: judged
                    .map_or_else(|| read.none(), |o| read.l10n.code("legality", o.code())),
            }
        })
        .collect()
}

/// The analysis of the project unit.
///
/// # Errors
/// The initial rating comes first; only projects have one.
pub(super) async fn analysis(
    read: &Read,
    chapters: Option<&Chapters>,
) -> Result<Sheet, PaperError> {
    let facts = read.case.matter.state.facts.as_ref();
    if facts.is_none_or(|f| f.category != Category::Project) {
        return Err(read.unknown(Kind::AnalysisChapter));
    }
    let state = read.state()?;
    let frozen = state.reports.last().map(|report| sections(read, report));
    let chapters = chapters.cloned().or(frozen).unwrap_or_default();
    let found = survey::survey(read, state).await?;
    let date = read.ctx.today;
    let images = images(read, &chapters).await?;
    let context = AnalysisChapter {
        matter: matter::matter(read),
        organ: read.lead(),
        date,
        bases: matter::bases(read),
        rating: rating::rating(read, state)?,
        survey: found,
        measures: rating::measures(read, state, date),
        chapters,
    };
    let mut sheet = Sheet::new(Context::AnalysisChapter(Box::new(context)), date);
    sheet.frozen = true;
    sheet.images = images;
    Ok(sheet)
}
