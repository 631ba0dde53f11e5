-- A percentage of a limit that is reached is told to subscribers of the hub as well, once, whatever becomes of its mail (ADR 54).
ALTER TABLE SPENDING_NOTICE ADD EVENT_AT TIMESTAMP(6) WITH TIME ZONE;

COMMENT ON COLUMN SPENDING_NOTICE.EVENT_AT IS 'When it became an event of the hub. NULL of those that were not told, or before there were such events';
