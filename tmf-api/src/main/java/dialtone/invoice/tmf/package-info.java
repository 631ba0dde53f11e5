/** The billing API, {@code /billing/v1}: invoice preview, ledger, usage files. */
package dialtone.invoice.tmf;
