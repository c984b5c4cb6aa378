-- Paper forms that were typed once and wait for a second official, or differ.
-- A row goes as soon as two agree.

CREATE TABLE sheets (
    consultation TEXT NOT NULL,     -- UUID of the consultation
    sheet TEXT NOT NULL,            -- number on the paper
    clerk TEXT NOT NULL,            -- UUID of the official who typed it
    sealed TEXT NOT NULL,           -- what was typed, under the key of the consultation
    PRIMARY KEY (consultation, sheet, clerk)
);
