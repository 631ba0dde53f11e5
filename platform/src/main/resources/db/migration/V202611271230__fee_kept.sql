ALTER TABLE RATING_SUBSCRIPTION ADD FEE_KEPT NUMBER(1) DEFAULT 0 NOT NULL;

COMMENT ON COLUMN RATING_SUBSCRIPTION.FEE_KEPT IS '1 when the month of the end is not given back: what was included in it had been given whole';

ALTER TABLE RATING_SUBSCRIPTION ADD PAID_MSISDN VARCHAR2(15 CHAR);

COMMENT ON COLUMN RATING_SUBSCRIPTION.PAID_MSISDN IS 'Number that the month of the end is paid for, until the same offering has come to it again in that month; NULL when there is none';

CREATE INDEX RATING_SUBSCRIPTION_PAID_IX ON RATING_SUBSCRIPTION (PAID_MSISDN);

ALTER TABLE RATING_SUBSCRIPTION ADD PREPAID NUMBER(1) DEFAULT 0 NOT NULL;

COMMENT ON COLUMN RATING_SUBSCRIPTION.PREPAID IS '1 when the monthly prices of the month of activation were paid with one of the same offering that ended in that month';
