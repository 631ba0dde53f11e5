ALTER TABLE NETWORK_ACTION ADD FOR_GOOD NUMBER(1) DEFAULT 0 NOT NULL;

COMMENT ON COLUMN NETWORK_ACTION.FOR_GOOD IS '1: refused, and by the fault policy the item is given up without a person';
COMMENT ON COLUMN NETWORK_ACTION.TOLD_JOB_KEY IS 'Job that was told the refusal; 0: by the fault policy the same job asks again, -1: a later one does';

ALTER TABLE PLAN_STEP ADD (
  HELD_UNTIL TIMESTAMP(6) WITH TIME ZONE,
  HELD_WORDS VARCHAR2(500 CHAR)
);

COMMENT ON COLUMN PLAN_STEP.HELD_UNTIL IS 'When it is performed again, while its element refuses for now; NULL when it is not held';
COMMENT ON COLUMN PLAN_STEP.HELD_WORDS IS 'The words of the element that refuses for now';
