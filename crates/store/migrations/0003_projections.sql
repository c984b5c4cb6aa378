-- Columns that lists filter, sort or sum by. Every row is computed from the
-- state of the record named in record_id; `rebuild` makes all of them again.

CREATE TABLE matters (
    record_id TEXT NOT NULL,        -- record that owns the row (the matter itself)
    id TEXT NOT NULL PRIMARY KEY,   -- UUID of the matter
    number TEXT NOT NULL UNIQUE,    -- readable number, LN-CY-2016-00412
    check_code TEXT NOT NULL,       -- check code of the number
    title_ref TEXT,                 -- commitment to the title
    title TEXT,                     -- the title; NULL once erased
    category TEXT NOT NULL,         -- code of the category
    sector TEXT,                    -- code of the sector
    division TEXT NOT NULL,         -- division code of the place
    unit_id TEXT NOT NULL,          -- UUID of the owner unit
    city_code TEXT,                 -- division code of the city
    county_code TEXT,               -- division code of the county
    status TEXT,                    -- code of the status
    stage TEXT,                     -- code of the stage on the step bar
    level_initial TEXT,             -- initial level
    level_after TEXT,               -- expected level after measures
    level_live TEXT,                -- level as tracking sees it
    conclusion TEXT,                -- code of the conclusion
    procedure_code TEXT,            -- code of the procedure
    due_on TEXT,                    -- next legal due day
    year BIGINT NOT NULL,           -- year of the number
    assessment_id TEXT,             -- UUID of the latest assessment
    assessment_no BIGINT,           -- its ordinal
    filed_no TEXT,                  -- filing number
    filed_on TEXT,                  -- legal day of filing
    decided_on TEXT,                -- legal day of the decision
    listed_on TEXT,                 -- legal day of listing
    assessed_on TEXT,               -- legal day on which the assessment was completed
    updated_at TEXT NOT NULL,       -- recorded_at of the matter's last event
    last_seq BIGINT NOT NULL        -- seq of the matter's last event
);
CREATE INDEX matters_by_due ON matters ((coalesce(due_on, '9999-12-31')), id);
CREATE INDEX matters_by_city ON matters (city_code, number);
CREATE INDEX matters_by_county ON matters (county_code, number);
CREATE INDEX matters_by_status ON matters (status, number);
CREATE INDEX matters_by_year ON matters (year, city_code, conclusion);
CREATE INDEX matters_by_filed ON matters (filed_on, city_code, conclusion);
CREATE INDEX matters_by_title_ref ON matters (title_ref);

CREATE TABLE participants (
    record_id TEXT NOT NULL,        -- record that owns the row
    matter_id TEXT NOT NULL,        -- UUID of the matter
    unit_id TEXT NOT NULL,          -- UUID of a unit that takes part in it
    part TEXT NOT NULL,             -- code of its part: owner, agency, office
    PRIMARY KEY (matter_id, unit_id, part, record_id)
);
CREATE INDEX participants_by_unit ON participants (unit_id, matter_id);
CREATE INDEX participants_by_record ON participants (record_id);

CREATE TABLE units (
    record_id TEXT NOT NULL,        -- record that owns the row
    id TEXT NOT NULL PRIMARY KEY,   -- UUID of the unit
    code TEXT NOT NULL UNIQUE,      -- short code, unique in the installation
    kind TEXT NOT NULL,             -- code of its kind
    name TEXT NOT NULL,             -- official name of the office
    parent TEXT,                    -- UUID of the unit above
    path TEXT NOT NULL,             -- codes from the root, /210000/211300/211302/
    division TEXT NOT NULL,         -- division code of its place
    valid_from TEXT,                -- first day of its existence
    valid_to TEXT                   -- last day of its existence
);
CREATE INDEX units_by_path ON units (path);
CREATE INDEX units_by_parent ON units (parent);

CREATE TABLE persons (
    record_id TEXT NOT NULL,        -- record that owns the row
    id TEXT NOT NULL PRIMARY KEY,   -- UUID of the official or expert
    username TEXT UNIQUE,           -- sign-in name; NULL for one who cannot sign in
    name_ref TEXT,                  -- commitment to the name
    name TEXT,                      -- the name; NULL once erased
    disabled BIGINT NOT NULL        -- 1 when the person may not act any more
);
CREATE INDEX persons_by_name_ref ON persons (name_ref);

CREATE TABLE posts (
    record_id TEXT NOT NULL,        -- record that owns the row
    id TEXT NOT NULL PRIMARY KEY,   -- UUID of the post
    person_id TEXT NOT NULL,        -- UUID of its holder
    unit_id TEXT NOT NULL,          -- UUID of the unit
    role TEXT NOT NULL,             -- code of the role
    valid_from TEXT NOT NULL,       -- first day
    valid_to TEXT,                  -- last day; NULL while open
    delegated_from TEXT             -- UUID of the post that delegated it
);
CREATE INDEX posts_by_person ON posts (person_id);
CREATE INDEX posts_by_unit ON posts (unit_id, role);
CREATE INDEX posts_by_record ON posts (record_id);

CREATE TABLE measures (
    record_id TEXT NOT NULL,        -- record that owns the row
    id TEXT NOT NULL PRIMARY KEY,   -- UUID of the measure
    matter_id TEXT NOT NULL,        -- UUID of the matter
    assessment_id TEXT NOT NULL,    -- UUID of the assessment
    unit_id TEXT NOT NULL,          -- UUID of the unit that carries it out
    due_on TEXT,                    -- legal day by which it is due
    status TEXT NOT NULL,           -- code of its state
    title_ref TEXT,                 -- commitment to its title
    title TEXT                      -- the title; NULL once erased
);
CREATE INDEX measures_by_unit ON measures (unit_id, status, due_on);
CREATE INDEX measures_by_matter ON measures (matter_id);
CREATE INDEX measures_by_record ON measures (record_id);
CREATE INDEX measures_by_due ON measures ((coalesce(due_on, '9999-12-31')), id);
CREATE INDEX measures_by_title_ref ON measures (title_ref);

CREATE TABLE gate_checks (
    record_id TEXT NOT NULL,        -- record that owns the row
    id TEXT NOT NULL PRIMARY KEY,   -- UUID of the check
    matter_id TEXT,                 -- UUID of the matter, when one was found
    number TEXT NOT NULL,           -- number that was asked for
    gate TEXT NOT NULL,             -- code of the gate
    verdict TEXT NOT NULL,          -- code of the verdict
    rule TEXT,                      -- code of the deciding rule
    unit_id TEXT NOT NULL,          -- UUID of the unit that asked
    checked_at TEXT NOT NULL        -- when it was asked
);
CREATE INDEX gate_checks_by_matter ON gate_checks (matter_id, checked_at);
CREATE INDEX gate_checks_by_unit ON gate_checks (unit_id, checked_at);
CREATE INDEX gate_checks_by_record ON gate_checks (record_id);

CREATE TABLE list_entries (
    record_id TEXT NOT NULL,        -- record that owns the row
    id TEXT NOT NULL PRIMARY KEY,   -- UUID of the entry
    report_id TEXT NOT NULL,        -- UUID of the list report
    unit_id TEXT NOT NULL,          -- UUID of the reporting unit
    year BIGINT NOT NULL,           -- year of the period
    period TEXT NOT NULL,           -- code of the period within the year
    matter_id TEXT,                 -- UUID of the matter made from it
    status TEXT NOT NULL,           -- code of the entry's state
    title_ref TEXT,                 -- commitment to the title as reported
    title TEXT                      -- that title; NULL once erased
);
CREATE INDEX list_entries_by_report ON list_entries (report_id);
CREATE INDEX list_entries_by_unit ON list_entries (unit_id, year, period);
CREATE INDEX list_entries_by_record ON list_entries (record_id);
CREATE INDEX list_entries_by_title_ref ON list_entries (title_ref);
