-- A cycle of use is over when its line has ended.

COMMENT ON COLUMN NUMBER_ACCOUNT.BILLED_TO_ON IS 'First day of the earliest cycle of use that is not invoiced, of a line that has ended the day that the last invoice with its use ends before; NULL while none is. Use of a cycle that began before that is rated now is late, and goes to this one';
