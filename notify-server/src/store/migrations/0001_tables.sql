
-- The last number given out; a number is never given out twice.
CREATE TABLE sequences (
    name TEXT PRIMARY KEY,
    last BIGINT NOT NULL
);
INSERT INTO sequences (name, last) VALUES ('user', 0), ('key', 0), ('batch', 0);

CREATE TABLE users (
    user_uuid TEXT PRIMARY KEY,
    secret_digest TEXT NOT NULL -- SHA-256, hexadecimal
);

CREATE TABLE temporary_exposure_keys (
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

CREATE TABLE exports (
    batch_num BIGINT PRIMARY KEY,
    file_number BIGINT NOT NULL, -- the file's name
    created BIGINT NOT NULL, -- Unix milliseconds, once seconds, as in list.json
    end_timestamp BIGINT NOT NULL, -- Unix seconds, the end of its keys' validity day
    deleted BOOLEAN NOT NULL
);

CREATE TABLE event_logs (
    id TEXT PRIMARY KEY, -- SHA-256 of what was sent, hexadecimal: the same event sent again is the same row
    epoch BIGINT NOT NULL, -- Unix seconds, by the phone's clock
    type TEXT NOT NULL,
    subtype TEXT NOT NULL,
    content TEXT NOT NULL, -- JSON
    received_at BIGINT NOT NULL -- Unix seconds
);
