//! From the first setting to the published result, on both engines.
