/** Revenue assurance: what is active is billed, what is billed is active, and nothing is held for nothing. */
package dialtone.assurance;
