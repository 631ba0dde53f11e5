-- The login of a mediation system, mediation/mediation-demo, beside the others of the demo.
INSERT INTO APP_USER (USER_NAME, PASSWORD_HASH) VALUES ('mediation', '$2a$05$CbEpiTuMN./LH0Uhq9gh1ejuHxiwAgpQ8v3rmRX3QygesnA9Bh91K');
INSERT INTO APP_USER_ROLE (USER_NAME, ROLE_NAME) VALUES ('mediation', 'mediation');
