-- What use may cost in a bill cycle: what customers want, how far they are, and what they were told.

CREATE SEQUENCE SPENDING_CHOICE_SEQ START WITH 1 INCREMENT BY 1 CACHE 20;

CREATE TABLE SPENDING_CHOICE (
  ID                 NUMBER(19)                   NOT NULL,
  BILLING_ACCOUNT_ID VARCHAR2(32 CHAR)            NOT NULL,
  LIMIT_ID           VARCHAR2(32 CHAR)            NOT NULL,
  MSISDN             VARCHAR2(20 CHAR),
  FROM_ON            DATE                         NOT NULL,
  WISH               VARCHAR2(8 CHAR)             NOT NULL,
  AMOUNT             NUMBER(19,4),
  CURRENCY           VARCHAR2(3 CHAR),
  SAID_AT            TIMESTAMP(6) WITH TIME ZONE  NOT NULL,
  SAID_BY            VARCHAR2(64 CHAR)            NOT NULL,
  CONSTRAINT SPENDING_CHOICE_PK PRIMARY KEY (ID),
  CONSTRAINT SPENDING_CHOICE_WISH_CK CHECK (
    (WISH = 'MOST' AND AMOUNT >= 0 AND CURRENCY IS NOT NULL)
    OR (WISH IN ('OFF', 'USUAL') AND AMOUNT IS NULL AND CURRENCY IS NULL))
);

COMMENT ON TABLE SPENDING_CHOICE IS 'Facts, appended only: of two for one bill cycle the later row holds';
COMMENT ON COLUMN SPENDING_CHOICE.MSISDN IS 'The line that it is for; empty for all lines of the account, or for a limit of the account';
COMMENT ON COLUMN SPENDING_CHOICE.FROM_ON IS 'First day of the first bill cycle that it holds in';

CREATE INDEX SPENDING_CHOICE_ACCOUNT_IX ON SPENDING_CHOICE (BILLING_ACCOUNT_ID);

CREATE TABLE SPENDING (
  SUBJECT            VARCHAR2(32 CHAR) NOT NULL,
  BILLING_ACCOUNT_ID VARCHAR2(32 CHAR) NOT NULL,
  LIMIT_ID           VARCHAR2(32 CHAR) NOT NULL,
  CYCLE_ON           DATE              NOT NULL,
  AMOUNT             NUMBER(19,4)      NOT NULL,
  CURRENCY           VARCHAR2(3 CHAR)  NOT NULL,
  HELD               NUMBER(1)         NOT NULL,
  CONSTRAINT SPENDING_PK PRIMARY KEY (SUBJECT, LIMIT_ID, CYCLE_ON, BILLING_ACCOUNT_ID),
  CONSTRAINT SPENDING_HELD_CK CHECK (HELD IN (0, 1))
);

COMMENT ON TABLE SPENDING IS 'Sums of what was posted for use, so that not all records of a cycle are added up for each; a row that is not there is added up';
COMMENT ON COLUMN SPENDING.SUBJECT IS 'A number, or the account itself';
COMMENT ON COLUMN SPENDING.HELD IS 'Whether a record waits for it';

CREATE INDEX SPENDING_ACCOUNT_IX ON SPENDING (BILLING_ACCOUNT_ID, CYCLE_ON);

CREATE SEQUENCE SPENDING_NOTICE_SEQ START WITH 1 INCREMENT BY 1 CACHE 20;

CREATE TABLE SPENDING_NOTICE (
  ID                 NUMBER(19)                   NOT NULL,
  BILLING_ACCOUNT_ID VARCHAR2(32 CHAR)            NOT NULL,
  SUBJECT            VARCHAR2(32 CHAR)            NOT NULL,
  LIMIT_ID           VARCHAR2(32 CHAR)            NOT NULL,
  CYCLE_ON           DATE                         NOT NULL,
  LIMIT_AMOUNT       NUMBER(19,4)                 NOT NULL,
  PERCENT            NUMBER(3)                    NOT NULL,
  LIMIT_NAME         VARCHAR2(64 CHAR)            NOT NULL,
  AMOUNT             NUMBER(19,4)                 NOT NULL,
  CURRENCY           VARCHAR2(3 CHAR)             NOT NULL,
  HELD               NUMBER(1)                    NOT NULL,
  REACHED_AT         TIMESTAMP(6) WITH TIME ZONE  NOT NULL,
  MAILS              NUMBER(3)                    NOT NULL,
  REFUSALS           NUMBER(3)                    NOT NULL,
  DUE_AT             TIMESTAMP(6) WITH TIME ZONE,
  CONSTRAINT SPENDING_NOTICE_PK PRIMARY KEY (ID),
  CONSTRAINT SPENDING_NOTICE_ONCE_UK UNIQUE (BILLING_ACCOUNT_ID, SUBJECT, LIMIT_ID, CYCLE_ON, LIMIT_AMOUNT, PERCENT)
);

COMMENT ON TABLE SPENDING_NOTICE IS 'That so much of a limit is reached, once for each percentage, bill cycle and amount of the limit';
COMMENT ON COLUMN SPENDING_NOTICE.AMOUNT IS 'What was spent then';
COMMENT ON COLUMN SPENDING_NOTICE.HELD IS 'Whether use beyond the limit waits';
COMMENT ON COLUMN SPENDING_NOTICE.MAILS IS 'Mails that have gone out: none or one';
COMMENT ON COLUMN SPENDING_NOTICE.DUE_AT IS 'When the customer is told by mail; empty when he was, when that was given up, or when a higher percentage was reached at the same time';

CREATE INDEX SPENDING_NOTICE_DUE_IX ON SPENDING_NOTICE (DUE_AT);
