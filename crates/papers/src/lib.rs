//! Documents of the record: what each kind of document says of a case, and the queue that
//! makes them.
//!
//! The crate stands between the use cases (`app`) and the page maker (`documents`), so that
//! neither knows the other: the tests of the use cases link no page maker, and an edit of a use
//! case sets no page anew.
