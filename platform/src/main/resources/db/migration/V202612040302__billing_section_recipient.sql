-- Whose a section of a consolidated invoice is, as it was when the invoice was stored: its number has to be on the invoice where tax goes by it.

CREATE TABLE SECTION_RECIPIENT (
  INVOICE_ID         VARCHAR2(32 CHAR)   NOT NULL,
  BILLING_ACCOUNT_ID VARCHAR2(32 CHAR)   NOT NULL,
  NAME               VARCHAR2(160 CHAR)  NOT NULL,
  TAX_NUMBER         VARCHAR2(32 CHAR),
  CONSTRAINT SECTION_RECIPIENT_PK PRIMARY KEY (INVOICE_ID, BILLING_ACCOUNT_ID),
  CONSTRAINT SECTION_RECIPIENT_FK FOREIGN KEY (INVOICE_ID, BILLING_ACCOUNT_ID) REFERENCES INVOICE_SECTION (INVOICE_ID, BILLING_ACCOUNT_ID)
);

COMMENT ON TABLE SECTION_RECIPIENT IS 'Facts, appended only: name and tax number of the accounts that have sections. Sections from before have none';
