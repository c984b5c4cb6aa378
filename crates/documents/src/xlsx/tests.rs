use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use jiff::civil::{Date, date};

use super::*;

fn properties() -> Properties {
    Properties {
        title: "台账".into(), author: "某市委政法委".into(), created: date(2026, 3, 9)
    }
}

fn head(name: &str, kinds: &[Kind]) -> Head {
    let columns = kinds.iter().map(|kind| Column::new("列", *kind, 12)).collect();
    Head { name: SheetName::new(name).unwrap(), title: None, columns, overflow: Overflow::Refuse }
}

fn read(bytes: Vec<u8>) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

fn one(kind: Kind, value: Value<'static>) -> Result<Vec<u8>, XlsxFault> {
    let sheets = vec![Sheet::new(head("表", &[kind]), vec![vec![value]])];
    Book { properties: properties(), sheets }.bytes(None)
}

fn day(cell: &Data) -> Option<Date> {
    let Data::DateTime(time) = cell else { return None };
    let (year, month, day, ..) = time.to_ymd_hms_milli();
    Date::new(year as i16, month as i8, day as i8).ok()
}

#[test]
fn values_come_back_with_their_types() {
    let text = |text: &'static str| (Kind::Text, Value::from(text), Data::String(text.to_owned()));
    let cases = [
        text("=1+2"),
        text("+86"),
        text("-附件"),
        text("@甲"),
        text("0012"),
        text(" 前后有空格 "),
        text("两\n行 <b>&amp; _x0041_ 𠮷"),
        (Kind::Integer, Value::Integer(-7), Data::Float(-7.0)),
        (Kind::Decimal { places: 3 }, Value::Decimal(0.64), Data::Float(0.64)),
        (Kind::Share, Value::Decimal(0.545), Data::Float(0.545)),
        (Kind::Money, Value::Fen(123_456_789), Data::Float(1_234_567.89)),
        (Kind::Share, Value::from("未记录"), Data::String("未记录".to_owned())),
    ];
    for (kind, value, expected) in cases {
        let mut book = read(one(kind, value).unwrap());
        let range = book.worksheet_range("表").unwrap();
        assert_eq!(range.get_value((1, 0)), Some(&expected));
    }
    let mut book = read(one(Kind::Date, date(2017, 2, 27).into()).unwrap());
    let range = book.worksheet_range("表").unwrap();
    assert_eq!(range.get_value((1, 0)).and_then(day), Some(date(2017, 2, 27)));
}

#[test]
fn the_same_rows_give_the_same_bytes() {
    let make = || one(Kind::Text, Value::from("甲")).unwrap();
    assert_eq!(make(), make());
}

#[test]
fn rows_go_to_the_next_sheet_or_are_refused() {
    let mut many = head("事项", &[Kind::Integer]);
    many.title = Some("重大决策事项清单".to_owned());
    many.overflow = Overflow::NextSheet { after: 2 };
    let rows = (0..5).map(|n| vec![Value::Integer(n)]);
    let book = Book { properties: properties(), sheets: vec![Sheet::new(many, rows)] };
    let mut found = read(book.bytes(None).unwrap());
    assert_eq!(found.sheet_names(), ["事项", "事项 2", "事项 3"]);
    let last = found.worksheet_range("事项 3").unwrap();
    assert_eq!(last.get_value((0, 0)), Some(&Data::String("重大决策事项清单".to_owned())));
    assert_eq!(last.get_value((2, 0)), Some(&Data::Float(4.0)));

    let rows = (0..i64::from(MAX_ROWS)).map(|n| vec![Value::Integer(n)]);
    let sheets = vec![Sheet::new(head("满", &[Kind::Integer]), rows)];
    let fault = Book { properties: properties(), sheets }.bytes(None).unwrap_err();
    assert_eq!(fault.to_string(), "sheet 满: more than 1048575 rows");
}

#[test]
fn faults_name_the_cell() {
    let check = |kind, value, expected: &str| {
        let fault = one(kind, value).map(|bytes| bytes.len()).unwrap_err();
        assert_eq!(fault.to_string(), expected);
    };
    let long = "长".repeat(MAX_TEXT);
    assert!(one(Kind::Text, Value::from(long.clone())).is_ok());
    let place = "sheet 表, row 2, column 1 (列)";
    let longer = format!("{long}长");
    let expected = format!("{place}: 32768 characters, a cell holds 32767");
    check(Kind::Text, Value::from(longer), &expected);
    let expected = format!("{place}: a number that a cell cannot hold");
    check(Kind::Share, Value::Decimal(f64::NAN), &expected);
    check(Kind::Integer, Value::Integer(1_000_000_000_000_000), &expected);
    check(Kind::Date, Value::Integer(3), &format!("{place}: not of the kind Date"));
    let expected = format!("{place}: the day 1899-12-31 is unknown to spreadsheets");
    check(Kind::Date, date(1899, 12, 31).into(), &expected);
}

#[test]
fn faults_name_the_sheet() {
    let name = |name: &str| SheetName::new(name).unwrap_err().to_string();
    assert_eq!(name(""), "sheet name \"\": empty");
    assert_eq!(name("a/b"), "sheet name \"a/b\": holds '/'");
    assert_eq!(name("'a"), "sheet name \"'a\": begins or ends with an apostrophe");
    assert!(name(&"长".repeat(32)).ends_with("more than 31 characters"));
    assert!(SheetName::new("长".repeat(31)).is_ok());

    let book = |sheets| Book { properties: properties(), sheets }.bytes(None).unwrap_err();
    assert_eq!(book(Vec::new()).to_string(), "a workbook without a sheet");
    let sheet = |name: &str| Sheet::new(head(name, &[Kind::Text]), Vec::new());
    assert_eq!(book(vec![sheet("A"), sheet("a")]).to_string(), "two sheets named \"a\"");
    let short = Sheet::new(head("表", &[Kind::Text, Kind::Text]), vec![vec![Value::Empty]]);
    assert_eq!(book(vec![short]).to_string(), "sheet 表, row 2: 1 cells for 2 columns");
    let none = Sheet::new(head("表", &[]), Vec::new());
    assert_eq!(book(vec![none]).to_string(), "sheet 表: 0 columns");
}
