-- Discussion rounds. The votes of a round and the statements that residents send
-- lie in places of their own, with leaves, receipts and seals as answers have
-- them. Nothing leads from a row of votes to an answer of the questionnaire, and
-- nothing from a statement to the votes of whoever wrote it.

CREATE TABLE rounds (
    place TEXT NOT NULL PRIMARY KEY, -- UUID under which votes or statements are kept
    consultation TEXT NOT NULL,      -- UUID of the consultation
    kind TEXT NOT NULL               -- VOTES or STATEMENTS
);
CREATE INDEX rounds_by_consultation ON rounds (consultation);
