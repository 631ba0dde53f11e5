/** What the warehouse tells of devices that were asked back, and which are awaited. */
package dialtone.pool.tmf;
