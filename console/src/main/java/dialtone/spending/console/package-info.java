/** The page of what accounts may spend. */
package dialtone.spending.console;
