//! Opening an installation from settings, a data folder and the rules.

use std::path::{Path, PathBuf};

use app::{
    App, Ctx, Settings, SystemIds,
    ctx::{Clock, Ids},
    demo::DemoClock,
};
use config::{Config, ConfigError, Problem};
use documents::{
    docx::Typefaces,
    fonts::{FontSettings, Role},
};
use jiff::Timestamp;
use locale::{L10n, Msg};
use papers::Kit;
use rules::{LoadError, RuleBook};
use store::Database;

use crate::cli::Call;

/// Marks a data folder whose time is that of the demonstration.
const DEMO_MARK: &str = "demonstration";

/// The time in which a demonstration stands (docs/adr/0010).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Era {
    /// The end of 2016.
    Year2016,
    /// The present day.
    Today,
}

impl Era {
    const fn word(self) -> &'static str {
        match self {
            Self::Year2016 => "2016\n",
            Self::Today => "today\n",
        }
    }
}

/// The system's clock; the only place that reads it.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one source of time of the running product")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// Settings of a call: file, environment, and what the call itself gives.
///
/// # Errors
/// Settings that are wrong, in words for people.
pub fn settings(call: &Call) -> Result<Config, String> {
    let file = call.text("config").map(PathBuf::from);
    let variables = std::env::vars().filter(|(name, _)| !name.starts_with("WENPING_TEST_"));
    let mut config =
        Config::load(file.as_deref(), variables).map_err(|e| refused(&e, call.l10n()))?;
    if let Some(dir) = call.text("data") {
        config.storage.data_dir = PathBuf::from(dir);
    }
    if let Some(dir) = call.text("rules") {
        config.rules.dir = PathBuf::from(dir);
    }
    if let Some(port) = call.args.try_get_one::<u16>("port").ok().flatten() {
        config.server.port = *port;
    }
    Ok(config)
}

/// One line for each setting that was refused.
fn refused(error: &ConfigError, l: L10n) -> String {
    let line = |problem: &Problem| {
        let msg = Msg::dynamic(format!("cli-setting-{}", problem.reason.code()));
        let particulars = problem.reason.particulars().into_iter();
        let msg = particulars.fold(msg, |msg, (name, value)| msg.with(name, value));
        format!("{}: {}", problem.place, l.say(&msg))
    };
    error.problems.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The rule files of a folder, or those that were compiled in where none is
/// named. The inner error lists what is wrong with them.
///
/// # Errors
/// A folder that cannot be read.
pub fn read_rules(dir: &Path) -> Result<Result<RuleBook, LoadError>, String> {
    if dir.as_os_str().is_empty() {
        return Ok(RuleBook::embedded());
    }
    let files = rules::read_dir(dir).map_err(|e| format!("{}: {e}", dir.display()))?;
    Ok(RuleBook::from_files(files))
}

/// The rules that an installation works by.
///
/// # Errors
/// A folder that cannot be read, or every fault with its file, line and reason.
pub fn rule_book(config: &Config) -> Result<RuleBook, String> {
    let dir = &config.rules.dir;
    read_rules(dir)?.map_err(|faults| {
        if dir.as_os_str().is_empty() {
            return faults.to_string();
        }
        format!("{}:\n{faults}", dir.display())
    })
}

/// Fonts and templates for documents.
///
/// # Errors
/// A font that is missing, with its role and what to install; every fault of a
/// template of the installation, with its line and reason.
pub fn kit(config: &Config) -> Result<Kit, String> {
    let kit = Kit::new(&font_settings(config), Typefaces::default());
    let folder = &config.documents.templates;
    if folder.as_os_str().is_empty() {
        return kit.map_err(|error| chain(&error));
    }
    let own = papers::own_templates(folder);
    kit.and_then(|kit| kit.with_own(&own?)).map_err(|error| chain(&error))
}

/// Fonts of the settings; their folders are searched before those of the system.
pub fn font_settings(config: &Config) -> FontSettings {
    let mut settings = FontSettings::default();
    settings.folders.splice(0..0, config.fonts.folders.iter().cloned());
    for (name, families) in &config.fonts.families {
        if let Some(role) = Role::ALL.iter().find(|role| role.name() == name) {
            settings.families.insert(*role, families.clone());
        }
    }
    settings
}

/// An error with what it came from.
pub fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut below = error.source();
    while let Some(next) = below {
        text.push_str(": ");
        text.push_str(&next.to_string());
        below = next.source();
    }
    text
}

/// Whether a data folder holds a demonstration.
pub fn is_demo(dir: &Path) -> bool {
    era(dir).is_some()
}

/// The time of the demonstration that a data folder holds.
pub fn era(dir: &Path) -> Option<Era> {
    let text = std::fs::read_to_string(dir.join(DEMO_MARK)).ok()?;
    Some(if text == Era::Today.word() { Era::Today } else { Era::Year2016 })
}

/// Marks a data folder as a demonstration.
///
/// # Errors
/// When the folder cannot be written.
pub fn mark_demo(dir: &Path, era: Era) -> Result<(), String> {
    std::fs::create_dir_all(dir).map_err(|e| e.to_string())?;
    std::fs::write(dir.join(DEMO_MARK), era.word()).map_err(|e| e.to_string())
}

/// Marks the copy of a demonstration as one; any other folder stays as it is.
///
/// # Errors
/// When the copy cannot be written.
pub fn copy_mark(from: &Path, to: &Path) -> Result<(), String> {
    if is_demo(from) {
        std::fs::copy(from.join(DEMO_MARK), to.join(DEMO_MARK)).map_err(|e| e.to_string())?;
    }
    Ok(())
}

/// Opens the installation with its own time: the system's, or the
/// demonstration's where the folder is one.
///
/// # Errors
/// When store or rules cannot be opened, or a clock is set for a folder that is
/// no demonstration.
pub async fn open(config: &Config, l: L10n) -> Result<App, String> {
    let today = &config.demo.today;
    let clock = match era(&config.storage.data_dir) {
        None if !today.is_empty() => {
            let dir = config.storage.data_dir.display();
            return Err(l.t1("cli-no-demonstration", "dir", dir.to_string()));
        }
        None => return open_with(config, Box::new(SystemClock), Box::new(SystemIds), false).await,
        Some(Era::Today) if today.is_empty() => {
            let clock = DemoClock::new(SystemClock.now());
            clock.run_from(clock.now());
            clock
        }
        Some(_) => demo_clock(today)?,
    };
    let app = open_with(config, Box::new(clock.clone()), Box::new(SystemIds), true).await?;
    let head = app.store().head().await.map_err(|e| e.to_string())?;
    if let Some(last) = head.last_recorded_at.filter(|last| *last > clock.now()) {
        clock.run_from(last);
    }
    Ok(app)
}

/// The clock of a demonstration: it runs on from the morning of the day that is
/// set, else from the end of 2016.
fn demo_clock(today: &str) -> Result<DemoClock, String> {
    if today.is_empty() {
        return Ok(DemoClock::reopened(None));
    }
    let day = today.parse().map_err(|e| format!("demo.today: {e}"))?;
    let clock = DemoClock::on(day);
    clock.run_from(clock.now());
    Ok(clock)
}

/// Opens an installation that is there already: a folder with a wrong name is
/// told, not made.
///
/// # Errors
/// A folder that holds no data; as [`open`].
pub async fn open_existing(call: &Call, config: &Config) -> Result<App, String> {
    let dir = &config.storage.data_dir;
    if !dir.join(store::RECORD_FILE).exists() && config.storage.database_url.is_empty() {
        return Err(call.l10n().t1("cli-no-data", "dir", dir.display().to_string()));
    }
    open(config, call.l10n()).await
}

/// Opens the installation with a given clock.
///
/// # Errors
/// When store or rules cannot be opened.
pub async fn open_with(
    config: &Config,
    clock: Box<dyn Clock>,
    ids: Box<dyn Ids>,
    demo: bool,
) -> Result<App, String> {
    let book = rule_book(config)?;
    let url = config.storage.database_url.expose();
    let database = if url.is_empty() {
        Database::Sqlite
    } else {
        let answers = config.storage.answers_url.expose();
        let answers_url = (!answers.is_empty()).then(|| answers.to_owned());
        Database::Postgres { url: url.to_owned(), answers_url }
    };
    let settings = Settings {
        database,
        lock_after: config.security.lockout_attempts.into(),
        lock_minutes: config.security.lockout_minutes.into(),
        session_minutes: config.security.session_idle_minutes.into(),
        session_hours: config.security.session_max_hours.into(),
        log_months: config.security.log_months.into(),
        connections: config.storage.read_connections.into(),
        upload_limit: u64::from(config.limits.upload_mib) << 20,
        demo,
        public_url: config.server.public_url.clone(),
        ..Settings::on(config.storage.data_dir.clone())
    };
    app::open(settings, book, clock, ids).await.map_err(|e| e.to_string())
}

/// The one for whom a command acts: `--as`, or the person with the widest view
/// whose post may do it.
///
/// # Errors
/// When nobody may.
pub async fn acting(app: &App, call: &Call, permission: access::Permission) -> Result<Ctx, String> {
    let found = app::directory::operator(app, call.text("as"), permission)
        .await
        .map_err(|e| e.to_string())?;
    match found {
        Some(actor) => Ok(Ctx::new(actor, app.clock().now(), "cli".to_owned())),
        None => Err(nobody(app, call).await?),
    }
}

/// Why nobody acts: the account is not there, it may not, or none may.
async fn nobody(app: &App, call: &Call) -> Result<String, String> {
    let Some(username) = call.text("as") else {
        return Ok(call.l10n().t("cli-nobody"));
    };
    let mut reader = app.store().read().await.map_err(|e| e.to_string())?;
    let known = reader.person_by_username(username).await.map_err(|e| e.to_string())?;
    let key = if known.is_some() { "cli-account-may-not" } else { "cli-no-account" };
    Ok(call.l10n().say(&Msg::dynamic(key).with("username", username)))
}

#[cfg(test)]
mod tests {
    use config::{Config, FONT_ROLES};
    use documents::fonts::Role;

    use super::font_settings;

    #[test]
    fn fonts_of_the_settings_come_before_those_of_the_system() {
        let names: Vec<&str> = Role::ALL.iter().map(|role| role.name()).collect();
        assert_eq!(names, FONT_ROLES);
        let text = "[fonts]\nfolders = [\"/srv/fonts\"]\n[fonts.families]\nkai = [\"KaiTi\"]\n";
        let config = Config::from_text("t", text, []).unwrap();
        let settings = font_settings(&config);
        assert_eq!(
            settings.folders.first().map(|f| f.display().to_string()),
            Some("/srv/fonts".into())
        );
        assert!(settings.folders.len() > 1, "those of the system follow");
        assert_eq!(settings.families[&Role::Kai], ["KaiTi"]);
    }
}
