//! The sections and their defaults.

use std::net::IpAddr;
use std::path::PathBuf;

use serde::Deserialize;

use crate::{Problem, Reason, Secret};

/// `[server]`: where the server listens and how it is reached.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Server {
    /// Address to listen on. Default `127.0.0.1`: only this machine.
    pub host: IpAddr,
    /// Port to listen on, 0 picks a free one. Default 8016.
    pub port: u16,
    /// Address under which people reach the server, without a final slash, for
    /// example `https://wenping.example.cn`. Empty: derived from host and port.
    pub public_url: String,
    /// Seconds that running requests get to end at shutdown (1–300); what still
    /// runs then is cut off.
    pub shutdown_seconds: u16,
    /// Whether a reverse proxy in front names the caller in `X-Forwarded-For`.
    /// Its last address is then counted; without a proxy a caller could claim
    /// any. Default: no.
    pub behind_proxy: bool,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            host: IpAddr::from([127, 0, 0, 1]),
            port: 8016,
            public_url: String::new(),
            shutdown_seconds: 20,
            behind_proxy: false,
        }
    }
}

impl Server {
    /// Whether people reach the server over HTTPS; cookies and security headers
    /// depend on it.
    #[must_use]
    pub fn https(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    pub(crate) fn check(&self, problems: &mut Vec<Problem>) {
        let url = &self.public_url;
        let known = ["http://", "https://"].iter().any(|scheme| url.starts_with(scheme));
        if !url.is_empty() && !known {
            let reason = Reason::Rule("http", "must begin with http:// or https://");
            problems.push(Problem::new("server.public_url", reason));
        }
        if url.ends_with('/') {
            problems.push(Problem::new(
                "server.public_url",
                Reason::Rule("slash", "must not end with a slash"),
            ));
        }
        range(problems, "server.shutdown_seconds", self.shutdown_seconds.into(), 1, 300);
    }
}

/// `[storage]`: where records, answers and files are kept.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Storage {
    /// Folder of the embedded databases and of attached files.
    pub data_dir: PathBuf,
    /// `postgres://…` to use a PostgreSQL server for the record. Empty: SQLite
    /// in `data_dir`.
    pub database_url: Secret,
    /// `postgres://…` of the database of public answers, which is apart from the
    /// record. Needed when `database_url` is set.
    pub answers_url: Secret,
    /// Connections for reading (SQLite) or in all (PostgreSQL), 1–64.
    pub read_connections: u16,
}

impl Default for Storage {
    fn default() -> Self {
        Self {
            data_dir: PathBuf::from("wenping-data"),
            database_url: Secret::default(),
            answers_url: Secret::default(),
            read_connections: 8,
        }
    }
}

impl Storage {
    pub(crate) fn check(&self, problems: &mut Vec<Problem>) {
        if self.data_dir.as_os_str().is_empty() {
            problems.push(Problem::new(
                "storage.data_dir",
                Reason::Rule("folder", "must name a folder"),
            ));
        }
        let urls = [
            ("storage.database_url", &self.database_url),
            ("storage.answers_url", &self.answers_url),
        ];
        for (place, url) in urls {
            let postgres = ["postgres://", "postgresql://"];
            if !url.is_empty() && !postgres.iter().any(|scheme| url.expose().starts_with(scheme)) {
                problems.push(Problem::new(
                    place,
                    Reason::Rule("postgres", "must begin with postgres://"),
                ));
            }
        }
        if self.database_url.is_empty() != self.answers_url.is_empty() {
            let reason =
                Reason::Rule("both", "database_url and answers_url are set together or not at all");
            problems.push(Problem::new("storage.answers_url", reason));
        }
        range(problems, "storage.read_connections", self.read_connections.into(), 1, 64);
    }
}

/// `[security]`: sessions and lock-out.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Security {
    /// Minutes without a request after which a session ends (5–480).
    pub session_idle_minutes: u16,
    /// Hours after which a session ends in any case (1–24).
    pub session_max_hours: u16,
    /// Failed sign-ins after which an account rests (3–20).
    pub lockout_attempts: u16,
    /// Minutes for which it rests (1–1440).
    pub lockout_minutes: u16,
    /// Months for which the security log is kept (6–600; 等级保护 asks for 6).
    pub log_months: u16,
}

impl Default for Security {
    fn default() -> Self {
        Self {
            session_idle_minutes: 60,
            session_max_hours: 10,
            lockout_attempts: 5,
            lockout_minutes: 15,
            log_months: 36,
        }
    }
}

impl Security {
    pub(crate) fn check(&self, problems: &mut Vec<Problem>) {
        let checks = [
            ("security.session_idle_minutes", self.session_idle_minutes, 5, 480),
            ("security.session_max_hours", self.session_max_hours, 1, 24),
            ("security.lockout_attempts", self.lockout_attempts, 3, 20),
            ("security.lockout_minutes", self.lockout_minutes, 1, 1440),
            ("security.log_months", self.log_months, 6, 600),
        ];
        for (place, value, low, high) in checks {
            range(problems, place, value.into(), low, high);
        }
    }
}

/// `[demo]`: demonstration mode.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Demo {
    /// Whether every page says that it shows sample data, and `/style` answers.
    pub enabled: bool,
    /// The legal day at whose 09:00 the clock of a demonstration begins when its
    /// folder is opened (`2017-03-01`); it runs on from there, and never begins
    /// before the last entry of its log. Empty: 2016-12-30.
    pub today: String,
}

impl Demo {
    pub(crate) fn check(&self, problems: &mut Vec<Problem>) {
        if !self.today.is_empty() && !is_date(&self.today) {
            let reason = Reason::Rule("date", "must be a date like 2016-12-30");
            problems.push(Problem::new("demo.today", reason));
        }
        if !self.today.is_empty() && !self.enabled {
            let reason =
                Reason::Rule("clock", "the clock can only be set when demo.enabled = true");
            problems.push(Problem::new("demo.today", reason));
        }
    }
}

/// `[rules]`: which rules hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Rules {
    /// Folder of rule files that replaces those that were compiled in. It is
    /// read at start. Empty: the compiled ones.
    pub dir: PathBuf,
}

/// `[documents]`: the making of documents.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Documents {
    /// Documents that this server makes at once (0–8). With 0 it takes orders and
    /// leaves the making to another server on the same database. Default 1.
    pub workers: u16,
    /// Folder of templates of the installation, as `chaoyang/circular.zh.md`.
    /// Each is tried at start. Empty: only those that ship.
    pub templates: PathBuf,
}

impl Default for Documents {
    fn default() -> Self {
        Self { workers: 1, templates: PathBuf::new() }
    }
}

impl Documents {
    pub(crate) fn check(&self, problems: &mut Vec<Problem>) {
        range(problems, "documents.workers", self.workers.into(), 0, 8);
    }
}

/// `[limits]`: sizes and times that one request may take.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Largest form without files, in KiB (16–4096).
    pub form_kib: u32,
    /// Largest form with files, in MiB (1–200).
    pub upload_mib: u32,
    /// Most fields of one form (50–20000).
    pub form_fields: u32,
    /// Seconds after which a request is given up with status 503 (1–300).
    pub request_seconds: u32,
    /// Rows of one page of a list (10–200).
    pub page_rows: u32,
    /// Look-ups of a number with its check code that one address or person may
    /// make in a minute (1–10000).
    pub gate_per_minute: u32,
    /// Questions that a system with a token may ask a gate in a minute
    /// (1–1000000).
    pub token_per_minute: u32,
    /// Answers to consultations that are taken from one address in a minute;
    /// a school or a provider has one address for many people (1–1000000).
    pub answers_per_minute: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            form_kib: 512,
            upload_mib: 20,
            form_fields: 2000,
            request_seconds: 30,
            page_rows: 50,
            gate_per_minute: 30,
            token_per_minute: 600,
            answers_per_minute: 120,
        }
    }
}

impl Limits {
    pub(crate) fn check(&self, problems: &mut Vec<Problem>) {
        let checks = [
            ("limits.form_kib", self.form_kib, 16, 4096),
            ("limits.upload_mib", self.upload_mib, 1, 200),
            ("limits.form_fields", self.form_fields, 50, 20_000),
            ("limits.request_seconds", self.request_seconds, 1, 300),
            ("limits.page_rows", self.page_rows, 10, 200),
            ("limits.gate_per_minute", self.gate_per_minute, 1, 10_000),
            ("limits.token_per_minute", self.token_per_minute, 1, 1_000_000),
            ("limits.answers_per_minute", self.answers_per_minute, 1, 1_000_000),
        ];
        for (place, value, low, high) in checks {
            range(problems, place, value, low, high);
        }
    }
}

fn range(problems: &mut Vec<Problem>, place: &str, value: u32, low: u32, high: u32) {
    if !(low..=high).contains(&value) {
        problems.push(Problem::new(place, Reason::Range { value, low, high }));
    }
}

/// Whether a text has the shape of a date; the clock parses it in full.
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |at: usize, length: usize, high: u32| {
        parts.get(at).is_some_and(|part| {
            part.len() == length && part.parse().is_ok_and(|n: u32| (1..=high).contains(&n))
        })
    };
    parts.len() == 3 && number(0, 4, 9999) && number(1, 2, 12) && number(2, 2, 31)
}
