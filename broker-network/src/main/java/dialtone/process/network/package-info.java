/** Where the broker listens. */
package dialtone.process.network;
