-- Parts of one session wait in suspense for each other and are rated as one record, under the key of the first. What each part said is kept here for ever,
-- with what became of it.

CREATE TABLE USAGE_PART (
  SOURCE_NAME     VARCHAR2(64 CHAR)            NOT NULL,
  RECORD_SEQUENCE NUMBER(18)                   NOT NULL,
  USAGE_TYPE      VARCHAR2(8 CHAR)             NOT NULL,
  MSISDN          VARCHAR2(15 CHAR)            NOT NULL,
  STARTED_AT      TIMESTAMP(6) WITH TIME ZONE  NOT NULL,
  QUANTITY        NUMBER(18)                   NOT NULL,
  PEER            VARCHAR2(64 CHAR),
  FILE_ID         NUMBER(19)                   NOT NULL,
  SESSION_NAME    VARCHAR2(64 CHAR)            NOT NULL,
  PART_NUMBER     NUMBER(4)                    NOT NULL,
  IS_LAST         NUMBER(1)                    NOT NULL,
  WAIT_UNTIL_AT   TIMESTAMP(6) WITH TIME ZONE  NOT NULL,
  WHEN_MISSING    VARCHAR2(8 CHAR)             NOT NULL,
  STATE           VARCHAR2(12 CHAR)            NOT NULL,
  WHOLE_SEQUENCE  NUMBER(18),
  CONSTRAINT USAGE_PART_PK PRIMARY KEY (SOURCE_NAME, RECORD_SEQUENCE),
  CONSTRAINT USAGE_PART_STATE_CK CHECK (STATE IN ('WAITING', 'OVERDUE', 'JOINED', 'DUPLICATE', 'UNFIT', 'REFUSED')),
  CONSTRAINT USAGE_PART_MISSING_CK CHECK (WHEN_MISSING IN ('SUSPEND', 'RATE')),
  CONSTRAINT USAGE_PART_WHOLE_CK CHECK ((STATE = 'JOINED' AND WHOLE_SEQUENCE IS NOT NULL) OR (STATE <> 'JOINED' AND WHOLE_SEQUENCE IS NULL))
);

CREATE INDEX USAGE_PART_SESSION_IX ON USAGE_PART (SOURCE_NAME, SESSION_NAME, MSISDN);
CREATE INDEX USAGE_PART_FILE_IX ON USAGE_PART (FILE_ID, STATE);
CREATE INDEX USAGE_PART_WAITING_IX ON USAGE_PART (STATE, SOURCE_NAME, SESSION_NAME, MSISDN, WAIT_UNTIL_AT);

COMMENT ON TABLE USAGE_PART IS 'Records that are parts of a session, as they came, and what became of them';
COMMENT ON COLUMN USAGE_PART.WHOLE_SEQUENCE IS 'Of the record of the same source that the session was rated as: its first part''s';

-- A part that was joined is a rated record of its file, in the sum that always adds up; but its charge is in the row of the first part, perhaps in another
-- file. So the rows of USAGE_EVENT of a file are RATED_COUNT - JOINED_COUNT.

ALTER TABLE USAGE_FILE ADD JOINED_COUNT NUMBER(19) DEFAULT 0 NOT NULL;

ALTER TABLE USAGE_FILE ADD CONSTRAINT USAGE_FILE_JOINED_CK CHECK (JOINED_COUNT >= 0 AND JOINED_COUNT <= RATED_COUNT);

COMMENT ON COLUMN USAGE_FILE.JOINED_COUNT IS 'Of RATED_COUNT, the parts of sessions that have no row in USAGE_EVENT, because the first part has it';
