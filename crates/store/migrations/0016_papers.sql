-- Documents that somebody ordered: what was asked for, how far the making of
-- it has come, and where the file lies until it is deleted by age.

CREATE TABLE papers (
    id TEXT NOT NULL PRIMARY KEY,   -- UUID of the order
    unit TEXT NOT NULL,             -- UUID of the unit for which it was ordered
    person TEXT NOT NULL,           -- UUID of the person who ordered it
    role TEXT NOT NULL,             -- code of the role in which it was ordered
    record TEXT NOT NULL,           -- number of the matter; unit or place and year, with a slash
    kind TEXT NOT NULL,             -- name of the kind of document
    part TEXT,                      -- which meeting, notice, version of the matter
    language TEXT NOT NULL,         -- code of the language
    format TEXT NOT NULL,           -- code of the format of the file
    inputs TEXT NOT NULL,           -- hash of everything that the file is made from
    state TEXT NOT NULL,            -- code: READY, RUNNING, DONE, FAILED
    step TEXT NOT NULL,             -- code of what is being done
    done BIGINT NOT NULL,           -- steps that are done
    steps BIGINT NOT NULL,          -- steps in all
    fault TEXT,                     -- JSON: why it failed, a text key with its values
    file_name TEXT,                 -- name under which it is saved
    media_type TEXT,                -- type of the file
    blob_key TEXT,                  -- address of the file
    sha256 TEXT,                    -- SHA-256 of the file
    size BIGINT,                    -- bytes of the file
    pages BIGINT,                   -- pages, where it has any
    remarks TEXT,                 -- JSON: fonts that others stand in for, files that were left out
    created_at TEXT NOT NULL,       -- when it was ordered
    finished_at TEXT,               -- when it was done or failed
    expires_at TEXT NOT NULL        -- when it is deleted
);
CREATE INDEX papers_by_person ON papers (person, created_at);
CREATE INDEX papers_by_inputs ON papers (inputs, unit);
CREATE INDEX papers_by_expiry ON papers (expires_at);
CREATE INDEX papers_by_blob ON papers (blob_key);
