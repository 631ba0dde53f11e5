CREATE TABLE CATALOG_VERSION (
  VERSION_ID   VARCHAR2(32 CHAR)           NOT NULL,
  CHECKSUM     VARCHAR2(64 CHAR)           NOT NULL,
  CONTENT      CLOB                        NOT NULL,
  ACTIVATED_AT TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  CONSTRAINT CATALOG_VERSION_PK PRIMARY KEY (VERSION_ID)
);

COMMENT ON COLUMN CATALOG_VERSION.CHECKSUM IS 'SHA-256 of CONTENT: the same version never has another content';
COMMENT ON COLUMN CATALOG_VERSION.CONTENT IS 'The files of the catalogue folder as they were, one YAML document each, in the order of their names';
COMMENT ON COLUMN CATALOG_VERSION.ACTIVATED_AT IS 'When it last became the current version; the latest is';
