/** What subscribers used, as network elements tell it: records, the files they come in, and what could not be taken. */
package dialtone.usage;
