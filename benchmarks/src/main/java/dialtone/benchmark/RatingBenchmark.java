package dialtone.benchmark;

import dialtone.base.UnitPrice;
import dialtone.catalog.Price;
import dialtone.catalog.UsageType;
import dialtone.rating.CycleUsage;
import dialtone.rating.RatedUsage;
import dialtone.rating.Tariff;
import dialtone.usage.UsageEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * How many usage records one thread rates in a second, without a database: a seeded mix of calls, messages and data over a thousand
 * numbers whose plan includes some of each, an allowance that types share among it. About half of the records are within the
 * allowances, the others are charged, and some cross their end.
 */
final class RatingBenchmark {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final int NUMBERS = 1_000;
    private static final int RECORDS = 200_000;
    private static final int REPEATS = 10;
    private static final int WARM_UPS = 3;
    private static final int ROUNDS = 5;
    private static final long SEED = 20_261_125L;

    private static final Tariff PLAN = new Tariff(List.of(
            new Price.Allowance("minutes", "Minutes", List.of(UsageType.VOICE), 6_000),
            new Price.Allowance("messages", "Messages", List.of(UsageType.SMS), 20),
            new Price.Allowance("shared", "Minutes or messages", List.of(UsageType.SMS, UsageType.VOICE), 600),
            new Price.Allowance("data", "Data", List.of(UsageType.DATA), 1_000_000_000),
            price("calls", UsageType.VOICE, "0.09", 60, 60, 1),
            price("sms", UsageType.SMS, "0.0735", 1, 1, 1),
            price("volume", UsageType.DATA, "0.0049", 1_048_576, 0, 1_024)));

    private RatingBenchmark() {}

    private static Price.Usage price(
            String id, UsageType type, String price, long perUnitCount, long minimum, long increment) {
        return new Price.Usage(
                id, id, type, new UnitPrice(new BigDecimal(price), EUR), perUnitCount, minimum, increment);
    }

    public static void main(String[] arguments) {
        List<UsageEvent> events = events();
        double[] rates = new double[ROUNDS];
        for (int round = -WARM_UPS; round < ROUNDS; round++) {
            long begun = System.nanoTime();
            long charged = 0;
            for (int repeat = 0; repeat < REPEATS; repeat++) {
                charged += rate(events);
            }
            double rate = (double) RECORDS * REPEATS / OrderFigures.seconds(begun);
            if (round >= 0) {
                rates[round] = rate;
                Report.line(String.format(
                        Locale.ROOT,
                        "Rating round %d: %.2f million records/s on one thread, %.0f %% of them charged",
                        round + 1,
                        rate / 1e6,
                        100.0 * charged / RECORDS / REPEATS));
            }
        }
        Arrays.sort(rates);
        Report.line(String.format(
                Locale.ROOT, "Rating, median of %d rounds: %.2f million records/s", ROUNDS, rates[ROUNDS / 2] / 1e6));
    }

    /** @return how many records were charged */
    private static int rate(List<UsageEvent> events) {
        CycleUsage[] cycles = new CycleUsage[NUMBERS];
        Arrays.fill(cycles, CycleUsage.none(PLAN));
        int charged = 0;
        for (int i = 0; i < events.size(); i++) {
            int number = i % NUMBERS;
            RatedUsage rated = cycles[number].rate(events.get(i));
            cycles[number] = rated.after();
            charged += rated.charges().isEmpty() ? 0 : 1;
        }
        return charged;
    }

    private static List<UsageEvent> events() {
        Random random = new Random(SEED);
        Instant startedAt = Instant.parse("2026-11-25T12:00:00Z");
        List<UsageEvent> events = new ArrayList<>(RECORDS);
        for (int i = 0; i < RECORDS; i++) {
            String msisdn = "49151" + (1_000_000 + i % NUMBERS);
            events.add(
                    switch (random.nextInt(3)) {
                        case 0 ->
                            new UsageEvent("msc1", i, UsageType.VOICE, msisdn, startedAt, random.nextInt(600), "4930");
                        case 1 -> new UsageEvent("msc1", i, UsageType.SMS, msisdn, startedAt, 1, "4915");
                        default ->
                            new UsageEvent(
                                    "msc1",
                                    i,
                                    UsageType.DATA,
                                    msisdn,
                                    startedAt,
                                    random.nextInt(50_000_000),
                                    "internet");
                    });
        }
        return events;
    }
}
