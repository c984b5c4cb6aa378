-- Pictures of a report that is being written. The name is made of the content,
-- so that a frozen text that names a picture says which one it is.

CREATE TABLE report_pictures (
    assessment TEXT NOT NULL,       -- UUID of the assessment
    name TEXT NOT NULL,             -- twelve digits of the SHA-256 of the content, and .png or .jpg
    blob_key TEXT NOT NULL,         -- address of the file
    size BIGINT NOT NULL,           -- bytes of the file
    media_type TEXT NOT NULL,       -- type by content
    title TEXT NOT NULL,            -- what it shows, as typed
    person TEXT NOT NULL,           -- UUID of the official who added it, opaque
    unit TEXT NOT NULL,             -- UUID of the unit of the post
    role TEXT NOT NULL,             -- role of the post
    added_at TEXT NOT NULL,         -- when it was added
    PRIMARY KEY (assessment, name)
);
CREATE INDEX report_pictures_by_blob ON report_pictures (blob_key);
