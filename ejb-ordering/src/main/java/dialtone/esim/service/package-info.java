/** Transactions about the profiles of eSIMs: what the SM-DP+ tells of them, and what is done about those that nobody loads. */
package dialtone.esim.service;
