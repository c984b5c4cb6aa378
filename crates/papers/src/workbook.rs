//! Lists as workbooks with typed cells.

use documents::{
    context::{Circular, Context, ListReport, Survey, SurveyStatistics},
    model::Language,
    xlsx::{Book, Column, Head, Kind, Overflow, Properties, Sheet as Table, SheetName, Value},
};
use locale::L10n;

use crate::{PaperError, fill::Sheet, order::Format, read::words_of};

/// The list of a document as a workbook.
///
/// # Errors
/// A document that is no list; a failure of the writer.
pub(crate) fn write(sheet: &Sheet, language: Language) -> Result<Vec<u8>, PaperError> {
    let l10n = words_of(language);
    let book = match &sheet.context {
        Context::ListReport(list) => listed(l10n, list)?,
        Context::Circular(figures) => by_place(l10n, figures)?,
        Context::SurveyStatistics(asked) => answered(l10n, asked)?,
        other => {
            return Err(PaperError::Format { kind: other.kind(), format: Format::Xlsx });
        }
    };
    Ok(book.bytes(None)?)
}

fn column(l10n: L10n, key: &str, kind: Kind, width: u8) -> Column {
    Column::new(l10n.code("paper-column", key), kind, width)
}

fn counted(n: u64) -> Value<'static> {
    Value::Integer(i64::try_from(n).unwrap_or(i64::MAX))
}

fn book<'a>(
    (title, author, created): (String, String, jiff::civil::Date),
    (name, columns): (String, Vec<Column>),
    rows: Vec<Vec<Value<'a>>>,
) -> Result<Book<'a>, PaperError> {
    let sheets = vec![table(name, columns, rows)?];
    Ok(Book { properties: Properties { title, author, created }, sheets })
}

fn table<'a>(
    name: String,
    columns: Vec<Column>,
    rows: Vec<Vec<Value<'a>>>,
) -> Result<Table<'a>, PaperError> {
    let name = SheetName::new(name)?;
    let head = Head { name, title: None, columns, overflow: Overflow::Refuse };
    Ok(Table::new(head, rows))
}

fn listed(l10n: L10n, list: &ListReport) -> Result<Book<'_>, PaperError> {
    let widths = [
        ("number", Kind::Integer, 6),
        ("name", Kind::Text, 44),
        ("category", Kind::Text, 14),
        ("decision-unit", Kind::Text, 24),
        ("responsible-unit", Kind::Text, 24),
        ("planned", Kind::Text, 22),
        ("procedure", Kind::Text, 14),
        ("remark", Kind::Text, 20),
    ];
    let columns = widths.map(|(key, kind, width)| column(l10n, key, kind, width)).to_vec();
    let rows = (1_u64..).zip(&list.matters).map(|(n, matter)| {
        vec![
            counted(n),
            Value::text(&*matter.name),
            Value::text(&*matter.category),
            Value::text(&*matter.decision_unit),
            Value::text(&*matter.responsible_unit),
            Value::text(&*matter.planned),
            Value::text(&*matter.procedure),
            Value::from(matter.remark.as_deref()),
        ]
    });
    let title = l10n.code("paper-kind", "list-report");
    let about = (title.clone(), list.organ.clone(), list.date);
    book(about, (title, columns), rows.collect())
}

fn by_place(l10n: L10n, figures: &Circular) -> Result<Book<'_>, PaperError> {
    let widths = [
        ("place", Kind::Text, 20),
        ("listed", Kind::Integer, 12),
        ("assessed", Kind::Integer, 12),
        ("filed", Kind::Integer, 12),
        ("stopped", Kind::Integer, 14),
    ];
    let columns = widths.map(|(key, kind, width)| column(l10n, key, kind, width)).to_vec();
    let all = figures.cities.iter().chain([&figures.total]);
    let rows = all.map(|city| {
        vec![
            Value::text(&*city.name),
            counted(city.listed),
            counted(city.assessed),
            counted(city.filed),
            counted(city.stopped),
        ]
    });
    let about = (figures.activity.clone(), figures.head.organ.clone(), figures.head.date);
    book(about, (l10n.t("paper-by-place"), columns), rows.collect())
}

/// Counts of the whole on a sheet, the answers of each question on the next.
fn answered(l10n: L10n, asked: &SurveyStatistics) -> Result<Book<'_>, PaperError> {
    let title = l10n.code("paper-kind", "survey-statistics");
    let about = (title.clone(), asked.organ.clone(), asked.date);
    let mut book = book(about, (title, returns(l10n)), vec![returned(&asked.survey)])?;
    let widths = [
        ("question", Kind::Text, 44),
        ("answer", Kind::Text, 28),
        ("answers", Kind::Integer, 10),
        ("share", Kind::Share, 10),
        ("low", Kind::Share, 12),
        ("high", Kind::Share, 12),
    ];
    let columns = widths.map(|(key, kind, width)| column(l10n, key, kind, width)).to_vec();
    let each = asked.survey.questions.iter().flat_map(|question| {
        question.answers.iter().map(|answer| {
            vec![
                Value::text(&*question.text),
                Value::text(&*answer.text),
                counted(answer.count),
                Value::Decimal(answer.share),
                Value::Decimal(answer.low),
                Value::Decimal(answer.high),
            ]
        })
    });
    book.sheets.push(table(l10n.t("paper-answers"), columns, each.collect())?);
    Ok(book)
}

fn returns(l10n: L10n) -> Vec<Column> {
    let widths = [
        ("from", Kind::Date, 12),
        ("to", Kind::Date, 12),
        ("issued", Kind::Integer, 12),
        ("returned", Kind::Integer, 12),
        ("valid", Kind::Integer, 12),
        ("talks", Kind::Integer, 12),
        ("support", Kind::Share, 12),
        ("low", Kind::Share, 12),
        ("high", Kind::Share, 12),
    ];
    widths.map(|(key, kind, width)| column(l10n, key, kind, width)).to_vec()
}

fn returned(survey: &Survey) -> Vec<Value<'static>> {
    let share = |share: Option<f64>| share.map_or(Value::Empty, Value::Decimal);
    vec![
        Value::Date(survey.from),
        Value::Date(survey.to),
        survey.issued.map_or(Value::Empty, counted),
        counted(survey.returned),
        counted(survey.valid),
        counted(survey.talks),
        share(survey.support),
        share(survey.support_low),
        share(survey.support_high),
    ]
}
