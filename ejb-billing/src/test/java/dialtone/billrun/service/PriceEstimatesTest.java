package dialtone.billrun.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Outcome;
import dialtone.billrun.PriceEstimate;
import dialtone.catalog.OfferingId;
import dialtone.catalog.UsageType;
import dialtone.invoice.InvoiceDraft;
import dialtone.invoice.InvoiceTaxLine;
import dialtone.ledger.service.BillingDatabase;
import dialtone.order.PricedItem;
import dialtone.rating.AssumedUse;
import dialtone.rating.service.Demo;
import dialtone.rating.service.RatingReference;
import dialtone.tax.TaxPlace;
import dialtone.tax.TaxProfile;
import dialtone.tax.service.AccountTaxes;
import dialtone.tax.service.TaxReference;
import dialtone.usage.service.Intake;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a line would cost is what it costs. */
class PriceEstimatesTest {

    private static final AccountTaxes TAXES =
            new AccountTaxes(new TaxReference(TaxReference.Tables.read(Path.of("../catalog"))));

    private final BillingDatabase database = new BillingDatabase();
    private final Runs runs = new Runs(database);

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        database.close();
    }

    private static PriceEstimate estimate(AssumedUse... use) {
        return new PriceEstimate(
                List.of(new PricedItem("1", new OfferingId("mobile-1"), "Mobile 1", Demo.PLAN)),
                LocalDate.parse("2026-11-25"),
                ZoneId.of("Europe/Berlin"),
                Demo.EUR,
                1,
                1,
                List.of(use));
    }

    private Outcome<List<InvoiceTaxLine>> taxes(InvoiceDraft draft) {
        try (Connection connection = database.dataSource().getConnection()) {
            return TAXES.load(connection, List.of(draft.account())).of(draft);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theEstimateOfALineIsTheInvoiceThatItGets() {
        runs.account(1);
        Demo.start(database, Demo.order(1, Demo.NUMBER), Demo.NOON);
        new Intake(database, folder)
                .take(
                        "1,VOICE,491510000001,2026-11-25T18:00:00Z,160,4930123456",
                        "2,VOICE,491510000001,2026-11-25T19:00:00Z,61,4930123456",
                        "3,VOICE,491510000001,2026-11-25T20:00:00Z,10,4930123456",
                        "4,SMS,491510000001,2026-11-26T18:00:00Z,1,4930123456",
                        "5,SMS,491510000001,2026-11-26T19:00:00Z,1,4930123456",
                        "6,SMS,491510000001,2026-11-26T20:00:00Z,1,4930123456");
        runs.taxedBy(this::taxes).run("2026-12-01");

        PriceEstimate.Bill bill = new PriceEstimates(TAXES, new BillPolicies(new RatingReference()))
                .bills(
                        estimate(
                                new AssumedUse(UsageType.VOICE, "", "", 160, 1),
                                new AssumedUse(UsageType.VOICE, "", "", 61, 1),
                                new AssumedUse(UsageType.VOICE, "", "", 10, 1),
                                new AssumedUse(UsageType.SMS, "", "", 3, 3)),
                        TaxProfile.consumer(TaxPlace.country("DE")))
                .fold(bills -> bills.getFirst(), reasons -> {
                    throw new AssertionError(reasons.toString());
                });

        assertThat(bill.draft().lines().stream()
                        .map(line -> line.number() + " " + line.description() + " " + line.explanation() + " "
                                + line.amount().amount().stripTrailingZeros().toPlainString() + " " + line.records())
                        .toList())
                .hasSize(4)
                .isEqualTo(List.of(database.text(
                                "SELECT LISTAGG(LINE_NUMBER || ' ' || DESCRIPTION || ' ' || EXPLANATION || ' ' || RTRIM(RTRIM(AMOUNT, '0'), '.')"
                                        + " || ' ' || RECORD_COUNT, '; ') WITHIN GROUP (ORDER BY LINE_NUMBER) FROM INVOICE_LINE")
                        .split("; ")));
        assertThat(database.text("SELECT NET_AMOUNT || ' ' || TAX_AMOUNT || ' ' || TOTAL_AMOUNT FROM INVOICE"))
                .isEqualTo(bill.net().amount() + " " + bill.tax().amount() + " "
                        + bill.total().amount());
    }

    @Test
    void aBusinessElsewhereInTheUnionOwesTheTaxItself() {
        List<PriceEstimate.Bill> bills = new PriceEstimates(TAXES, new BillPolicies(new RatingReference()))
                .bills(
                        estimate(),
                        new TaxProfile(
                                TaxPlace.country("AT"), TaxProfile.CustomerType.BUSINESS, "ATU12345678", List.of()))
                .fold(all -> all, reasons -> {
                    throw new AssertionError(reasons.toString());
                });

        assertThat(bills.getFirst().tax().isZero()).isTrue();
        assertThat(bills.getFirst().taxes())
                .extracting(InvoiceTaxLine::description)
                .containsOnly("VAT reverse charge");
    }
}
