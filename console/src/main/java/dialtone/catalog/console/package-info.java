/** The prices of the catalogue, and what they would come to. */
package dialtone.catalog.console;
