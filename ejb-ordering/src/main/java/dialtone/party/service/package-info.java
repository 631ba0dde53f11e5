/** Transactions about customers and their billing accounts. */
package dialtone.party.service;
