/** The broker: its connection, job workers, deployment of the processes. Nobody else imports the engine's client. */
package dialtone.platform.zeebe;
