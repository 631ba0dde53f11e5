/** The network elements on a page, and what is set for them. */
package dialtone.element.console;
