-- What came off a price by the catalogue is corrected with it; what a coupon brought stays.

ALTER TABLE RERATING ADD LISTED_DISCOUNTS CLOB;

COMMENT ON COLUMN RERATING.LISTED_DISCOUNTS IS 'Names of what has come off the price by any version of the catalogue, a line each: what else comes off a bought one by a name is a coupon''s. NULL for none, and of re-ratings from before: they keep all that has a name';
