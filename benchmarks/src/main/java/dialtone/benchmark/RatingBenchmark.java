package dialtone.benchmark;

import dialtone.base.Rejection;
import dialtone.base.UnitPrice;
import dialtone.catalog.AllowanceTerms;
import dialtone.catalog.Price;
import dialtone.catalog.UsageScope;
import dialtone.catalog.UsageTerms;
import dialtone.catalog.UsageType;
import dialtone.rating.CycleUsage;
import dialtone.rating.Favourites;
import dialtone.rating.Favourites.Favourite;
import dialtone.rating.Holidays;
import dialtone.rating.RatedUsage;
import dialtone.rating.RatingContext;
import dialtone.rating.ReferenceData;
import dialtone.rating.Tariff;
import dialtone.rating.ZonePlan;
import dialtone.usage.UsageEvent;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * How many usage records one thread rates in a second, without a database: a seeded mix of calls, messages and data over a thousand
 * numbers, a third each, at any time of a month, to destinations looked up among 200,000 prefixes. The plan tells three zones and two time
 * bands of calls apart, two zones of messages, and prices data and calls by tiers; it includes some of each type, an allowance that types
 * share and one for a zone among them. About half of the records are within the allowances, the others are charged, and some cross
 * their end, a tier's, or the border of a band. One in ten is made in one of three networks abroad, where data is included up to fair use, and one
 * call in seven at home goes to one of five favourite numbers.
 */
final class RatingBenchmark {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final int NUMBERS = 1_000;
    private static final int RECORDS = 200_000;
    private static final int REPEATS = 10;
    private static final int WARM_UPS = 3;
    private static final int ROUNDS = 5;
    private static final int SECONDS_OF_MONTH = 30 * 24 * 60 * 60;
    private static final List<String> PEERS = List.of(
            "493012345678", "4915112345678", "33123456789", "12125550123", "2000034123", "2999999123", "861012345678");
    private static final List<String> NETWORKS = List.of("20801", "26203", "310260");
    private static final long SEED = 20_261_125L;

    private static final String EVENING =
            "evening~de~mon.tue.wed.thu.fri@0-480+mon.tue.wed.thu.fri@1080-1440+sat.sun.holiday@0-1440";

    private static final Tariff PLAN = new Tariff(List.of(
            new Price.Allowance("minutes", "Minutes", List.of(UsageType.VOICE), 6_000),
            new Price.Allowance("messages", "Messages", List.of(UsageType.SMS), 20),
            new Price.Allowance("shared", "Minutes or messages", List.of(UsageType.SMS, UsageType.VOICE), 600),
            new Price.Allowance(
                    "data",
                    "Data",
                    List.of(UsageType.DATA),
                    1_000_000_000,
                    AllowanceTerms.parse("roaming=home,eea;fair=200000000")),
            new Price.Allowance(
                    "abroad",
                    "Minutes to Europe",
                    List.of(UsageType.VOICE),
                    600,
                    new UsageScope(List.of("europe"), List.of())),
            price(
                    "calls",
                    UsageType.VOICE,
                    "0.09",
                    60,
                    60,
                    1,
                    "mode=graduated;tiers=36000:0.09/60:units:0,*:0.07/60:units:0"),
            price("evenings", UsageType.VOICE, "0.05", 60, 60, 1, "bands=" + EVENING),
            price("europe", UsageType.VOICE, "0.19", 60, 60, 60, "zones=europe;setup=0.05"),
            price("world", UsageType.VOICE, "0.99", 60, 60, 60, "zones=world"),
            price("friends", UsageType.VOICE, "0.01", 60, 60, 1, "zones=favourites;favourites=5:30"),
            price("calls-eea", UsageType.VOICE, "0.09", 60, 60, 1, "roaming=eea"),
            price("calls-abroad", UsageType.VOICE, "1.49", 60, 60, 60, "roaming=world"),
            price("sms-abroad", UsageType.SMS, "0.39", 1, 1, 1, "roaming=eea,world"),
            price("data-eea", UsageType.DATA, "0.0049", 1_048_576, 0, 1_024, "roaming=eea"),
            price("data-abroad", UsageType.DATA, "2.49", 1_048_576, 0, 102_400, "roaming=world;cap=59.90"),
            price("sms", UsageType.SMS, "0.0735", 1, 1, 1, ""),
            price("sms-world", UsageType.SMS, "0.1935", 1, 1, 1, "zones=world"),
            price(
                    "volume",
                    UsageType.DATA,
                    "0.0049",
                    1_048_576,
                    0,
                    1_024,
                    "mode=graduated;tiers=5000000000:0.0049/1048576:units:0,*:0.0029/1048576:units:0;cap=60.00")));

    private static final RatingContext CONTEXT =
            new RatingContext(ZoneId.of("Europe/Berlin"), reference(), favourites());

    private RatingBenchmark() {}

    private static Price.Usage price(
            String id, UsageType type, String price, long perUnitCount, long minimum, long increment, String terms) {
        return new Price.Usage(
                id,
                id,
                type,
                new UnitPrice(new BigDecimal(price), EUR),
                perUnitCount,
                minimum,
                increment,
                UsageTerms.parse(terms, EUR));
    }

    /** 200,000 prefixes, as in a carrier's price list, with those of {@link #PEERS} among them. */
    private static ReferenceData reference() {
        List<String> lines = new ArrayList<>(List.of(ZonePlan.HEADER, "49,home,,", "33,europe,,", "1,world,,"));
        for (int prefix = 2_000_000; lines.size() <= 200_000; prefix += 17) {
            lines.add(prefix + (prefix % 3 == 0 ? ",europe,," : ",world,,"));
        }
        List<String> networks = new ArrayList<>(List.of(ZonePlan.NETWORKS_HEADER, "262,home,,", "2,eea,,"));
        for (int country = 300; country < 800; country++) {
            networks.add(country + ",world,,");
        }
        return new ReferenceData(
                ZonePlan.read("zones", lines).fold(plan -> plan, reasons -> {
                    throw refused(reasons);
                }),
                ZonePlan.readNetworks("networks", networks).fold(plan -> plan, reasons -> {
                    throw refused(reasons);
                }),
                Holidays.read("holidays", List.of(Holidays.HEADER, "de,2026-11-18,Repentance Day"))
                        .fold(days -> days, reasons -> {
                            throw refused(reasons);
                        }));
    }

    /** The last of them is called. */
    private static Favourites favourites() {
        return new Favourites(Stream.of("4930999991", "4930999992", "4930999993", "4930999994", PEERS.get(1))
                .map(number -> new Favourite(number, Instant.EPOCH, Optional.empty()))
                .toList());
    }

    private static IllegalArgumentException refused(List<Rejection> reasons) {
        return new IllegalArgumentException(reasons.toString());
    }

    public static void main(String[] arguments) {
        List<UsageEvent> events = events();
        double[] rates = new double[ROUNDS];
        for (int round = -WARM_UPS; round < ROUNDS; round++) {
            long begun = processorTime();
            long charged = 0;
            for (int repeat = 0; repeat < REPEATS; repeat++) {
                charged += rate(events);
            }
            double rate = RECORDS * REPEATS * 1e9 / (processorTime() - begun);
            if (round >= 0) {
                rates[round] = rate;
                Report.line(String.format(
                        Locale.ROOT,
                        "Rating round %d: %.2f million records a second of processor time, %.0f %% of them charged",
                        round + 1,
                        rate / 1e6,
                        100.0 * charged / RECORDS / REPEATS));
            }
        }
        Arrays.sort(rates);
        Report.line(String.format(
                Locale.ROOT,
                "Rating, median of %d rounds: %.2f million records a second of processor time",
                ROUNDS,
                rates[ROUNDS / 2] / 1e6));
    }

    /** Of this thread, in nanoseconds: what else the machine does takes none of it. */
    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** @return how many records were charged */
    private static int rate(List<UsageEvent> events) {
        CycleUsage[] cycles = new CycleUsage[NUMBERS];
        Arrays.fill(cycles, CycleUsage.none(PLAN));
        int charged = 0;
        for (int i = 0; i < events.size(); i++) {
            int number = i % NUMBERS;
            RatedUsage rated = cycles[number].rate(events.get(i), CONTEXT).orElseThrow();
            cycles[number] = rated.after();
            charged += rated.charges().isEmpty() ? 0 : 1;
        }
        return charged;
    }

    private static List<UsageEvent> events() {
        Random random = new Random(SEED);
        Instant month = Instant.parse("2026-11-01T00:00:00Z");
        List<UsageEvent> events = new ArrayList<>(RECORDS);
        for (int i = 0; i < RECORDS; i++) {
            Instant startedAt = month.plusSeconds(random.nextInt(SECONDS_OF_MONTH));
            String peer = PEERS.get(random.nextInt(PEERS.size()));
            String msisdn = "49151" + (1_000_000 + i % NUMBERS);
            String network = random.nextInt(10) > 0 ? "" : NETWORKS.get(random.nextInt(NETWORKS.size()));
            events.add(
                    switch (random.nextInt(3)) {
                        case 0 ->
                            new UsageEvent(
                                    "msc1", i, UsageType.VOICE, msisdn, startedAt, random.nextInt(600), peer, network);
                        case 1 -> new UsageEvent("msc1", i, UsageType.SMS, msisdn, startedAt, 1, peer, network);
                        default ->
                            new UsageEvent(
                                    "msc1",
                                    i,
                                    UsageType.DATA,
                                    msisdn,
                                    startedAt,
                                    random.nextInt(50_000_000),
                                    "internet",
                                    network);
                    });
        }
        return events;
    }
}
