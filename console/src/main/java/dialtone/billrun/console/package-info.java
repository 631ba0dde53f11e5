/** Bill runs as finance sees them. */
package dialtone.billrun.console;
