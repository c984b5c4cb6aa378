-- Letters with a code for one household each, answers that make the same
-- choices, and answers that are not counted.

CREATE TABLE letter_keys (
    consultation TEXT NOT NULL PRIMARY KEY, -- UUID of the consultation
    key TEXT NOT NULL               -- 32 bytes as hexadecimal, under which codes are hashed
);

CREATE TABLE letters (
    hash TEXT NOT NULL PRIMARY KEY, -- keyed hash of the code, which only the letter has
    consultation TEXT NOT NULL,     -- UUID of the consultation
    spent BIGINT NOT NULL           -- 1 once it was used; nothing says when or for which answer
);
CREATE INDEX letters_by_consultation ON letters (consultation, spent);

CREATE TABLE patterns (
    consultation TEXT NOT NULL,     -- UUID of the consultation
    pattern TEXT NOT NULL,          -- hash of group and choices, without texts, day and channel
    sample BIGINT,                  -- position of one answer with it; NULL once answers are deleted
    n BIGINT NOT NULL,              -- how many answers make these choices
    PRIMARY KEY (consultation, pattern)
);
CREATE INDEX patterns_of_many ON patterns (consultation, n) WHERE n >= 10;

CREATE TABLE not_counted (
    consultation TEXT NOT NULL,     -- UUID of the consultation
    position BIGINT NOT NULL,       -- position of an answer that is not counted
    PRIMARY KEY (consultation, position)
);
