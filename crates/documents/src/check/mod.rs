//! Numbers that somebody typed into a chapter, against the data.
