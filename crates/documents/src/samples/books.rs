//! Workbooks of the made-up matters.

use jiff::civil::Date;
use serde::Deserialize;

use super::SamplesError;
use crate::context::{self, Context};
use crate::model::{Kind as Document, Language};
use crate::xlsx::{Book, Column, Head, Kind, Overflow, Properties, Sheet, SheetName, Value};

const INDEX: Kind = Kind::Decimal { places: 4 };

/// Kinds and widths of the columns of each workbook.
const LEDGER: &[(Kind, u8)] = &[
    (Kind::Text, 16),
    (Kind::Text, 44),
    (Kind::Text, 10),
    (Kind::Text, 18),
    (Kind::Text, 28),
    (Kind::Text, 12),
    (Kind::Text, 10),
    (INDEX, 12),
    (Kind::Share, 10),
    (Kind::Integer, 12),
    (Kind::Date, 12),
    (Kind::Date, 12),
    (Kind::Text, 14),
];
const MEASURES: &[(Kind, u8)] = &[
    (Kind::Text, 8),
    (Kind::Text, 16),
    (Kind::Text, 12),
    (Kind::Text, 60),
    (Kind::Text, 26),
    (Kind::Text, 26),
    (Kind::Date, 12),
    (Kind::Text, 14),
];
const ANSWERS: &[(Kind, u8)] = &[
    (Kind::Text, 40),
    (Kind::Text, 24),
    (Kind::Integer, 10),
    (Kind::Share, 10),
    (Kind::Share, 10),
    (Kind::Share, 10),
];
const RETURNS: &[(Kind, u8)] = &[
    (Kind::Date, 12),
    (Kind::Date, 12),
    (Kind::Integer, 10),
    (Kind::Integer, 10),
    (Kind::Integer, 10),
    (Kind::Integer, 10),
    (Kind::Share, 10),
];
const CITIES: &[(Kind, u8)] = &[
    (Kind::Text, 14),
    (Kind::Integer, 12),
    (Kind::Integer, 12),
    (Kind::Integer, 12),
    (Kind::Integer, 12),
    (Kind::Share, 12),
    (Kind::Decimal { places: 1 }, 12),
];
const LIST: &[(Kind, u8)] = &[
    (Kind::Text, 44),
    (Kind::Text, 16),
    (Kind::Text, 28),
    (Kind::Text, 26),
    (Kind::Text, 14),
    (Kind::Text, 16),
    (Kind::Text, 24),
];

/// Words and own data of the workbooks.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Data {
    author: String,
    date: Date,
    ledger: Words,
    measures: Words,
    answers: Words,
    returns: Words,
    cities: Words,
    list_report: Words,
    matters: Vec<Matter>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    sheet: String,
    title: String,
    columns: Vec<String>,
}

/// A line of the ledger.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Matter {
    number: String,
    name: String,
    city: String,
    category: String,
    unit: String,
    procedure: String,
    level: Option<String>,
    index: Option<f64>,
    support: Option<f64>,
    households: Option<u64>,
    filed: Option<Date>,
    valid_to: Option<Date>,
    state: String,
}

type Rows = Vec<Vec<Value<'static>>>;

/// A sheet: its words, its columns, its rows.
type Part<'a> = (&'a Words, &'static [(Kind, u8)], Rows);

/// The workbooks with the names of their files.
pub fn books(language: Language) -> Result<Vec<(&'static str, Vec<u8>)>, SamplesError> {
    let text = match language {
        Language::Zh => include_str!("../../samples/books.zh.toml"),
        Language::En => include_str!("../../samples/books.en.toml"),
    };
    let data: Data = toml::from_str(text).map_err(|e| SamplesError::Books(e.to_string()))?;
    let mut out = Vec::new();
    let mut make = |name: &'static str, sheets: Vec<Part<'_>>| {
        let bytes = book(name, &data, sheets)?;
        out.push((name, bytes));
        Ok::<(), SamplesError>(())
    };
    make("ledger.xlsx", vec![(&data.ledger, LEDGER, ledger(&data.matters))])?;
    for kind in [Document::CaseSheet, Document::Circular, Document::ListReport] {
        match context::sample(kind, language)? {
            Context::CaseSheet(sheet) => {
                make("measures.xlsx", vec![(&data.measures, MEASURES, measures(&sheet))])?;
                let survey = sheet.survey.as_ref();
                let answers = survey.map(answers).unwrap_or_default();
                let returns = survey.map(returns).into_iter().collect();
                let sheets =
                    vec![(&data.answers, ANSWERS, answers), (&data.returns, RETURNS, returns)];
                make("survey.xlsx", sheets)?;
            }
            Context::Circular(circular) => {
                make("cities.xlsx", vec![(&data.cities, CITIES, cities(&circular))])?;
            }
            Context::ListReport(list) => {
                make("list-report.xlsx", vec![(&data.list_report, LIST, listed(&list))])?;
            }
            _ => {}
        }
    }
    Ok(out)
}

fn book(name: &'static str, data: &Data, sheets: Vec<Part<'_>>) -> Result<Vec<u8>, SamplesError> {
    let failed = |fault| SamplesError::Xlsx(name, Box::new(fault));
    let title = sheets.first().map(|(words, _, _)| words.title.clone()).unwrap_or_default();
    let properties = Properties { title, author: data.author.clone(), created: data.date };
    let mut made = Vec::new();
    for (words, kinds, rows) in sheets {
        let columns = words.columns.iter().zip(kinds);
        let head = Head {
            name: SheetName::new(words.sheet.clone()).map_err(failed)?,
            title: Some(words.title.clone()),
            columns: columns
                .map(|(head, (kind, width))| Column::new(head, *kind, *width))
                .collect(),
            overflow: Overflow::Refuse,
        };
        made.push(Sheet::new(head, rows));
    }
    Book { properties, sheets: made }.bytes(None).map_err(failed)
}

fn count(number: u64) -> Value<'static> {
    i64::try_from(number).map_or(Value::Empty, Value::Integer)
}

fn decimal(number: Option<f64>) -> Value<'static> {
    number.filter(|number| number.is_finite()).map_or(Value::Empty, Value::Decimal)
}

fn ledger(matters: &[Matter]) -> Rows {
    let row = |matter: &Matter| {
        vec![
            matter.number.clone().into(),
            matter.name.clone().into(),
            matter.city.clone().into(),
            matter.category.clone().into(),
            matter.unit.clone().into(),
            matter.procedure.clone().into(),
            matter.level.clone().into(),
            decimal(matter.index),
            decimal(matter.support),
            matter.households.map_or(Value::Empty, count),
            matter.filed.into(),
            matter.valid_to.into(),
            matter.state.clone().into(),
        ]
    };
    matters.iter().map(row).collect()
}

fn measures(sheet: &context::CaseSheet) -> Rows {
    let row = |measure: &context::Measure| {
        vec![
            measure.code.clone().into(),
            measure.factors.clone().into(),
            measure.stage.clone().into(),
            measure.text.clone().into(),
            measure.unit.clone().into(),
            measure.helper.clone().into(),
            measure.due.into(),
            measure.state.clone().into(),
        ]
    };
    sheet.measures.iter().map(row).collect()
}

fn answers(survey: &context::Survey) -> Rows {
    let mut rows = Rows::new();
    for question in &survey.questions {
        for answer in &question.answers {
            rows.push(vec![
                question.text.clone().into(),
                answer.text.clone().into(),
                count(answer.count),
                decimal(Some(answer.share)),
                decimal(Some(answer.low)),
                decimal(Some(answer.high)),
            ]);
        }
    }
    rows
}

fn returns(survey: &context::Survey) -> Vec<Value<'static>> {
    vec![
        survey.from.into(),
        survey.to.into(),
        survey.issued.map_or(Value::Empty, count),
        count(survey.returned),
        count(survey.valid),
        count(survey.talks),
        decimal(survey.support),
    ]
}

fn cities(circular: &context::Circular) -> Rows {
    let row = |city: &context::CityRow| {
        vec![
            city.name.clone().into(),
            count(city.listed),
            count(city.assessed),
            count(city.filed),
            count(city.stopped),
            decimal(city.coverage),
            decimal(city.points),
        ]
    };
    circular.cities.iter().map(row).collect()
}

fn listed(list: &context::ListReport) -> Rows {
    let row = |matter: &context::ListedMatter| {
        vec![
            matter.name.clone().into(),
            matter.category.clone().into(),
            matter.decision_unit.clone().into(),
            matter.responsible_unit.clone().into(),
            matter.planned.clone().into(),
            matter.procedure.clone().into(),
            matter.remark.clone().into(),
        ]
    };
    list.matters.iter().map(row).collect()
}
