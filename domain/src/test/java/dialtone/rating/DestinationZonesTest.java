package dialtone.rating;

import static dialtone.rating.BandedUse.CONTEXT;
import static dialtone.rating.BandedUse.EUR;
import static dialtone.rating.BandedUse.EVENING;
import static dialtone.rating.BandedUse.after;
import static dialtone.rating.BandedUse.at;
import static dialtone.rating.BandedUse.call;
import static dialtone.rating.BandedUse.priceOf;
import static dialtone.rating.BandedUse.total;
import static dialtone.rating.BandedUse.voice;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.catalog.Price;
import dialtone.catalog.UsageScope;
import dialtone.catalog.UsageType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Calls by the zone of their destination, and what allowances of zones and times cover. */
class DestinationZonesTest {

    /** They answer −1 for a destination that no price is for; here its record is not rated and waits in suspense. */
    @Test
    void a_destination_that_no_price_is_for_is_not_rated() {
        Tariff tariff = new Tariff(
                List.of(voice("europe", "0.20", 1, new UsageScope(List.of("europe"), List.of()), Optional.empty())));
        assertThat(CycleUsage.none(tariff).rate(call("2026-11-25T12:00:00", 60, "12121234567"), CONTEXT))
                .isEmpty();
        assertThat(total(tariff, call("2026-11-25T12:00:00", 60, "44121234567")))
                .isEqualTo(Money.of("12.00", EUR));
    }

    @Test
    void a_price_for_a_zone_comes_before_one_for_a_time_and_that_before_one_for_any() {
        Tariff tariff = new Tariff(List.of(
                voice("any", "1", 1, UsageScope.ANY, Optional.empty()),
                voice("evening", "2", 1, at(EVENING), Optional.empty()),
                voice("europe", "3", 1, new UsageScope(List.of("europe"), List.of()), Optional.empty()),
                voice("both", "4", 1, new UsageScope(List.of("europe"), List.of(EVENING)), Optional.empty()),
                voice("later", "5", 1, UsageScope.ANY, Optional.empty())));
        assertThat(priceOf(tariff, "2026-11-25T12:00:00", "4930123456"))
                .as("an add-on's is behind the plan's")
                .isEqualTo("later");
        assertThat(priceOf(tariff, "2026-11-25T19:00:00", "4930123456")).isEqualTo("evening");
        assertThat(priceOf(tariff, "2026-11-25T12:00:00", "4412123456")).isEqualTo("europe");
        assertThat(priceOf(tariff, "2026-11-25T19:00:00", "4412123456")).isEqualTo("both");
        assertThat(tariff.priceOf(new Cell(UsageType.VOICE, "moon", "dawn"))).contains("later");
        assertThat(tariff.cellOf(new Cell(UsageType.VOICE, "europe", "dawn")))
                .isEqualTo(new Cell(UsageType.VOICE, "europe", ""));
    }

    @Test
    void an_allowance_for_a_zone_or_a_time_covers_that_alone() {
        Price.Allowance abroad = new Price.Allowance(
                "abroad", "Europe", List.of(UsageType.VOICE), 100, new UsageScope(List.of("europe"), List.of()));
        Price.Allowance evening =
                new Price.Allowance("evenings", "Evenings", List.of(UsageType.VOICE), 50, at(EVENING));
        Tariff tariff = new Tariff(List.of(voice("any", "1", 1, UsageScope.ANY, Optional.empty()), abroad, evening));
        CycleUsage cycle = CycleUsage.none(tariff);
        cycle = after(cycle, call("2026-11-25T12:00:00", 30, "49301234567"));
        assertThat(cycle.charged(UsageType.VOICE)).isEqualTo(30);
        cycle = after(cycle, call("2026-11-25T19:00:00", 120, "44121234567"));
        assertThat(cycle.charged(UsageType.VOICE))
                .as("100 by the zone, 20 by the time")
                .isEqualTo(30);
        cycle = after(cycle, call("2026-11-25T19:00:00", 40, "49301234567"));
        assertThat(cycle.charged(UsageType.VOICE)).isEqualTo(40);
        assertThat(cycle.allowances()).containsExactly(new AllowanceUse(abroad, 100), new AllowanceUse(evening, 50));
    }

    /** Were the wider one used first, 100 of Europe's would stay unused while calls to the world are charged. */
    @Test
    void the_narrowest_allowance_is_used_first_wherever_it_stands() {
        Price.Allowance both = allowance("both", 100, new UsageScope(List.of("europe", "world"), List.of()));
        Price.Allowance europe = allowance("europe", 100, new UsageScope(List.of("europe"), List.of()));
        for (List<Price.Allowance> order : List.of(List.of(both, europe), List.of(europe, both))) {
            CycleUsage cycle = CycleUsage.none(withAllowances(order));
            cycle = after(cycle, call("2026-11-25T12:00:00", 100, "4412123456"));
            cycle = after(cycle, call("2026-11-25T12:00:00", 100, "1212123456"));
            assertThat(cycle.charged(UsageType.VOICE)).isZero();
            assertThat(after(cycle, call("2026-11-25T12:00:00", 7, "4412123456"))
                            .charged(UsageType.VOICE))
                    .isEqualTo(7);
            assertThat(cycle.allowances())
                    .as("in the tariff's order")
                    .containsExactly(new AllowanceUse(order.get(0), 100), new AllowanceUse(order.get(1), 100));
        }
        Price.Allowance any = allowance("any", 100, UsageScope.ANY);
        Price.Allowance evening = allowance("evening", 100, at(EVENING));
        for (List<Price.Allowance> order : List.of(List.of(any, evening), List.of(evening, any))) {
            CycleUsage cycle = CycleUsage.none(withAllowances(order));
            cycle = after(cycle, call("2026-11-25T19:00:00", 100, "4930123456"));
            cycle = after(cycle, call("2026-11-25T12:00:00", 100, "4930123456"));
            assertThat(cycle.charged(UsageType.VOICE)).isZero();
        }
    }

    /** Neither is the narrower of them: Europe at any time, and any zone in the evening. */
    @Test
    void an_allowance_is_used_first_where_no_other_could_be() {
        Price.Allowance europe = allowance("europe", 100, new UsageScope(List.of("europe"), List.of()));
        Price.Allowance evening = allowance("evening", 100, at(EVENING));
        for (List<Price.Allowance> order : List.of(List.of(europe, evening), List.of(evening, europe))) {
            CycleUsage toEurope = CycleUsage.none(withAllowances(order));
            toEurope = after(toEurope, call("2026-11-25T19:00:00", 100, "4412123456"));
            CycleUsage byDay = after(toEurope, call("2026-11-25T12:00:00", 100, "4412123456"));
            assertThat(byDay.charged(UsageType.VOICE)).isZero();
            CycleUsage inTheEvening = after(toEurope, call("2026-11-25T19:00:00", 100, "4930123456"));
            assertThat(inTheEvening.charged(UsageType.VOICE)).isZero();
        }
    }

    private static Price.Allowance allowance(String id, long quantity, UsageScope scope) {
        return new Price.Allowance(id, id, List.of(UsageType.VOICE), quantity, scope);
    }

    private static Tariff withAllowances(List<Price.Allowance> allowances) {
        List<Price> prices = new ArrayList<>(List.of(voice("any", "1", 1, UsageScope.ANY, Optional.empty())));
        prices.addAll(allowances);
        return new Tariff(prices);
    }
}
