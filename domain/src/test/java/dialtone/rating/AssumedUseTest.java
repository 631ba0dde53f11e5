package dialtone.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.UnitPrice;
import dialtone.catalog.Price;
import dialtone.catalog.UsageType;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is assumed to be used, in calls of at least 60 seconds that are charged by the second. */
class AssumedUseTest {

    private static final Tariff CALLS = new Tariff(List.of(new Price.Usage(
            "voice",
            "Calls",
            UsageType.VOICE,
            new UnitPrice(new BigDecimal("0.09"), Currency.getInstance("EUR")),
            60,
            60,
            1)));

    private static AssumedUse calls(long seconds, long records) {
        return new AssumedUse(UsageType.VOICE, "", "", seconds, records);
    }

    private static long billable(AssumedUse... all) {
        return AssumedUse.cycle(CALLS, List.of(all))
                .fold(cycle -> cycle, reasons -> {
                    throw new AssertionError(reasons.toString());
                })
                .billable(UsageType.VOICE);
    }

    @Test
    void it_is_spread_over_its_records_as_evenly_as_it_goes() {
        assertThat(billable(calls(200, 3))).as("67, 67 and 66 seconds").isEqualTo(200);
        assertThat(billable(calls(182, 3))).as("61, 61 and 60 seconds").isEqualTo(182);
        assertThat(billable(calls(5, 3))).as("each counts a minute").isEqualTo(180);
        assertThat(billable(calls(1, 3))).as("two of nothing").isEqualTo(60);
    }

    @Test
    void what_is_said_twice_of_the_same_use_counts_together() {
        assertThat(billable(calls(100, 1), calls(70, 1))).isEqualTo(170);
    }

    @Test
    void it_has_limits() {
        assertThat(calls(0, 1)).isNotNull();
        assertThat(calls(AssumedUse.MAX_QUANTITY, AssumedUse.MAX_RECORDS)).isNotNull();
        for (AssumedUseLimit beyond : List.of(
                new AssumedUseLimit(-1, 1),
                new AssumedUseLimit(AssumedUse.MAX_QUANTITY + 1, 1),
                new AssumedUseLimit(1, 0),
                new AssumedUseLimit(1, AssumedUse.MAX_RECORDS + 1))) {
            assertThatThrownBy(() -> calls(beyond.quantity(), beyond.records()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private record AssumedUseLimit(long quantity, long records) {}
}
