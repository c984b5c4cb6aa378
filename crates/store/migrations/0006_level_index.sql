-- The composite index beside the level that it led to, so that lists can draw it.

ALTER TABLE matters ADD COLUMN level_index BIGINT; -- ten-thousandths, of the level that stands
