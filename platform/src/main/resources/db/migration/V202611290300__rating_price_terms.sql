-- Prices that depend on destination, time of day and how much was used. A cycle counts use in cells: type, and zone and band where the
-- tariff tells them apart. '-' is use that nothing but its type tells apart: all that there was before.

ALTER TABLE ORDER_ITEM_PRICE ADD TERMS VARCHAR2(4000 CHAR);

COMMENT ON COLUMN ORDER_ITEM_PRICE.TERMS IS 'What a usage price says beyond the price of its units: zones, time bands, tiers, set-up fee, cap, rounding; of an allowance zones and time bands';

ALTER TABLE TARIFF_PRICE ADD TERMS VARCHAR2(4000 CHAR);

COMMENT ON COLUMN TARIFF_PRICE.TERMS IS 'As in ORDER_ITEM_PRICE';

ALTER TABLE USAGE_COUNTER ADD CELL VARCHAR2(80 CHAR) DEFAULT '-' NOT NULL;
ALTER TABLE USAGE_COUNTER ADD RECORD_COUNT NUMBER(19) DEFAULT 0 NOT NULL;

COMMENT ON COLUMN USAGE_COUNTER.CELL IS 'Zone and time band, europe/evening, or - where neither is told apart';
COMMENT ON COLUMN USAGE_COUNTER.RECORD_COUNT IS 'Records that began in the cell and used something; counted from the migration that brought the column, which brought the first price that asks for it';

ALTER TABLE USAGE_COUNTER DROP CONSTRAINT USAGE_COUNTER_PK;
ALTER TABLE USAGE_COUNTER ADD CONSTRAINT USAGE_COUNTER_PK PRIMARY KEY (NUMBER_ACCOUNT_ID, CYCLE_ON, USAGE_TYPE, CELL);

ALTER TABLE USAGE_EVENT ADD CELL VARCHAR2(80 CHAR);
ALTER TABLE USAGE_EVENT ADD CHARGED_UNITS NUMBER(18);

COMMENT ON COLUMN USAGE_EVENT.CELL IS 'That the record began in, as in USAGE_COUNTER; empty for -';
COMMENT ON COLUMN USAGE_EVENT.CHARGED_UNITS IS 'What AMOUNT is for; empty where that is all beyond INCLUDED_UNITS';

CREATE TABLE USAGE_SEGMENT (
  SOURCE_NAME       VARCHAR2(64 CHAR)  NOT NULL,
  RECORD_SEQUENCE   NUMBER(18)         NOT NULL,
  USAGE_TYPE        VARCHAR2(8 CHAR)   NOT NULL,
  CELL              VARCHAR2(80 CHAR)  NOT NULL,
  FIRST_CELL        VARCHAR2(80 CHAR)  NOT NULL,
  NUMBER_ACCOUNT_ID NUMBER(19)         NOT NULL,
  CYCLE_ON          DATE               NOT NULL,
  BILLABLE_UNITS    NUMBER(18)         NOT NULL,
  CONSTRAINT USAGE_SEGMENT_PK PRIMARY KEY (SOURCE_NAME, RECORD_SEQUENCE, CELL)
);

COMMENT ON TABLE USAGE_SEGMENT IS 'Facts, appended only: the units of a record that lie in another cell than it began in, of those that USAGE_EVENT.BILLABLE_UNITS has. Most records have none';

CREATE INDEX USAGE_SEGMENT_NUMBER_IX ON USAGE_SEGMENT (NUMBER_ACCOUNT_ID, CYCLE_ON);

ALTER TABLE USAGE_CHARGE DROP CONSTRAINT USAGE_CHARGE_PK;
ALTER TABLE USAGE_CHARGE ADD CONSTRAINT USAGE_CHARGE_PK PRIMARY KEY (SOURCE_NAME, RECORD_SEQUENCE, USAGE_TYPE, PRICE_ID);

COMMENT ON TABLE USAGE_CHARGE IS 'Facts, appended only: what a usage record adds to what other prices charge than that of the cell it began in. What that charges is in USAGE_EVENT';

ALTER TABLE CATALOG_VERSION MODIFY ACTIVATED_AT NULL;

COMMENT ON COLUMN CATALOG_VERSION.ACTIVATED_AT IS 'When it last became the current version, or will; the latest that is over says which is. Empty for one that was withdrawn before its time came';
