package dialtone.order.console;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.order.OrderDetails;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartChoiceTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // from, date, now, start, refusal
                "at-once, '', 2026-11-25T12:00:00Z, -, -",
                "at-once, 2026-12-24, 2026-11-25T12:00:00Z, -, -",
                "next-month, '', 2026-11-25T12:00:00Z, 2026-11-30T23:00:00Z, -",
                "next-month, '', 2026-11-30T23:30:00Z, 2026-12-31T23:00:00Z, -",
                "on-date, 2026-12-24, 2026-11-25T12:00:00Z, 2026-12-23T23:00:00Z, -",
                "on-date, 2027-07-01, 2026-11-25T12:00:00Z, 2027-06-30T22:00:00Z, -",
                "on-date, '', 2026-11-25T12:00:00Z, -, Choose the day.",
                "on-date, 24.12.2026, 2026-11-25T12:00:00Z, -, Choose the day.",
                "on-date, 2026-11-25, 2026-11-25T12:00:00Z, -, Choose a day that is still to come.",
                "on-date, 2026-11-26, 2026-11-25T23:30:00Z, -, Choose a day that is still to come."
            })
    void an_order_begins_with_a_day_of_the_account_or_at_once(
            String from, String date, Instant now, Instant start, String refusal) {
        String said = new StartChoice(from, date)
                .details(BERLIN, now)
                .fold(StartChoiceTest::start, reasons -> reasons.getFirst().message());
        assertThat(said).isEqualTo(refusal == null ? String.valueOf(start) : refusal);
    }

    private static String start(OrderDetails details) {
        return details.requestedStart().map(Instant::toString).orElse("null");
    }
}
