-- Answers of the public. No row says who: a group, a channel, a day, choices.

CREATE TABLE consultations (
    id TEXT NOT NULL PRIMARY KEY,   -- UUID of the consultation
    closed BIGINT NOT NULL,         -- 1 once no more answers are taken
    size BIGINT NOT NULL,           -- number of answers; the next one gets this position
    frontier TEXT NOT NULL,         -- JSON list of the Merkle tree's peaks, largest first
    root TEXT NOT NULL              -- Merkle root over all leaves
);

CREATE TABLE answers (
    consultation TEXT NOT NULL,     -- UUID of the consultation
    position BIGINT NOT NULL,       -- position of its leaf, from 0
    stratum TEXT NOT NULL,          -- code of the group
    channel TEXT NOT NULL,          -- code of the channel
    day TEXT NOT NULL,              -- legal day; no time
    attitude TEXT,                  -- code of the attitude
    content TEXT NOT NULL,          -- canonical JSON: choices, and commitments of texts
    PRIMARY KEY (consultation, position)
);

CREATE TABLE leaves (
    consultation TEXT NOT NULL,     -- UUID of the consultation
    position BIGINT NOT NULL,       -- position in the tree
    leaf TEXT NOT NULL,             -- leaf hash; it outlives the answer
    PRIMARY KEY (consultation, position)
);

CREATE TABLE tiles (
    consultation TEXT NOT NULL,     -- UUID of the consultation
    tile BIGINT NOT NULL,           -- number of a full run of 256 leaves
    root TEXT NOT NULL,             -- Merkle root over them, so that a proof reads few rows
    PRIMARY KEY (consultation, tile)
);

CREATE TABLE receipts (
    tag TEXT NOT NULL PRIMARY KEY,  -- hash of the receipt code, which only its holder has
    consultation TEXT NOT NULL,     -- UUID of the consultation
    position BIGINT NOT NULL        -- position of the leaf
);

CREATE TABLE counts (
    consultation TEXT NOT NULL,     -- UUID of the consultation
    question TEXT NOT NULL,         -- code of the question, or 'channel'
    stratum TEXT NOT NULL,          -- code of the group
    choice TEXT NOT NULL,           -- code of the choice; '' counts the answers
    n BIGINT NOT NULL,              -- how many
    PRIMARY KEY (consultation, question, stratum, choice)
);

CREATE TABLE answer_texts (
    consultation TEXT NOT NULL,     -- UUID of the consultation
    position BIGINT NOT NULL,       -- position of the answer that it belongs to
    question TEXT NOT NULL,         -- code of the question
    stratum TEXT NOT NULL,          -- code of the group
    commitment TEXT NOT NULL,       -- SHA-256(salt || text), as in the answer's content
    salt TEXT,                      -- 32 bytes as hexadecimal; NULL once the original is gone
    original TEXT,                  -- the text as it was written; NULL once it is gone
    shown TEXT,                     -- the text as it may be read; NULL while nothing may be
    state TEXT NOT NULL,            -- WAITING, SHOWN, REDACTED, WITHHELD
    reason TEXT,                    -- code of the reason of a redaction
    topic TEXT,                     -- code of the topic that people confirmed
    PRIMARY KEY (consultation, position, question)
);
CREATE INDEX answer_texts_by_state ON answer_texts (consultation, state, position);
