package dialtone.catalog.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.base.UnitPrice;
import dialtone.catalog.Catalog;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.Tiers;
import dialtone.catalog.Tiers.Tier;
import dialtone.catalog.TimeBand.Day;
import dialtone.platform.settings.ReferenceFiles;
import dialtone.rating.Holidays;
import dialtone.rating.ReferenceData;
import dialtone.rating.ZonePlan;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Prices by destination, time and quantity, as catalogue files say them. */
class UsagePricesTest {

    private static final Currency EUR = Currency.getInstance("EUR");

    private static final String BANDS = """
            timeBands:
              - name: evening
                holidays: de
                windows:
                  - {days: [mon, tue, wed, thu, fri], from: "18:00", to: "24:00"}
                  - {days: [sat, sun, holiday], from: "00:00", to: "24:00"}
            offerings:
            """;

    private static final String PRICES = """
            - {id: day, type: usage, name: Day, usage: voice, price: 0.09, per: 1 min, increment: 1 s, setup: 0.05}
            - {id: evening, type: usage, name: Evening, usage: voice, price: 0.05, per: 1 min, increment: 1 s, bands: [evening]}
            - {id: europe, type: usage, name: Europe, usage: voice, price: 0.19, per: 1 min, increment: 1 min, zones: [europe, world], rounding: half-even}
            - id: data
              type: usage
              name: Data
              usage: data
              per: 1 MB
              increment: 100 kB
              cap: 50.00
              tiers:
                mode: graduated
                steps:
                  - {upTo: 1 GB, price: 0.01}
                  - {from: 1 GB, upTo: 5 GB, price: 0.005, per: 10 MB, blocks: true}
                  - {from: 5 GB, flat: 2.00}
            - {id: abroad, type: allowance, name: Europe, usage: [voice], quantity: 10 min, zones: [europe], bands: [evening]}
            """;

    private static final String PACK = """
              - id: pack
                name: Pack
                description: An add-on.
                role: add-on
                productSpecification: line
                characteristics:
                  - {name: simType, label: SIM, values: [physical, esim], default: esim}
                prices:
                  - {id: pack-europe, type: usage, name: Europe, usage: voice, price: 0.09, per: 1 min, increment: 1 min, zones: [europe]}
            """;

    private static final String GOOD = CatalogText.of(BANDS + CatalogText.plan(PRICES) + PACK);

    private static final ReferenceData REFERENCE = new ReferenceData(
            ZonePlan.read("zones.csv", List.of(ZonePlan.HEADER, "44,europe,,", "1,world,,"))
                    .fold(zones -> zones, reasons -> ZonePlan.NONE),
            ZonePlan.readNetworks("roaming.csv", List.of(ZonePlan.NETWORKS_HEADER, "262,home,,", "208,eu,,"))
                    .fold(zones -> zones, reasons -> ZonePlan.NONE),
            Holidays.read("holidays.csv", List.of(Holidays.HEADER, "de,2026-12-25,Christmas Day"))
                    .fold(days -> days, reasons -> Holidays.NONE));

    @Test
    void prices_say_where_when_and_how_much_they_are_for() {
        List<Price> prices = load(GOOD, REFERENCE)
                .fold(read -> read, reasons -> {
                    throw new AssertionError(reasons.toString());
                })
                .offering(new OfferingId("plan"))
                .orElseThrow()
                .prices();
        Price.Usage day = (Price.Usage) prices.get(0);
        assertThat(day.terms().setup()).contains(unit("0.05"));
        Price.Usage evening = (Price.Usage) prices.get(1);
        assertThat(evening.terms().scope().bands()).singleElement().satisfies(band -> {
            assertThat(band.holidays()).contains("de");
            assertThat(band.windows().get(0).from()).isEqualTo(18 * 60);
            assertThat(band.windows().get(1).days()).containsExactlyInAnyOrder(Day.SAT, Day.SUN, Day.HOLIDAY);
        });
        Price.Usage europe = (Price.Usage) prices.get(2);
        assertThat(europe.terms().scope().zones()).containsExactly("europe", "world");
        assertThat(europe.terms().rounding()).isEqualTo(RoundingMode.HALF_EVEN);
        Price.Usage data = (Price.Usage) prices.get(3);
        assertThat(data.price()).isEqualTo(unit("0.01"));
        assertThat(data.terms().cap()).contains(Money.of("50.00", EUR));
        assertThat(data.terms().tiers())
                .contains(new Tiers(
                        Tiers.Mode.GRADUATED,
                        List.of(
                                new Tier(1_000_000_000L, unit("0.01"), 1_000_000, false, unit("0")),
                                new Tier(5_000_000_000L, unit("0.005"), 10_000_000, true, unit("0")),
                                new Tier(Tiers.NO_END, unit("0"), 1_000_000, false, unit("2.00")))));
        assertThat(data.terms().description())
                .isEqualTo(
                        "graduated: up to 1000000000 at 0.01 EUR per 1000000, up to 5000000000 at 0.005 EUR per 10000000 begun,"
                                + " beyond at 0 EUR per 1000000 and 2 EUR; at most 50.00 EUR");
        Price.Allowance abroad = (Price.Allowance) prices.get(4);
        assertThat(abroad.scope().description()).isEqualTo("to Europe, evening");
    }

    @Test
    void a_discount_of_use_goes_by_bill_cycles() {
        String discounts =
                "setup: 0.05, discounts: [{percent: 20, periods: 3, name: Welcome}, {amount: 1.50, after: 12}]";
        Price.Usage day = (Price.Usage) load(GOOD.replace("setup: 0.05", discounts), REFERENCE)
                .fold(read -> read, reasons -> {
                    throw new AssertionError(reasons.toString());
                })
                .offering(new OfferingId("plan"))
                .orElseThrow()
                .prices()
                .getFirst();
        assertThat(day.terms().text()).isEqualTo("setup=0.05;discounts=percent:20:0:3:n/Welcome,amount:1.50:12:*");
        assertThat(refused("{percent: 20, afterMonths: 24, name: X}")).contains("afterMonths");
        assertThat(refused("{percent: 20, amount: 1.00}")).endsWith("a discount is either percent or amount");
        assertThat(refused("{percent: 120}")).contains("percent");
    }

    /** Place and reason of what is said of a discount of the first price. */
    private static String refused(String discount) {
        List<String> faults = load(GOOD.replace("setup: 0.05", "setup: 0.05, discounts: [" + discount + "]"), REFERENCE)
                .fold(
                        read -> List.of(),
                        reasons -> reasons.stream()
                                .map(reason -> reason.field() + " " + reason.message())
                                .toList());
        return String.join("; ", faults);
    }

    @Test
    void an_allowance_says_its_turn_what_becomes_of_what_is_left_and_who_shares_it() {
        assertThat(abroad("quantity: 10 min, priority: 1, rollover: {periods: 2, most: 15 min}")
                        .terms()
                        .text())
                .isEqualTo("priority=1;rollover=2:900");
        assertThat(abroad("quantity: 10 min, shared: true").terms().shared()).isTrue();
    }

    @Test
    void an_allowance_says_where_it_holds_how_much_of_it_abroad_and_for_whom() {
        assertThat(abroad("quantity: 10 min, roaming: [home, eu], fairUse: 5 min", ", roaming: [home, eu]")
                        .terms()
                        .text())
                .isEqualTo("roaming=home,eu;fair=300");
        assertThat(abroad("quantity: 10 min, favourites: {numbers: 3, everyDays: 30}")
                        .terms()
                        .text())
                .isEqualTo("zones=favourites;favourites=3:30");
        assertThat(abroad("quantity: 10 min, favourites: {numbers: 3, zones: [home, europe]}")
                        .terms()
                        .text())
                .isEqualTo("zones=favourites;favourites=3:0:home+europe");
    }

    private static Price.Allowance abroad(String terms, String ofPrices) {
        return allowance(GOOD.replace("quantity: 10 min, zones: [europe], bands: [evening]", terms)
                .replace("setup: 0.05}", "setup: 0.05" + ofPrices + "}"));
    }

    private static Price.Allowance abroad(String terms) {
        return abroad(terms, "");
    }

    private static Price.Allowance allowance(String text) {
        List<Price> prices = load(text, REFERENCE)
                .fold(read -> read, reasons -> {
                    throw new AssertionError(reasons.toString());
                })
                .offering(new OfferingId("plan"))
                .orElseThrow()
                .prices();
        return (Price.Allowance) prices.get(4);
    }

    static Stream<Arguments> faultsOfAllowances() {
        return Stream.of(
                fault(
                        "quantity: 10 min",
                        "quantity: 10 min, priority: 0",
                        "{id: abroad",
                        "priority is a number from 1 to 99"),
                fault(
                        "quantity: 10 min",
                        "quantity: 10 min, roaming: [moon]",
                        "{id: abroad",
                        "zone moon has no network in rating/roaming.csv"),
                fault(
                        "quantity: 10 min",
                        "quantity: 10 min, roaming: [eu]",
                        "{id: day",
                        "a gap in the prices: voice to any other zone roaming in eu at any other time has none"),
                fault(
                        "quantity: 10 min",
                        "quantity: 10 min, favourites: {numbers: 0}",
                        "{id: abroad",
                        "numbers is a number from 1 to 20, not 0"),
                fault(
                        "quantity: 10 min",
                        "quantity: 10 min, favourites: {numbers: 1, zones: [mars]}",
                        "{id: abroad",
                        "zone mars has no prefix in rating/zones.csv"),
                fault(
                        "quantity: 10 min",
                        "quantity: 10 min, rollover: {periods: 13}",
                        "{id: abroad",
                        "periods is a number from 1 to 12, not 13"),
                fault(
                        "quantity: 10 min",
                        "quantity: 10 min, rollover: {most: 1 min}",
                        "{id: abroad",
                        "periods is missing"),
                fault(
                        "quantity: 10 min",
                        "quantity: 10 min, rollover: {periods: 1, most: 0 s}",
                        "{id: abroad",
                        "most is above 0"),
                fault(
                        "quantity: 10 min",
                        "quantity: 10 min, rollover: {periods: 1, most: 1 GB}",
                        "{id: abroad",
                        "most is a number and a unit of h, min, s"),
                fault(
                        "quantity: 10 min",
                        "quantity: 10 min, shared: true",
                        "{id: abroad",
                        "what lines share is for any destination"),
                fault(
                        "quantity: 10 min",
                        "quantity: 10 min, shared: true, rollover: {periods: 1}",
                        "{id: abroad",
                        "what lines share is not carried over"),
                fault("setup: 0.05", "setup: 0.05, shared: true", "{id: day", "shared is said of allowances"));
    }

    static Stream<Arguments> faultsOfFairUse() {
        return Stream.of(
                fault(
                        "quantity: 10 min",
                        "quantity: 10 min, fairUse: 5 min",
                        "{id: abroad",
                        "fairUse is above 0, limits what is used in the zones that roaming names"),
                fault(
                        "quantity: 10 min",
                        "quantity: 10 min, roaming: [home, eu], fairUse: 10 min",
                        "{id: abroad",
                        "fairUse is below quantity"));
    }

    @Test
    void a_version_that_is_read_again_is_not_checked_against_the_files_of_today() {
        assertThat(load(GOOD, ReferenceData.NONE)).isInstanceOf(Outcome.Rejected.class);
        assertThat(CatalogLoader.load(CatalogText.source(GOOD))).isInstanceOf(Outcome.Accepted.class);
    }

    @Test
    void what_costs_nothing_says_so() {
        String text = GOOD.replace("{upTo: 1 GB, price: 0.01}", "{upTo: 1 GB, price: 0}");
        assertThat(load(text, REFERENCE)).isInstanceOf(Outcome.Accepted.class);
    }

    @Test
    void
            a_version_of_before_there_were_terms_is_read_though_its_prices_overlap_and_an_add_on_has_the_ids_of_its_plan() {
        String text = GOOD.replace("id: pack-europe", "id: europe")
                .replace("increment: 1 min, zones: [europe, world]", "increment: 1 min, bands: [evening]");
        assertThat(load(text, REFERENCE)).isInstanceOf(Outcome.Rejected.class);
        assertThat(CatalogLoader.load(CatalogText.source(text), CatalogLoader.Age.STORED))
                .isInstanceOf(Outcome.Accepted.class);
    }

    @Test
    void the_zones_and_holidays_of_the_house_can_be_read_and_its_prices_name_no_others() throws IOException {
        Path house = Path.of("..", "catalog");
        ReferenceData reference = ReferenceFiles.read(house);
        assertThat(reference.zones().zones()).contains("germany", "world");
        assertThat(reference.zones().zoneOf("352123456", Instant.EPOCH)).isEqualTo("european-economic-area");
        assertThat(reference.holidays().calendars()).containsExactly("germany");
        assertThat(CatalogLoader.load(CatalogSource.in(house), Optional.of(reference)))
                .isInstanceOf(Outcome.Accepted.class);
    }

    static Stream<Arguments> faultsOfTimeBands() {
        return Stream.of(
                fault(
                        "bands: [evening]}\n      - {id: europe",
                        "bands: [night]}\n      - {id: europe",
                        "{id: evening",
                        "time band night is none of [evening]"),
                fault("    holidays: de\n", "", "name: evening\n    windows", "holidays is missing: days of holiday"),
                fault("holidays: de", "holidays: fr", "{id: evening", "holidays fr, of which"),
                fault("from: \"18:00\"", "from: \"6 pm\"", "days: [mon", "a time of day, 18:00, not 6 pm"),
                fault("from: \"18:00\"", "from: \"24:00\"", "days: [mon", "ends later on the same day"),
                fault("[mon, tue,", "[monday, tue,", "days: [monday", "a day is one of mon"),
                fault(
                        "offerings:\n",
                        "  - {name: late, holidays: de, windows: [{days: [fri], from: \"23:00\", to: \"24:00\"}]}\nofferings:\n",
                        "windows: [{",
                        "time band late overlaps evening"),
                fault(
                        "offerings:\n",
                        "  - {name: late, windows: [{days: [fri], from: \"13:00\", to: \"14:00\"}]}\nofferings:\n",
                        "- {name: late",
                        "go by the same holidays"),
                fault(
                        "offerings:\n",
                        "  - {name: evening, holidays: de, windows: [{days: [fri], from: \"13:00\", to: \"14:00\"}]}\nofferings:\n",
                        "name: evening, holidays",
                        "occurs more than once"),
                fault("offerings:\n", "  - {name: late, holidays: de}\nofferings:\n", "- {name: late", "has a window"));
    }

    static Stream<Arguments> faultsOfTiers() {
        return Stream.of(
                fault(
                        "from: 1 GB, upTo: 5 GB",
                        "from: 2 GB, upTo: 5 GB",
                        "blocks: true",
                        "a gap between tiers: the step before it ends at 1000000000"),
                fault(
                        "from: 1 GB, upTo: 5 GB",
                        "from: 900 MB, upTo: 5 GB",
                        "blocks: true",
                        "an overlap of tiers: the step before it ends at"),
                fault("from: 1 GB, upTo: 5 GB", "upTo: 1 GB", "blocks: true", "an overlap of tiers"),
                fault("{from: 5 GB, flat", "{from: 5 GB, upTo: 6 GB, flat", "flat: 2.00", "the last step has no end"),
                fault("from: 1 GB, upTo: 5 GB", "from: 1 GB", "blocks: true", "upTo is missing"),
                fault(
                        "{upTo: 1 GB, price: 0.01}",
                        "{upTo: 1 GB}",
                        "{upTo: 1 GB}",
                        "a step says its price, flat, or both"),
                fault("mode: graduated", "mode: stairs", "mode: stairs", "mode is graduated or volume"),
                fault("per: 1 MB\n", "per: 1 MB\n        price: 1\n", "price: 1", "either tiers or one price"),
                fault("cap: 50.00", "cap: 50.005", "cap: 50.005", "cap is exact in EUR"),
                fault(
                        "quantity: 10 min, zones",
                        "quantity: 10 min, cap: 1, zones",
                        "{id: abroad",
                        "cap is said of usage prices"));
    }

    static Stream<Arguments> faultsOfPrices() {
        return Stream.of(
                fault("zones: [europe, world]", "zones: [europa]", "{id: europe", "zone europa has no prefix"),
                fault(
                        "    usage: data\n",
                        "    usage: data\n        zones: [europe]\n",
                        "zones: [europe]\n        per",
                        "data has no zones"),
                fault("usage: [voice], quantity", "usage: [data, voice], quantity", "{id: abroad", "data has no zones"),
                fault(
                        "zones: [europe], bands: [evening]}",
                        "zones: [" + "europe, ".repeat(600) + "europe]}",
                        "{id: abroad",
                        "has at most 4000 characters"),
                fault("zones: [europe, world]", "zones: [europe, europe]", "{id: europe", "is named once"),
                fault("zones: [europe, world]", "zones: [Europe]", "{id: europe", "kebab-case"),
                fault("setup: 0.05", "setup: -1", "{id: day", "not negative"),
                fault("rounding: half-even", "rounding: bankers", "{id: europe", "rounding is one of half-up"),
                fault(
                        "{id: day, type: usage, name: Day, usage: voice, price: 0.09, per: 1 min, increment: 1 s, setup: 0.05}",
                        "{id: fee, type: monthly, name: Fee, amount: 1.00}",
                        "{id: fee",
                        "a gap in the prices: voice to any other zone at any other time has none"),
                fault(
                        "increment: 1 min, zones: [europe, world]",
                        "increment: 1 min, bands: [evening]",
                        "{id: day",
                        "prices evening and europe overlap"),
                fault("id: pack-europe", "id: europe", "- id: pack", "usage price europe is one of plan too"));
    }

    @ParameterizedTest
    @MethodSource({"faultsOfTimeBands", "faultsOfTiers", "faultsOfPrices", "faultsOfAllowances", "faultsOfFairUse"})
    void a_bad_price_is_refused_with_file_line_and_reason(String good, String bad, String where, String reason) {
        assertThat(GOOD).contains(good);
        String text = GOOD.replace(good, bad);
        List<Rejection> found = load(text, REFERENCE).fold(catalog -> List.of(), reasons -> reasons);
        long line = text.substring(0, text.indexOf(where)).lines().count();
        assertThat(found).as(found.toString()).anySatisfy(rejection -> {
            assertThat(rejection.message()).contains(reason);
            assertThat(rejection.field()).isEqualTo("mobile.yaml:" + line);
        });
    }

    /** @param where on the line that is told */
    private static Arguments fault(String good, String bad, String where, String reason) {
        return Arguments.of(good, bad, where, reason);
    }

    private static UnitPrice unit(String amount) {
        return new UnitPrice(new BigDecimal(amount), EUR);
    }

    private static Outcome<Catalog> load(String text, ReferenceData reference) {
        return CatalogLoader.load(CatalogText.source(text), Optional.of(reference));
    }
}
