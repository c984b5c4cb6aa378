//! Comments as a section shows them.

use app::chapters::{ChapterComment, Section};
use locale::L10n;

use super::{Read, signed};
use crate::office::Office;

/// One comment.
pub(super) struct Remark {
    pub(super) id: String,
    pub(super) by: String,
    /// When, and on which text.
    pub(super) made: String,
    pub(super) lines: Vec<String>,
    /// Who settled it, and when; empty while it is open.
    pub(super) settled: String,
    /// Whether who asks may settle it.
    pub(super) settles: bool,
}

/// The comments of a section: the open ones first, each kind the oldest first.
pub(super) fn remarks(
    office: &Office<'_>,
    l10n: L10n,
    read: &Read,
    section: &Section,
) -> Vec<Remark> {
    let (open, settled): (Vec<_>, Vec<_>) =
        section.comments.iter().partition(|one| one.resolved.is_none());
    open.into_iter().chain(settled).map(|one| remark(office, l10n, read, one)).collect()
}

fn remark(office: &Office<'_>, l10n: L10n, read: &Read, one: &ChapterComment) -> Remark {
    let at = l10n.date_time(one.created_at);
    let made = match (one.draft, one.report) {
        (Some(version), _) => l10n.t2("chapters-remark-draft", ("at", at), ("n", version)),
        (None, Some(version)) => l10n.t2("chapters-remark-report", ("at", at), ("n", version)),
        (None, None) => at,
    };
    let settled = one.resolved.map_or_else(String::new, |(by, at)| {
        let who = read.case.names.get(&by).map_or("", String::as_str);
        l10n.t2("chapters-remark-settled", ("at", l10n.date_time(at)), ("by", who))
    });
    let own = one.writer.person == office.ctx.person().uuid();
    Remark {
        id: one.id.to_string(),
        by: signed(l10n, &read.case, &one.writer),
        made,
        lines: one.content.lines().map(str::to_owned).collect(),
        settles: settled.is_empty() && (own || read.writing.writes),
        settled,
    }
}
