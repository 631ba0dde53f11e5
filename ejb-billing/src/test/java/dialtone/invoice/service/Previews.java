package dialtone.invoice.service;

import dialtone.base.Outcome;
import dialtone.invoice.InvoicePreview;
import dialtone.invoice.service.SharingPreviews.Asked;
import dialtone.invoice.service.SharingPreviews.Trial;
import dialtone.ledger.service.BillingDatabase;
import dialtone.party.BillingAccountId;
import dialtone.rating.service.Demo;
import dialtone.rating.service.Sharing;
import dialtone.rating.service.Tariffs;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** Previews from a test's database. */
public final class Previews {

    private Previews() {}

    private static final class TakenBack extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** What would be if a line joined or left: tried in a transaction, which is rolled back when that is asked for. */
    public static Outcome<Trial> trial(BillingDatabase database, Asked asked, Clock clock) {
        AtomicReference<Outcome<Trial>> tried = new AtomicReference<>();
        AtomicBoolean back = new AtomicBoolean();
        try {
            database.inTransaction(source -> {
                tried.set(new SharingPreviews(
                                Sharing.in(source, clock),
                                new InvoicePreviews(source, new Tariffs(), clock),
                                clock,
                                () -> back.set(true))
                        .of(asked, ZoneId.of("Europe/Berlin"), "csr"));
                if (back.get()) {
                    throw new TakenBack();
                }
                return true;
            });
        } catch (TakenBack asExpected) {
            return tried.get();
        }
        return tried.get();
    }

    /** As of {@link Demo#NOON}. */
    public static InvoicePreview of(BillingDatabase database, BillingAccountId account, YearMonth month) {
        return of(database, account, month, Demo.NOON);
    }

    public static InvoicePreview of(BillingDatabase database, BillingAccountId account, YearMonth month, Clock clock) {
        return new InvoicePreviews(database.dataSource(), new Tariffs(), clock).preview(account, month);
    }
}
