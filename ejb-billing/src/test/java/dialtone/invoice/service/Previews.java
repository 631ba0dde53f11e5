package dialtone.invoice.service;

import dialtone.invoice.InvoicePreview;
import dialtone.ledger.service.BillingDatabase;
import dialtone.party.BillingAccountId;
import dialtone.rating.service.Tariffs;
import java.time.YearMonth;

/** Previews from a test's database. */
public final class Previews {

    private Previews() {}

    public static InvoicePreview of(BillingDatabase database, BillingAccountId account, YearMonth month) {
        return new InvoicePreviews(database.dataSource(), new Tariffs()).preview(account, month);
    }
}
