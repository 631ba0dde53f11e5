package dialtone.billrun.service;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.billrun.BillPolicy;
import dialtone.invoice.InvoiceId;
import dialtone.invoice.InvoiceTax;
import dialtone.invoice.RebillRequest;
import dialtone.invoice.service.TaxSource;
import dialtone.ledger.service.BillingDatabase;
import dialtone.rating.service.Tariffs;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;

/** Credit and rebill in a test's database, each call in a transaction. */
final class RebillDesk {

    private final BillingDatabase database;
    private final TaxSource taxes;
    private final Clock clock;
    private BillPolicies policies = new BillPolicies(new BillPolicy(14, BigDecimal.ZERO, List.of()));

    RebillDesk(BillingDatabase database, InvoiceTax tax, Clock clock) {
        this(database, (connection, accounts) -> tax, clock);
    }

    RebillDesk(BillingDatabase database, TaxSource taxes, Clock clock) {
        this.database = database;
        this.taxes = taxes;
        this.clock = clock;
    }

    RebillDesk by(BillPolicy other) {
        return by(new BillPolicies(other));
    }

    RebillDesk by(BillPolicies other) {
        policies = other;
        return this;
    }

    /** Ann asks, Bob approves. */
    RebillRequest issued(String invoice) {
        long id = asked(invoice).id();
        return done(in(rebills -> rebills.approve(id, "bob")));
    }

    RebillRequest asked(String invoice) {
        return done(ask(invoice, "Records were missing", "ann"));
    }

    Outcome<RebillRequest> ask(String invoice, String reason, String by) {
        return in(rebills -> rebills.ask(new InvoiceId(invoice), reason, by));
    }

    <T> T in(Function<Rebills, T> call) {
        return database.inTransaction(source -> call.apply(within(source)));
    }

    /** In a transaction that is the caller's. */
    Rebills within(DataSource source) {
        return new Rebills(source, new Tariffs(), taxes, policies, clock);
    }

    static <T> T done(Outcome<T> outcome) {
        return outcome.fold(value -> value, reasons -> {
            throw new IllegalStateException(reasons.toString());
        });
    }

    static String code(Outcome<?> outcome) {
        return outcome.fold(
                done -> "",
                reasons -> reasons.stream().map(Rejection::code).findFirst().orElse(""));
    }
}
