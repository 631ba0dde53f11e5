-- What was held for a limit may be charged, and is rated in the transactions that follow: whoever dies before these has noted it here.

CREATE TABLE USAGE_RELEASE (
  BILLING_ACCOUNT_ID VARCHAR2(32 CHAR) NOT NULL,
  RELEASED_AT TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  CONSTRAINT USAGE_RELEASE_PK PRIMARY KEY (BILLING_ACCOUNT_ID)
);

COMMENT ON TABLE USAGE_RELEASE IS 'Accounts of which held use was released and is to be rated; a row goes when that has been tried';
COMMENT ON COLUMN USAGE_RELEASE.RELEASED_AT IS 'The last time';
