-- The version of the catalogue that the price of used units is of, as it was when the line was made: a number's row may be another order's later.

ALTER TABLE INVOICE_LINE ADD CATALOG_VERSION VARCHAR2(32 CHAR);

COMMENT ON COLUMN INVOICE_LINE.CATALOG_VERSION IS 'Of use: version of the catalogue that its price is of; NULL where it is not known, for lines made before this was kept, and for what is charged by an order, which has its own';
