ALTER TABLE ORDER_ITEM ADD NEW_SEATS NUMBER(9);

COMMENT ON COLUMN ORDER_ITEM.NEW_SEATS IS 'How many seats the product has from the order on; NULL when it keeps the number it has';
