-- What each assessment of a matter reached on which legal day: figures of a
-- year count these rows, so that a later assessment or a later decision does
-- not change the figures of an earlier year. Computed from the assessment's
-- state like every list row.

CREATE TABLE milestones (
    record_id TEXT NOT NULL,        -- record that owns the row (the assessment)
    kind TEXT NOT NULL,             -- ASSESSED, FILED or DECIDED
    n BIGINT NOT NULL,              -- which of its kind in the assessment, from 0
    matter_id TEXT NOT NULL,        -- UUID of the matter
    ordinal BIGINT NOT NULL,        -- ordinal of the assessment
    on_day TEXT NOT NULL,           -- legal day
    level_initial TEXT,             -- initial level
    level_after TEXT,               -- expected level after measures
    conclusion TEXT,                -- code of the conclusion: of this decision, or of the last one
    procedure_code TEXT,            -- code of the procedure
    PRIMARY KEY (record_id, kind, n)
);
CREATE INDEX milestones_by_day ON milestones (kind, on_day, matter_id);
CREATE INDEX milestones_by_matter ON milestones (matter_id, kind, on_day);

-- What the rows of matters know: the latest assessment of each. `rebuild` adds
-- earlier assessments and earlier decisions from the log.
INSERT INTO milestones SELECT assessment_id, 'ASSESSED', 0, id, coalesce(assessment_no, 1),
    assessed_on, level_initial, level_after, conclusion, procedure_code
FROM matters WHERE assessment_id IS NOT NULL AND assessed_on IS NOT NULL;
INSERT INTO milestones SELECT assessment_id, 'FILED', 0, id, coalesce(assessment_no, 1),
    filed_on, level_initial, level_after, conclusion, procedure_code
FROM matters WHERE assessment_id IS NOT NULL AND filed_on IS NOT NULL;
INSERT INTO milestones SELECT assessment_id, 'DECIDED', 0, id, coalesce(assessment_no, 1),
    decided_on, level_initial, level_after, conclusion, procedure_code
FROM matters WHERE assessment_id IS NOT NULL AND decided_on IS NOT NULL;
