/** What an account is to pay for a month, line by line, down to the usage record. */
package dialtone.invoice;
