-- Orders that have ended of late are looked for every few seconds: by this, not among all tasks that are open.
CREATE INDEX PRODUCT_ORDER_FINISHED_AT_IX ON PRODUCT_ORDER (FINISHED_AT);
