package dialtone.benchmark;

import dialtone.load.Api;
import dialtone.load.Waiting;
import dialtone.usage.UsageBatch;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/**
 * Usage records that a running installation takes, rates and posts in a second, beside a plain JDBC batch insert of the same rows
 * into a database of the same kind.
 */
final class UsageBenchmark {

    private static final Duration DEADLINE = Duration.ofMinutes(5);
    /** Rows a commit of the plain insert: as usual, and as the intake. */
    private static final int USUAL_BATCH = 1_000;

    private static final int OUR_BATCH = UsageBatch.MAX_LINES;

    private static final int ROUNDS = 9;
    /** The server compiles late, for its start; what a mediation sends all day is taken by code that is compiled. */
    private static final int WARM_UPS = 6;

    private static final int SUBSCRIBERS = 100;
    private static final long SEED = 20_261_125L;

    private final Api billing;
    private final Api simulator;
    private final Path data;
    private final OrderFigures orders;
    private final BareInsert bare;

    UsageBenchmark(URI server, URI simulator, Path data, String sampleOrder) {
        this.billing = Api.as("billing", server);
        this.simulator = Api.anonymous(simulator);
        this.data = data;
        this.orders = new OrderFigures(server, sampleOrder);
        this.bare = new BareInsert(data);
    }

    /** Figures of one round, in records a second. */
    record Round(double rated, double usualInsert, double ourInsert, double storedInsert) {}

    Round round(int number, int records) throws IOException, SQLException {
        List<UsageRow> rows = rows(number, records);
        return new Round(
                records / take(number, rows),
                records / bare.asTheyCome(number, rows, USUAL_BATCH),
                records / bare.asTheyCome(number, rows, OUR_BATCH),
                records / bare.asStored(number, rows, OUR_BATCH));
    }

    /** @return seconds from the file's arrival to its last posting, by the server's own register */
    private double take(int number, List<UsageRow> rows) throws IOException {
        String name = "bench" + number + "_" + rows.size() + ".csv";
        Path written = data.resolve(name);
        try (Writer file = Files.newBufferedWriter(written)) {
            file.write("sequence,type,msisdn,startedAt,quantity,peer\n");
            for (UsageRow row : rows) {
                file.write(row.line() + "\n");
            }
        }
        Files.move(written, data.resolve("usage-inbox").resolve(name), StandardCopyOption.ATOMIC_MOVE);
        JsonObject file = Waiting.value(
                "usage file " + name,
                DEADLINE,
                () -> completed(name),
                () -> usageFiles().toString());
        if (file.getInt("rated") != rows.size()) {
            throw new IllegalStateException("Not every record was rated: " + file);
        }
        return seconds(Instant.parse(file.getString("receivedAt")), Instant.parse(file.getString("completedAt")));
    }

    private Optional<JsonObject> completed(String name) {
        return usageFiles().stream()
                .filter(file -> file.getString("name").equals(name)
                        && file.getString("state").equals("completed"))
                .findFirst();
    }

    private List<JsonObject> usageFiles() {
        return rowsOf(billing.get("/billing/v1/usage-files"));
    }

    private static List<JsonObject> rowsOf(Api.Answer list) {
        return list.expectOneOf(200, 206).json().asJsonArray().getValuesAs(JsonObject.class);
    }

    /** A seeded mix of calls, messages and data over the lines that are active. */
    private List<UsageRow> rows(int number, int records) {
        List<String> msisdns = numbers();
        if (msisdns.size() < SUBSCRIBERS) {
            orders.throughput(SUBSCRIBERS - msisdns.size());
            msisdns = numbers();
        }
        Instant now = java.time.Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);
        Random random = new Random(SEED + number);
        List<UsageRow> rows = new ArrayList<>(records);
        for (int i = 1; i <= records; i++) {
            String msisdn = msisdns.get(random.nextInt(msisdns.size()));
            rows.add(
                    switch (random.nextInt(3)) {
                        case 0 -> new UsageRow(i, "VOICE", msisdn, now, 1 + random.nextInt(600), "4930123456");
                        case 1 -> new UsageRow(i, "SMS", msisdn, now, 1, "491520000009");
                        default -> new UsageRow(i, "DATA", msisdn, now, 1 + random.nextInt(50_000_000), "internet");
                    });
        }
        return rows;
    }

    /** Numbers that are active in the network. */
    private List<String> numbers() {
        List<String> msisdns = new ArrayList<>();
        for (JsonObject subscriber : rowsOf(simulator.get("/control/hlr/entities?limit=" + SUBSCRIBERS))) {
            msisdns.add(subscriber.getJsonObject("document").getString("msisdn"));
        }
        return msisdns;
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e9;
    }

    /** Arguments: server URI, simulator URI, data folder of the installation, the sample order's file, records a round. */
    public static void main(String[] arguments) throws IOException, SQLException {
        UsageBenchmark benchmark = new UsageBenchmark(
                URI.create(arguments[0]),
                URI.create(arguments[1]),
                Path.of(arguments[2]),
                Files.readString(Path.of(arguments[3])));
        int records = Integer.parseInt(arguments[4]);
        double[] usual = new double[ROUNDS];
        double[] ours = new double[ROUNDS];
        double[] stored = new double[ROUNDS];
        for (int number = 0; number < WARM_UPS + ROUNDS; number++) {
            Round figures = benchmark.round(number, records);
            Report.line(String.format(
                    Locale.ROOT,
                    "Usage %s: %.0f records/s rated and posted; a bare batch insert %.0f rows/s, or %.0f with our %d rows a commit; %.0f of the rows as they are stored",
                    number < WARM_UPS ? "warm-up" : "round " + (number - WARM_UPS + 1),
                    figures.rated(),
                    figures.usualInsert(),
                    figures.ourInsert(),
                    OUR_BATCH,
                    figures.storedInsert()));
            if (number >= WARM_UPS) {
                usual[number - WARM_UPS] = figures.rated() / figures.usualInsert();
                ours[number - WARM_UPS] = figures.rated() / figures.ourInsert();
                stored[number - WARM_UPS] = figures.rated() / figures.storedInsert();
            }
        }
        Report.line(String.format(
                Locale.ROOT,
                "Usage ratio, of %d rounds: %s; %s where the insert commits as seldom as we do; %s of the rows as they are stored",
                ROUNDS,
                spread(usual),
                spread(ours),
                spread(stored)));
    }

    private static String spread(double[] ratios) {
        double[] sorted = ratios.clone();
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT,
                "median %.3f (%.3f to %.3f)",
                sorted[sorted.length / 2],
                sorted[0],
                sorted[sorted.length - 1]);
    }
}
