package dialtone.usage.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.base.UnitPrice;
import dialtone.catalog.AllowanceTerms;
import dialtone.catalog.Price;
import dialtone.catalog.UsageTerms;
import dialtone.catalog.UsageType;
import dialtone.invoice.InvoiceLine;
import dialtone.invoice.InvoicePreview;
import dialtone.invoice.service.Previews;
import dialtone.ledger.service.BillingDatabase;
import dialtone.order.OrderFacts;
import dialtone.order.OrderId;
import dialtone.party.CustomerId;
import dialtone.rating.Holidays;
import dialtone.rating.ReferenceData;
import dialtone.rating.ZonePlan;
import dialtone.rating.service.Demo;
import dialtone.rating.service.FavouriteNumbers.Chosen;
import dialtone.rating.service.Friends;
import dialtone.rating.service.RatingReference;
import dialtone.rating.service.Tariffs;
import dialtone.usage.Delivery;
import dialtone.usage.SuspendedUsage;
import dialtone.usage.Suspension;
import dialtone.usage.UsageBatch;
import dialtone.usage.UsageCounts;
import dialtone.usage.UsageFile;
import dialtone.usage.layout.UsageLayouts;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Use abroad and calls to favourite numbers, from a file to the invoice's line. */
class RoamingIntakeTest {

    private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
    private static final String FRIEND = "493012345678";
    private static final UsageLayouts LAYOUTS = UsageLayoutLoader.load(Path.of("../catalog"));
    private static final Clock LATER = Clock.offset(Demo.NOON, Duration.ofHours(2));

    private static final List<Price> PLAN = List.of(
            new Price.Allowance(
                    "data-included",
                    "Data",
                    List.of(UsageType.DATA),
                    10_000,
                    AllowanceTerms.parse("roaming=home,eu;fair=4000")),
            price("data", UsageType.DATA, "0.01", "roaming=home,eu"),
            price("data-usa", UsageType.DATA, "0.05", "roaming=usa"),
            price("calls", UsageType.VOICE, "0.10", ""),
            price("friends", UsageType.VOICE, "0.01", "zones=favourites;favourites=2:30:home+uk"));

    private static final RatingReference REFERENCE = new RatingReference(new ReferenceData(
            ZonePlan.read("zones.csv", List.of(ZonePlan.HEADER, "49,germany,,", "49900,premium,,", "44,uk,,"))
                    .fold(zones -> zones, reasons -> ZonePlan.NONE),
            ZonePlan.readNetworks(
                            "roaming.csv", List.of(ZonePlan.NETWORKS_HEADER, "262,home,,", "208,eu,,", "310,usa,,"))
                    .fold(zones -> zones, reasons -> ZonePlan.NONE),
            Holidays.NONE));

    @TempDir
    Path folder;

    @AutoClose
    private final BillingDatabase database = new BillingDatabase();

    private final UsageFiles files = new UsageFiles(database.dataSource(), Demo.NOON);
    private final Friends favourites = new Friends(database, REFERENCE);

    @BeforeEach
    void start() {
        Demo.start(database, Demo.order(1, Demo.NUMBER, List.of(Demo.item("1", PLAN))), Demo.NOON);
    }

    @Test
    void use_abroad_goes_by_the_visited_network_down_to_the_invoice_line() throws IOException {
        UsageFile file = take(
                "1,DATA,491510000001,2026-11-25T13:00:00Z,3000,internet,",
                "2,DATA,491510000001,2026-11-25T13:00:00Z,5000,internet,208-01",
                "3,DATA,491510000001,2026-11-25T13:00:00Z,100,internet,310260",
                "4,DATA,491510000001,2026-11-25T13:00:00Z,100,internet,52501",
                "5,VOICE,491510000001,2026-11-25T13:00:00Z,10,493012345678,208",
                "6,DATA,491510000001,2026-11-25T13:00:00Z,1,internet,France");
        assertThat(file.counts()).isEqualTo(new UsageCounts(3, 0, 1, 2));
        assertThat(files.suspended(0, 10).rows())
                .extracting(SuspendedUsage::reason, waiting -> waiting.event().visitedNetwork())
                .containsExactlyInAnyOrder(tuple(Suspension.NO_PRICE, "52501"), tuple(Suspension.NO_PRICE, "208"));
        InvoicePreview preview = preview();
        assertThat(preview.reconciles()).isTrue();
        assertThat(preview.lines())
                .extracting(line -> line.description() + " " + line.amount() + ": " + line.explanation())
                .containsExactly(
                        "data 10.00 EUR: 8 kB, 7 kB included, 1 kB charged at 0.01 EUR per byte",
                        "data-usa 5.00 EUR: 100 bytes, charged at 0.05 EUR per byte");
        assertThat(preview.lines().getFirst().records())
                .extracting(
                        record -> record.event().visitedNetwork(),
                        record -> record.cell().key())
                .containsExactlyInAnyOrder(tuple("", "-"), tuple("20801", "//eu"));
    }

    @Test
    void a_call_goes_by_the_favourites_of_when_it_began_whenever_it_is_rated() throws IOException {
        assertThat(accepted(favourites.choose(Demo.NUMBER, List.of("+" + FRIEND), Demo.NOON))
                        .now())
                .containsExactly(FRIEND);
        assertThat(refused(favourites.choose(Demo.NUMBER, List.of("4420111222"), LATER)))
                .containsExactly("TOO_EARLY The list may be changed from 2026-12-25 on.");
        Clock christmas = Clock.offset(Demo.NOON, Duration.ofDays(30));
        assertThat(accepted(favourites.choose(Demo.NUMBER, List.of("4420111222"), christmas))
                        .now())
                .containsExactly("4420111222");
        // late: both are of before the change
        take(
                "1,VOICE,491510000001,2026-11-25T13:00:00Z,100," + FRIEND + ",",
                "2,VOICE,491510000001,2026-11-25T13:00:00Z,100,4420111222,");
        assertThat(preview().lines())
                .extracting(InvoiceLine::description, line -> line.amount().toString())
                .containsExactly(tuple("calls", "10.00 EUR"), tuple("friends", "1.00 EUR"));
    }

    @Test
    void a_list_that_is_too_long_or_holds_no_numbers_is_refused_by_its_place() {
        assertThat(refused(
                        favourites.choose(Demo.NUMBER, List.of(FRIEND, "112", Demo.NUMBER, "+" + FRIEND), Demo.NOON)))
                .containsExactly(
                        "INVALID_NUMBER A favourite is an international number of 6 to 15 digits.",
                        "OWN_NUMBER This is the line's own number.",
                        "NAMED_TWICE This number is named twice.",
                        "TOO_MANY_NUMBERS The line may have 2 favourite numbers.");
        assertThat(refused(favourites.choose("491510000002", List.of(FRIEND), Demo.NOON)))
                .containsExactly("UNKNOWN_LINE The account has no line with the number 491510000002.");
        accepted(favourites.choose(Demo.NUMBER, List.of(FRIEND), Demo.NOON));
        assertThat(accepted(favourites.choose(Demo.NUMBER, List.of(FRIEND), LATER))
                        .all()
                        .numbers())
                .as("the same again")
                .hasSize(1);
    }

    @Test
    void a_premium_number_is_no_favourite_and_an_empty_list_is_saved_at_any_time() {
        assertThat(refused(favourites.choose(Demo.NUMBER, List.of(FRIEND, "499001234567"), Demo.NOON)))
                .containsExactly("ZONE_NOT_ALLOWED Favourites of this line are numbers in the zone of its own or uk.");
        accepted(favourites.choose(Demo.NUMBER, List.of(FRIEND), Demo.NOON));
        assertThat(accepted(favourites.choose(Demo.NUMBER, List.of(), LATER)).now())
                .isEmpty();
        assertThat(refused(favourites.choose(Demo.NUMBER, List.of(FRIEND), LATER)))
                .as("that was a change")
                .hasSize(1);
    }

    @Test
    void favourites_beyond_the_tariff_s_number_do_not_count_and_are_not_in_the_way() {
        accepted(favourites.choose(Demo.NUMBER, List.of(FRIEND), Demo.NOON));
        execute("INSERT INTO FAVOURITE_NUMBER (ID, MSISDN, BILLING_ACCOUNT_ID, PEER, CHOSEN_AT, CHOSEN_BY)"
                + " SELECT FAVOURITE_NUMBER_SEQ.NEXTVAL, MSISDN, BILLING_ACCOUNT_ID, '49302222222' || LEVEL, CHOSEN_AT, 'csr'"
                + " FROM FAVOURITE_NUMBER CROSS JOIN (SELECT X AS LEVEL FROM SYSTEM_RANGE(1, 3))");
        List<String> all = List.of(FRIEND, "493022222221", "493022222222", "493022222223");
        Chosen same = accepted(favourites.choose(Demo.NUMBER, all, LATER));
        assertThat(same.now()).containsExactlyElementsOf(all);
        assertThat(same.counting()).containsExactly(FRIEND, "493022222221");
        assertThat(refused(favourites.choose(Demo.NUMBER, List.of(FRIEND, "493022222221", "493044444444"), LATER)))
                .containsExactly("TOO_MANY_NUMBERS The line may have 2 favourite numbers.");
    }

    @Test
    void whoever_gets_the_number_next_chooses_anew() {
        accepted(favourites.choose(Demo.NUMBER, List.of(FRIEND), Demo.NOON));
        // without its end being known here, the number is assigned again, to the same account
        Demo.start(
                database,
                new OrderFacts.Charges(
                        new OrderId("ORD-9"),
                        new CustomerId("CUS-1"),
                        Demo.account(1),
                        ZoneId.of("Europe/Berlin"),
                        List.of(Demo.item("1", PLAN)),
                        List.of(new OrderFacts.Line("1", Demo.NUMBER))),
                LATER);
        Clock later = Clock.offset(LATER, Duration.ofHours(1));
        Chosen chosen = accepted(favourites.choose(Demo.NUMBER, List.of("493044444444"), later));
        assertThat(chosen.now()).containsExactly("493044444444");
        assertThat(database.text("SELECT MIN(GIVEN_UP_BY) FROM FAVOURITE_NUMBER WHERE PEER = '" + FRIEND + "'"))
                .isEqualTo("ORD-9");
    }

    /** The clock goes on while the lock is waited for. */
    @Test
    void a_line_that_ends_while_its_row_is_waited_for_has_no_favourites() {
        execute("UPDATE NUMBER_ACCOUNT SET VALID_TO_AT = TIMESTAMP '2026-11-25 12:30:00+00:00'");
        Iterator<Instant> times = Stream.iterate(Demo.NOON.instant(), time -> time.plus(Duration.ofHours(1)))
                .iterator();
        InstantSource waiting = times::next;
        assertThat(refused(favourites.choose(Demo.NUMBER, List.of(FRIEND), waiting.withZone(ZoneOffset.UTC))))
                .containsExactly("UNKNOWN_LINE The account has no line with the number 491510000001.");
        assertThat(database.count("SELECT COUNT(*) FROM FAVOURITE_NUMBER")).isZero();
    }

    private void execute(String sql) {
        database.inTransaction(source -> {
            try (Connection connection = source.getConnection();
                    Statement statement = connection.createStatement()) {
                return statement.executeUpdate(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static Chosen accepted(Outcome<Chosen> outcome) {
        return outcome.fold(chosen -> chosen, reasons -> {
            throw new AssertionError(reasons.toString());
        });
    }

    private static List<String> refused(Outcome<Chosen> outcome) {
        return outcome.fold(
                chosen -> List.of(),
                reasons -> reasons.stream()
                        .map((Rejection each) -> each.code() + " " + each.message())
                        .toList());
    }

    private InvoicePreview preview() {
        return Previews.of(database, Demo.account(1), NOVEMBER);
    }

    private UsageFile take(String... lines) throws IOException {
        List<String> all = new ArrayList<>(List.of("sequence,type,msisdn,startedAt,quantity,peer,visitedNetwork"));
        all.addAll(List.of(lines));
        Path path = Files.write(Files.createTempDirectory(folder, "in").resolve("tap1.csv"), all);
        NumberAccounts numbers = new NumberAccounts(new ConcurrentHashMap<>());
        UsageIntake intake = new UsageIntake() {
            @Override
            public Taken take(UsageBatch batch) {
                return database.inTransaction(
                        source -> new UsageIntake(source, new UsageRating(numbers, new Tariffs(), REFERENCE), Demo.NOON)
                                .take(batch));
            }
        };
        return new UsageFileIntake(files, intake, Recycling.of(database))
                .take(
                        path,
                        "tap1.csv",
                        Delivery.byFolder(),
                        LAYOUTS.named("roaming-csv").orElseThrow());
    }

    private static Price.Usage price(String id, UsageType type, String price, String terms) {
        return new Price.Usage(
                id,
                id,
                type,
                new UnitPrice(new BigDecimal(price), Demo.EUR),
                1,
                0,
                1,
                UsageTerms.parse(terms, Demo.EUR));
    }
}
