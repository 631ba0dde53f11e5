/** The double-entry ledger: accounts, postings, and entries that sum to zero or are refused. */
package dialtone.ledger;
