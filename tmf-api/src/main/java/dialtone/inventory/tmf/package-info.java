/** What customers have, over TMF637. */
package dialtone.inventory.tmf;
