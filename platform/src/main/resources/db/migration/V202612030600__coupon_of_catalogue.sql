-- What the one code of a promotion gives, and how often, is said by the catalogue that an order is judged by (ADR 45): a version that waits for its
-- time must not change it. A row of such a code counts its uses alone.
UPDATE COUPON SET MOST = NULL WHERE SERIES IS NULL;
COMMENT ON COLUMN COUPON.PROMOTION_ID IS 'Of a series: its promotion; else the one that named the code first';
COMMENT ON COLUMN COUPON.MOST IS 'How often a code of a series may be used; empty of the one code that the catalogue names, whose limit it says';
