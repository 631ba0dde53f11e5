-- A minimum is held against the bills on demand of a cycle together with the invoice of the cycle. Where they have enough and nothing is left to invoice, this says that it was.

CREATE TABLE COMMITMENT_MET (
  BILLING_ACCOUNT_ID VARCHAR2(32 CHAR) NOT NULL,
  CYCLE_TO_ON        DATE              NOT NULL,
  RUN_ID             NUMBER(19)        NOT NULL,
  CONSTRAINT COMMITMENT_MET_PK PRIMARY KEY (BILLING_ACCOUNT_ID, CYCLE_TO_ON),
  CONSTRAINT COMMITMENT_MET_RUN_FK FOREIGN KEY (RUN_ID) REFERENCES BILL_RUN (ID)
);

COMMENT ON TABLE COMMITMENT_MET IS 'Facts, appended only: cycles without an invoice of their own whose bills on demand were held against what is committed';
COMMENT ON COLUMN COMMITMENT_MET.CYCLE_TO_ON IS 'First day behind the cycle';
COMMENT ON COLUMN COMMITMENT_MET.RUN_ID IS 'The run that found nothing more';
