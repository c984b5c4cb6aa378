//! The types of lists and rows that pages show. Pages see the store's data
//! through these names only; its connections stay with the use cases.

pub use ledger::Hash;
pub use store::{
    Batch, BlobError, BlobKey, Cursor, Database, MatterFilter, MatterListRow, MeasureFilter, Page,
    Paper, PaperFile, PaperState, Reached, Reader, SavedView, Scope, SecurityEvent, Sort,
    StagedRow, StoreError, StoredEvent,
    projection::{GateCheckRow, MeasureRow, PostRow, UnitRow, WithText},
};
