//! The answers to one question, without the counts that are too small.

use domain::{
    codes::QuestionKind,
    consultation::form::{Form, Question},
};

use super::{Cell, Counts, Limits, PartResult, QuestionResult, cell, hide::line};
use crate::{
    error::Outcome,
    view::tallies::{protected, within},
};

/// One question as an audience may see it.
pub(super) fn question(
    form: &Form,
    question: &Question,
    counts: &Counts<'_>,
    limits: Limits,
) -> Outcome<QuestionResult> {
    let asked = Asked { form, question, counts, limits };
    let parts = match question.kind {
        QuestionKind::Multiple => vec![asked.several()?],
        QuestionKind::Ranking => vec![asked.ranking()?],
        _ => question
            .fields()
            .into_iter()
            .map(|field| asked.single(field))
            .collect::<Outcome<_>>()?,
    };
    Ok(QuestionResult { code: question.code.clone(), parts })
}

struct Asked<'a> {
    form: &'a Form,
    question: &'a Question,
    counts: &'a Counts<'a>,
    limits: Limits,
}

impl Asked<'_> {
    /// How often each choice was taken in a field.
    fn numbers(&self, field: &str) -> Vec<u64> {
        let choices = self.question.choices.iter();
        choices.map(|choice| self.counts.over_groups(self.form, field, &choice.code)).collect()
    }

    /// One choice each: the numbers add up to the answers.
    fn single(&self, field: String) -> Outcome<PartResult> {
        let numbers = self.numbers(&field);
        let all: u64 = numbers.iter().sum();
        let below = self.limits.below();
        let answers = (all >= below).then_some(all);
        let choices = cells(&line(&numbers, below), answers)?;
        Ok(PartResult { field, answers, choices, places: Vec::new() })
    }

    /// Choices of which several may be ticked do not add up: each is hidden by
    /// itself when those who chose it, or those who did not, are few.
    fn several(&self) -> Outcome<PartResult> {
        let numbers = self.numbers(&self.question.code);
        let all = self.counts.over_groups(self.form, "", "");
        let below = self.limits.below();
        let few = |n: u64| (1..below).contains(&n);
        let shown: Vec<Option<u64>> = numbers
            .iter()
            .map(|n| (!few(*n) && !few(all.saturating_sub(*n))).then_some(*n))
            .collect();
        let answers = (all >= below).then_some(all);
        let choices = cells(&shown, answers)?;
        Ok(PartResult { field: self.question.code.clone(), answers, choices, places: Vec::new() })
    }

    /// How often each choice came first, and its mean place. The places are one
    /// table with those who left a choice out as its last row, so that every
    /// column adds up to the answers and nothing follows by subtraction. Where
    /// that table cannot be protected for the public, all that is told to anybody
    /// is the first place.
    fn ranking(&self) -> Outcome<PartResult> {
        let fields = self.question.fields();
        let first = fields.first().cloned().unwrap_or_default();
        let mut table: Vec<Vec<u64>> = fields.iter().map(|field| self.numbers(field)).collect();
        let all: u64 = table.first().map_or(0, |row| row.iter().sum());
        let placed = |at: usize| table.iter().filter_map(|row| row.get(at)).sum::<u64>();
        let width = self.question.choices.len();
        let left_out: Vec<u64> = (0..width).map(|at| all.saturating_sub(placed(at))).collect();
        table.push(left_out);
        let public = protected(&table, self.limits.public)?;
        if public.sums.is_none() {
            return self.single(first);
        }
        let shown = match self.limits.staff {
            Some(staff) => within(&table, &public, staff)?,
            None => public,
        };
        let answers = (all >= self.limits.below()).then_some(all);
        let firsts = shown.cells.first().cloned().unwrap_or_default();
        let places = (0..width).map(|at| {
            let column: Option<Vec<u64>> =
                shown.cells.iter().map(|row| row.get(at).copied().flatten()).collect();
            mean(&column?, fields.len())
        });
        let places = places.collect();
        Ok(PartResult { field: first, answers, choices: cells(&firsts, answers)?, places })
    }
}

/// The mean place among those who placed it; none where nobody did.
fn mean(column: &[u64], places: usize) -> Option<f64> {
    let counted = || (1_u64..).zip(column.iter().take(places));
    let all: u64 = counted().map(|(_, n)| n).sum();
    let sum: u64 = counted().map(|(place, n)| place.saturating_mul(*n)).sum();
    #[expect(clippy::cast_precision_loss, reason = "counts of answers stay far below 2^52")]
    let mean = sum as f64 / all as f64;
    (all > 0).then_some(mean)
}

fn cells(shown: &[Option<u64>], answers: Option<u64>) -> Outcome<Vec<Option<Cell>>> {
    let of = |n: &Option<u64>| match (n, answers) {
        (Some(n), Some(all)) => cell(*n, all),
        _ => Ok(None),
    };
    shown.iter().map(of).collect()
}

#[cfg(test)]
mod tests {
    use domain::{
        codes::QuestionKind,
        consultation::form::{Choice, Form, Question, Words},
    };
    use store::answers::Count;

    use super::{Counts, Limits, mean, question};

    fn words(text: &str) -> Words {
        Words { zh: text.to_owned(), en: String::new() }
    }

    fn ranking() -> Form {
        let choice = |code: &&str| Choice { code: (*code).to_owned(), words: words(code) };
        let question = Question {
            code: "RANK".to_owned(),
            kind: QuestionKind::Ranking,
            step: 2,
            words: words("排序"),
            required: true,
            choices: ["A", "B", "C"].iter().map(choice).collect(),
            rows: Vec::new(),
            places: Some(2),
            factors: Vec::new(),
            only_if: None,
        };
        Form { strata: ["G01"].iter().map(choice).collect(), questions: vec![question] }
    }

    /// Counts by place: how often A, B and C came first and second.
    fn counts(places: &[[u64; 3]]) -> Vec<Count> {
        let mut rows = Vec::new();
        for (place, numbers) in (1..).zip(places) {
            for (choice, n) in ["A", "B", "C"].into_iter().zip(numbers) {
                rows.push(Count {
                    question: format!("RANK.{place}"),
                    stratum: "G01".to_owned(),
                    choice: choice.to_owned(),
                    n: *n,
                });
            }
        }
        rows
    }

    fn told(places: &[[u64; 3]], staff: Option<u64>) -> super::PartResult {
        let (form, rows) = (ranking(), counts(places));
        let limits = Limits { public: 10, staff };
        let found = question(&form, &form.questions[0], &Counts::of(&rows), limits);
        found.expect("a result").parts.remove(0)
    }

    #[test]
    fn large_counts_give_first_places_and_means() {
        let found = told(&[[40, 30, 30], [20, 40, 40]], None);
        assert_eq!(found.answers, Some(100));
        assert_eq!(found.choices[0].map(|cell| cell.n), Some(40));
        let places: Vec<String> =
            found.places.iter().flatten().map(|place| format!("{place:.3}")).collect();
        assert_eq!(places, ["1.333", "1.571", "1.571"]);
    }

    #[test]
    fn a_mean_with_a_hidden_count_is_hidden() {
        // Three put B second, and 67 left it out: neither may be worked out.
        let found = told(&[[40, 30, 30], [40, 3, 57]], None);
        assert_eq!(found.places.get(1).copied().flatten(), None, "{found:?}");
        let hidden = found.choices.iter().filter(|cell| cell.is_none()).count();
        assert_ne!(hidden, 1, "one hidden first place follows from the sum: {found:?}");
    }

    #[test]
    fn where_the_table_cannot_be_protected_the_first_place_stands_alone() {
        let found = told(&[[40, 30, 30], [3, 0, 0]], Some(5));
        assert!(found.places.iter().all(Option::is_none), "{found:?}");
        assert_eq!(found.choices[0].map(|cell| cell.n), Some(40));
    }

    /// Staff sees what the public sees and some of what it does not.
    #[test]
    fn what_staff_sees_lies_within_what_the_public_does_not() {
        let mut seed = 5_u64;
        let mut next = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695);
            [0_u64, 2, 6, 12, 40][usize::try_from(seed >> 33).expect("small") % 5]
        };
        for _ in 0..300 {
            let places = [[next(), next(), next()], [next(), next(), next()]];
            let (public, staff) = (told(&places, None), told(&places, Some(5)));
            for (public, staff) in public.choices.iter().zip(&staff.choices) {
                assert!(public.is_none() || staff.is_some(), "{places:?}");
                assert!(!staff.is_some_and(|cell| (1..5).contains(&cell.n)), "{places:?}");
            }
            for (public, staff) in public.places.iter().zip(&staff.places) {
                assert!(public.is_none() || staff.is_some(), "{places:?}");
            }
        }
    }

    #[test]
    fn nobody_placed_it_nobody_has_a_mean() {
        assert_eq!(mean(&[0, 0, 50], 2), None);
    }
}
