//! Settings: one struct for each section of `wenping.toml`.
//!
//! A setting comes from, in this order: the built-in default, the file, the
//! environment (`WENPING_SERVER_PORT=9000` sets `port` of `[server]`). An
//! unknown section, key or variable stops the start and names its place; so does
//! a value that [`Config::validate`] refuses. Secrets never show in `Debug`.

mod env;
mod error;
mod fonts;
mod gate;
mod secret;
mod sections;

use std::path::Path;

use serde::Deserialize;

pub use error::{ConfigError, Problem, Reason};
pub use fonts::{FONT_ROLES, Fonts};
pub use gate::{Gate, GateToken};
pub use secret::Secret;
pub use sections::{Demo, Documents, Limits, Rules, Security, Server, Storage};

/// All settings of one installation. The default serves the demonstration.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Where the server listens and how it is reached.
    pub server: Server,
    /// Where records, answers and files are kept.
    pub storage: Storage,
    /// Sessions and lock-out.
    pub security: Security,
    /// Demonstration mode.
    pub demo: Demo,
    /// Sizes and times that one request may take.
    pub limits: Limits,
    /// The making of documents.
    pub documents: Documents,
    /// Systems that may ask the gates.
    pub gate: Gate,
    /// Which rules hold.
    pub rules: Rules,
    /// Fonts of documents.
    pub fonts: Fonts,
}

impl Config {
    /// Reads settings from the text of a file and from environment variables.
    /// `name` stands in messages. Variables that do not begin with `WENPING_`
    /// are ignored.
    ///
    /// # Errors
    /// Every unknown key or bad value, with its place and reason.
    pub fn from_text<I>(name: &str, text: &str, variables: I) -> Result<Self, ConfigError>
    where
        I: IntoIterator<Item = (String, String)>,
    {
        // The file alone is read first, because only the text knows its lines.
        toml::from_str::<Self>(text).map_err(|error| ConfigError::in_file(name, text, &error))?;
        let mut table: toml::Table =
            toml::from_str(text).map_err(|error| ConfigError::in_file(name, text, &error))?;
        env::apply(&mut table, variables)?;
        let config: Self = table.try_into().map_err(|error: toml::de::Error| {
            ConfigError::whole(name, Reason::read(error.message()))
        })?;
        config.validate()?;
        Ok(config)
    }

    /// Reads settings from a file and from environment variables. No path means
    /// no file.
    ///
    /// # Errors
    /// As [`Config::from_text`], or the file cannot be read.
    pub fn load<I>(path: Option<&Path>, variables: I) -> Result<Self, ConfigError>
    where
        I: IntoIterator<Item = (String, String)>,
    {
        let Some(path) = path else {
            return Self::from_text("(defaults)", "", variables);
        };
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path)
            .map_err(|error| ConfigError::whole(&name, Reason::Other(error.to_string())))?;
        Self::from_text(&name, &text, variables)
    }

    /// Checks values that types cannot.
    ///
    /// # Errors
    /// All values that are refused, each with its key and reason.
    pub fn validate(&self) -> Result<(), ConfigError> {
        let mut problems = Vec::new();
        self.server.check(&mut problems);
        self.storage.check(&mut problems);
        self.security.check(&mut problems);
        self.demo.check(&mut problems);
        self.limits.check(&mut problems);
        self.documents.check(&mut problems);
        self.gate.check(&mut problems);
        self.fonts.check(&mut problems);
        ConfigError::from_problems(problems)
    }
}
