-- The database of public answers: apart from the record, erasable by
-- retention rules. Its tables come with the consultations.

CREATE TABLE meta (
    name TEXT NOT NULL PRIMARY KEY, -- name of a fact about this database
    value TEXT NOT NULL             -- the fact
);
