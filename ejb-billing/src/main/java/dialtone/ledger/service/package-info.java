/** Keeps the journal: entries that balance, appended only. */
package dialtone.ledger.service;
