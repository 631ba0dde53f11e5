-- Logins of the demo: csr/csr-demo and so on. Their passwords are known to everybody, so that their hashes need not be slow: bcrypt
-- at cost 5, since HTTP Basic asks for one with every call. An installation without the demo data has none of them.
INSERT INTO APP_USER (USER_NAME, PASSWORD_HASH) VALUES ('csr', '$2a$05$ZSiRJ5Q5p3JR2innjy6IJOkKDitdM1fu9DdMauBBhA3LoCaRd1Z.C');
INSERT INTO APP_USER_ROLE (USER_NAME, ROLE_NAME) VALUES ('csr', 'csr');
INSERT INTO APP_USER (USER_NAME, PASSWORD_HASH) VALUES ('ops', '$2a$05$wIoeIYVmt/OFEzCm3fo5wOblsVskzYKhTdBnI8hNTpbY8nhJw4cFq');
INSERT INTO APP_USER_ROLE (USER_NAME, ROLE_NAME) VALUES ('ops', 'operations');
INSERT INTO APP_USER (USER_NAME, PASSWORD_HASH) VALUES ('billing', '$2a$05$I6jsGdt3Tp1Ka9/ZIliYUOhfetVKUkIPAZbNcN1R7h3akuZPeN6ei');
INSERT INTO APP_USER_ROLE (USER_NAME, ROLE_NAME) VALUES ('billing', 'billing');
INSERT INTO APP_USER (USER_NAME, PASSWORD_HASH) VALUES ('partner', '$2a$05$ewq4PB04BwLL0HY61MVm.O.o1DqxeR7WERHd/w4CVSfLP5tS0DwP6');
INSERT INTO APP_USER_ROLE (USER_NAME, ROLE_NAME) VALUES ('partner', 'partner');
INSERT INTO APP_USER (USER_NAME, PASSWORD_HASH) VALUES ('admin', '$2a$05$SIOzZ4y9rl6DL30P/6yxROkZyu5KmqK85noqiAIW4BjOAgUwEn5.W');
INSERT INTO APP_USER_ROLE (USER_NAME, ROLE_NAME) VALUES ('admin', 'admin');
