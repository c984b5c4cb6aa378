//! Files that are read, and files that are refused with the reason.

use std::io::{Cursor, Write as _};

use encoding_rs::{BIG5, GB18030};
use rust_xlsxwriter::Workbook;
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::import::{FileRefusal, Limits, Table, read_file, read_table};

const LIMITS: Limits = Limits::for_upload(50 * 1024 * 1024);

fn read(bytes: &[u8], name: &str) -> Result<Table, FileRefusal> {
    read_table(bytes, name, &LIMITS)
}

fn code(bytes: &[u8], name: &str) -> &'static str {
    read(bytes, name).unwrap_err().code()
}

const LIST: &str = "2024年事项目录,,\n序号,事项名称,承办单位\n1,朝阳市供热价格调整方案,市发改委\n2,道路改造工程,市住建局\n";

#[test]
fn the_header_is_found_below_a_title_and_in_either_encoding() {
    let utf8 = read(LIST.as_bytes(), "list.csv").unwrap();
    let bom = read(format!("\u{feff}{LIST}").as_bytes(), "list.csv").unwrap();
    let gb = read(&GB18030.encode(LIST).0, "list.csv").unwrap();
    assert_eq!((utf8.encoding, bom.encoding, gb.encoding), ("UTF-8", "UTF-8 BOM", "GB18030"));
    assert_eq!(utf8.rows, gb.rows);
    assert_eq!(utf8.rows, bom.rows);
    assert_eq!(utf8.rows[0].number, 3);
    assert_eq!(utf8.rows[0].cells, ["1", "朝阳市供热价格调整方案", "市发改委"]);
}

#[test]
fn other_encodings_and_kinds_are_refused_with_the_reason() {
    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(LIST.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let big5 =
        BIG5.encode("事項名稱,承辦單位\n朝陽市供熱價格調整方案及實施細則,發展和改革委員會\n").0;
    assert_eq!(code(&utf16, "a.csv"), "encoding");
    assert_eq!(code(&big5, "a.csv"), "encoding");
    assert_eq!(code(b"title\ncaf\xE9 r\xE9sum\xE9\n", "a.csv"), "encoding");
    assert_eq!(code(b"title\n\0\0\n", "a.csv"), "encoding");
    assert_eq!(code(b"\xD0\xCF\x11\xE0 old", "a.xls"), "kind");
    assert_eq!(code(b"%PDF-1.7", "a.pdf"), "kind");
    assert_eq!(code(b"", "a.csv"), "empty");
    assert_eq!(code(b"a,b\n1,2\n", "a.csv"), "no_header");
    assert_eq!(code("事项名称\n".as_bytes(), "a.csv"), "empty");
    assert_eq!(code(b"title\nx\n", "a.xlsx"), "damaged");
    assert_eq!(code(b"PK\x03\x04 broken", "a.xlsx"), "damaged");
}

#[test]
fn a_large_file_is_refused_before_it_is_read() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("large.csv");
    // A hole of 100 MB: nothing of it is read.
    std::fs::File::create(&path).unwrap().set_len(100 * 1024 * 1024).unwrap();
    let refused = read_file(&path, &LIMITS).unwrap_err();
    assert!(refused.to_string().contains("104857600"), "{refused}");
    let small = Limits { bytes: 10, ..LIMITS };
    assert_eq!(read_table(LIST.as_bytes(), "a.csv", &small).unwrap_err().code(), "too_large");
}

#[test]
fn too_many_rows_or_columns_are_refused() {
    let limits = Limits { rows: 3, columns: 4, ..LIMITS };
    let rows = format!("title\n{}", "x\n".repeat(4));
    let columns = "title,a,b,c,d\nx\n";
    let refused = |text: &str| read_table(text.as_bytes(), "a.csv", &limits).unwrap_err().code();
    assert_eq!(refused(&rows), "too_many_rows");
    assert_eq!(refused(&format!("title\n{}", "x\n".repeat(40))), "too_many_rows");
    assert_eq!(refused(columns), "too_many_columns");
    assert!(read_table(b"title,a,b,c\nx\nx\nx\n", "a.csv", &limits).is_ok());
}

fn workbook(fill: impl Fn(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(book.add_worksheet());
    book.save_to_buffer().unwrap()
}

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_workbook_is_read_and_its_formulas_are_refused() {
    let bytes = workbook(|sheet| {
        for (column, header) in
            ["事项名称", "承办单位", "计划时间", "涉及人数"].into_iter().enumerate()
        {
            sheet.write(0, column as u16, header).unwrap();
        }
        sheet.write(1, 0, "道路改造工程").unwrap();
        let day = rust_xlsxwriter::ExcelDateTime::from_ymd(2024, 5, 6).unwrap();
        let format = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
        sheet.write_datetime_with_format(1, 2, day, &format).unwrap();
        sheet.write(1, 3, 1200).unwrap();
        sheet.write_formula(2, 0, "=CONCAT(A2,\"二期\")").unwrap();
        sheet.write(2, 1, "@SUM(1)").unwrap();
    });
    let table = read(&bytes, "a.xlsx").unwrap();
    assert_eq!(table.encoding, "XLSX");
    assert_eq!(table.rows[0].cells, ["道路改造工程", "", "2024-05-06", "1200"]);
    assert!(table.rows[0].faults.is_empty());
    let faults: Vec<_> = table.rows[1].faults.iter().map(|(c, n)| (*c, n.code.as_str())).collect();
    assert_eq!(faults, [(0, "formula"), (1, "formula_like")]);
}

#[test]
fn macros_and_bombs_are_refused() {
    let types = br#"<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>"#;
    assert_eq!(code(&archive(&[("xl/vbaProject.bin", b"x")]), "a.xlsx"), "macro");
    assert_eq!(code(&archive(&[("[Content_Types].xml", types)]), "a.xlsx"), "macro");
    assert_eq!(code(&workbook(|_| {}), "a.xlsm"), "macro");
    let zeros = vec![0_u8; 64 * 1024 * 1024];
    assert_eq!(code(&archive(&[("xl/worksheets/sheet1.xml", &zeros)]), "a.xlsx"), "zip_bomb");
    let limits = Limits { unpacked: 1_000, ..LIMITS };
    let plain = workbook(|sheet| {
        sheet.write(0, 0, "title").unwrap();
    });
    assert_eq!(read_table(&plain, "a.xlsx", &limits).unwrap_err().code(), "zip_bomb");
}

#[test]
fn formula_injection_and_residents_are_refused_cell_by_cell() {
    let text = "事项名称,承办单位,联系电话,姓名,备注\n\
        =cmd|' /C calc'!A0,市发改委,024-1,张三,-\n\
        道路工程,+1+2,13800000000,李四,手机13912345678\n\
        供水工程,-,,,21130219700101123X\n\
        \"@SUM(1,2)\",-3.5,,,说明\n\
        供热工程,－A1,,,-1.cmd|calc\n\
        供气工程,,,,-5户\n";
    let table = read(text.as_bytes(), "a.csv").unwrap();
    let faults: Vec<Vec<&str>> = table
        .rows
        .iter()
        .map(|row| row.faults.iter().map(|(_, n)| n.code.as_str()).collect())
        .collect();
    let want: [&[&str]; 6] = [
        &["formula_like"],
        &["formula_like", "personal_value"],
        &["personal_value"],
        &["formula_like"],
        &["formula_like", "formula_like"],
        &[],
    ];
    assert_eq!(faults, want);
    assert!(table.columns[2].personal && table.columns[3].personal);
    let kept = format!("{:?}", table.rows);
    for secret in ["张三", "李四", "138000", "139123", "024-1", "1970"] {
        assert!(!kept.contains(secret), "{secret} was kept");
    }
}
