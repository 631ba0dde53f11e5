ALTER TABLE NUMBER_ACCOUNT ADD COUNTS_ON NUMBER(1) DEFAULT 0 NOT NULL;

COMMENT ON COLUMN NUMBER_ACCOUNT.COUNTS_ON IS '1 when the row before it goes on with another tariff, because an add-on came or went: what was included in that bill cycle counts on, in USAGE_COUNTER.OPENING_UNITS';

ALTER TABLE USAGE_COUNTER ADD OPENING_UNITS NUMBER(19) DEFAULT 0 NOT NULL;

COMMENT ON COLUMN USAGE_COUNTER.OPENING_UNITS IS 'What allowances had covered of this cycle under the former tariff; not among BILLABLE_UNITS';
