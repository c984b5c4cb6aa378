//! `wenping check-config`: whether the settings would let the product start.

use locale::Msg;

use super::Ended;
use crate::{
    cli::Call,
    installation::{rule_book, settings},
    output::{Output, WELL, WRONG},
};

pub(super) fn run(call: &Call, out: &Output) -> Ended {
    match settings(call).and_then(|config| rule_book(&config)) {
        Ok(_) => {
            out.say(&Msg::new("cli-config-sound"));
            Ok(WELL)
        }
        Err(reason) => {
            out.complain(&reason);
            Ok(WRONG)
        }
    }
}
