/** Devices that customers are asked to send back. */
package dialtone.pool.console;
