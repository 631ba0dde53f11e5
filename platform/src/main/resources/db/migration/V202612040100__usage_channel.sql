-- The way each usage file came. What is there was put into the watched folder, or uploaded or reported by somebody with a login.

ALTER TABLE USAGE_FILE ADD CHANNEL VARCHAR2(8 CHAR) DEFAULT 'FOLDER' NOT NULL;

UPDATE USAGE_FILE SET CHANNEL = 'REST' WHERE DELIVERED_BY <> 'inbox';

ALTER TABLE USAGE_FILE ADD CONSTRAINT USAGE_FILE_CHANNEL_CK CHECK (CHANNEL IN ('FOLDER', 'REST', 'SFTP', 'JMS'));

COMMENT ON COLUMN USAGE_FILE.CHANNEL IS 'The way it came: the watched folder, the API, another system''s folder by SSH, the queue';
COMMENT ON COLUMN USAGE_FILE.DELIVERED_BY IS 'inbox, a login, the name of an SFTP source or of the queue';
