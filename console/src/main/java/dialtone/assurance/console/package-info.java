/** Revenue assurance in the console. */
package dialtone.assurance.console;
