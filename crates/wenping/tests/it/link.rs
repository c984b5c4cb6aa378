//! `wenping link` from outside: a line for every entry, reasons that people read, refusals that
//! leave no file.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

type Done = Result<(), Box<dyn Error>>;

const PLANS: &str = "plan_id,name,city,district,year,doc_no\n\
    P1,松原市平川区青石水库移民安置工程二期,松原市,平川区,2024,\n\
    P2,松原市平川区柳林农贸市场搬迁项目,松原市,平川区,2024,\n";
const REGISTER: &str = "reg_id,name,region,unit,year,doc_no\n\
    R1,平川区青石水库移民安置工程（Ⅱ期）稳评报告,平川区,,2024,\n\
    R2,平川区青石水库移民安置工程三期,平川区,,2024,\n\
    =R3,北山大桥新建工程,平川区,,2024,\n";

fn link(folder: &Path, lang: &str, more: &[&str]) -> std::io::Result<Output> {
    Command::new(env!("CARGO_BIN_EXE_wenping"))
        .current_dir(folder)
        .args(["link", "--plans", "plans.csv", "--register", "register.csv"])
        .args(["--out", "links.csv", "--lang", lang])
        .args(more)
        .output()
}

fn folder(plans: &[u8], register: &[u8]) -> std::io::Result<tempfile::TempDir> {
    let folder = tempfile::tempdir()?;
    std::fs::write(folder.path().join("plans.csv"), plans)?;
    std::fs::write(folder.path().join("register.csv"), register)?;
    Ok(folder)
}

fn lines(folder: &Path) -> Result<Vec<Vec<String>>, Box<dyn Error>> {
    let mut table =
        csv::ReaderBuilder::new().has_headers(false).from_path(folder.join("links.csv"))?;
    let rows = table.records().collect::<Result<Vec<_>, _>>()?;
    Ok(rows.iter().map(|row| row.iter().map(str::to_owned).collect()).collect())
}

#[test]
fn every_entry_gets_a_decision_with_a_reason() -> Done {
    let folder = folder(PLANS.as_bytes(), REGISTER.as_bytes())?;
    let output = link(folder.path(), "zh", &[])?;
    assert!(output.status.success());
    assert!(output.stderr.is_empty(), "silent in a pipe");
    let lines = lines(folder.path())?;
    assert_eq!(lines[0], ["register_id", "plan_id", "score", "decision", "reason"]);
    assert_eq!(lines[1][..4], ["R1", "P1", "1.0000", "link"]);
    assert_eq!((lines[2][0].as_str(), lines[2][3].as_str()), ("R2", "none"));
    assert!(lines[2][4].contains("期次不同：计划为2期，登记为3期"), "{}", lines[2][4]);
    assert_eq!((lines[3][0].as_str(), lines[3][3].as_str()), ("'=R3", "none"));
    assert_eq!(lines.len(), 4);
    Ok(())
}

#[test]
fn details_are_a_sixth_column() -> Done {
    let folder = folder(PLANS.as_bytes(), REGISTER.as_bytes())?;
    assert!(link(folder.path(), "en", &["--explain"])?.status.success());
    let lines = lines(folder.path())?;
    assert_eq!(lines[0].last().map(String::as_str), Some("details"));
    assert!(lines[2][5].contains("other phase: plan 2, register 3 [1.60]"), "{}", lines[2][5]);
    Ok(())
}

#[test]
fn a_file_of_another_encoding_reads_alike() -> Done {
    let bom = folder(&[b"\xEF\xBB\xBF", PLANS.as_bytes()].concat(), REGISTER.as_bytes())?;
    assert!(link(bom.path(), "zh", &[])?.status.success());
    assert_eq!(lines(bom.path())?[1][1], "P1");
    Ok(())
}

#[test]
fn what_cannot_be_read_is_refused_and_leaves_no_file() -> Done {
    let cases: [(&[u8], &[u8], &str, &str); 5] = [
        (b"plan_id,title\nP1,x\n", REGISTER.as_bytes(), "plans", "name"),
        (PLANS.as_bytes(), b"reg_id,name\nR1,\n", "register", "line 2"),
        (PLANS.as_bytes(), b"reg_id,name\nR1,a\nR1,b\n", "register", "R1"),
        (b"\xFF\xFEp\0", REGISTER.as_bytes(), "plans", "UTF-8"),
        (PLANS.as_bytes(), b"", "register", "reg_id"),
    ];
    for (plans, register, field, word) in cases {
        let folder = folder(plans, register)?;
        let output = link(folder.path(), "zh", &[])?;
        assert_eq!(output.status.code(), Some(2));
        let text = String::from_utf8(output.stderr)?;
        let told: serde_json::Value = serde_json::from_str(text.trim())?;
        assert_eq!(told["field"], field, "{text}");
        assert!(told["error"].as_str().is_some_and(|e| e.contains(word)), "{text}");
        let left: Vec<PathBuf> =
            std::fs::read_dir(folder.path())?.filter_map(|e| Some(e.ok()?.path())).collect();
        assert_eq!(left.len(), 2, "{left:?}");
    }
    Ok(())
}
