ALTER TABLE SUBSCRIPTION_SEATS ADD ORDERED_BY VARCHAR2(32 CHAR);

COMMENT ON COLUMN SUBSCRIPTION_SEATS.ORDERED_BY IS 'The last order that has said a number of that day, also where somebody has said another one since; NULL when none has';
