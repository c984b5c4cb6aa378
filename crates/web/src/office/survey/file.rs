//! `/items/{no}/survey/figures`: what the answers say, as a workbook. The numbers
//! are those of the page: what is too small to be shown there is not here either.

use access::Permission;
use app::consultation::{self, Cell, PartResult, Results, Sheet};
use app::export::Value;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::codes::Attitude;
use locale::{L10n, Lang};

use crate::error::WebError;
use crate::office::book::{Tables, count, shown, text};
use crate::office::case::{Which, load};
use crate::office::{Office, web_error};
use crate::public::consult::row_name;
use crate::state::AppState;
use crate::visit::Visit;

pub(super) async fn download(
    State(state): State<AppState>,
    visit: Visit,
    Path(no): Path<String>,
    Query(which): Query<Which>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let case = load(&office, &no, &which).await?;
    app::directory::require(&office.ctx, Permission::Export, Some(&case.resource))
        .map_err(web_error)?;
    let desk = consultation::desk(office.app, &office.ctx, &case).await.map_err(web_error)?;
    let (Some(sheet), Some(results)) = (&desk.current, &desk.results) else {
        return Err(WebError::NotFound);
    };
    let figures = Figures { l10n: visit.l10n(), sheet, results };
    let mut tables = Tables::new(&office, figures.l10n)?;
    figures.groups(&mut tables)?;
    figures.questions(&mut tables)?;
    figures.ways(&mut tables)?;
    let name = format!("{}-{}", figures.l10n.t("table-answers"), case.matter.state.number);
    tables.answer(&office, &name)
}

struct Figures<'a> {
    l10n: L10n,
    sheet: &'a Sheet,
    results: &'a Results,
}

impl Figures<'_> {
    fn english(&self) -> bool {
        self.l10n.lang() == Lang::En
    }

    fn names(&self, codes: &[String]) -> String {
        let strata = &self.sheet.form.strata;
        let found = codes.iter().filter_map(|code| strata.iter().find(|s| s.code == *code));
        let names: Vec<&str> = found.map(|s| s.words.get(self.english())).collect();
        self.l10n.join(&names)
    }

    fn groups(&self, tables: &mut Tables) -> Result<(), WebError> {
        let l10n = self.l10n;
        let attitudes = Attitude::ALL.iter().map(|a| (l10n.code("attitude", a.code()), 12.0));
        let fixed =
            [("consult-group-name", 24.0), ("table-population", 12.0), ("table-answers", 12.0)];
        let last = [("table-support", 12.0), ("table-low", 12.0), ("table-high", 12.0)];
        let word = |(key, width): (&str, f64)| (l10n.t(key), width);
        let columns = fixed.map(word).into_iter().chain(attitudes).chain(last.map(word));
        tables.headed("table-groups", columns.collect())?;
        for line in &self.results.strata {
            let mut cells = vec![
                text(self.names(&line.codes)),
                count(line.population),
                shown(l10n, line.answers),
            ];
            cells.extend(line.attitudes.iter().map(|n| shown(l10n, *n)));
            cells.extend(self.shares(line.support.as_ref()));
            tables.row(&cells)?;
        }
        let people = self.results.strata.iter().map(|s| s.population).sum();
        let mut all = vec![text(l10n.t("table-all")), count(people), count(self.results.answers)];
        all.extend(self.results.attitudes.iter().map(|n| shown(l10n, *n)));
        all.extend(self.shares(self.results.support.as_ref()));
        tables.row(&all)
    }

    /// A share with the ends of its interval.
    fn shares(&self, cell: Option<&Cell>) -> [Value; 3] {
        match cell {
            Some(cell) => {
                let [low, high] = cell.interval;
                [cell.share, low, high].map(|share| Value::Share(Some(share)))
            }
            None => [(); 3].map(|()| text(self.l10n.t("consult-hidden"))),
        }
    }

    fn questions(&self, tables: &mut Tables) -> Result<(), WebError> {
        tables.sheet(
            "table-questions",
            &[
                ("table-question", 48.0),
                ("table-part", 24.0),
                ("table-choice", 30.0),
                ("table-count", 12.0),
                ("table-share", 12.0),
                ("table-low", 12.0),
                ("table-high", 12.0),
                ("table-answers", 12.0),
            ],
        )?;
        for found in &self.results.questions {
            for part in &found.parts {
                self.part(tables, &found.code, part)?;
            }
        }
        Ok(())
    }

    fn part(&self, tables: &mut Tables, code: &str, part: &PartResult) -> Result<(), WebError> {
        let Some(question) = self.sheet.form.question(code) else { return Ok(()) };
        let english = self.english();
        for (choice, cell) in question.choices.iter().zip(&part.choices) {
            let mut cells = vec![
                text(question.words.get(english)),
                text(row_name(question, &part.field, english)),
                text(choice.words.get(english)),
                shown(self.l10n, cell.as_ref().map(|cell| cell.n)),
            ];
            cells.extend(self.shares(cell.as_ref()));
            cells.push(shown(self.l10n, part.answers));
            tables.row(&cells)?;
        }
        Ok(())
    }

    fn ways(&self, tables: &mut Tables) -> Result<(), WebError> {
        tables.sheet("consult-ways", &[("table-way", 24.0), ("table-answers", 12.0)])?;
        for line in &self.results.channels {
            let way = text(self.l10n.code("channel", line.channel.code()));
            tables.row(&[way, shown(self.l10n, line.n)])?;
        }
        Ok(())
    }
}
