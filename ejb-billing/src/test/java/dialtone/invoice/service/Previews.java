package dialtone.invoice.service;

import dialtone.invoice.InvoicePreview;
import dialtone.ledger.service.BillingDatabase;
import dialtone.party.BillingAccountId;
import dialtone.rating.service.Demo;
import dialtone.rating.service.Tariffs;
import java.time.Clock;
import java.time.YearMonth;

/** Previews from a test's database. */
public final class Previews {

    private Previews() {}

    /** As of {@link Demo#NOON}. */
    public static InvoicePreview of(BillingDatabase database, BillingAccountId account, YearMonth month) {
        return of(database, account, month, Demo.NOON);
    }

    public static InvoicePreview of(BillingDatabase database, BillingAccountId account, YearMonth month, Clock clock) {
        return new InvoicePreviews(database.dataSource(), new Tariffs(), clock).preview(account, month);
    }
}
