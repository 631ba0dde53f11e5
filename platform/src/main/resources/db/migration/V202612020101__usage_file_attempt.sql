-- A file that was read by the wrong layout, so that nothing of it was a record, is taken again by the right one. The earlier row stays, with what was
-- refused of it; of several deliveries at the same time one is the next.

ALTER TABLE USAGE_FILE ADD ATTEMPT NUMBER(9) DEFAULT 1 NOT NULL;

ALTER TABLE USAGE_FILE DROP CONSTRAINT USAGE_FILE_CHECKSUM_UK;

ALTER TABLE USAGE_FILE ADD CONSTRAINT USAGE_FILE_CHECKSUM_UK UNIQUE (CHECKSUM, ATTEMPT);

COMMENT ON COLUMN USAGE_FILE.ATTEMPT IS 'From 1: how often these bytes have been begun anew, each time by another layout';

-- Usage is listed by number, refused records too.

CREATE INDEX USAGE_REFUSAL_NUMBER_IX ON USAGE_REFUSAL (MSISDN);
