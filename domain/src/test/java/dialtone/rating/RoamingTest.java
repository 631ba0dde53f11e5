package dialtone.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Outcome;
import dialtone.base.UnitPrice;
import dialtone.catalog.AllowanceTerms;
import dialtone.catalog.FavouriteTerms;
import dialtone.catalog.Price;
import dialtone.catalog.UsageScope;
import dialtone.catalog.UsageTerms;
import dialtone.catalog.UsageType;
import dialtone.rating.Favourites.Favourite;
import dialtone.usage.UsageEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Where a record was made, and whether its line has chosen whom it called. */
class RoamingTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final String FRANCE = "20801";
    private static final String OWN = "26203";

    private static final ReferenceData REFERENCE = new ReferenceData(
            zones(ZonePlan.read(
                    "zones.csv", List.of(ZonePlan.HEADER, "49,germany,,", "49900,premium,,", "33,europe,,"))),
            zones(ZonePlan.readNetworks(
                    "roaming.csv",
                    List.of(
                            ZonePlan.NETWORKS_HEADER,
                            "262,european-union,,",
                            "26203,home,,",
                            "31026,european-union,,",
                            "208,european-union,,",
                            "310,world,,2027-01-01",
                            "310,north-america,2027-01-01,"))),
            Holidays.NONE);

    private static final UsageScope LIKE_AT_HOME = UsageScope.ANY.in(List.of(UsageScope.HOME, "european-union"));

    private static final Price.Allowance TEN_FOUR_ABROAD = new Price.Allowance(
            "data",
            "Data",
            List.of(UsageType.DATA),
            10_000,
            AllowanceTerms.of(LIKE_AT_HOME).withFairUse(4_000));

    private static final Tariff DATA = new Tariff(List.of(
            TEN_FOUR_ABROAD,
            price("home", UsageType.DATA, "0.01", UsageScope.ANY),
            price("eu", UsageType.DATA, "0.02", UsageScope.ANY.in(List.of("european-union"))),
            price("world", UsageType.DATA, "0.10", UsageScope.ANY.in(List.of("world", "north-america")))));

    @Test
    void use_abroad_is_priced_by_the_zone_of_the_visited_network() {
        CycleUsage cycle = rated(DATA, data(1, 3_000, ""), data(2, 5_000, FRANCE), data(3, 100, "310260"));
        // of 5,000 abroad fair use includes 4,000; at home 3,000 of the 6,000 that are left
        assertThat(amount(cycle, "home")).isEqualTo("0.00 EUR");
        assertThat(amount(cycle, "eu")).isEqualTo("20.00 EUR");
        assertThat(amount(cycle, "world")).isEqualTo("10.00 EUR");
    }

    /** 10,000, at most 4,000 abroad; 5,000 abroad and 7,000 at home: 1,000 beyond in each. */
    @Test
    void fair_use_leaves_the_rest_to_use_at_home() {
        CycleUsage cycle = rated(DATA, data(1, 7_000, OWN), data(2, 5_000, FRANCE));
        assertThat(amount(cycle, "home")).isEqualTo("10.00 EUR");
        assertThat(amount(cycle, "eu")).isEqualTo("20.00 EUR");
        assertThat(cycle.allowances().getFirst().used()).isEqualTo(10_000);
    }

    /** What only the plan covers is left to it: an add-on for abroad takes what is used there. */
    @Test
    void fair_use_does_not_go_before_what_an_add_on_covers() {
        Price.Allowance plan = new Price.Allowance(
                "plan",
                "Data",
                List.of(UsageType.DATA),
                3_000,
                AllowanceTerms.parse("roaming=home,european-union;priority=10;fair=2000"));
        Tariff tariff = new Tariff(List.of(
                plan,
                new Price.Allowance(
                        "pass",
                        "Data abroad",
                        List.of(UsageType.DATA),
                        2_000,
                        AllowanceTerms.parse("roaming=european-union")),
                price("data", UsageType.DATA, "0.01", LIKE_AT_HOME)));
        assertThat(amount(rated(tariff, data(1, 2_000, FRANCE), data(2, 3_000, OWN)), "data"))
                .isEqualTo("0.00 EUR");
        assertThat(amount(rated(tariff, data(1, 5_000, FRANCE)), "data"))
                .as("fair use holds still")
                .isEqualTo("10.00 EUR");
    }

    @Test
    void a_network_that_no_price_is_for_is_not_rated_as_at_home() {
        Tariff atHome = new Tariff(List.of(price("home", UsageType.DATA, "0.01", UsageScope.ANY)));
        assertThat(CycleUsage.none(atHome).rate(data(1, 1, FRANCE), context(Favourites.NONE)))
                .isEmpty();
        assertThat(CycleUsage.none(DATA).rate(data(1, 1, "52501"), context(Favourites.NONE)))
                .as("in no zone")
                .isEmpty();
        assertThat(CycleUsage.none(atHome).rate(data(1, 1, OWN), context(Favourites.NONE)))
                .isPresent();
    }

    @Test
    void the_longest_that_is_named_holds_of_network_and_country_at_its_time() {
        ZonePlan networks = REFERENCE.networks();
        assertThat(networks.zoneOfNetwork("26203", NOON)).isEqualTo("home");
        assertThat(networks.zoneOfNetwork("26201", NOON)).isEqualTo("european-union");
        assertThat(networks.zoneOfNetwork("31026", NOON)).isEqualTo("european-union");
        assertThat(networks.zoneOfNetwork("310260", NOON)).as("another network").isEqualTo("world");
        assertThat(networks.zoneOfNetwork("310", Instant.parse("2027-01-01T00:00:00Z")))
                .isEqualTo("north-america");
        assertThat(networks.zoneOfNetwork("52501", NOON)).isEmpty();
    }

    @Test
    void called_number_and_visited_network_are_told_apart_together() {
        Tariff tariff = new Tariff(List.of(
                price("home", UsageType.VOICE, "0.01", UsageScope.ANY),
                price("eu", UsageType.VOICE, "0.05", UsageScope.ANY.in(List.of("european-union"))),
                price(
                        "eu-germany",
                        UsageType.VOICE,
                        "0.02",
                        new UsageScope(List.of("germany"), List.of()).in(List.of("european-union")))));
        CycleUsage cycle = rated(
                tariff,
                call(1, 100, "493012345678", ""),
                call(2, 100, "493012345678", FRANCE),
                call(3, 100, "33123456789", FRANCE));
        assertThat(amount(cycle, "home")).isEqualTo("1.00 EUR");
        assertThat(amount(cycle, "eu-germany")).isEqualTo("2.00 EUR");
        assertThat(amount(cycle, "eu")).isEqualTo("5.00 EUR");
        assertThat(cycle.use().keySet())
                .extracting(Cell::key)
                .containsExactlyInAnyOrder("-", "germany//european-union", "//european-union");
        cycle.use()
                .keySet()
                .forEach(cell -> assertThat(Cell.of(cell.type(), cell.key())).isEqualTo(cell));
    }

    @Test
    void what_lines_share_is_for_use_at_home_and_a_tariff_of_before_knows_no_other() {
        assertThat(UsageScope.ANY.holdsIn("")).isTrue();
        assertThat(UsageScope.ANY.holdsIn("european-union")).isFalse();
        assertThat(new Tariff(List.of(price("home", UsageType.DATA, "0.01", UsageScope.ANY))).gaps())
                .isEmpty();
    }

    @Test
    void home_is_a_word_for_no_roaming_zone() {
        assertThat(new AssumedUse(UsageType.DATA, "", "", "home", 1, 1))
                .isEqualTo(new AssumedUse(UsageType.DATA, "", "", 1, 1));
    }

    @Test
    void a_favourite_number_is_one_while_it_is_chosen() {
        Tariff tariff = new Tariff(List.of(
                price("calls", UsageType.VOICE, "0.10", UsageScope.ANY),
                price(
                        "friends",
                        UsageType.VOICE,
                        "0.01",
                        UsageScope.toFavourites(List.of(), new FavouriteTerms(2, 30, List.of("home", "europe"))))));
        Favourites chosen = new Favourites(List.of(
                new Favourite("33123456789", Instant.EPOCH, Optional.of(NOON)),
                new Favourite("493012345678", NOON, Optional.empty())));
        CycleUsage cycle = CycleUsage.none(tariff);
        for (UsageEvent call : List.of(
                at(NOON.minusSeconds(1), 1, 100, "33123456789"),
                at(NOON, 2, 10, "33123456789"),
                at(NOON, 3, 100, "+493012345678"),
                at(NOON.minusSeconds(1), 4, 10, "493012345678"),
                at(NOON, 5, 10, "3012345678"))) {
            cycle = cycle.rate(call, context(chosen)).orElseThrow().after();
        }
        assertThat(amount(cycle, "friends")).isEqualTo("2.00 EUR");
        assertThat(amount(cycle, "calls")).isEqualTo("3.00 EUR");
        assertThat(tariff.favourites()).contains(new FavouriteTerms(2, 30, List.of("home", "europe")));
    }

    /** Ten were chosen under a plan for ten; one for two goes by the first two that hold. */
    @Test
    void no_more_favourites_count_than_the_tariff_allows_when_it_rates() {
        Favourites chosen = new Favourites(List.of(
                new Favourite("4930000001", Instant.EPOCH, Optional.of(NOON)),
                new Favourite("4930000002", Instant.EPOCH, Optional.empty()),
                new Favourite("4930000003", Instant.EPOCH, Optional.empty())));
        assertThat(friendly(new FavouriteTerms(2, 0), chosen, NOON.minusSeconds(1), "4930000003"))
                .as("third of three")
                .isFalse();
        assertThat(friendly(new FavouriteTerms(2, 0), chosen, NOON, "4930000003"))
                .as("second of two")
                .isTrue();
        assertThat(friendly(new FavouriteTerms(1, 0), chosen, NOON, "4930000003"))
                .isFalse();
        assertThat(chosen.at(NOON, new FavouriteTerms(1, 0)))
                .extracting(Favourite::number)
                .containsExactly("4930000002");
    }

    @Test
    void a_favourite_is_of_the_line_s_own_zone_or_of_one_that_is_named() {
        List<String> numbers = List.of("493012345678", "499001234567", "33123456789", "881612345678");
        Favourites chosen = new Favourites(numbers.stream()
                .map(number -> new Favourite(number, Instant.EPOCH, Optional.empty()))
                .toList());
        FavouriteTerms own = new FavouriteTerms(9, 0);
        assertThat(numbers)
                .filteredOn(number -> friendly(own, chosen, NOON, number))
                .containsExactly("493012345678");
        assertThat(numbers)
                .filteredOn(
                        number -> friendly(own.or(new FavouriteTerms(1, 0, List.of("europe"))), chosen, NOON, number))
                .containsExactly("493012345678", "33123456789");
        assertThat(numbers)
                .filteredOn(number -> friendly(new FavouriteTerms(9, 0, List.of("premium")), chosen, NOON, number))
                .containsExactly("499001234567");
    }

    private static boolean friendly(FavouriteTerms terms, Favourites chosen, Instant at, String peer) {
        Tariff tariff = new Tariff(List.of(
                price("calls", UsageType.VOICE, "0.10", UsageScope.ANY),
                price("friends", UsageType.VOICE, "0.01", UsageScope.toFavourites(List.of(), terms))));
        CycleUsage cycle = CycleUsage.none(tariff)
                .rate(at(at, 1, 100, peer), context(chosen))
                .orElseThrow()
                .after();
        return amount(cycle, "friends").equals("1.00 EUR");
    }

    /** Histories of use anywhere cost the same in any order. */
    @Test
    void the_order_in_which_records_arrive_changes_nothing() {
        Random random = new Random(20_261_127L);
        List<String> networks = List.of("", OWN, FRANCE, "310260", "310");
        for (int history = 0; history < 500; history++) {
            List<UsageEvent> events = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                events.add(data(i, random.nextInt(2_000), networks.get(random.nextInt(networks.size()))));
            }
            List<PriceUse> once = rated(DATA, events.toArray(UsageEvent[]::new)).prices();
            Collections.shuffle(events, random);
            assertThat(rated(DATA, events.toArray(UsageEvent[]::new)).prices()).isEqualTo(once);
        }
    }

    @Test
    void terms_are_one_line_of_text_and_limits_are_held() {
        UsageScope scope =
                UsageScope.toFavourites(List.of(), new FavouriteTerms(5, 30)).in(List.of("home", "world"));
        assertThat(scope.text()).isEqualTo("zones=favourites;roaming=home,world;favourites=5:30");
        assertThat(UsageScope.parse(scope.text())).isEqualTo(scope);
        UsageScope inZones = UsageScope.toFavourites(List.of(), new FavouriteTerms(5, 30, List.of("home", "europe")));
        assertThat(inZones.text()).isEqualTo("zones=favourites;favourites=5:30:home+europe");
        assertThat(UsageScope.parse(inZones.text())).isEqualTo(inZones);
        assertThat(AllowanceTerms.parse(TEN_FOUR_ABROAD.terms().text())).isEqualTo(TEN_FOUR_ABROAD.terms());
        assertThat(TEN_FOUR_ABROAD.terms().description(Long::toString))
                .isEqualTo("used at home or European Union; at most 4000 of it abroad");
        AllowanceTerms atHome = AllowanceTerms.of(UsageScope.ANY);
        assertThatThrownBy(() -> atHome.withFairUse(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FavouriteTerms(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> data(1, 1, "12345")).isInstanceOf(IllegalArgumentException.class);
    }

    private static CycleUsage rated(Tariff tariff, UsageEvent... events) {
        CycleUsage cycle = CycleUsage.none(tariff);
        for (UsageEvent event : events) {
            cycle = cycle.rate(event, context(Favourites.NONE)).orElseThrow().after();
        }
        return cycle;
    }

    private static RatingContext context(Favourites favourites) {
        return new RatingContext(ZoneId.of("Europe/Berlin"), REFERENCE, favourites);
    }

    private static String amount(CycleUsage cycle, String price) {
        return cycle.prices().stream()
                .filter(use -> use.price().id().equals(price))
                .findFirst()
                .orElseThrow()
                .amount()
                .toString();
    }

    private static UsageEvent data(long sequence, long bytes, String network) {
        return new UsageEvent("s", sequence, UsageType.DATA, "491510000001", NOON, bytes, "internet", network);
    }

    private static UsageEvent call(long sequence, long seconds, String peer, String network) {
        return new UsageEvent("s", sequence, UsageType.VOICE, "491510000001", NOON, seconds, peer, network);
    }

    private static UsageEvent at(Instant startedAt, long sequence, long seconds, String peer) {
        return new UsageEvent("s", sequence, UsageType.VOICE, "491510000001", startedAt, seconds, peer);
    }

    private static Price.Usage price(String id, UsageType type, String amount, UsageScope scope) {
        return new Price.Usage(
                id, id, type, new UnitPrice(new BigDecimal(amount), EUR), 1, 0, 1, UsageTerms.parse(scope.text(), EUR));
    }

    private static ZonePlan zones(Outcome<ZonePlan> read) {
        return read.fold(plan -> plan, reasons -> {
            throw new AssertionError(reasons);
        });
    }
}
