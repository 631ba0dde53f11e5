-- The order in which lines joined what they share: the rows of a line change with its add-ons and its plan.

ALTER TABLE NUMBER_ACCOUNT ADD SHARED_POSITION NUMBER(9);

UPDATE NUMBER_ACCOUNT N SET SHARED_POSITION = (SELECT COUNT(*) FROM NUMBER_ACCOUNT B
  WHERE B.SHARED_ALLOWANCE_ID = N.SHARED_ALLOWANCE_ID AND B.ID <= N.ID) WHERE SHARED_ALLOWANCE_ID IS NOT NULL;

COMMENT ON COLUMN NUMBER_ACCOUNT.SHARED_POSITION IS 'Of the line among those that share it, from 1 in the order they joined, which is that in which their use is covered';
