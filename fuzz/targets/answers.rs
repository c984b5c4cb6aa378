//! JSON to survey statistics, opinion groups and topics.
#![no_main]

use libfuzzer_sys::fuzz_target;
use opinion::calc::{comments_json, opinion_json, survey_json};
use serde_json::Value;

fuzz_target!(|bytes: &[u8]| {
    let Ok(value) = serde_json::from_slice::<Value>(bytes) else { return };
    // The golden cases, which are the seeds, hold their input so.
    let value = value.get("input").unwrap_or(&value);
    match survey_json(value) {
        Ok(answer) => assert!(!answer.is_null()),
        Err(refusal) => assert!(!refusal.error.is_empty()),
    }
    for family in [opinion_json, comments_json] {
        match family(value) {
            Ok(answer) => assert!(!answer.is_null()),
            Err(refusal) => assert!(!refusal.error.is_empty()),
        }
    }
});
