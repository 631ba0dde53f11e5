-- Codes of a promotion that were made together (ADR 54): who made them, and when they were stopped. The codes themselves stay rows of COUPON.
CREATE TABLE COUPON_SERIES (
  PROMOTION_ID VARCHAR2(64 CHAR) NOT NULL,
  SERIES       NUMBER(10)        NOT NULL,
  CODES        NUMBER(10)        NOT NULL,
  MADE_BY      VARCHAR2(64 CHAR),
  MADE_AT      TIMESTAMP(6)      NOT NULL,
  STOPPED_BY   VARCHAR2(64 CHAR),
  STOPPED_AT   TIMESTAMP(6),
  CONSTRAINT COUPON_SERIES_PK PRIMARY KEY (PROMOTION_ID, SERIES)
);
COMMENT ON TABLE COUPON_SERIES IS 'Codes of a promotion that were made together, each for one order';
COMMENT ON COLUMN COUPON_SERIES.STOPPED_AT IS 'From then on its codes give nothing; orders that have used one keep what it gave';

INSERT INTO COUPON_SERIES (PROMOTION_ID, SERIES, CODES, MADE_BY, MADE_AT)
  SELECT PROMOTION_ID, SERIES, COUNT(*), MIN(MADE_BY), MIN(MADE_AT) FROM COUPON WHERE SERIES IS NOT NULL GROUP BY PROMOTION_ID, SERIES;
