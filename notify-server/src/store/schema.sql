-- All that the notification server keeps. No processing number, no name, no address has a place here (イ4).
-- Types and statements are those that SQLite and PostgreSQL share.

-- The last number given out; a number is never given out twice.
CREATE TABLE IF NOT EXISTS sequences (
    name TEXT PRIMARY KEY,
    last BIGINT NOT NULL
);
INSERT INTO sequences (name, last) VALUES ('user', 0), ('key', 0), ('batch', 0) ON CONFLICT DO NOTHING;

CREATE TABLE IF NOT EXISTS users (
    user_uuid TEXT PRIMARY KEY,
    secret_digest TEXT NOT NULL -- SHA-256, hexadecimal
);

CREATE TABLE IF NOT EXISTS temporary_exposure_keys (
    id BIGINT PRIMARY KEY,
    key_data TEXT NOT NULL, -- 16 bytes, hexadecimal
    rolling_start BIGINT NOT NULL, -- ENIntervalNumber
    rolling_period BIGINT NOT NULL, -- intervals of 10 minutes, 1 to 144
    transmission_risk_level BIGINT NOT NULL,
    received_at BIGINT NOT NULL, -- Unix seconds
    exported BOOLEAN NOT NULL
);

CREATE TABLE IF NOT EXISTS exports (
    batch_num BIGINT PRIMARY KEY, -- also the file's name
    created BIGINT NOT NULL UNIQUE, -- Unix milliseconds, as in list.json
    end_timestamp BIGINT NOT NULL, -- Unix seconds, the end of its keys' validity day
    deleted BOOLEAN NOT NULL
);
