-- The report while it is being written: every saved version of a section, and
-- what those who read it noted beside it. The report itself is an event.

CREATE TABLE report_chapters (
    assessment TEXT NOT NULL,       -- UUID of the assessment
    section TEXT NOT NULL,          -- code of the section in the rules
    version BIGINT NOT NULL,        -- counts what was saved; a replaced one leaves a gap
    base BIGINT NOT NULL,           -- version that the text was written over; 0 for none
    late BIGINT NOT NULL,           -- 1 when another text stood by then: kept aside, never the latest
    auto BIGINT NOT NULL,           -- 1 when the page saved it by itself
    content TEXT NOT NULL,          -- Markdown with live fields, as typed
    person TEXT NOT NULL,           -- UUID of the official who wrote it, opaque
    unit TEXT NOT NULL,             -- UUID of the unit of the post
    role TEXT NOT NULL,             -- role of the post
    begun_at TEXT NOT NULL,         -- when the first of its texts was saved
    updated_at TEXT NOT NULL,       -- when it was saved last
    PRIMARY KEY (assessment, section, version)
);

CREATE TABLE report_comments (
    id TEXT NOT NULL PRIMARY KEY,   -- UUID of the comment
    assessment TEXT NOT NULL,       -- UUID of the assessment
    section TEXT NOT NULL,          -- code of the section
    draft BIGINT,                   -- version of the text being written that was read
    report BIGINT,                  -- version of the frozen report that was read, where it was that
    person TEXT NOT NULL,           -- UUID of the official who commented, opaque
    unit TEXT NOT NULL,             -- UUID of the unit of the post
    role TEXT NOT NULL,             -- role of the post
    content TEXT NOT NULL,          -- the comment
    created_at TEXT NOT NULL,       -- when it was made
    resolved_by TEXT,               -- UUID of the official who settled it
    resolved_at TEXT                -- when it was settled
);
CREATE INDEX report_comments_by_section ON report_comments (assessment, section, created_at, id);
