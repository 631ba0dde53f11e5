-- A system that sends usage by the queue has a login that may do nothing else.

ALTER TABLE APP_USER_ROLE DROP CONSTRAINT APP_USER_ROLE_NAME_CK;

ALTER TABLE APP_USER_ROLE ADD CONSTRAINT APP_USER_ROLE_NAME_CK
  CHECK (ROLE_NAME IN ('csr', 'operations', 'billing', 'partner', 'mediation', 'admin'));
