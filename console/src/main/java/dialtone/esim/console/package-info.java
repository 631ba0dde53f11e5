/** Profiles of eSIMs on the pages of an order, and customers who have not loaded theirs. */
package dialtone.esim.console;
