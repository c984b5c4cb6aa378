-- The log of this node: every act of an official, append-only.

CREATE TABLE log_head (
    one BIGINT NOT NULL PRIMARY KEY CHECK (one = 1), -- there is one row
    log_id TEXT NOT NULL,           -- UUID of the log
    node_id TEXT NOT NULL,          -- UUID of the node that writes it
    size BIGINT NOT NULL,           -- number of events; the next one gets this seq
    frontier TEXT NOT NULL,         -- JSON list of the Merkle tree's peaks, largest first
    root TEXT NOT NULL,             -- Merkle root over all events
    last_recorded_at TEXT           -- recorded_at of the last event; later ones are never earlier
);

CREATE TABLE events (
    seq BIGINT NOT NULL PRIMARY KEY, -- position in the log, gapless from 0
    record_kind TEXT NOT NULL,      -- kind of the record, for example matter
    record_id TEXT NOT NULL,        -- UUID of the record
    version BIGINT NOT NULL,        -- version of the record that the event leads to, gapless from 1
    type TEXT NOT NULL,             -- name of the event type
    type_v BIGINT NOT NULL,         -- version of the event's data
    recorded_at TEXT NOT NULL,      -- when the node wrote it, UTC with microseconds
    occurred_on TEXT NOT NULL,      -- legal day of the act as stated
    unit TEXT NOT NULL,             -- UUID of the unit for which the actor acted
    actor TEXT NOT NULL,            -- UUID of the official, opaque
    rule_package TEXT,              -- hash of the rule package in force for the act
    body TEXT NOT NULL,             -- canonical JSON of the envelope: the entry of the log
    leaf_hash TEXT NOT NULL,        -- SHA-256(0x00 || body)
    root TEXT NOT NULL,             -- Merkle root after this event
    UNIQUE (record_kind, record_id, version)
);

CREATE INDEX events_by_actor ON events (actor, seq);
CREATE INDEX events_by_unit ON events (unit, seq);

CREATE TABLE records (
    kind TEXT NOT NULL,             -- kind of the record
    id TEXT NOT NULL,               -- UUID of the record
    version BIGINT NOT NULL,        -- version of its last event
    last_seq BIGINT NOT NULL,       -- seq of its last event
    fold_version BIGINT NOT NULL,   -- version of the fold that made the state
    unit TEXT NOT NULL,             -- UUID of the unit that opened it
    state TEXT NOT NULL,            -- folded state as JSON
    created_at TEXT NOT NULL,       -- recorded_at of its first event
    updated_at TEXT NOT NULL,       -- recorded_at of its last event
    PRIMARY KEY (kind, id)
);

CREATE TABLE side_values (
    commitment TEXT NOT NULL PRIMARY KEY, -- SHA-256(salt || value), as in the event
    salt TEXT,                      -- 32 bytes as hexadecimal; NULL once erased
    value TEXT,                     -- the erasable value; NULL once erased
    kind TEXT NOT NULL,             -- what it is: title, name, reason, file
    record_kind TEXT NOT NULL,      -- kind of the record that it belongs to
    record_id TEXT NOT NULL,        -- UUID of that record
    unit TEXT NOT NULL,             -- UUID of the unit that wrote it
    erased_at TEXT                  -- when it was erased
);

CREATE INDEX side_values_by_record ON side_values (record_kind, record_id);

CREATE TABLE rule_packages (
    hash TEXT NOT NULL PRIMARY KEY, -- SHA-256 of the package's canonical text
    content TEXT NOT NULL,          -- that text
    first_used_at TEXT NOT NULL     -- when a record first pinned it
);

CREATE TABLE counters (
    scope TEXT NOT NULL PRIMARY KEY, -- what is counted, for example matter/CY/2016
    value BIGINT NOT NULL           -- the last number given
);
