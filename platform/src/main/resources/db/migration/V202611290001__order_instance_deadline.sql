ALTER TABLE PRODUCT_ORDER ADD INSTANCE_DEADLINE TIMESTAMP(6) WITH TIME ZONE;

COMMENT ON COLUMN PRODUCT_ORDER.INSTANCE_DEADLINE IS 'Deadline of the job with which the instance of INSTANCE_KEY has asked last, by the clock of the engine';

-- An engine that dies may give a key again that it has given out before.
ALTER TABLE FALLOUT_TASK DROP CONSTRAINT FALLOUT_TASK_INSTANCE_UK;

CREATE INDEX FALLOUT_TASK_INSTANCE_IX ON FALLOUT_TASK (INSTANCE_KEY);

COMMENT ON COLUMN FALLOUT_TASK.INSTANCE_KEY IS 'Process instance that waits for the decision: one task of a step for each, however often its job comes';
