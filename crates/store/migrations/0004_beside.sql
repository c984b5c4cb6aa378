-- What lies beside the log: files, work to do, sign-in, drafts. No act of an
-- official is recorded only here.

CREATE TABLE blobs (
    blob_key TEXT NOT NULL PRIMARY KEY, -- SHA-256 over unit and content: the file's address
    sha256 TEXT NOT NULL,           -- SHA-256 of the content
    unit TEXT NOT NULL,             -- UUID of the unit whose file it is
    size BIGINT NOT NULL,           -- bytes
    media_type TEXT NOT NULL,       -- type found by content
    created_at TEXT NOT NULL        -- when it was first named by a commit
);

CREATE TABLE jobs (
    id TEXT NOT NULL PRIMARY KEY,   -- UUID of the job
    kind TEXT NOT NULL,             -- what to do
    dedup_key TEXT UNIQUE,          -- a second job with the same key is not taken
    payload TEXT NOT NULL,          -- JSON for the worker; identifiers only
    state TEXT NOT NULL,            -- READY, RUNNING, DONE or DEAD
    run_at TEXT NOT NULL,           -- not before this instant
    attempts BIGINT NOT NULL,       -- how often it was claimed
    lease_until TEXT,               -- a claim is void after this instant
    last_error TEXT,                -- why the last attempt failed
    finished_at TEXT                -- when it was done or given up
);
CREATE INDEX jobs_by_turn ON jobs (state, run_at, id);

CREATE TABLE idempotency_keys (
    person TEXT NOT NULL,           -- UUID of the person who sent the key
    idem_key TEXT NOT NULL,         -- the key
    route TEXT NOT NULL,            -- route that it was used on
    request_hash TEXT NOT NULL,     -- SHA-256 of the request, to refuse another one
    status BIGINT NOT NULL,         -- HTTP status of the answer
    location TEXT,                  -- where the answer led
    created_at TEXT NOT NULL,       -- when it was first used
    PRIMARY KEY (person, idem_key)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);

CREATE TABLE accounts (
    person TEXT NOT NULL PRIMARY KEY, -- UUID of the person
    username TEXT NOT NULL UNIQUE,  -- sign-in name
    password_hash TEXT NOT NULL,    -- argon2id in PHC form
    failed BIGINT NOT NULL,         -- wrong passwords in a row
    locked_until TEXT,              -- no sign-in before this instant
    must_change BIGINT NOT NULL,    -- 1 when the password must be changed at sign-in
    updated_at TEXT NOT NULL        -- last change of the row by an act
);

CREATE TABLE sessions (
    token_hash TEXT NOT NULL PRIMARY KEY, -- SHA-256 of the session token
    person TEXT NOT NULL REFERENCES accounts (person) ON DELETE CASCADE, -- UUID of the person
    post TEXT,                      -- UUID of the post in which the person acts
    created_at TEXT NOT NULL,       -- when the person signed in
    seen_at TEXT NOT NULL,          -- last request
    expires_at TEXT NOT NULL        -- void from this instant
);
CREATE INDEX sessions_by_person ON sessions (person);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

CREATE TABLE saved_views (
    id TEXT NOT NULL PRIMARY KEY,   -- UUID of the view
    person TEXT NOT NULL,           -- UUID of its owner
    name TEXT NOT NULL,             -- name given by the owner
    query TEXT NOT NULL,            -- query string of the list
    created_at TEXT NOT NULL        -- when it was saved
);
CREATE INDEX saved_views_by_person ON saved_views (person, name);

CREATE TABLE drafts (
    person TEXT NOT NULL,           -- UUID of its owner
    form_key TEXT NOT NULL,         -- form and record that it belongs to
    content TEXT NOT NULL,          -- JSON of what was typed
    updated_at TEXT NOT NULL,       -- when it was last saved
    PRIMARY KEY (person, form_key)
);

CREATE TABLE staging_batches (
    id TEXT NOT NULL PRIMARY KEY,   -- UUID of the import
    kind TEXT NOT NULL,             -- what is imported
    unit TEXT NOT NULL,             -- UUID of the unit
    person TEXT NOT NULL,           -- UUID of the importer
    source TEXT NOT NULL,           -- name of the file as given
    header TEXT NOT NULL,           -- JSON list of the column names
    created_at TEXT NOT NULL        -- when it was read
);
CREATE INDEX staging_batches_by_unit ON staging_batches (unit, created_at);

CREATE TABLE staging_rows (
    batch TEXT NOT NULL REFERENCES staging_batches (id) ON DELETE CASCADE, -- UUID of the import
    row_no BIGINT NOT NULL,         -- row of the file, counted from 1
    cells TEXT NOT NULL,            -- JSON list of the cells as printed
    outcome TEXT NOT NULL,          -- code: OPEN, TAKEN, OUTSIDE, REFUSED
    detail TEXT NOT NULL,           -- JSON: questions, reasons, proposed result
    record_id TEXT,                 -- UUID of the record made from it
    PRIMARY KEY (batch, row_no)
);
CREATE INDEX staging_rows_by_outcome ON staging_rows (batch, outcome, row_no);

CREATE TABLE security_log (
    id TEXT NOT NULL PRIMARY KEY,   -- UUID of the entry (version 7: in order of time)
    at TEXT NOT NULL,               -- when it happened
    kind TEXT NOT NULL,             -- SIGN_IN, SIGN_OUT, REFUSED and the like
    person TEXT,                    -- UUID of the person, opaque
    unit TEXT,                      -- UUID of the unit
    route TEXT NOT NULL,            -- route template, without values
    outcome TEXT NOT NULL           -- code of the result
);
CREATE INDEX security_log_by_time ON security_log (at, id);
CREATE INDEX security_log_by_person ON security_log (person, at);

CREATE TABLE maintenance (
    name TEXT NOT NULL PRIMARY KEY, -- name of a long task
    position TEXT NOT NULL,         -- where to go on (JSON)
    started_at TEXT NOT NULL        -- when it was begun
);
