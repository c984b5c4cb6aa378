//! Files of answers on both engines: every wrong cell is named, and a file is
//! taken in once.

use app::{
    AppError,
    consultation::batch::{self, BatchFile, BatchReport, Looked},
    consultation::{self, Entered, Entry, desk, enter, undone},
    import::FileRefusal,
};
use domain::{
    codes::Channel,
    consultation::{answer::Filled, form::Form},
};
use testkit::{Engine, Failure};

use crate::consultation::asked::{Asked, opened};

/// One line of a file: number, group, attitude, words.
type Typed<'a> = (&'a str, &'a str, &'a str, &'a str);

/// A file with the header of the template and these rows.
fn table(form: &Form, rows: &[Typed<'_>]) -> Result<String, Failure> {
    let template = batch::template_csv(form, locale::L10n::default())?;
    let mut reader = csv::Reader::from_reader(&template[3..]);
    let heads = reader.headers()?.clone();
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(&heads)?;
    for (sheet, group, attitude, words) in rows {
        let cells = heads.iter().map(|head| match head.split(' ').next().unwrap_or_default() {
            "sheet" => *sheet,
            "stratum" => *group,
            "ATT" => *attitude,
            "WORDS" => *words,
            _ => "",
        });
        out.write_record(cells)?;
    }
    Ok(String::from_utf8(out.into_inner()?)?)
}

fn brought<'a>(name: &'a str, bytes: &'a [u8]) -> BatchFile<'a> {
    BatchFile { name, bytes, channel: Channel::Paper }
}

impl Asked {
    async fn form(&self) -> Result<Form, Failure> {
        Ok(consultation::Sheet::read(&self.stage.test.app, &self.slug).await?.form.clone())
    }

    async fn size(&self) -> Result<u64, Failure> {
        let id = self.id().await?;
        let head = self.stage.test.app.store().read_answers().await?.answers_head(id).await?;
        Ok(head.ok_or("a head")?.size)
    }

    /// What is found in a file.
    async fn look(&self, name: &str, bytes: &[u8]) -> Result<BatchReport, Failure> {
        let app = &self.stage.test.app;
        match batch::look(app, &self.ctx()?, &self.slug, brought(name, bytes)).await? {
            Looked::Read(report) => Ok(*report),
            other => Err(format!("{name}: {other:?}").into()),
        }
    }

    /// Wrong cells as row, code of the column and code of the fault.
    async fn wrong(&self, text: &str) -> Result<Vec<(u32, String, &'static str)>, Failure> {
        let report = self.look("f.csv", text.as_bytes()).await?;
        assert_eq!(report.wrong, report.faults.len() as u64);
        let code = |header: &str| header.split(' ').next().unwrap_or_default().to_owned();
        Ok(report.faults.iter().map(|f| (f.row, code(&f.header), f.code)).collect())
    }
}

async fn every_wrong_cell_of_a_file_is_named(engine: Engine) -> Result<(), Failure> {
    let asked = opened(engine, "").await?;
    let (app, ctx, form) = (&asked.stage.test.app.clone(), asked.ctx()?, asked.form().await?);
    let rows = [
        ("1", "G01", "也许", ""),
        ("01", "外星人", "SUPPORT", ""),
        ("x", "G02", "", "=cmd|' /C calc'!A0"),
        ("13812345678", "13812345678", "OPPOSE", ""),
    ];
    let text = table(&form, &rows)?;
    let at = |row, column: &str, code| (row, column.to_owned(), code);
    let expected = [
        at(2, "ATT", "choice"),
        at(3, "stratum", "choice"),
        at(3, "sheet", "repeated_sheet"),
        at(4, "sheet", "sheet"),
        at(4, "WORDS", "formula_like"),
        at(4, "ATT", "required"),
        at(5, "sheet", "sheet"),
        at(5, "stratum", "choice"),
    ];
    assert_eq!(asked.wrong(&text).await?, expected);
    let report = asked.look("f.csv", text.as_bytes()).await?;
    let first = &report.faults[0];
    assert_eq!((first.found.as_str(), first.allowed.is_empty()), ("也许", false));
    let told = report.faults.iter().map(|f| f.line(locale::L10n::default())).collect::<String>();
    assert!(!told.contains("13812345678") && !told.contains("calc"), "never repeated: {told}");
    assert!(told.contains('支'), "what may stand there: {told}");
    // Nothing is taken unless all of it is right.
    let (_, taken) =
        batch::take_file(app, &ctx, &asked.slug, brought("f.csv", text.as_bytes())).await?;
    assert_eq!((taken, asked.size().await?), (None, 0));

    let right = table(&form, &[("1", "G01", "SUPPORT", "")])?;
    let (head, row) = right.split_once('\n').ok_or("two lines")?;
    let wider = format!("{head},姓名,备注说明\n{row}");
    let expected = [at(1, "姓名", "personal_column"), at(1, "备注说明", "unknown_column")];
    assert_eq!(asked.wrong(&wider).await?, expected);
    let twice = format!("{head},ATT\n{row}");
    assert_eq!(asked.wrong(&twice).await?, [at(1, "ATT", "repeated_column")]);
    let missing = asked.wrong("sheet,stratum,ATT\n1,G01,SUPPORT\n").await?;
    assert!(missing.iter().all(|(_, _, code)| *code == "missing_column") && missing.len() > 2);
    let beyond = format!("{head}\n{},多出来\n", row.trim_end());
    assert_eq!(asked.wrong(&beyond).await?, [at(2, "", "extra_cells")]);
    assert_eq!(asked.wrong("甲,乙\n1,2\n").await?, [at(1, "", "no_header")]);
    Ok(())
}

async fn files_are_read_in_every_encoding_and_refused_as_lists_are(
    engine: Engine,
) -> Result<(), Failure> {
    let asked = opened(engine, "").await?;
    let (app, ctx, form) = (&asked.stage.test.app.clone(), asked.ctx()?, asked.form().await?);
    let group = form.strata[0].words.zh.clone();
    let text = table(&form, &[("1", &group, "反对", "车太吵"), ("2", "G02", "support", "")])?;
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (line, row) in
        csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes()).records().zip(0..)
    {
        for (cell, column) in line?.iter().zip(0..) {
            sheet.write(row, column, cell)?;
        }
    }
    let (gb, _, _) = encoding_rs::GB18030.encode(&text);
    let bom = [b"\xEF\xBB\xBF".as_slice(), text.as_bytes()].concat();
    for (name, bytes, encoding) in [
        ("a.csv", text.as_bytes().to_vec(), "UTF-8"),
        ("b.csv", bom, "UTF-8 BOM"),
        ("c.csv", gb.into_owned(), "GB18030"),
        ("d.xlsx", book.save_to_buffer()?, "XLSX"),
    ] {
        let report = asked.look(name, &bytes).await?;
        assert!(report.is_right(), "{name}: {:?}", report.faults);
        assert_eq!((report.encoding.as_str(), report.rows, report.texts), (encoding, 2, 1));
        assert_eq!((report.groups["G01"], report.groups["G02"]), (1, 1));
    }
    let utf16: Vec<u8> = [0xFF, 0xFE, b'a', 0].to_vec();
    let template = batch::template_xlsx(&form, locale::L10n::default())?;
    for (name, bytes, code) in [
        ("u.csv", utf16, "encoding"),
        ("m.xlsm", template.clone(), "macro"),
        ("t.xlsx", template, "empty"),
        ("x.xlsx", b"PK\x03\x04 broken".to_vec(), "damaged"),
        ("old.xls", b"\xD0\xCF\x11\xE0 old".to_vec(), "kind"),
        ("large.csv", vec![b'x'; 100 * 1024 * 1024], "too_large"),
    ] {
        let found = batch::look(app, &ctx, &asked.slug, brought(name, &bytes)).await?;
        let Looked::Refused(refusal) = found else { return Err(format!("{name} passed").into()) };
        assert_eq!(FileRefusal::code(&refusal), code, "{name}");
    }
    Ok(())
}

/// The same file, another file with the same papers, and the same numbers of
/// another way.
async fn what_was_counted_is_told(asked: &Asked, text: &str) -> Result<(), Failure> {
    let (app, ctx, form) = (&asked.stage.test.app.clone(), asked.ctx()?, asked.form().await?);
    let (slug, file) = (asked.slug.as_str(), brought("f.csv", text.as_bytes()));
    let (again, none) = batch::take_file(app, &ctx, slug, file).await?;
    let Looked::Read(again) = again else { return Err("not read".into()) };
    assert!(none.is_none() && again.taken_on.is_some() && !again.is_right(), "{again:?}");
    // Another file with papers that were counted: only the new one counts.
    let more = [
        ("1", "G01", "SUPPORT", "别的话"),
        ("2", "G02", "OPPOSE", ""),
        ("4", "G02", "SUPPORT", ""),
    ];
    let more = table(&form, &more)?;
    let (_, taken) = batch::take_file(app, &ctx, slug, brought("g.csv", more.as_bytes())).await?;
    let taken = taken.ok_or("it was right")?;
    assert_eq!((taken.rows, taken.counted, asked.size().await?), (3, 1, 4));
    // What was heard by telephone has numbers of its own.
    let phone = BatchFile { channel: Channel::Phone, ..file };
    let heard = asked.look("p.csv", text.replace("记号", "").as_bytes()).await?;
    assert_eq!(heard.known.len(), 3);
    let Looked::Read(report) = batch::look(app, &ctx, slug, phone).await? else {
        return Err("not read".into());
    };
    assert!(report.known.is_empty());

    Ok(())
}

async fn a_file_is_taken_in_once_and_every_paper_counts_once(
    engine: Engine,
) -> Result<(), Failure> {
    let asked = opened(engine, "").await?;
    let (app, ctx, form) = (&asked.stage.test.app.clone(), asked.ctx()?, asked.form().await?);
    let (slug, case) = (asked.slug.as_str(), asked.view().await?);
    let id = asked.id().await?;
    let mut paper = Filled::new();
    paper.insert("stratum".to_owned(), vec!["G01".to_owned()]);
    paper.insert("ATT".to_owned(), vec!["OPPOSE".to_owned()]);
    let entry = Entry { channel: Channel::Paper, sheet: "3".to_owned(), filled: paper };
    assert_eq!(enter(app, &ctx, &case, slug, &entry).await?, Entered::First);

    let rows = [
        ("1", "G01", "SUPPORT", "记号四五六"),
        ("2", "G02", "OPPOSE", ""),
        ("3", "G01", "OPPOSE", ""),
    ];
    let text = table(&form, &rows)?;
    let file = brought("f.csv", text.as_bytes());
    let Looked::Read(report) = batch::bring(app, &ctx, slug, file).await? else {
        return Err("not read".into());
    };
    assert!(report.is_right() && report.known.is_empty(), "{report:?}");
    assert_eq!(asked.size().await?, 0, "nothing is taken before it is confirmed");
    assert_eq!(batch::waiting(app, &ctx, slug, &report.file).await?, *report);
    let agency = asked.stage.test.ctx(&asked.stage.cast.agency);
    let other = batch::take_waiting(app, &agency, slug, &report.file).await;
    assert!(matches!(other, Err(AppError::NotFound)), "another person's file: {other:?}");
    let stranger = asked.stage.test.ctx(asked.stage.cast.person("approval")?);
    let denied = batch::look(app, &stranger, slug, file).await;
    assert!(matches!(denied, Err(AppError::Denied(_))), "{denied:?}");

    let taken = batch::take_waiting(app, &ctx, slug, &report.file).await?;
    assert_eq!((taken.rows, taken.counted, asked.size().await?), (3, 3, 3));
    assert!(undone(app, &ctx, &case, id).await?.is_empty(), "the second typing is done");
    assert_eq!(enter(app, &agency, &case, slug, &entry).await?, Entered::Known);
    let mut answers = app.store().read_answers().await?;
    let stored = answers.answers_at(id, &[0]).await?[0].content.clone();
    assert!(stored.contains("PAPER") && !stored.contains("记号"), "{stored}");
    assert_eq!(answers.waiting_texts(id, 10).await?.len(), 1, "words wait for a moderator");
    answers.close().await?;

    let gone = batch::take_waiting(app, &ctx, slug, &report.file).await;
    assert!(matches!(gone, Err(AppError::NotFound)), "{gone:?}");
    what_was_counted_is_told(&asked, &text).await?;
    let state = desk(app, &ctx, &asked.view().await?).await?.current.ok_or("it")?;
    let batches = &state.consultation.state.batches;
    let counted: Vec<(u64, u64)> =
        batches.iter().map(|b| (b.batch.rows, b.batch.counted)).collect();
    assert_eq!(counted, [(3, 3), (3, 1)], "the log knows both");
    assert_eq!(batches[0].batch.file, ledger::Hash::of(text.as_bytes()).to_string());
    let report = app.store().verify(&mut |_| ()).await?;
    assert!(report.is_clean(), "{:?}", report.findings.first());
    Ok(())
}

testkit::on_both!(
    every_wrong_cell_of_a_file_is_named,
    files_are_read_in_every_encoding_and_refused_as_lists_are,
    a_file_is_taken_in_once_and_every_paper_counts_once,
);
