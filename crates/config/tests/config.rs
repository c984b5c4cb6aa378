//! What stops the start, and with which words.

use config::{Config, Secret};

fn read(text: &str, variables: &[(&str, &str)]) -> Result<Config, String> {
    let variables = variables.iter().map(|(name, value)| ((*name).into(), (*value).into()));
    Config::from_text("wenping.toml", text, variables).map_err(|error| error.to_string())
}

/// The code of the first problem of a file; none where it is accepted.
fn code_of(text: &str) -> Option<&'static str> {
    let error = Config::from_text("wenping.toml", text, []).err()?;
    error.problems.first().map(|problem| problem.reason.code())
}

#[test]
fn defaults_serve_the_demonstration() {
    let config = read("", &[]).expect("defaults are valid");
    assert_eq!(config, Config::default());
    assert!(!config.server.https());
    assert_eq!(config.limits.page_rows, 50);
}

#[test]
fn unknown_keys_name_file_line_and_reason() {
    let error = read("[server]\nport = 1\nprot = 2\n", &[]).expect_err("unknown key");
    assert!(error.starts_with("wenping.toml:3: unknown field `prot`"), "{error}");
    let error = read("\n[sever]\nport = 1\n", &[]).expect_err("unknown section");
    assert!(error.starts_with("wenping.toml:2: unknown field `sever`"), "{error}");
    let error = read("[server]\nport = 99999\n", &[]).expect_err("too large");
    assert!(error.starts_with("wenping.toml:2: "), "{error}");
    let error = read("[server\n", &[]).expect_err("not TOML");
    assert!(error.starts_with("wenping.toml:1: "), "{error}");
}

#[test]
fn variables_win_over_the_file() {
    let variables = [
        ("WENPING_SERVER_PORT", "9000"),
        ("WENPING_DEMO_ENABLED", "true"),
        ("WENPING_STORAGE_DATA_DIR", "2016"),
        ("WENPING_LOG", "debug"),
        ("PATH", "/bin"),
    ];
    let config = read("[server]\nport = 1\n", &variables).expect("valid");
    assert_eq!(config.server.port, 9000);
    assert!(config.demo.enabled);
    assert_eq!(config.storage.data_dir.to_str(), Some("2016"));
}

#[test]
fn unknown_variables_stop_the_start() {
    let error = read("", &[("WENPING_SERVER_PROT", "1"), ("WENPING_X", "1")]).expect_err("two");
    assert!(error.contains("WENPING_SERVER_PROT: unknown field `prot`"), "{error}");
    assert!(error.contains("WENPING_X: should read"), "{error}");
    assert_eq!(code_of("[server]\nprot = 1\n"), Some("unknown"));
    assert_eq!(code_of("[server]\nport = \"many\"\n"), Some("number"));
    assert_eq!(code_of("[server]\nport = 99999\n"), Some("number"));
    assert_eq!(code_of("[demo]\nenabled = 1\n"), Some("switch"));
    let error = read("", &[("WENPING_SERVER_PORT", "many")]).expect_err("not a number");
    assert!(error.starts_with("WENPING_SERVER_PORT: invalid type"), "{error}");
}

#[test]
fn bad_values_are_all_listed() {
    let text = "[limits]\npage_rows = 0\nupload_mib = 999\n[demo]\ntoday = \"soon\"\n\
                [storage]\ndatabase_url = \"mysql://x\"\n[server]\npublic_url = \"ftp://x/\"\n";
    let error = read(text, &[]).expect_err("bad values");
    for place in [
        "limits.page_rows: 0 is not between 10 and 200",
        "limits.upload_mib: 999",
        "demo.today: must be a date",
        "demo.today: the clock",
        "storage.database_url: must begin",
        "storage.answers_url: database_url and answers_url",
        "server.public_url: must begin",
        "server.public_url: must not end",
    ] {
        assert!(error.contains(place), "{place} is not in:\n{error}");
    }
}

#[test]
fn secrets_do_not_show() {
    let text = "[storage]\ndatabase_url = \"postgres://u:hunter2@h/d\"\nanswers_url = \"postgres://u:hunter2@h/a\"\n";
    let config = read(text, &[]).expect("valid");
    assert!(!format!("{config:?}").contains("hunter2"));
    assert_eq!(config.storage.database_url.expose(), "postgres://u:hunter2@h/d");
    assert_eq!(format!("{:?}", Secret::default()), "(not set)");
}

#[test]
fn a_missing_file_says_its_name() {
    let path = std::path::Path::new("/nonexistent/wenping.toml");
    let error = Config::load(Some(path), std::iter::empty()).expect_err("no file");
    assert!(error.to_string().starts_with("/nonexistent/wenping.toml: "));
}
