/** Accounts by TM Forum's account management. */
package dialtone.party.tmf;
