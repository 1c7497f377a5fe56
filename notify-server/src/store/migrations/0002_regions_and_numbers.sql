-- A file for every region.
CREATE TABLE export_files (
    batch_num BIGINT NOT NULL,
    region TEXT NOT NULL, -- as configured
    file_number BIGINT NOT NULL, -- the file's name
    created BIGINT NOT NULL, -- Unix milliseconds, once seconds, as in list.json
    end_timestamp BIGINT NOT NULL, -- Unix seconds, the end of its keys' validity day
    deleted BOOLEAN NOT NULL,
    PRIMARY KEY (batch_num, region)
);
INSERT INTO export_files (batch_num, region, file_number, created, end_timestamp, deleted)
    SELECT batch_num, '440', file_number, created, end_timestamp, deleted FROM exports;
DROP TABLE exports;

-- What the server of 2020 kept and no other: the processing number beside the user's name.
CREATE TABLE diagnoses (
    id TEXT PRIMARY KEY, -- the user's name
    processing_number TEXT NOT NULL,
    received_at BIGINT NOT NULL -- Unix seconds
);
