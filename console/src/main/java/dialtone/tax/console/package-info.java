/** What is told of accounts for tax. */
package dialtone.tax.console;
