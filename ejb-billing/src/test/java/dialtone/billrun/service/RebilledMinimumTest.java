package dialtone.billrun.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Outcome;
import dialtone.hierarchy.service.Families;
import dialtone.invoice.BilledLine;
import dialtone.invoice.InvoiceId;
import dialtone.invoice.InvoiceTax;
import dialtone.ledger.service.AdjustmentDesk;
import dialtone.rating.service.Commitments;
import dialtone.rating.service.Demo;
import dialtone.usage.service.ReratingDesk;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Invoices of accounts that have agreed on a minimum, credited and made again: the minimum is that of the new invoice, once. Account 1 was sold calls at 0.90 EUR a
 * minute by mistake, account 2 at 0.09 EUR.
 */
class RebilledMinimumTest extends BilledLines {

    private final AdjustmentDesk adjustments = new AdjustmentDesk(database);
    private final RebillDesk desk = new RebillDesk(database, InvoiceTax.NONE, Runs.at("2026-12-03T08:00:00Z"));
    private final ReratingDesk reratings = new ReratingDesk(database, Runs.at("2026-12-03T08:00:00Z"));

    /** 12.99 of fees and three minutes at 0.90, which are corrected to 0.09: 2.70 less to charge are 2.70 more to come up by. */
    @Test
    void the_true_up_is_credited_and_worked_out_anew_over_what_is_corrected() {
        sold(1, "0.90");
        sold(2, "0.09");
        agree("50.00");
        calls("1,VOICE,491510000001,2026-11-26T18:00:00Z,280", "2,VOICE,491510000002,2026-11-26T18:00:00Z,280");
        runs.run("2026-12-01");
        long former = trueUpOf("INV-000000001");
        assertThat(trueUp("INV-000000001").amount()).isEqualTo(eur("34.31"));
        reratings.posted(ReratingDesk.calls("0.09"), "2026-11-01", "2026-12-01");

        Rebills.Preview preview = RebillDesk.done(desk.in(all -> all.preview(new InvoiceId("INV-000000001"))));
        assertThat(preview.more()).as("the minimum is the minimum").isEqualTo(eur("0.00"));
        assertThat(database.count("SELECT COUNT(*) FROM COMMITMENT_TRUE_UP")).isEqualTo(2);
        desk.issued("INV-000000001");

        assertThat(told(invoice("INV-000000003"))).isEqualTo(told(invoice("INV-000000002")));
        assertThat(trueUp("INV-000000003").amount()).isEqualTo(eur("36.74"));
        assertThat(trueUpOf("INV-000000003")).isNotEqualTo(former);
        assertThat(trueUp("CRN-000000001").amount()).isEqualTo(eur("-34.31"));
        assertThat(books.balance(Demo.account(1))).isEqualTo(books.balance(Demo.account(2)));
        assertThat(adjustments.undo(former)).as("it is credited for good").containsExactly("CREDITED_ALREADY");

        desk.issued("INV-000000003");
        assertThat(told(invoice("INV-000000004"))).as("and once more").isEqualTo(told(invoice("INV-000000002")));
        runs.on("2027-01-02T08:00:00Z").run("2027-01-01");
        assertThat(told(invoice("INV-000000005"))).as("nothing waits").isEqualTo(told(invoice("INV-000000006")));
        allIsWell();
    }

    /** 12.99 of fees lack 0.01; with a call that came late nothing is lacking, and is lacking again when calls cost nothing any more. */
    @Test
    void one_that_has_enough_since_has_none_and_one_that_lacks_something_since_gets_one() {
        sold(1, "0.09");
        agree("13.00");
        runs.run("2026-12-01");
        assertThat(told(invoice("INV-000000001")))
                .endsWith("Minimum of 13.00 EUR (Framework 4711): 12.99 EUR charged of"
                        + " 13.00 EUR for 30 of 30 days 0.01");
        calls("1,VOICE,491510000001,2026-11-26T18:00:00Z,160");
        desk.issued("INV-000000001");
        assertThat(told(invoice("INV-000000002"))).endsWith("calls 0.09");
        reratings.posted(ReratingDesk.calls("0.00"), "2026-11-01", "2026-12-01");
        desk.issued("INV-000000002");
        assertThat(told(invoice("INV-000000003"))).contains("calls 0.00", "12.99 EUR charged of 13.00 EUR");
        assertThat(books.balance(Demo.account(1))).containsExactly(eur("13.00"));
        allIsWell();
    }

    @Test
    void one_that_was_taken_back_is_not_charged_by_another_name() {
        sold(1, "0.90");
        agree("50.00");
        runs.run("2026-12-01");
        adjustments.takenBack(trueUpOf("INV-000000001"));
        Rebills.Preview preview = RebillDesk.done(desk.in(all -> all.preview(new InvoiceId("INV-000000001"))));
        assertThat(preview.more()).isEqualTo(eur("0.00"));
        desk.issued("INV-000000001");
        assertThat(invoice("INV-000000002").net()).isEqualTo(eur("12.99"));
        assertThat(books.balance(Demo.account(1))).containsExactly(eur("12.99"));
        desk.issued("INV-000000002");
        assertThat(invoice("INV-000000003").net()).as("nor by a third one").isEqualTo(eur("12.99"));
        allIsWell();
    }

    /** Both lines have 12.99; the child's call of 0.09 comes late. */
    @Test
    void what_is_paid_for_others_counts_and_is_the_payers_to_come_up_to() {
        sold(1, "0.09");
        sold(2, "0.09");
        new Families(database).paidFor(2, 1, "2026-11-01");
        Commitments.agree(database, 1, "2026-11-01", "", eur("30.00"));
        Commitments.agree(database, 2, "2026-11-01", "", eur("1000.00"));
        runs.run("2026-12-01");
        calls("1,VOICE,491510000002,2026-11-26T18:00:00Z,160");
        desk.issued("INV-000000001");
        assertThat(invoice("INV-000000002").net()).isEqualTo(eur("30.00"));
        assertThat(trueUp("INV-000000002").amount()).isEqualTo(eur("3.93"));
        assertThat(books.balance(Demo.account(1))).containsExactly(eur("30.00"));
        assertThat(books.balance(Demo.account(2))).containsExactly(eur("0.00"));
        allIsWell();
    }

    /** Records and corrections of account 1 come when they like, before and behind its invoices; account 2 is billed in time, by the right price. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void whatever_comes_when_it_is_what_an_undisturbed_bill_is(int seed) {
        Random random = new Random(seed);
        sold(1, "0.90");
        sold(2, "0.09");
        agree(random.nextBoolean() ? "13.10" : "20.00");
        List<String> records = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            records.add(",2026-11-" + (26 + random.nextInt(4)) + "T18:00:0" + i + "Z," + (1 + random.nextInt(200)));
        }
        for (int i = 0; i < records.size(); i++) {
            calls((100 + i) + ",VOICE,491510000002" + records.get(i));
        }
        int correctedBefore = random.nextInt(records.size() + 1);
        int billedBefore = random.nextInt(records.size());
        String last = "INV-000000001";
        for (int i = 0; i < records.size(); i++) {
            if (i == correctedBefore) {
                reratings.posted(ReratingDesk.calls("0.09"), "2026-11-01", "2026-12-01");
            }
            if (i == billedBefore) {
                runs.run("2026-12-01");
            }
            calls((200 + i) + ",VOICE,491510000001" + records.get(i));
            if (i >= billedBefore && random.nextBoolean()) {
                last = desk.issued(last).issued().orElseThrow().value();
                allIsWell();
            }
        }
        reratings.posted(ReratingDesk.calls("0.09"), "2026-11-01", "2026-12-01");
        last = desk.issued(last).issued().orElseThrow().value();
        assertThat(told(invoice(last))).isEqualTo(told(invoice("INV-000000002")));
        assertThat(books.balance(Demo.account(1))).isEqualTo(books.balance(Demo.account(2)));
        allIsWell();
    }

    private void agree(String amount) {
        for (int account = 1; account <= 2; account++) {
            Outcome<?> agreed = Commitments.agree(database, account, "2026-11-01", "", eur(amount));
            assertThat(RebillDesk.code(agreed)).isIn("", "UNKNOWN_ACCOUNT");
        }
    }

    private void calls(String... records) {
        List<String> lines = new ArrayList<>();
        for (String record : records) {
            lines.add(record + ",4930123456");
        }
        take(lines.toArray(String[]::new));
    }

    private BilledLine trueUp(String invoice) {
        return invoice(invoice).lines().stream()
                .filter(line -> line.kind() == BilledLine.Kind.ADJUSTMENT)
                .findFirst()
                .orElseThrow();
    }

    private long trueUpOf(String invoice) {
        return ((BilledLine.OfAdjustment) trueUp(invoice).cause()).adjustmentId();
    }

    /** What is owed is what is invoiced: here nothing else is charged. */
    private void allIsWell() {
        assertThat(books.trialBalance().balanced()).isTrue();
        assertThat(database.count("SELECT COUNT(*) FROM BILL_RUN_ACCOUNT WHERE STATE = 'FAILED'"))
                .isZero();
        assertThat(database.count("SELECT COUNT(*) FROM ADJUSTMENT A WHERE A.STATE = 'POSTED' AND A.UNDONE_ID IS NULL"
                        + " AND NOT EXISTS (SELECT 1 FROM INVOICE_LINE L WHERE L.ADJUSTMENT_ID = A.ID)"))
                .as("true-ups that are on no invoice")
                .isZero();
    }
}
