//! JSON to the numbers of ratings: whatever comes in, an answer or a refusal
//! with a reason.
#![no_main]

use libfuzzer_sys::fuzz_target;
use risk::calc::{CalcError, agreement_json, ahp_json, fuzzy_json, index_json, uncertainty_json};
use serde_json::Value;

type Family = fn(&Value) -> Result<Value, CalcError>;

const FAMILIES: [Family; 5] = [index_json, ahp_json, fuzzy_json, agreement_json, uncertainty_json];

fuzz_target!(|bytes: &[u8]| {
    let Ok(value) = serde_json::from_slice::<Value>(bytes) else { return };
    // The golden cases, which are the seeds, hold their input so.
    let value = value.get("input").unwrap_or(&value);
    for family in FAMILIES {
        match family(value) {
            Ok(answer) => assert!(answer.is_object()),
            Err(refusal) => assert!(!refusal.error.is_empty()),
        }
    }
});
