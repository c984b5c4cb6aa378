//! Files that somebody hands in: CSV in any encoding, workbooks in any state.
#![no_main]

use libfuzzer_sys::fuzz_target;

use import::{fault::Limits, table::read_table};

#[expect(dead_code, reason = "the other parts of the import use it")]
#[path = "../../crates/app/src/import"]
mod import {
    mod csv;
    pub(crate) mod fault;
    pub(crate) mod table;
    mod words;
    mod xlsx;
}

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits::for_upload(1024 * 1024);
    for name in ["list.csv", "list.xlsx"] {
        if let Ok(table) = read_table(bytes, name, &limits) {
            assert!(!table.columns.is_empty());
        }
    }
});
