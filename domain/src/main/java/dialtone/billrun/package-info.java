/** Bill runs: which accounts are billed for a cycle, what goes on their invoices, and what came of each. */
package dialtone.billrun;
