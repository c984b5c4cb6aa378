//! `[gate]`: systems that may ask the gates.

use serde::Deserialize;

use crate::{Problem, Reason};

/// `[gate]`: who may ask the gates from another system.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Gate {
    /// One entry for each system: `[[gate.tokens]]`.
    pub tokens: Vec<GateToken>,
}

/// A system that may ask the gates. Only the hash of its token is kept here, so
/// that who reads the settings cannot ask in its name.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GateToken {
    /// SHA-256 of the token, 64 hexadecimal digits.
    pub sha256: String,
    /// Code of the unit in whose name the system asks.
    pub unit: String,
}

impl Gate {
    pub(crate) fn check(&self, problems: &mut Vec<Problem>) {
        for token in &self.tokens {
            let digits = token.sha256.bytes().all(|b| b.is_ascii_hexdigit());
            if token.sha256.len() != 64 || !digits {
                let reason = Reason::Rule("hash", "sha256 must be 64 hexadecimal digits");
                problems.push(Problem::new("gate.tokens", reason));
            }
            if token.unit.trim().is_empty() {
                problems.push(Problem::new(
                    "gate.tokens",
                    Reason::Rule("unit", "unit must be the code of a unit"),
                ));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::Config;

    #[test]
    fn a_token_is_a_hash_and_a_unit() {
        let hash = "ab".repeat(32);
        let good = format!("[[gate.tokens]]\nsha256 = \"{hash}\"\nunit = \"SPJ\"\n");
        let config = Config::from_text("t", &good, []).unwrap();
        assert_eq!(config.gate.tokens[0].unit, "SPJ");
        for bad in [
            "[[gate.tokens]]\nsha256 = \"abc\"\nunit = \"SPJ\"\n".to_owned(),
            format!("[[gate.tokens]]\nsha256 = \"{hash}\"\nunit = \" \"\n"),
            format!("[[gate.tokens]]\nsha256 = \"{hash}\"\nunit = \"SPJ\"\ntoken = \"x\"\n"),
        ] {
            assert!(Config::from_text("t", &bad, []).is_err(), "{bad}");
        }
    }
}
