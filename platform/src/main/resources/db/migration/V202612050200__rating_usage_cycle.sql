-- The cycles that the use of a line is counted in, where they are not the months of the calendar: those of its plan.

ALTER TABLE NUMBER_ACCOUNT ADD USAGE_CYCLE VARCHAR2(60 CHAR);

COMMENT ON COLUMN NUMBER_ACCOUNT.USAGE_CYCLE IS 'Period, where it begins, and the day that cycles are counted from: 1 week, anniversary, from 2026-12-03. NULL for the months of the calendar. Days of CYCLE_ON are the first days of these';
