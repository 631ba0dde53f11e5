-- An adjustment that takes another one back is for who had that one. Before this there were no accounts that pay for others.

ALTER TABLE ADJUSTMENT ADD PAYER_ON DATE;

COMMENT ON COLUMN ADJUSTMENT.PAYER_ON IS 'Of one that takes another one back: the day whose payer it is for, that of the first one taken back; NULL for AGREED_ON';
