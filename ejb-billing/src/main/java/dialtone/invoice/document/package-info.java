/** An invoice as its customer reads it: HTML and PDF of one page, in his language. */
package dialtone.invoice.document;
