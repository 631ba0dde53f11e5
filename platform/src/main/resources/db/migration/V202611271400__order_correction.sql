ALTER TABLE ORDER_REVISION ADD REASON VARCHAR2(500 CHAR);

COMMENT ON COLUMN ORDER_REVISION.REASON IS 'Why operations have corrected answers before a step was tried again; NULL for an amendment';
