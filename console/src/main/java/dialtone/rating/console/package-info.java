/** What a line's prices let its customer choose. */
package dialtone.rating.console;
