//! 卷宗: all documents of a matter in the order of the archive, with the files that were handed
//! in.

use app::lists::{BlobKey, Hash};
use documents::{
    context::{Context, Dossier, DossierPart, Leaf},
    dossier::{self as archive, Order as Part, Original, OriginalFault, Prepared},
    fonts::{Role, StandIn},
    model::{Kind, Language},
};
use domain::{assessment::Assessment, codes::Step, text::FileRef};
use jiff::civil::Date;
use locale::L10n;

use crate::{
    Kit, PaperError, Progress,
    fill::{self, Sheet, parts::DECISION},
    offers::{Offer, consulted, offers},
    pour::{organ, pour},
    read::{Read, words_of},
};

/// First digits of a hash in the contents.
const DIGITS: usize = 8;

/// Everything that lies in the file of a matter.
pub(crate) struct File {
    leaves: Vec<Page>,
    front: Dossier,
    /// Names of files of no type that is known.
    pub(crate) left_out: Vec<String>,
}

/// A leaf that was read.
struct Page {
    part: Part,
    title: String,
    maker: String,
    date: Date,
    content: Found,
}

enum Found {
    Sheet(Box<Sheet>),
    Original(Original),
}

/// The file as it was set.
pub(crate) struct SetFile {
    pub(crate) dossier: archive::Dossier,
    pub(crate) stand_ins: Vec<StandIn>,
}

/// Reads everything that lies in the file of a matter: of its first assessment part by part, of
/// every later one under re-assessment.
///
/// # Errors
/// As each document; a file that cannot be read or was changed.
pub(crate) async fn read(read: Read) -> Result<File, PaperError> {
    let matter = &read.case.matter.state;
    let number = matter.number.clone();
    let ordinals: Vec<u32> = matter.assessments.iter().map(|a| a.ordinal).collect();
    let mut file = File { leaves: Vec::new(), front: front(&read), left_out: Vec::new() };
    if ordinals.is_empty() {
        file.gather(&read, false).await?;
    }
    for ordinal in ordinals {
        let subject = format!("{number}-A{ordinal}");
        let language = language_of(read.l10n);
        let one = Read::of(&read.app, &read.ctx, &subject, language).await?;
        file.gather(&one, ordinal > 1).await?;
    }
    Ok(file)
}

fn language_of(l10n: L10n) -> Language {
    if l10n.lang() == locale::Lang::En { Language::En } else { Language::Zh }
}

fn front(read: &Read) -> Dossier {
    Dossier {
        matter: fill::parts::matter(read),
        organ: read.lead(),
        number: Some(read.case.matter.state.number.clone()),
        date: Some(read.day_of(Step::Archive)),
        retention: read.t("paper-retention"),
        pages: 0,
        parts: Vec::new(),
    }
}

impl File {
    /// What the cover says before the leaves are set.
    pub(crate) fn empty(self) -> Context {
        Context::Dossier(Box::new(self.front))
    }

    async fn gather(&mut self, read: &Read, again: bool) -> Result<(), PaperError> {
        let mut all = offers(&read.app, &read.case);
        all.extend(consulted(&read.app, &read.ctx, &read.case).await?);
        all.sort_by_key(|offer| offer.kind != Kind::CaseSheet);
        let made = all.into_iter().filter(|o| o.missing.is_none() && o.kind != Kind::Dossier);
        for offer in made {
            let Some(part) = part_of(&offer) else { continue };
            // What belongs to the matter as a whole lies in its file once.
            if again && offer.kind == Kind::ScreeningSheet {
                continue;
            }
            let sheet = fill::fill(read.clone(), offer.kind, offer.part.as_deref(), None).await?;
            self.leaves.push(Page {
                part: if again { Part::Reassessment } else { part },
                title: title(read, &offer),
                maker: organ(&sheet.context).to_owned(),
                date: sheet.day,
                content: Found::Sheet(Box::new(sheet)),
            });
        }
        if let Ok(state) = read.state() {
            for (part, date, refs) in handed_in(state) {
                let part = if again { Part::Reassessment } else { part };
                for file in refs {
                    self.original(read, (part, date), file).await?;
                }
            }
        }
        Ok(())
    }

    /// Takes a file that was handed in; one that was erased is gone.
    async fn original(
        &mut self,
        read: &Read,
        (part, date): (Part, Date),
        file: &FileRef,
    ) -> Result<(), PaperError> {
        let Some(facts) = read.case.words.file(file) else { return Ok(()) };
        let store = read.app.store();
        let mut reader = store.read().await.map_err(app::AppError::from)?;
        let key: Option<Hash> = facts.blob.parse().ok();
        let info = match key {
            Some(key) => reader.blob(&BlobKey(key)).await.map_err(app::AppError::from)?,
            None => None,
        };
        let Some(info) = info else { return Err(app::AppError::NotFound.into()) };
        let limit = read.app.settings().upload_limit;
        let bytes = store.blobs().read(&info, limit).await;
        let name = facts.name.clone();
        let bytes = bytes.map_err(|source| PaperError::File { name, source })?;
        let sha256 = info.sha256.to_string();
        match Original::new(facts.name.clone(), &facts.media_type, bytes, &sha256) {
            Ok(original) => {
                let maker = read.case.unit_name(info.unit).to_owned();
                let content = Found::Original(original);
                self.leaves.push(Page { part, title: facts.name, maker, date, content });
                Ok(())
            }
            Err(OriginalFault::Unknown { name } | OriginalFault::Lies { name, .. }) => {
                self.left_out.push(name);
                Ok(())
            }
            Err(changed) => Err(changed.into()),
        }
    }

    /// Pours and sets the file.
    ///
    /// # Errors
    /// A fault of a template; a leaf that cannot be set.
    pub(crate) fn set(
        &self,
        kit: &Kit,
        (language, layers): (Language, &[String]),
        progress: &mut dyn FnMut(Progress),
    ) -> Result<SetFile, PaperError> {
        let of = self.leaves.len();
        let mut leaves = Vec::new();
        for (done, leaf) in self.leaves.iter().enumerate() {
            progress(Progress::Leaves { done, of });
            let content = match &leaf.content {
                Found::Original(original) => archive::Content::Original(original.clone()),
                Found::Sheet(sheet) => {
                    let document = pour(kit, language, layers, sheet)?;
                    archive::Content::Document(Box::new(document))
                }
            };
            leaves.push(archive::Leaf {
                order: leaf.part,
                title: leaf.title.clone(),
                maker: leaf.maker.clone(),
                date: Some(leaf.date),
                content,
            });
        }
        progress(Progress::Setting);
        let prepared = Prepared::new(leaves, &kit.fonts)?;
        let sheet = self.contents(words_of(language), &prepared);
        let front = pour(kit, language, layers, &sheet)?;
        let dossier = prepared.finish(&front, &kit.fonts)?;
        Ok(SetFile { dossier, stand_ins: kit.fonts.stand_ins(Role::ALL) })
    }

    /// Cover and contents, once the leaves are set.
    fn contents(&self, l10n: L10n, prepared: &Prepared) -> Sheet {
        let number = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        let mut parts = Vec::new();
        for (at, part) in Part::ALL.into_iter().enumerate() {
            let entries = prepared.entries().iter().filter(|entry| entry.order == part);
            let leaves = entries.map(|entry| Leaf {
                title: entry.title.clone(),
                maker: entry.maker.clone(),
                date: entry.date,
                // A file that was handed in lies beside the pages.
                page: entry.page.map(number),
                pages: entry.page.map(|_| number(entry.pages)),
                hash: entry.sha256.chars().take(DIGITS).collect(),
            });
            let leaves = leaves.collect();
            let title = l10n.code("paper-archive", &at.saturating_add(1).to_string());
            parts.push(DossierPart { title, leaves });
        }
        let front = Dossier { pages: number(prepared.pages()), parts, ..self.front.clone() };
        let day = front.date.unwrap_or_default();
        Sheet::new(Context::Dossier(Box::new(front)), day)
    }
}

/// Name of a kind of document, with what tells it from the others.
fn title(read: &Read, offer: &Offer) -> String {
    let kind = read.l10n.code("paper-kind", offer.kind.slug());
    match &offer.label {
        None => kind,
        Some(label) => {
            read.l10n.t2("paper-of-kind", ("kind", kind), ("part", read.l10n.say(label)))
        }
    }
}

/// The part of the file in which a document lies.
fn part_of(offer: &Offer) -> Option<Part> {
    Some(match offer.kind {
        // The sheet sums up the whole case and lies on top, where a reader begins.
        Kind::CaseSheet | Kind::ScreeningSheet => Part::Screening,
        Kind::Plan => Part::Plan,
        Kind::Publicity => Part::Publicity,
        Kind::Questionnaire | Kind::SurveyStatistics | Kind::VisitRecord | Kind::MeetingRecord => {
            Part::Survey
        }
        Kind::AnalysisChapter => Part::Identification,
        Kind::AssessmentReport | Kind::SimplifiedForm => Part::Report,
        Kind::ExpertReview => Part::Review,
        Kind::Minutes if offer.part.as_deref() == Some(DECISION) => Part::Decision,
        Kind::Minutes => Part::Review,
        Kind::FilingForm | Kind::RectificationNotice | Kind::Reply | Kind::Certificate => {
            Part::Filing
        }
        Kind::ResponsibilityLetter | Kind::TrackingReport => Part::Tracking,
        Kind::PostEvaluation => Part::Evaluation,
        Kind::Notice | Kind::Letter => Part::Correspondence,
        Kind::Circular | Kind::ListReport | Kind::AppraisalSheet | Kind::Dossier => return None,
    })
}

/// Files that were handed in, with the part in which they lie and their day.
fn handed_in(state: &Assessment) -> Vec<(Part, Date, &[FileRef])> {
    let notices = state.notices.iter().map(|n| (Part::Publicity, n.from, n.proof.as_slice()));
    let heard = state.activities.iter().map(|a| (Part::Survey, a.on, a.proof.as_slice()));
    let reports = state.reports.iter().map(|r| (Part::Report, r.on, r.files.as_slice()));
    let decided = state.decisions.iter().map(|d| (Part::Decision, d.on, d.files.as_slice()));
    let progress = state.measures.iter().flat_map(|m| &m.progress);
    let progress = progress.map(|p| (Part::Tracking, p.on, p.proof.as_slice()));
    let tracked = state.check_ins.iter().map(|c| (Part::Tracking, c.on, c.proof.as_slice()));
    notices.chain(heard).chain(reports).chain(decided).chain(progress).chain(tracked).collect()
}
