/** What people decide about what accounts owe, and the periods of the books. */
package dialtone.ledger.console;
