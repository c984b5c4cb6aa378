-- Grievances during implementation: listed by matter and by due day, counted by
-- risk, channel and place. No row says who brought one.

CREATE TABLE grievances (
    record_id TEXT NOT NULL,        -- record that owns the row (the grievance itself)
    id TEXT NOT NULL PRIMARY KEY,   -- UUID of the grievance
    number TEXT NOT NULL UNIQUE,    -- readable number, SQ-CY-2016-00017
    matter_id TEXT NOT NULL,        -- UUID of the matter
    assessment_id TEXT NOT NULL,    -- UUID of the assessment in force when it came in
    status TEXT NOT NULL,           -- code of its standing
    channel TEXT NOT NULL,          -- code of the channel
    factor_id TEXT,                 -- UUID of the risk that it is about
    factor_code TEXT,               -- code of that risk in the catalogue
    received_on TEXT NOT NULL,      -- legal day on which it came in
    acknowledge_by TEXT,            -- legal day by which it had to be acknowledged
    acknowledged_on TEXT,           -- legal day on which it was
    answer_by TEXT,                 -- legal day by which it had to be answered
    answered_on TEXT,               -- legal day of the first answer
    due_on TEXT,                    -- legal day of the term that runs; NULL when none does
    escalated BIGINT NOT NULL,      -- 1 once it was taken to the level above
    summary_ref TEXT,               -- commitment to the official's sentence
    summary TEXT                    -- that sentence; NULL once erased
);
CREATE INDEX grievances_by_matter ON grievances (matter_id, received_on, number);
CREATE INDEX grievances_by_due ON grievances (due_on, id);
CREATE INDEX grievances_by_factor ON grievances (assessment_id, factor_id, received_on);
CREATE INDEX grievances_by_record ON grievances (record_id);
CREATE INDEX grievances_by_summary_ref ON grievances (summary_ref);
