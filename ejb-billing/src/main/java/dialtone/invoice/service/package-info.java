/** Brings together what an account is to pay. */
package dialtone.invoice.service;
