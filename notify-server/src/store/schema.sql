-- All that the notification server keeps. No name and no address has a place here, and a processing number only
-- because the server of 2020 kept it (イ4).
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
    report_type BIGINT, -- number of the export format; V3 alone has one
    days_since_onset BIGINT, -- V3 alone has them
    resubmission_id TEXT UNIQUE, -- the same for the same key of the same person sent again; V3 alone has one
    received_at BIGINT NOT NULL, -- Unix seconds
    exported BOOLEAN NOT NULL
);

CREATE TABLE IF NOT EXISTS export_files (
    batch_num BIGINT NOT NULL,
    region TEXT NOT NULL, -- as configured
    file_number BIGINT NOT NULL, -- the file's name
    created BIGINT NOT NULL, -- Unix milliseconds, once seconds, as in list.json
    end_timestamp BIGINT NOT NULL, -- Unix seconds, the end of its keys' validity day
    deleted BOOLEAN NOT NULL,
    PRIMARY KEY (batch_num, region)
);

-- What the server of 2020 kept and no other: the processing number beside the user's name.
CREATE TABLE IF NOT EXISTS diagnoses (
    id TEXT PRIMARY KEY, -- the user's name
    processing_number TEXT NOT NULL,
    received_at BIGINT NOT NULL -- Unix seconds
);

CREATE TABLE IF NOT EXISTS event_logs (
    id TEXT PRIMARY KEY, -- SHA-256 of what was sent, hexadecimal: the same event sent again is the same row
    epoch BIGINT NOT NULL, -- Unix seconds, by the phone's clock
    type TEXT NOT NULL,
    subtype TEXT NOT NULL,
    content TEXT NOT NULL, -- JSON
    received_at BIGINT NOT NULL -- Unix seconds
);
