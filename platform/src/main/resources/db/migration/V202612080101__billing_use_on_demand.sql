-- A bill on demand has what a cycle of use that goes on has cost so far; the invoice of the cycle has what the cycle comes to less that.

ALTER TABLE INVOICE_LINE ADD SO_FAR_NUMBER_ID NUMBER(19);

-- which of them have had some of a number's cycle
CREATE INDEX INVOICE_LINE_SO_FAR_IX ON INVOICE_LINE (SO_FAR_NUMBER_ID);

COMMENT ON COLUMN INVOICE_LINE.SO_FAR_NUMBER_ID IS 'NUMBER_ACCOUNT_ID of use so far of a cycle that went on; BILL_CYCLE_ON is the first day that the bill does not have. NULL of all other lines';
