//! The whole file of the made-up case, of the other samples.

use sha2::{Digest as _, Sha256};

use super::{SamplesError, poured};
use crate::context::{self, Context, DossierPart};
use crate::dossier::{Content, Dossier, Entry, Leaf, Order, Original, Prepared};
use crate::fonts::Fonts;
use crate::model::{Document, Kind, Language};
use crate::template::{Input, Templates, builtin};

/// The leaves that are made of samples.
const LEAVES: &[(Order, Kind)] = &[
    (Order::Screening, Kind::ListReport),
    (Order::Screening, Kind::ScreeningSheet),
    (Order::Plan, Kind::Plan),
    (Order::Publicity, Kind::Publicity),
    (Order::Survey, Kind::Questionnaire),
    (Order::Survey, Kind::SurveyStatistics),
    (Order::Survey, Kind::VisitRecord),
    (Order::Survey, Kind::MeetingRecord),
    (Order::Identification, Kind::AnalysisChapter),
    (Order::Report, Kind::AssessmentReport),
    (Order::Review, Kind::ExpertReview),
    (Order::Filing, Kind::FilingForm),
    (Order::Filing, Kind::Certificate),
    (Order::Decision, Kind::Reply),
    (Order::Tracking, Kind::TrackingReport),
    (Order::Tracking, Kind::RectificationNotice),
    (Order::Evaluation, Kind::PostEvaluation),
    (Order::Correspondence, Kind::Letter),
];

/// The file of the case.
pub fn dossier(
    documents: &[(String, Document)],
    language: Language,
    fonts: &Fonts,
) -> Result<Dossier, SamplesError> {
    let failed = |error| SamplesError::Dossier(Box::new(error));
    let mut leaves = vec![handed_in(language)?];
    for (order, kind) in LEAVES {
        let found = documents.iter().find(|(_, document)| document.kind == *kind);
        leaves.extend(found.map(|(_, document)| leaf(*order, document)));
    }
    let prepared = Prepared::new(leaves, fonts).map_err(failed)?;
    let input = contents(prepared.entries(), prepared.pages(), language)?;
    let templates = Templates::new(builtin())?;
    let front = poured(&templates, Kind::Dossier, language, &input)?;
    prepared.finish(&front, fonts).map_err(failed)
}

fn leaf(order: Order, document: &Document) -> Leaf {
    Leaf {
        order,
        title: document.meta.title.clone(),
        maker: document.meta.organ.clone(),
        date: document.meta.date,
        content: Content::Document(Box::new(document.clone())),
    }
}

/// A paper that was handed in.
fn handed_in(language: Language) -> Result<Leaf, SamplesError> {
    let (file, title, maker, text) = match language {
        Language::Zh => (
            "公示现场说明.txt",
            "公示现场说明（原件）",
            "龙泉街道办事处",
            include_str!("../../samples/publicity-note.zh.txt"),
        ),
        Language::En => (
            "note-on-publicity.txt",
            "Note on the publicity (original)",
            "Longquan Subdistrict Office",
            include_str!("../../samples/publicity-note.en.txt"),
        ),
    };
    let hash = hex::encode(Sha256::digest(text.as_bytes()));
    let original = Original::new(file, "text/plain", text.as_bytes().to_vec(), &hash)?;
    Ok(Leaf {
        order: Order::Publicity,
        title: title.to_owned(),
        maker: maker.to_owned(),
        date: Some(jiff::civil::date(2016, 7, 13)),
        content: Content::Original(original),
    })
}

/// What is poured into cover and contents: the parts of the sample with the leaves that there are.
fn contents(entries: &[Entry], pages: usize, language: Language) -> Result<Input, SamplesError> {
    let kind = Kind::Dossier;
    let Context::Dossier(mut cover) = context::sample(kind, language)? else {
        return Err(SamplesError::NoTemplate { kind, language });
    };
    cover.pages = count(pages);
    for (part, order) in cover.parts.iter_mut().zip(Order::ALL) {
        let of_part = entries.iter().filter(|entry| entry.order == order);
        let leaves = of_part.map(listed).collect();
        *part = DossierPart { title: part.title.clone(), leaves };
    }
    let input = Context::Dossier(cover).input();
    input.map_err(|error| SamplesError::Values(kind, error))
}

fn listed(entry: &Entry) -> context::Leaf {
    context::Leaf {
        title: entry.title.clone(),
        maker: entry.maker.clone(),
        date: entry.date,
        // A paper that was handed in lies beside the pages and has none of them.
        page: entry.page.map(count),
        pages: entry.page.map(|_| count(entry.pages)),
        hash: entry.sha256.chars().take(8).collect(),
    }
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
