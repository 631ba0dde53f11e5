-- After the last change of the table: H2 builds a table anew for a column, and sixty thousand rows take it longer than all else.
-- Ten digits; joined with itself it counts. Oracle's CONNECT BY is not known to H2. None where the stock has been loaded by an earlier
-- number of this migration: then nothing is added. Only rows whose place is a multiple of ${stock.apart} are added: 1 but in tests that need few.
CREATE TABLE DEMO_DIGIT (
  D NUMBER(1) NOT NULL,
  CONSTRAINT DEMO_DIGIT_PK PRIMARY KEY (D)
);

INSERT INTO DEMO_DIGIT (D) SELECT 0 FROM DUAL WHERE NOT EXISTS (SELECT 1 FROM POOLED_RESOURCE);
INSERT INTO DEMO_DIGIT (D) SELECT 1 FROM DUAL WHERE NOT EXISTS (SELECT 1 FROM POOLED_RESOURCE);
INSERT INTO DEMO_DIGIT (D) SELECT 2 FROM DUAL WHERE NOT EXISTS (SELECT 1 FROM POOLED_RESOURCE);
INSERT INTO DEMO_DIGIT (D) SELECT 3 FROM DUAL WHERE NOT EXISTS (SELECT 1 FROM POOLED_RESOURCE);
INSERT INTO DEMO_DIGIT (D) SELECT 4 FROM DUAL WHERE NOT EXISTS (SELECT 1 FROM POOLED_RESOURCE);
INSERT INTO DEMO_DIGIT (D) SELECT 5 FROM DUAL WHERE NOT EXISTS (SELECT 1 FROM POOLED_RESOURCE);
INSERT INTO DEMO_DIGIT (D) SELECT 6 FROM DUAL WHERE NOT EXISTS (SELECT 1 FROM POOLED_RESOURCE);
INSERT INTO DEMO_DIGIT (D) SELECT 7 FROM DUAL WHERE NOT EXISTS (SELECT 1 FROM POOLED_RESOURCE);
INSERT INTO DEMO_DIGIT (D) SELECT 8 FROM DUAL WHERE NOT EXISTS (SELECT 1 FROM POOLED_RESOURCE);
INSERT INTO DEMO_DIGIT (D) SELECT 9 FROM DUAL WHERE NOT EXISTS (SELECT 1 FROM POOLED_RESOURCE);

-- 30,000 numbers (a hundred thousand take the embedded database longer to load than everything else at the first start) below country code 999, which ITU-T E.164 keeps in reserve: no telephone in the world has one of them.
INSERT INTO POOLED_RESOURCE (KIND, IDENTIFIER, VARIANT, STATE, PLACE)
SELECT 'MSISDN', '9991555' || TO_CHAR(D1.D) || TO_CHAR(D2.D) || TO_CHAR(D3.D) || TO_CHAR(D4.D) || TO_CHAR(D5.D), 'mobile', 'FREE', (D1.D * 10000 + D2.D * 1000 + D3.D * 100 + D4.D * 10 + D5.D) * 30
  FROM DEMO_DIGIT D1 CROSS JOIN DEMO_DIGIT D2 CROSS JOIN DEMO_DIGIT D3 CROSS JOIN DEMO_DIGIT D4 CROSS JOIN DEMO_DIGIT D5
 WHERE D1.D < 3
   AND MOD((D1.D * 10000 + D2.D * 1000 + D3.D * 100 + D4.D * 10 + D5.D) * 30, ${stock.apart}) = 0;

-- 30,000 eSIM profiles of the test network 001-01; ICCIDs end in the check digit of ITU-T E.118.
INSERT INTO POOLED_RESOURCE (KIND, IDENTIFIER, VARIANT, IMSI, STATE, PLACE)
SELECT 'SIM', '8999901100000' || TO_CHAR(D1.D) || TO_CHAR(D2.D) || TO_CHAR(D3.D) || TO_CHAR(D4.D) || TO_CHAR(D5.D) || TO_CHAR(MOD(10 - MOD(47 + DECODE(D5.D, 0, 0, 1, 2, 2, 4, 3, 6, 4, 8, 5, 1, 6, 3, 7, 5, 8, 7, 9) + D4.D + DECODE(D3.D, 0, 0, 1, 2, 2, 4, 3, 6, 4, 8, 5, 1, 6, 3, 7, 5, 8, 7, 9) + D2.D + DECODE(D1.D, 0, 0, 1, 2, 2, 4, 3, 6, 4, 8, 5, 1, 6, 3, 7, 5, 8, 7, 9), 10), 10)), 'esim', '0010110000' || TO_CHAR(D1.D) || TO_CHAR(D2.D) || TO_CHAR(D3.D) || TO_CHAR(D4.D) || TO_CHAR(D5.D), 'FREE', (D1.D * 10000 + D2.D * 1000 + D3.D * 100 + D4.D * 10 + D5.D) * 30
  FROM DEMO_DIGIT D1 CROSS JOIN DEMO_DIGIT D2 CROSS JOIN DEMO_DIGIT D3 CROSS JOIN DEMO_DIGIT D4 CROSS JOIN DEMO_DIGIT D5
 WHERE D1.D < 3
   AND MOD((D1.D * 10000 + D2.D * 1000 + D3.D * 100 + D4.D * 10 + D5.D) * 30, ${stock.apart}) = 0;

-- 3,000 physical SIMs.
INSERT INTO POOLED_RESOURCE (KIND, IDENTIFIER, VARIANT, IMSI, STATE, PLACE)
SELECT 'SIM', '8999901200000' || TO_CHAR(D1.D) || TO_CHAR(D2.D) || TO_CHAR(D3.D) || TO_CHAR(D4.D) || TO_CHAR(D5.D) || TO_CHAR(MOD(10 - MOD(49 + DECODE(D5.D, 0, 0, 1, 2, 2, 4, 3, 6, 4, 8, 5, 1, 6, 3, 7, 5, 8, 7, 9) + D4.D + DECODE(D3.D, 0, 0, 1, 2, 2, 4, 3, 6, 4, 8, 5, 1, 6, 3, 7, 5, 8, 7, 9) + D2.D + DECODE(D1.D, 0, 0, 1, 2, 2, 4, 3, 6, 4, 8, 5, 1, 6, 3, 7, 5, 8, 7, 9), 10), 10)), 'physical', '0010120000' || TO_CHAR(D1.D) || TO_CHAR(D2.D) || TO_CHAR(D3.D) || TO_CHAR(D4.D) || TO_CHAR(D5.D), 'FREE', (D2.D * 1000 + D3.D * 100 + D4.D * 10 + D5.D) * 300
  FROM DEMO_DIGIT D1 CROSS JOIN DEMO_DIGIT D2 CROSS JOIN DEMO_DIGIT D3 CROSS JOIN DEMO_DIGIT D4 CROSS JOIN DEMO_DIGIT D5
 WHERE D1.D = 0 AND D2.D < 3
   AND MOD((D2.D * 1000 + D3.D * 100 + D4.D * 10 + D5.D) * 300, ${stock.apart}) = 0;

-- A thousand of fairline-5/black; a type allocation code that begins with 00 belongs to a test device.
INSERT INTO POOLED_RESOURCE (KIND, IDENTIFIER, VARIANT, STATE, PLACE)
SELECT 'DEVICE', '00440105000' || TO_CHAR(D3.D) || TO_CHAR(D4.D) || TO_CHAR(D5.D) || TO_CHAR(MOD(10 - MOD(15 + DECODE(D5.D, 0, 0, 1, 2, 2, 4, 3, 6, 4, 8, 5, 1, 6, 3, 7, 5, 8, 7, 9) + D4.D + DECODE(D3.D, 0, 0, 1, 2, 2, 4, 3, 6, 4, 8, 5, 1, 6, 3, 7, 5, 8, 7, 9), 10), 10)), 'fairline-5/black', 'FREE', (D3.D * 100 + D4.D * 10 + D5.D) * 1000
  FROM DEMO_DIGIT D3 CROSS JOIN DEMO_DIGIT D4 CROSS JOIN DEMO_DIGIT D5
 WHERE MOD((D3.D * 100 + D4.D * 10 + D5.D) * 1000, ${stock.apart}) = 0;

-- A thousand of fairline-5/sage; a type allocation code that begins with 00 belongs to a test device.
INSERT INTO POOLED_RESOURCE (KIND, IDENTIFIER, VARIANT, STATE, PLACE)
SELECT 'DEVICE', '00440106000' || TO_CHAR(D3.D) || TO_CHAR(D4.D) || TO_CHAR(D5.D) || TO_CHAR(MOD(10 - MOD(17 + DECODE(D5.D, 0, 0, 1, 2, 2, 4, 3, 6, 4, 8, 5, 1, 6, 3, 7, 5, 8, 7, 9) + D4.D + DECODE(D3.D, 0, 0, 1, 2, 2, 4, 3, 6, 4, 8, 5, 1, 6, 3, 7, 5, 8, 7, 9), 10), 10)), 'fairline-5/sage', 'FREE', (D3.D * 100 + D4.D * 10 + D5.D) * 1000
  FROM DEMO_DIGIT D3 CROSS JOIN DEMO_DIGIT D4 CROSS JOIN DEMO_DIGIT D5
 WHERE MOD((D3.D * 100 + D4.D * 10 + D5.D) * 1000, ${stock.apart}) = 0;

-- A thousand of pebble-2/black; a type allocation code that begins with 00 belongs to a test device.
INSERT INTO POOLED_RESOURCE (KIND, IDENTIFIER, VARIANT, STATE, PLACE)
SELECT 'DEVICE', '00440202000' || TO_CHAR(D3.D) || TO_CHAR(D4.D) || TO_CHAR(D5.D) || TO_CHAR(MOD(10 - MOD(20 + DECODE(D5.D, 0, 0, 1, 2, 2, 4, 3, 6, 4, 8, 5, 1, 6, 3, 7, 5, 8, 7, 9) + D4.D + DECODE(D3.D, 0, 0, 1, 2, 2, 4, 3, 6, 4, 8, 5, 1, 6, 3, 7, 5, 8, 7, 9), 10), 10)), 'pebble-2/black', 'FREE', (D3.D * 100 + D4.D * 10 + D5.D) * 1000
  FROM DEMO_DIGIT D3 CROSS JOIN DEMO_DIGIT D4 CROSS JOIN DEMO_DIGIT D5
 WHERE MOD((D3.D * 100 + D4.D * 10 + D5.D) * 1000, ${stock.apart}) = 0;

DROP TABLE DEMO_DIGIT;
