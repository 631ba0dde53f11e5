/** The accounts as finance sees them: what a month comes to, down to the usage record, and what was posted. */
package dialtone.invoice.console;
