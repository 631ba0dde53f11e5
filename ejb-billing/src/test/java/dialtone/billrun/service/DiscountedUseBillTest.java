package dialtone.billrun.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.UnitPrice;
import dialtone.catalog.Price;
import dialtone.catalog.UsageTerms;
import dialtone.catalog.UsageType;
import dialtone.rating.service.Contracts;
import dialtone.rating.service.Demo;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Half off calls of 0.09 EUR a minute in the first two bill cycles of a line, from the record to the invoice. */
class DiscountedUseBillTest extends BilledLines {

    private static final List<Price> PLAN = List.of(new Price.Usage(
            "calls",
            "Calls",
            UsageType.VOICE,
            new UnitPrice(new BigDecimal("0.09"), Demo.EUR),
            60,
            0,
            1,
            UsageTerms.parse("discounts=percent:50:0:2:n/Welcome", Demo.EUR)));

    /** Two calls of 5 minutes are 0.90, and half of that 0.45: the first one 0.23, the second 0.22. */
    @Test
    void it_is_given_in_its_cycles_and_in_none_after_them() {
        line();
        call(1, "2026-11-25", 300);
        call(2, "2026-11-26", 300);
        assertThat(database.text(
                        "SELECT LISTAGG(CAST(AMOUNT AS NUMBER(19,2)), ' ') WITHIN GROUP (ORDER BY RECORD_SEQUENCE)"
                                + " FROM USAGE_EVENT"))
                .isEqualTo("0.23 0.22");
        assertThat(runs.preview(1, "2026-12-01").fold(invoice -> invoice.total().toString(), Object::toString))
                .isEqualTo("0.45 EUR");
        assertThat(explained("2026-12-02", "2026-12-01", 1))
                .isEqualTo("10 minutes, charged at 0.09 EUR per minute, less 50 % for periods 1 to 2 (Welcome) 0.45");
        call(3, "2026-12-10", 600);
        assertThat(explained("2027-01-02", "2027-01-01", 2))
                .isEqualTo("10 minutes, charged at 0.09 EUR per minute, less 50 % for periods 1 to 2 (Welcome) 0.45");
        call(4, "2027-01-10", 600);
        assertThat(explained("2027-02-02", "2027-02-01", 3))
                .isEqualTo("10 minutes, charged at 0.09 EUR per minute 0.90");
        assertThat(books.balance(Demo.account(1)).getFirst().toString()).isEqualTo("1.80 EUR");
        assertThat(books.trialBalance().balanced()).isTrue();
        runs.round();
        assertThat(database.count("SELECT COUNT(*) FROM INVOICE")).isEqualTo(3);
    }

    /** 10 minutes at 0.05 are 0.50, half of it 0.25; 0.45 was rated: 0.20 less. */
    @Test
    void what_is_agreed_afterwards_is_less_the_same() {
        line();
        call(1, "2026-11-25", 600);
        Contracts.agreeUse(database, Demo.account(1), "calls", "2026-11-01", "", "0.05/60");
        assertThat(database.text("SELECT CAST(AMOUNT AS NUMBER(19,2)) FROM USAGE_DIFFERENCE"))
                .isEqualTo("-0.20");
        assertThat(explained("2026-12-02", "2026-12-01", 1))
                .isEqualTo(
                        "10 minutes, charged at 0.05 EUR per minute, agreed in place of 0.09 EUR per minute (Framework 4711),"
                                + " less 50 % for periods 1 to 2 (Welcome) 0.25");
        assertThat(books.trialBalance().balanced()).isTrue();
    }

    private void line() {
        runs.account(1);
        Demo.start(database, Demo.order(1, Demo.NUMBER, List.of(Demo.item("1", PLAN))), Demo.NOON);
    }

    private void call(int sequence, String day, int seconds) {
        assertThat(take(sequence + ",VOICE," + Demo.NUMBER + "," + day + "T16:00:00Z," + seconds + ",4930123456")
                        .counts()
                        .rated())
                .isEqualTo(1);
    }

    private String explained(String on, String billedTo, int number) {
        bill(on, billedTo, 1);
        return database.text(
                "SELECT LISTAGG(EXPLANATION || ' ' || CAST(AMOUNT AS NUMBER(19,2)), ', ') WITHIN GROUP (ORDER BY LINE_NUMBER)"
                        + " FROM INVOICE_LINE WHERE INVOICE_ID = 'INV-00000000" + number + "'");
    }
}
