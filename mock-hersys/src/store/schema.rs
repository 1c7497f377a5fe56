//! The tables, as both kinds of database understand them.

use testbed::database::Migration;

/// Every change of the schema, in order. What has been released is never edited.
pub(super) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    sql: "
CREATE TABLE health_centres (
    health_centre_id BIGINT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);
INSERT INTO health_centres (health_centre_id, name) VALUES (1, '試験保健所');

CREATE TABLE cases (
    case_id BIGINT PRIMARY KEY,
    health_centre_id BIGINT NOT NULL REFERENCES health_centres (health_centre_id),
    channel TEXT NOT NULL,
    address TEXT NOT NULL,
    symptomatic BOOLEAN,
    positive_date TEXT
);

CREATE TABLE processing_numbers (
    processing_number TEXT PRIMARY KEY,
    case_id BIGINT NOT NULL UNIQUE REFERENCES cases (case_id),
    issued_at TEXT NOT NULL,
    expires_at_ms BIGINT
);

CREATE TABLE gone_numbers (
    digest TEXT PRIMARY KEY,
    fate TEXT NOT NULL
);

CREATE TABLE messages (
    message_id BIGINT PRIMARY KEY,
    idempotency_key TEXT NOT NULL,
    case_id BIGINT NOT NULL REFERENCES cases (case_id),
    at TEXT NOT NULL,
    channel TEXT NOT NULL,
    address TEXT NOT NULL,
    text TEXT NOT NULL,
    processing_number TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    next_attempt_at_ms BIGINT,
    failure TEXT
);

CREATE TABLE audit_trail (
    entry BIGINT PRIMARY KEY,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    health_centre_id BIGINT,
    action TEXT NOT NULL,
    case_id BIGINT
);

CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE counters (
    name TEXT PRIMARY KEY,
    value BIGINT NOT NULL
);
INSERT INTO counters (name, value) VALUES ('cases', 0);
INSERT INTO counters (name, value) VALUES ('health_centres', 1);
INSERT INTO counters (name, value) VALUES ('numbers', 0);
INSERT INTO counters (name, value) VALUES ('messages', 0);
INSERT INTO counters (name, value) VALUES ('audit_trail', 0);
",
}];
