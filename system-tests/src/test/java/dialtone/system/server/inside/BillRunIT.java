package dialtone.system.server.inside;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Outcome;
import dialtone.billrun.BillRun;
import dialtone.billrun.BillRun.AccountState;
import dialtone.billrun.service.BillRunTurns;
import dialtone.billrun.service.BillRuns;
import dialtone.billrun.service.BillRuns.Standing;
import dialtone.invoice.Invoice;
import dialtone.invoice.InvoiceSummary;
import dialtone.invoice.InvoiceTaxLine;
import dialtone.invoice.document.service.InvoiceDocuments;
import dialtone.invoice.service.Invoices;
import dialtone.ledger.service.Ledger;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.system.server.InTheServer;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A bill run in the container: each account in its transaction, with the beans and the schema of the server. */
@InTheServer
class BillRunIT {

    private static final CustomerId GRETA = new CustomerId("CUS-100007");
    private static final BillingAccountId GRETAS = new BillingAccountId("BAC-100007");

    @Inject
    private BillRuns runs;

    @Inject
    private BillRunTurns turns;

    @Inject
    private Invoices invoices;

    @Inject
    private InvoiceDocuments documents;

    @Inject
    private Ledger ledger;

    @Inject
    private OrderRun order;

    @Inject
    private Tables tables;

    @Inject
    private Clock clock;

    @Test
    void aMonthIsBilledAccountByAccountInTransactionsOfTheContainer() {
        LocalDate thisMonth =
                clock.instant().atZone(ZoneId.of("Europe/Berlin")).toLocalDate().withDayOfMonth(1);
        order.complete(GRETA);
        tables.update(
                "UPDATE RATED_CHARGE SET PERIOD_FROM_ON = ?, PERIOD_TO_ON = ?, DUE_ON = ? WHERE BILLING_ACCOUNT_ID = ?",
                thisMonth.minusMonths(1),
                thisMonth,
                thisMonth.minusMonths(1),
                GRETAS.value());
        tables.update(
                "UPDATE RATING_SUBSCRIPTION SET ACTIVATED_ON = ?, ANCHORED_ON = ? WHERE BILLING_ACCOUNT_ID = ?",
                thisMonth.minusMonths(1),
                thisMonth.minusMonths(1),
                GRETAS.value());
        tables.update(
                "UPDATE BILLING_ACCOUNT SET OPENED_ON = ? WHERE BILLING_ACCOUNT_ID = ?",
                thisMonth.minusMonths(2),
                GRETAS.value());

        long run = started(BillRun.Kind.REAL, thisMonth);
        billAll(run);

        assertThat(runs.accounts(run, Optional.of(AccountState.FAILED), 0, 10).rows())
                .isEmpty();
        InvoiceSummary bill = invoices.ofAccount(GRETAS, 0, 10).rows().getFirst();
        Invoice invoice = invoices.find(bill.id()).orElseThrow();
        assertThat(invoice.lines()).isNotEmpty();
        assertThat(invoice.total()).isEqualTo(bill.total());
        assertThat(tables.number(
                        "SELECT COUNT(*) FROM RATED_CHARGE C WHERE BILLING_ACCOUNT_ID = ?"
                                + " AND NOT EXISTS (SELECT 1 FROM INVOICE_LINE L WHERE L.CHARGE_ID = C.ID)",
                        GRETAS.value()))
                .as("charges on no line")
                .isZero();
        assertThat(tables.number("SELECT COUNT(*) FROM INVOICE WHERE BILLING_ACCOUNT_ID = ?", GRETAS.value()))
                .isEqualTo(1);
        assertThat(ledger.trialBalance().balanced()).isTrue();
        assertThat(invoice.taxes()).extracting(InvoiceTaxLine::code).containsOnly("DE/VAT/S");
        assertThat(invoice.tax().isZero()).isFalse();
        byte[] pdf = pdf(invoice);
        assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
        assertThat(pdf(invoice)).isEqualTo(pdf);
        assertThat(documents.html(invoice.id(), Optional.empty())).asString().contains("Rechnung " + invoice.id());
    }

    private byte[] pdf(Invoice invoice) {
        return switch (documents.pdf(invoice.id(), Optional.empty())) {
            case Outcome.Accepted<byte[]>(byte[] pdf) -> pdf;
            case Outcome.Rejected<byte[]> refused -> throw new IllegalStateException(refused.toString());
        };
    }

    private long started(BillRun.Kind kind, LocalDate billedTo) {
        return switch (runs.start(kind, billedTo, "billing")) {
            case Outcome.Accepted<Standing>(Standing standing) -> standing.run().id();
            case Outcome.Rejected<Standing> refused -> throw new IllegalStateException(refused.toString());
        };
    }

    /** A server that works jobs does it, too; whichever comes first. */
    private void billAll(long run) {
        while (runs.find(run).orElseThrow().progress().of(AccountState.WAITING) > 0) {
            turns.bill(run, turns.next(run, 0));
        }
        turns.finish(run);
        assertThat(runs.find(run).orElseThrow().run().state()).isEqualTo(BillRun.State.COMPLETED);
    }
}
