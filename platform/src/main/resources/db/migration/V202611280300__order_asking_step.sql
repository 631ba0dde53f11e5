COMMENT ON COLUMN PLAN_STEP.POINT_OF_NO_RETURN IS 'NONE, SOFT or HARD: how freely what the step has done may be taken back; ASKS: it changes nothing';
