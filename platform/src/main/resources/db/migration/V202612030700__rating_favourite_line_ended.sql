-- A line's first choice of favourites is free, whatever was chosen under its number when it was another line of the account.

ALTER TABLE FAVOURITE_NUMBER ADD LINE_ENDED NUMBER(1) DEFAULT 0 NOT NULL;

COMMENT ON COLUMN FAVOURITE_NUMBER.LINE_ENDED IS '1 when the line that chose it has ended: it is rated by still, and binds no later line';
