//! Meetings and visits beside the questionnaire, as ways by which people were
//! heard: how many there were, how many took part, how many topics came of them.

use std::collections::BTreeSet;

use domain::{assessment::Assessment, codes::ActivityKind, consultation::Standing};

use super::{Audience, found, results::limits};
use crate::{App, error::Outcome};

/// Meetings of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MeetingLine {
    /// The kind.
    pub kind: ActivityKind,
    /// How many there were.
    pub held: usize,
    /// How many took part in all of them; none where that may not be told.
    pub attendance: Option<u64>,
    /// Topics that were taken from their minutes.
    pub topics: usize,
}

/// Meetings by kind; attendance from one to `below` is not told. The sealed answers
/// of a consultation are no meeting.
#[must_use]
pub fn meeting_lines(state: &Assessment, below: u64) -> Vec<MeetingLine> {
    let lines = ActivityKind::ALL.iter().filter_map(|kind| {
        let of_kind = state
            .activities
            .iter()
            .filter(|a| a.kind == *kind && a.void.is_none() && a.sealed.is_none());
        let ids: BTreeSet<_> = of_kind.clone().map(|a| a.id).collect();
        let attendance: u64 = of_kind.map(|a| u64::from(a.attendance)).sum();
        let topics =
            state.opinions.iter().filter(|o| o.raised_at.is_some_and(|id| ids.contains(&id)));
        (!ids.is_empty()).then(|| MeetingLine {
            kind: *kind,
            held: ids.len(),
            attendance: (attendance == 0 || attendance >= below).then_some(attendance),
            topics: topics.count(),
        })
    });
    lines.collect()
}

/// The same for the public, once the result of a consultation is published.
///
/// # Errors
/// Not found; a failure of the store.
pub async fn meetings(app: &App, slug: &str) -> Outcome<Vec<MeetingLine>> {
    let mut reader = app.store().read().await?;
    let found = found(&mut reader, slug).await?;
    if found.consultation.state.standing != Standing::Published {
        return Ok(Vec::new());
    }
    let limits = limits(app, &mut reader, &found.consultation.state, Audience::Public).await?;
    Ok(meeting_lines(&found.assessment.state, limits.below()))
}

#[cfg(test)]
mod tests {
    use domain::{
        assessment::{
            Assessment,
            parts::{Activity, Opinion, Sealed},
        },
        codes::ActivityKind,
        consultation::Seal,
        ids::{ActivityId, ConsultationId},
        text::Text,
    };
    use jiff::civil::date;
    use uuid::Uuid;

    use super::meeting_lines;

    fn activity(n: u128, kind: ActivityKind, attendance: u32) -> Activity {
        let text = Text::new([7; 32]);
        Activity {
            id: ActivityId::new(Uuid::from_u128(n)),
            kind,
            on: date(2016, 9, 18),
            place: text,
            attendance,
            tallies: Vec::new(),
            minutes: text,
            proof: Vec::new(),
            sealed: None,
            groups: Vec::new(),
            hearing: None,
            confirmed: None,
            void: None,
        }
    }

    #[test]
    fn meetings_are_counted_by_kind_without_answers_and_without_small_numbers() {
        let seminar = activity(1, ActivityKind::Seminar, 24);
        let topic = Opinion {
            topic: seminar.place,
            count: 3,
            found_in: None,
            raised_at: Some(seminar.id),
            disposition: None,
            reply: None,
            factors: Vec::new(),
            measures: Vec::new(),
        };
        let seal = Seal { size: 60, root: String::new() };
        let consultation = ConsultationId::new(Uuid::from_u128(9));
        let state = Assessment {
            activities: vec![
                seminar,
                activity(2, ActivityKind::Seminar, 8),
                activity(3, ActivityKind::FieldVisit, 9),
                Activity {
                    sealed: Some(Sealed { consultation, seal }),
                    ..activity(4, ActivityKind::Questionnaire, 60)
                },
                Activity { void: Some(topic.topic), ..activity(5, ActivityKind::Hearing, 30) },
            ],
            opinions: vec![topic.clone(), Opinion { raised_at: None, ..topic }],
            ..Assessment::default()
        };
        let told = |below| -> Vec<_> {
            let lines = meeting_lines(&state, below).into_iter();
            lines.map(|l| (l.kind, l.held, l.attendance, l.topics)).collect()
        };
        let (visit, seminar) = (ActivityKind::FieldVisit, ActivityKind::Seminar);
        assert_eq!(told(0), [(visit, 1, Some(9), 0), (seminar, 2, Some(32), 1)]);
        assert_eq!(told(10), [(visit, 1, None, 0), (seminar, 2, Some(32), 1)]);
    }
}
