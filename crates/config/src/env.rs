//! Settings from environment variables.

use toml::{Table, Value};

use crate::{Config, ConfigError, Problem, Reason};

const PREFIX: &str = "WENPING_";

/// Variables that other parts read: the build (`crates/web/build.rs`), the
/// choice of the settings file, the log filter.
const ELSEWHERE: [&str; 3] = ["WENPING_ASSETS", "WENPING_CONFIG", "WENPING_LOG"];

/// Writes each `WENPING_SECTION_KEY` into the table. Each one is tried alone, so
/// that the message can name the variable.
pub(crate) fn apply<I>(table: &mut Table, variables: I) -> Result<(), ConfigError>
where
    I: IntoIterator<Item = (String, String)>,
{
    let mut variables: Vec<_> = variables
        .into_iter()
        .filter(|(name, _)| name.starts_with(PREFIX) && !is_elsewhere(name))
        .collect();
    variables.sort();
    let mut problems = Vec::new();
    for (name, text) in variables {
        if let Err(reason) = set(table, &name, &text) {
            problems.push(Problem::new(name, reason));
        }
    }
    ConfigError::from_problems(problems)
}

/// Test variables (`WENPING_TEST_…`) belong to the test suites.
fn is_elsewhere(name: &str) -> bool {
    ELSEWHERE.contains(&name) || name.starts_with("WENPING_TEST_")
}

fn set(table: &mut Table, name: &str, text: &str) -> Result<(), Reason> {
    let path = name.trim_start_matches(PREFIX).to_ascii_lowercase();
    let Some((section, key)) = path.split_once('_') else {
        let words = "should read WENPING_SECTION_KEY, for example WENPING_SERVER_PORT";
        return Err(Reason::Rule("variable", words));
    };
    let value = [Value::String(text.to_owned())]
        .into_iter()
        .chain(text.parse::<i64>().map(Value::Integer))
        .chain(text.parse::<bool>().map(Value::Boolean));
    let mut reason = Reason::Other(String::new());
    for candidate in value {
        let mut trial = Table::new();
        let inner = Table::from_iter([(key.to_owned(), candidate.clone())]);
        trial.insert(section.to_owned(), Value::Table(inner));
        match trial.try_into::<Config>() {
            Ok(_) => {
                let entry =
                    table.entry(section.to_owned()).or_insert_with(|| Value::Table(Table::new()));
                if let Value::Table(section) = entry {
                    section.insert(key.to_owned(), candidate);
                }
                return Ok(());
            }
            Err(error) => reason = Reason::read(error.message()),
        }
    }
    Err(reason)
}
