-- Public consultations: found by their public address, listed by state.

CREATE TABLE consultations (
    record_id TEXT NOT NULL,        -- record that owns the row (the consultation itself)
    id TEXT NOT NULL PRIMARY KEY,   -- UUID of the consultation
    slug TEXT NOT NULL UNIQUE,      -- end of its public address
    matter_id TEXT NOT NULL,        -- UUID of the matter
    assessment_id TEXT NOT NULL,    -- UUID of the assessment
    status TEXT NOT NULL,           -- code of its state
    from_on TEXT,                   -- first legal day on which answers are taken
    to_on TEXT,                     -- last one
    title_ref TEXT,                 -- commitment to the title
    title TEXT                      -- the title; NULL once erased
);
CREATE INDEX consultations_by_status ON consultations (status, to_on, id);
CREATE INDEX consultations_by_matter ON consultations (matter_id);
CREATE INDEX consultations_by_record ON consultations (record_id);
CREATE INDEX consultations_by_title_ref ON consultations (title_ref);
