//! `wenping check-config`: whether the settings would let the product start.

use locale::Msg;
use serde_json::json;

use super::Ended;
use crate::{
    cli::Call,
    installation::{rule_book, settings},
    output::{Output, WELL, WRONG},
};

pub(super) fn run(call: &Call, out: &Output) -> Ended {
    match settings(call).and_then(|config| rule_book(&config)) {
        Ok(_) => {
            out.document(&json!({ "ok": true, "problems": [] }));
            out.say(&Msg::new("cli-config-sound"));
            Ok(WELL)
        }
        Err(reason) => {
            let problems: Vec<&str> = reason.lines().collect();
            out.document(&json!({ "ok": false, "problems": problems }));
            out.complain(&reason);
            Ok(WRONG)
        }
    }
}
