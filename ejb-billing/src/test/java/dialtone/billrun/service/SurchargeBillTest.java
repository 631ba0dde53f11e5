package dialtone.billrun.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.billrun.BillPolicy;
import dialtone.catalog.OfferingId;
import dialtone.hierarchy.service.Families;
import dialtone.invoice.InvoiceTax;
import dialtone.ledger.service.AdjustmentDesk;
import dialtone.order.PricedItem;
import dialtone.rating.Holidays;
import dialtone.rating.ReferenceData;
import dialtone.rating.Surcharge;
import dialtone.rating.ZonePlan;
import dialtone.rating.service.Commitments;
import dialtone.rating.service.Demo;
import dialtone.rating.service.RatingReference;
import dialtone.spending.SpendingLimits;
import dialtone.usage.service.ReratingDesk;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** 5 % of recurring and one-off charges from December on, from the table to the invoice and the books. */
class SurchargeBillTest extends BilledLines {

    private static final BillPolicy FEE = policy("service-fee,Service fee,5.00,recurring one-off,2026-12-01,,");

    @BeforeEach
    void fee() {
        runs.by(FEE);
    }

    /** November: 9.99 and 3.00, no surcharge yet. December: 15.00, of which 0.75; the minimum of 20.00 counts the 15.00. */
    @Test
    void an_invoice_has_it_once_a_cycle_and_a_minimum_does_not_count_it() {
        lineOf(1);
        bill("2026-12-02", "2026-12-01", 1);
        assertThat(lines("INV-000000001")).isEqualTo("Mobile 1: Activation 9.99, Mobile 1: Monthly fee 3.00");
        Commitments.agree(database, 1, "2026-12-01", "", Money.of("20.00", Demo.EUR));
        assertThat(runs.on("2027-01-02T08:00:00Z")
                        .preview(1, "2027-01-01")
                        .fold(invoice -> invoice.total().toString(), Object::toString))
                .isEqualTo("20.75 EUR");
        assertThat(database.count("SELECT COUNT(*) FROM ADJUSTMENT")).isZero();
        bill("2027-01-02", "2027-01-01", 1);
        assertThat(lines("INV-000000002"))
                .isEqualTo(
                        "Mobile 1: Monthly fee 15.00, Service fee: 5 % of 15.00 EUR 0.75,"
                                + " Minimum of 20.00 EUR (Framework 4711): 15.00 EUR charged of 20.00 EUR for 31 of 31 days 5.00");
        assertThat(owed(1)).isEqualTo("33.74 EUR");
        assertThat(database.text(
                        "SELECT SURCHARGE_ID || ' ' || CAST(CHARGED_AMOUNT AS NUMBER(19,2)) FROM SURCHARGE_CHARGE"))
                .isEqualTo("service-fee 15.00");
        assertThat(books.trialBalance().balanced()).isTrue();
        runs.round();
        assertThat(database.count("SELECT COUNT(*) FROM SURCHARGE_CHARGE")).isEqualTo(1);
    }

    /** Both lines have 12.99 in November, billed with December: 27.99 each, and 5 % of 55.98 are 2.799. */
    @Test
    void it_is_of_all_that_an_account_pays_for_and_who_is_paid_for_has_none() {
        lineOf(1);
        lineOf(2);
        new Families(database).paidFor(2, 1, "2026-11-01");
        bill("2027-01-02", "2027-01-01", 1);
        assertThat(lines("INV-000000001")).contains("Service fee: 5 % of 55.98 EUR 2.80");
        assertThat(owed(1)).isEqualTo("58.78 EUR");
        assertThat(books.trialBalance().balanced()).isTrue();
    }

    /** Five minutes at 0.90 are 4.50, of which 0.45; corrected to 0.09 they are 0.45, of which 0.05. */
    @Test
    void it_is_worked_out_anew_of_an_invoice_that_is_made_again_unless_somebody_took_it_back() {
        BillPolicy ofUse = policy("use-fee,Use fee,10.00,use,2026-11-01,,");
        Clock clock = Runs.at("2026-12-03T08:00:00Z");
        RebillDesk rebills = new RebillDesk(database, InvoiceTax.NONE, clock)
                .by(new BillPolicies(new RatingReference(new ReferenceData(
                        ZonePlan.NONE, ZonePlan.NONE, Holidays.NONE, SpendingLimits.NONE, ofUse.surcharges()))));
        runs.by(ofUse);
        sold(1, "0.90");
        take("1,VOICE,491510000001,2026-11-26T18:00:00Z,400,4930123456");
        bill("2026-12-02", "2026-12-01", 1);
        assertThat(lines("INV-000000001")).endsWith("calls 4.50, Use fee: 10 % of 4.50 EUR 0.45");

        new ReratingDesk(database, clock).posted(ReratingDesk.calls("0.09"), "2026-11-01", "2026-12-01");
        rebills.issued("INV-000000001");
        assertThat(lines("INV-000000002")).endsWith("calls 0.45, Use fee: 10 % of 0.45 EUR 0.05");
        assertThat(owed(1)).isEqualTo("13.49 EUR");

        new AdjustmentDesk(database).takenBack(database.count("SELECT MAX(ADJUSTMENT_ID) FROM SURCHARGE_CHARGE"));
        rebills.issued("INV-000000002");
        assertThat(lines("INV-000000003")).endsWith("calls 0.45");
        assertThat(owed(1)).isEqualTo("13.44 EUR");
        assertThat(books.trialBalance().balanced()).isTrue();
    }

    /** 12.99 of fees, of which 5 % are 0.65, and 1 % 0.13, which somebody takes back. */
    @Test
    void what_is_taken_back_stays_so_however_often_the_invoice_is_made_again_and_takes_nothing_else_along() {
        BillPolicy both = policy(
                "service-fee,Service fee,5.00,recurring one-off,2026-11-01,,",
                "line-fee,Line fee,1.00,recurring one-off,2026-11-01,,");
        RebillDesk rebills = charging(both);
        lineOf(1);
        bill("2026-12-02", "2026-12-01", 1);
        assertThat(lines("INV-000000001"))
                .endsWith("Service fee: 5 % of 12.99 EUR 0.65, Line fee: 1 % of 12.99 EUR 0.13");
        takenBack("SURCHARGE_ID = 'line-fee'");
        rebills.issued("INV-000000001");
        assertThat(lines("INV-000000002")).endsWith("Service fee: 5 % of 12.99 EUR 0.65");
        rebills.issued("INV-000000002");
        assertThat(lines("INV-000000003")).isEqualTo(lines("INV-000000002"));
        assertThat(owed(1)).isEqualTo("13.64 EUR");
        assertThat(books.trialBalance().balanced()).isTrue();
    }

    /** Account 1 pays for account 2 from 28 November on; 2 has 12.99 before, of which 5 % are 0.65, and is who gets them back. */
    @Test
    void who_pays_for_himself_for_a_part_of_the_days_has_it_of_what_is_due_then() {
        runs.by(policy("service-fee,Service fee,5.00,recurring one-off,2026-11-01,,"));
        lineOf(1);
        lineOf(2);
        new Families(database).paidFor(2, 1, "2026-11-28");
        bill("2026-12-02", "2026-12-01", 2);
        assertThat(lines(database.text("SELECT INVOICE_ID FROM INVOICE WHERE BILLING_ACCOUNT_ID = 'BAC-2'")))
                .isEqualTo("Mobile 1: Activation 9.99, Mobile 1: Monthly fee 3.00, Service fee: 5 % of 12.99 EUR 0.65");
        takenBack("BILLING_ACCOUNT_ID = 'BAC-2'");
        assertThat(database.text("SELECT TO_CHAR(PAYER_ON, 'YYYY-MM-DD') FROM ADJUSTMENT WHERE UNDONE_ID IS NOT NULL"))
                .isEqualTo("2026-11-27");
        assertThat(books.trialBalance().balanced()).isTrue();
    }

    /**
     * Account 1 pays for a line of mobile-1, 12.99 in November, and for one of team-talk, 12.99 and calls of 1.80: 5 % of 12.99 are 0.65, and 1 % of its 3.00 and 1.80 are
     * 0.05. The latter somebody takes back.
     */
    @Test
    void an_offering_may_have_a_percentage_of_its_own() {
        BillPolicy byOffering = policy(
                "service-fee,Service fee,5.00,recurring one-off use,2026-11-01,,",
                "service-fee,Service fee,1.00,recurring use,2026-11-01,,team-*");
        RebillDesk rebills = charging(byOffering);
        lineOf(1);
        runs.account(2);
        PricedItem team = new PricedItem("1", new OfferingId("team-talk"), "Team", Demo.PLAN);
        Demo.start(database, Demo.order(2, "491510000002", List.of(team)), Demo.NOON);
        new Families(database).paidFor(2, 1, "2026-11-01");
        take("1,VOICE,491510000002,2026-11-26T18:00:00Z,1300,4930123456");
        bill("2026-12-02", "2026-12-01", 1);
        assertThat(lines("INV-000000001"))
                .contains("Service fee: 5 % of 12.99 EUR 0.65, Service fee: 1 % of 4.80 EUR 0.05");
        assertThat(
                        database.text(
                                "SELECT LISTAGG(SURCHARGE_ID || ' ' || OFFERINGS, ', ') WITHIN GROUP (ORDER BY OFFERINGS) FROM SURCHARGE_CHARGE"))
                .isEqualTo("service-fee *, service-fee team-*");
        takenBack("OFFERINGS <> '*'");
        rebills.issued("INV-000000001");
        assertThat(lines("INV-000000002"))
                .contains("Service fee: 5 % of 12.99 EUR 0.65")
                .doesNotContain("1 %");
        assertThat(owed(1)).isEqualTo("28.43 EUR");
        assertThat(books.trialBalance().balanced()).isTrue();
    }

    private static BillPolicy policy(String... lines) {
        return new BillPolicy(
                14,
                BigDecimal.ZERO,
                Surcharge.read(
                                "surcharges.csv",
                                Stream.concat(Stream.of(Surcharge.HEADER), Stream.of(lines))
                                        .toList())
                        .fold(read -> read, reasons -> List.of()));
    }

    private String owed(int account) {
        return books.balance(Demo.account(account)).getFirst().toString();
    }

    private String lines(String invoice) {
        return told(invoice(invoice));
    }

    /** From now on invoices are charged so, and made again. */
    private RebillDesk charging(BillPolicy policy) {
        runs.by(policy);
        return new RebillDesk(database, InvoiceTax.NONE, Runs.at("2026-12-03T08:00:00Z")).by(policy);
    }

    private void takenBack(String which) {
        new AdjustmentDesk(database)
                .takenBack(database.count("SELECT ADJUSTMENT_ID FROM SURCHARGE_CHARGE WHERE " + which));
    }
}
