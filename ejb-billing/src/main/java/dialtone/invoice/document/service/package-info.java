/** Gives out the documents of stored invoices, and lists bills. */
package dialtone.invoice.document.service;
