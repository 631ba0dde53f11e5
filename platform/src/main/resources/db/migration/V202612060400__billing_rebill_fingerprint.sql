-- Who approves that an invoice be made again approves the lines that who asked was shown.

ALTER TABLE REBILL ADD FINGERPRINT VARCHAR2(64 CHAR);

COMMENT ON COLUMN REBILL.FINGERPRINT IS 'SHA-256 of lines, sections and taxes as they were shown to who asked: where others come to the same total later, nothing is issued. NULL for requests from before: their total is compared';
