-- Questionnaires that are being put together, and those that a unit keeps for
-- later cases. Nobody has been asked yet: what is asked is an event.

CREATE TABLE form_drafts (
    assessment TEXT NOT NULL PRIMARY KEY, -- UUID of the assessment whose officers share it
    version BIGINT NOT NULL,        -- counts the changes, so that none is lost unseen
    content TEXT NOT NULL,          -- JSON list of the questions
    updated_at TEXT NOT NULL        -- when it was last changed
);

CREATE TABLE form_templates (
    id TEXT NOT NULL PRIMARY KEY,   -- UUID of the template
    unit TEXT NOT NULL,             -- UUID of the unit that keeps it
    name TEXT NOT NULL,             -- name given by its officers
    content TEXT NOT NULL,          -- JSON list of the questions
    created_at TEXT NOT NULL        -- when it was kept
);
CREATE INDEX form_templates_by_unit ON form_templates (unit, name, id);
