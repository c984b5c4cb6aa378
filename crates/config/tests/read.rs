//! A setting that nothing reads promises what the product does not keep.

use std::path::{Path, PathBuf};

use config::{Config, Demo, Documents, Fonts, Gate, Limits, Rules, Security, Server, Storage};

/// Names every key; a key that is missing here does not compile.
macro_rules! keys {
    ($($section:ident: $kind:ident { $($key:ident),+ }),+ $(,)?) => {{
        let Config { $($section: $kind { $($key: _),+ }),+ } = Config::default();
        vec![$($((stringify!($section), stringify!($key))),+),+]
    }};
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_dir()
            && !["tests", "benches", "config", "testkit", "visitor"].contains(&name.as_str())
        {
            sources(&path, found)?;
        } else if name.ends_with(".rs") {
            found.push(path);
        }
    }
    Ok(())
}

#[test]
fn every_setting_is_read_by_the_product() {
    let keys = keys!(
        server: Server { host, port, public_url, shutdown_seconds, behind_proxy },
        storage: Storage { data_dir, database_url, answers_url, read_connections },
        security: Security {
            session_idle_minutes, session_max_hours, lockout_attempts, lockout_minutes,
            log_months
        },
        demo: Demo { enabled, today },
        limits: Limits {
            form_kib, upload_mib, form_fields, request_seconds, page_rows, gate_per_minute,
            token_per_minute, answers_per_minute
        },
        documents: Documents { workers, templates },
        gate: Gate { tokens },
        rules: Rules { dir },
        fonts: Fonts { folders, families },
    );
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."), &mut files).unwrap();
    // Without white space: a chain of names may stand on several lines.
    let text = |path: &PathBuf| std::fs::read_to_string(path).unwrap().split_whitespace().collect();
    let texts: Vec<String> = files.iter().map(text).collect();
    assert!(texts.len() > 100, "only {} source files", texts.len());
    let unread: Vec<String> = keys
        .iter()
        .map(|(section, key)| format!("{section}.{key}"))
        .filter(|name| !texts.iter().any(|text| text.contains(name.as_str())))
        .collect();
    assert!(unread.is_empty(), "nothing reads {unread:?}");
}
