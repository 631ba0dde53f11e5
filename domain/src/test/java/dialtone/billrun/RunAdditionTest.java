package dialtone.billrun;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.invoice.BilledLine;
import dialtone.invoice.InvoiceDraft;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.rating.ChargePeriod;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The day on which a run agrees to what it adds to an invoice. */
class RunAdditionTest {

    private static final Currency EUR = Currency.getInstance("EUR");

    @Test
    void it_is_the_last_day_on_which_the_account_pays_for_itself() {
        InvoiceDraft november = draft("2026-11-01");
        assertThat(RunAddition.day(november, day -> true)).contains(day("2026-11-30"));
        assertThat(RunAddition.day(november, day -> day.isBefore(day("2026-11-16"))))
                .contains(day("2026-11-15"));
        assertThat(RunAddition.day(november, day -> false)).isEmpty();
    }

    @Test
    void lines_of_days_before_the_cycle_count() {
        assertThat(RunAddition.day(draft("2026-10-20"), day -> day.isBefore(day("2026-10-25"))))
                .contains(day("2026-10-24"));
        assertThat(RunAddition.day(draft("2026-11-01"), day -> day.isBefore(day("2026-10-25"))))
                .isEmpty();
    }

    /** Of November, with a line of a day. */
    private static InvoiceDraft draft(String lineOn) {
        return new InvoiceDraft(
                new BillingAccountId("BAC-1"),
                new CustomerId("CUS-1"),
                EUR,
                new ChargePeriod(day("2026-11-01"), day("2026-12-01")),
                day("2026-12-02"),
                day("2026-12-16"),
                List.of(new BilledLine(
                        1,
                        BilledLine.Kind.ONE_OFF,
                        new BilledLine.OfAdjustment(1),
                        "ORD-1/1",
                        "Activation",
                        "",
                        ChargePeriod.day(day(lineOn)),
                        Money.of("9.99", EUR),
                        0)));
    }

    private static LocalDate day(String day) {
        return LocalDate.parse(day);
    }
}
