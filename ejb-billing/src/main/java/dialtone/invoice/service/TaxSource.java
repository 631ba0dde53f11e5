package dialtone.invoice.service;

import dialtone.invoice.InvoiceTax;
import dialtone.party.BillingAccountId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;

/**
 * Where taxes come from. An installation has at most one bean of it; without one invoices have no taxes.
 */
public interface TaxSource {

    /**
     * Reads within the caller's transaction all that the taxes of these accounts' invoices depend on, in a few statements for all of them.
     *
     * @param accounts those that are billed and those that they pay for
     */
    InvoiceTax load(Connection connection, Collection<BillingAccountId> accounts) throws SQLException;
}
