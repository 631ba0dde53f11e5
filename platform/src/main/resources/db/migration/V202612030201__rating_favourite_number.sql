-- The numbers that a line has chosen, which some prices are for.

CREATE SEQUENCE FAVOURITE_NUMBER_SEQ START WITH 1 INCREMENT BY 1 CACHE 20;

CREATE TABLE FAVOURITE_NUMBER (
  ID                 NUMBER(19)                   NOT NULL,
  MSISDN             VARCHAR2(15 CHAR)            NOT NULL,
  BILLING_ACCOUNT_ID VARCHAR2(32 CHAR)            NOT NULL,
  PEER               VARCHAR2(15 CHAR)            NOT NULL,
  CHOSEN_AT          TIMESTAMP(6) WITH TIME ZONE  NOT NULL,
  CHOSEN_BY          VARCHAR2(64 CHAR)            NOT NULL,
  GIVEN_UP_AT        TIMESTAMP(6) WITH TIME ZONE,
  GIVEN_UP_BY        VARCHAR2(64 CHAR),
  CONSTRAINT FAVOURITE_NUMBER_PK PRIMARY KEY (ID),
  CONSTRAINT FAVOURITE_NUMBER_UK UNIQUE (MSISDN, BILLING_ACCOUNT_ID, PEER, CHOSEN_AT),
  CONSTRAINT FAVOURITE_NUMBER_TIME_CK CHECK (GIVEN_UP_AT IS NULL OR GIVEN_UP_AT > CHOSEN_AT)
);

COMMENT ON TABLE FAVOURITE_NUMBER IS 'Favourite numbers of a line from when to when; a record goes by those of when it began. A number is given up and chosen again, never changed';
COMMENT ON COLUMN FAVOURITE_NUMBER.MSISDN IS 'With BILLING_ACCOUNT_ID the line, whatever its rows of NUMBER_ACCOUNT; when it ends its favourites are given up';
COMMENT ON COLUMN FAVOURITE_NUMBER.PEER IS 'Digits, international';
