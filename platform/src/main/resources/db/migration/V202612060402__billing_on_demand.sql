-- One account may be billed out of turn.

ALTER TABLE BILL_RUN DROP CONSTRAINT BILL_RUN_KIND_CK;
ALTER TABLE BILL_RUN ADD CONSTRAINT BILL_RUN_KIND_CK CHECK (RUN_KIND IN ('REAL', 'DRY', 'DEMAND'));

CREATE INDEX BILL_RUN_KIND_IX ON BILL_RUN (RUN_KIND, ID);

COMMENT ON COLUMN BILL_RUN.BILLED_TO_ON IS 'First day that the invoices of the run do not have: the day of the month is the cycle day of its accounts; on demand the day after the run';
COMMENT ON COLUMN BILL_RUN.RUN_KEY IS 'BILLED_TO_ON of a run that bills a cycle: one a cycle. NULL for a dry run, one on demand and one that was cancelled';
