/** Values every feature speaks in: money, refusals and their reasons. */
package dialtone.base;
