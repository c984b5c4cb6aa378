-- Words of grievances. No row says who: a matter, a day, sealed words. The
-- identifier follows from the code that only the bearer has.

CREATE TABLE grievance_keys (
    matter TEXT NOT NULL PRIMARY KEY, -- UUID of the matter
    text_key TEXT                   -- 32 bytes as hexadecimal; NULL once destroyed
);

CREATE TABLE grievance_texts (
    id TEXT NOT NULL PRIMARY KEY,   -- UUID of the grievance
    matter TEXT NOT NULL,           -- UUID of the matter
    day TEXT NOT NULL,              -- legal day; no time
    commitment TEXT NOT NULL,       -- SHA-256(salt || text), as in the event
    salt TEXT,                      -- 32 bytes as hexadecimal; NULL once the original is gone
    original TEXT,                  -- the words under the key of the matter; NULL once gone
    shown TEXT,                     -- the words that may be read; NULL while nothing may be
    state TEXT NOT NULL,            -- WAITING, SHOWN, REDACTED, WITHHELD
    reason TEXT                     -- code of the reason of a redaction
);
CREATE INDEX grievance_texts_by_state ON grievance_texts (matter, state, day, id);
