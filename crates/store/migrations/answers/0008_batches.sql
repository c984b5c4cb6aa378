-- Files of answers that were read without a fault and wait to be taken in. A row
-- goes when the file is taken in, when its official brings another one, and when
-- the consultation is closed.

CREATE TABLE batches (
    consultation TEXT NOT NULL,     -- UUID of the consultation
    file TEXT NOT NULL,             -- SHA-256 of the file
    clerk TEXT NOT NULL,            -- UUID of the official who brought it
    sealed TEXT NOT NULL,           -- its rows, under the key of the consultation
    PRIMARY KEY (consultation, clerk)
);
