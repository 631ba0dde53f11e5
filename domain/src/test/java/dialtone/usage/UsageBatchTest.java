package dialtone.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.catalog.UsageType;
import dialtone.party.BillingAccountId;
import dialtone.rating.UsageCycles;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageBatchTest {

    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final String NUMBER = "491510000001";

    @Test
    void a_batch_covers_its_lines_blank_ones_too_and_says_where_to_go_on() {
        UsageBatch batch = new UsageBatch(7, 2, 5, List.of(event(1)), List.of(reject()));
        assertThat(batch.nextLine()).isEqualTo(7);
    }

    @Test
    void a_batch_of_more_lines_than_allowed_or_of_more_records_than_lines_is_refused() {
        assertThatThrownBy(() -> new UsageBatch(7, 2, UsageBatch.MAX_LINES + 1, List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new UsageBatch(7, 2, 1, List.of(event(1)), List.of(reject())))
                .isInstanceOf(IllegalArgumentException.class);
        List<UsageEvent> full = Collections.nCopies(UsageBatch.MAX_LINES, event(1));
        assertThat(new UsageBatch(7, 2, UsageBatch.MAX_LINES, full, List.of()).events())
                .hasSize(UsageBatch.MAX_LINES);
    }

    @Test
    void every_line_of_a_file_is_counted_once() {
        UsageCounts counts = new UsageCounts(1, 2, 3, 4).plus(new UsageCounts(10, 20, 30, 40));
        assertThat(counts).isEqualTo(new UsageCounts(11, 22, 33, 44));
        assertThat(counts.in()).isEqualTo(110);
        assertThat(UsageCounts.NONE.in()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "491510000001, 2026-11-25T12:00:00Z, true",
        "491510000001, 2026-11-25T11:59:59Z, false",
        "491510000001, 2026-11-26T11:59:59Z, true",
        "491510000001, 2026-11-26T12:00:00Z, false",
        "491510000002, 2026-11-25T12:00:00Z, false"
    })
    void a_number_is_an_accounts_from_an_instant_to_before_another(String number, Instant startedAt, boolean serves) {
        NumberAccount former = account(Optional.of(NOON.plusSeconds(86_400)));
        assertThat(former.serves(number, startedAt)).isEqualTo(serves);
    }

    @Test
    void a_number_in_use_is_its_accounts_without_end() {
        assertThat(account(Optional.empty()).serves(NUMBER, Instant.parse("2099-01-01T00:00:00Z")))
                .isTrue();
    }

    @Test
    void the_bill_cycle_is_the_month_of_the_accounts_zone() {
        NumberAccount account = account(Optional.empty());
        assertThat(account.cycleOf(Instant.parse("2026-11-30T22:59:59Z"))).isEqualTo(LocalDate.of(2026, 11, 1));
        assertThat(account.cycleOf(Instant.parse("2026-11-30T23:00:00Z"))).isEqualTo(LocalDate.of(2026, 12, 1));
    }

    @Test
    void a_source_longer_than_its_column_is_cut() {
        assertThat(UsageFile.sourceOf("x".repeat(UsageEvent.MAX_SOURCE) + "y.csv"))
                .isEqualTo("x".repeat(64));
    }

    @Test
    void a_record_out_of_range_is_refused() {
        assertThat(new UsageEvent(
                        "s", UsageEvent.MAX_SEQUENCE, UsageType.SMS, NUMBER, NOON, UsageEvent.MAX_QUANTITY, ""))
                .isNotNull();
        assertThatThrownBy(() -> event(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> event(UsageEvent.MAX_SEQUENCE + 1)).isInstanceOf(IllegalArgumentException.class);
        for (long quantity : new long[] {-1, UsageEvent.MAX_QUANTITY + 1}) {
            assertThatThrownBy(() -> new UsageEvent("s", 1, UsageType.SMS, NUMBER, NOON, quantity, ""))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (String source : List.of("", "s".repeat(UsageEvent.MAX_SOURCE + 1))) {
            assertThatThrownBy(() -> new UsageEvent(source, 1, UsageType.SMS, NUMBER, NOON, 1, ""))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() ->
                        new UsageEvent("s", 1, UsageType.SMS, NUMBER, NOON, 1, "p".repeat(UsageEvent.MAX_PEER + 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static NumberAccount account(Optional<Instant> validTo) {
        return new NumberAccount(
                1,
                NUMBER,
                new BillingAccountId("BAC-1"),
                ZoneId.of("Europe/Berlin"),
                UsageCycles.MONTHS,
                "tariff",
                NOON,
                validTo,
                Optional.empty(),
                false,
                Optional.empty());
    }

    private static UsageEvent event(long sequence) {
        return new UsageEvent("msc1", sequence, UsageType.SMS, NUMBER, NOON, 1, "");
    }

    private static UsageReject reject() {
        return new UsageReject(3, UsageReject.Reason.FIELD_COUNT, "6 fields expected", "x");
    }
}
