-- Persons whom an assessment names for a rating or a review: what an expert
-- sees of the list. Identifiers are opaque, as everywhere in the log.

CREATE TABLE named (
    record_id TEXT NOT NULL,        -- record that owns the row (the assessment)
    matter_id TEXT NOT NULL,        -- UUID of the matter
    person_id TEXT NOT NULL,        -- UUID of the expert or reviewer
    PRIMARY KEY (matter_id, person_id, record_id)
);
CREATE INDEX named_by_person ON named (person_id, matter_id);
CREATE INDEX named_by_record ON named (record_id);
