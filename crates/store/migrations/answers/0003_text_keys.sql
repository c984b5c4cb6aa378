-- Free texts are sealed under a key of their consultation. Destroying the key
-- at the end of the term makes every original unreadable at once.

ALTER TABLE consultations ADD COLUMN text_key TEXT; -- 32 bytes as hexadecimal; NULL once destroyed
