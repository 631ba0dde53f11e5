package dialtone.invoice.service;

import dialtone.base.Outcome;
import dialtone.invoice.Invoice;
import dialtone.invoice.InvoiceId;
import dialtone.ledger.service.BillingDatabase;
import dialtone.rating.service.Tariffs;
import java.time.Clock;
import java.util.Set;

/** The invoices of a test's database, each credit note in a transaction. */
public final class InvoiceDesk {

    private InvoiceDesk() {}

    public static Invoices of(BillingDatabase database, Clock clock) {
        return new Invoices(database.dataSource(), new Tariffs(), clock) {
            @Override
            public Outcome<Invoice> credit(InvoiceId id, Set<Integer> lines, String reason) {
                return database.inTransaction(
                        source -> new Invoices(source, new Tariffs(), clock).credit(id, lines, reason));
            }
        };
    }
}
