//! Files that somebody hands in: CSV in any encoding, workbooks in any state.
#![no_main]

use app::import::{Limits, read_table};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits::default();
    for name in ["list.csv", "list.xlsx"] {
        if let Ok(table) = read_table(bytes, name, &limits) {
            assert!(!table.columns.is_empty());
        }
    }
});
