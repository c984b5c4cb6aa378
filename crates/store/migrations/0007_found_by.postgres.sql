-- What lists are found by: pieces of text, and the places of the tree of units
-- from which a matter may be seen. Both follow from the rows of 0003 and are
-- kept by triggers in the transaction that changes those; `rebuild` makes them
-- again. The views say what the tables have to hold.

CREATE TABLE places (
    n BIGINT NOT NULL PRIMARY KEY   -- 0 to 4095, to count characters with
);
INSERT INTO places SELECT n FROM generate_series(0, 4095) AS n;

CREATE TABLE matter_grams (
    gram TEXT NOT NULL,             -- up to four characters, as they begin anywhere in number or title
    matter_id TEXT NOT NULL,        -- UUID of the matter
    PRIMARY KEY (gram, matter_id)
);

CREATE TABLE matter_scopes (
    matter_id TEXT NOT NULL,        -- UUID of the matter
    path TEXT NOT NULL,             -- path of a unit that takes part, or of one above it
    due_key TEXT NOT NULL,          -- due_on of the matter, 9999-12-31 without one
    number TEXT NOT NULL,           -- number of the matter
    PRIMARY KEY (matter_id, path)
);
CREATE INDEX matter_scopes_by_due ON matter_scopes (path, due_key, matter_id);
CREATE INDEX matter_scopes_by_number ON matter_scopes (path, number, matter_id);

-- Conditions of lists that had no index of their own.
CREATE INDEX matters_by_stage ON matters (stage);
CREATE INDEX matters_by_level ON matters ((coalesce(level_after, level_initial)));
CREATE INDEX matters_by_category ON matters (category);
CREATE INDEX matters_by_unit ON matters (unit_id);

-- A long text is counted in blocks of 4096 characters.
CREATE VIEW expected_grams AS
SELECT substr(lower(m.number), CAST(a.n + 1 AS INTEGER), 4) AS gram, m.id AS matter_id
FROM matters m JOIN places a ON a.n < length(m.number)
UNION ALL
SELECT substr(lower(m.title), CAST(a.n + 4096 * b.n + 1 AS INTEGER), 4), m.id
FROM matters m JOIN places b ON b.n <= (length(m.title) - 1) / 4096
JOIN places a ON a.n < length(m.title) - 4096 * b.n
WHERE m.title <> '';

CREATE VIEW expected_scopes AS
SELECT p.matter_id, p.unit_id, substr(u.path, 1, CAST(a.n AS INTEGER)) AS path,
    coalesce(m.due_on, '9999-12-31') AS due_key, m.number
FROM participants p JOIN units u ON u.id = p.unit_id JOIN matters m ON m.id = p.matter_id
JOIN places a ON a.n BETWEEN 2 AND length(u.path) AND substr(u.path, CAST(a.n AS INTEGER), 1) = '/';

CREATE FUNCTION matters_found() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO matter_grams (gram, matter_id)
    SELECT gram, matter_id FROM expected_grams WHERE matter_id = NEW.id ON CONFLICT DO NOTHING;
    INSERT INTO matter_scopes (matter_id, path, due_key, number)
    SELECT matter_id, path, due_key, number FROM expected_scopes
    WHERE matter_id = NEW.id ON CONFLICT DO NOTHING;
    RETURN NEW;
END $$;
CREATE TRIGGER matters_found AFTER INSERT ON matters
FOR EACH ROW EXECUTE FUNCTION matters_found();

CREATE FUNCTION matters_reworded_before() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM matter_grams WHERE matter_id = OLD.id
    AND gram IN (SELECT gram FROM expected_grams WHERE matter_id = OLD.id);
    RETURN NEW;
END $$;
CREATE TRIGGER matters_reworded_before BEFORE UPDATE OF number, title ON matters
FOR EACH ROW
WHEN (OLD.number IS DISTINCT FROM NEW.number OR OLD.title IS DISTINCT FROM NEW.title) EXECUTE FUNCTION matters_reworded_before();

CREATE FUNCTION matters_reworded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO matter_grams (gram, matter_id)
    SELECT gram, matter_id FROM expected_grams WHERE matter_id = NEW.id ON CONFLICT DO NOTHING;
    RETURN NEW;
END $$;
CREATE TRIGGER matters_reworded AFTER UPDATE OF number, title ON matters
FOR EACH ROW
WHEN (OLD.number IS DISTINCT FROM NEW.number OR OLD.title IS DISTINCT FROM NEW.title) EXECUTE FUNCTION matters_reworded();

CREATE FUNCTION matters_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE matter_scopes SET due_key = coalesce(NEW.due_on, '9999-12-31'), number = NEW.number
    WHERE matter_id = NEW.id;
    RETURN NEW;
END $$;
CREATE TRIGGER matters_moved AFTER UPDATE OF number, due_on ON matters
FOR EACH ROW
WHEN (OLD.number IS DISTINCT FROM NEW.number OR OLD.due_on IS DISTINCT FROM NEW.due_on) EXECUTE FUNCTION matters_moved();

CREATE FUNCTION matters_lost() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM matter_grams WHERE matter_id = OLD.id
    AND gram IN (SELECT gram FROM expected_grams WHERE matter_id = OLD.id);
    DELETE FROM matter_scopes WHERE matter_id = OLD.id;
    RETURN OLD;
END $$;
CREATE TRIGGER matters_lost BEFORE DELETE ON matters
FOR EACH ROW EXECUTE FUNCTION matters_lost();

CREATE FUNCTION participants_joined() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO matter_scopes (matter_id, path, due_key, number)
    SELECT matter_id, path, due_key, number FROM expected_scopes
    WHERE matter_id = NEW.matter_id AND unit_id = NEW.unit_id ON CONFLICT DO NOTHING;
    RETURN NEW;
END $$;
CREATE TRIGGER participants_joined AFTER INSERT ON participants
FOR EACH ROW EXECUTE FUNCTION participants_joined();

CREATE FUNCTION participants_left() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM matter_scopes WHERE matter_id = OLD.matter_id
    AND NOT EXISTS (SELECT 1 FROM expected_scopes e
    WHERE e.matter_id = matter_scopes.matter_id AND e.path = matter_scopes.path);
    RETURN OLD;
END $$;
CREATE TRIGGER participants_left AFTER DELETE ON participants
FOR EACH ROW EXECUTE FUNCTION participants_left();

CREATE FUNCTION units_joined() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO matter_scopes (matter_id, path, due_key, number)
    SELECT matter_id, path, due_key, number FROM expected_scopes
    WHERE unit_id = NEW.id ON CONFLICT DO NOTHING;
    RETURN NEW;
END $$;
CREATE TRIGGER units_joined AFTER INSERT ON units
FOR EACH ROW EXECUTE FUNCTION units_joined();

CREATE FUNCTION units_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM matter_scopes
    WHERE matter_id IN (SELECT matter_id FROM participants WHERE unit_id = OLD.id)
    AND NOT EXISTS (SELECT 1 FROM expected_scopes e
    WHERE e.matter_id = matter_scopes.matter_id AND e.path = matter_scopes.path);
    INSERT INTO matter_scopes (matter_id, path, due_key, number)
    SELECT matter_id, path, due_key, number FROM expected_scopes
    WHERE unit_id = NEW.id ON CONFLICT DO NOTHING;
    RETURN NEW;
END $$;
CREATE TRIGGER units_moved AFTER UPDATE OF path ON units
FOR EACH ROW
WHEN (OLD.path IS DISTINCT FROM NEW.path) EXECUTE FUNCTION units_moved();

CREATE FUNCTION units_lost() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM matter_scopes
    WHERE matter_id IN (SELECT matter_id FROM participants WHERE unit_id = OLD.id)
    AND NOT EXISTS (SELECT 1 FROM expected_scopes e
    WHERE e.matter_id = matter_scopes.matter_id AND e.path = matter_scopes.path);
    RETURN OLD;
END $$;
CREATE TRIGGER units_lost AFTER DELETE ON units
FOR EACH ROW EXECUTE FUNCTION units_lost();

-- What there is already.
INSERT INTO matter_grams (gram, matter_id)
    SELECT gram, matter_id FROM expected_grams WHERE true ON CONFLICT DO NOTHING;
INSERT INTO matter_scopes (matter_id, path, due_key, number)
    SELECT matter_id, path, due_key, number FROM expected_scopes WHERE true
    ON CONFLICT DO NOTHING;
