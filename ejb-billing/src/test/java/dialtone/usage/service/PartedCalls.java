package dialtone.usage.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.ledger.service.BillingDatabase;
import dialtone.rating.service.Demo;
import dialtone.rating.service.RatingReference;
import dialtone.rating.service.Tariffs;
import dialtone.usage.Delivery;
import dialtone.usage.Suspension;
import dialtone.usage.UsageBatch;
import dialtone.usage.UsageFile;
import dialtone.usage.layout.UsageLayout;
import dialtone.usage.layout.UsageLayouts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Files of a switch that writes a long call in parts, and what becomes of them: of a line with 100 s included and 0.09 a minute, at least one. */
abstract class PartedCalls {

    static final String LAYOUT = """
            layouts:
              - name: long-calls
                folder: calls
                format: csv
                source: msc1
                fields:
                  sequence: {column: "1"}
                  type: {constant: VOICE}
                  msisdn: {column: "2"}
                  startedAt: {column: "3"}
                  quantity: {column: "4"}
                session:
                  id: {column: "5"}
                  part: {column: "6"}
                  cause: {column: "7", more: ["1"], last: ["0"]}
                  wait: P3D
                  missing: WHEN_MISSING
            """;

    static final Clock IN_TIME = Clock.offset(Demo.NOON, Duration.ofDays(2));
    static final Clock TOO_LATE = Clock.offset(Demo.NOON, Duration.ofDays(4));
    static final String FIRST = "10,491510000001,2026-11-25T09:00:00Z,100,call7,1,1";
    static final String MIDDLE = "11,491510000001,2026-11-25T09:01:40Z,30,call7,2,1";
    static final String LAST = "12,491510000001,2026-11-25T09:02:10Z,5,call7,3,0";

    @TempDir
    Path folder;

    @AutoClose
    final BillingDatabase database = new BillingDatabase();

    final UsageFiles files = new UsageFiles(database.dataSource(), Demo.NOON);
    final UsageLayout suspending = layout(LAYOUT.replace("WHEN_MISSING", "suspend"));
    final UsageLayout rating = layout(LAYOUT.replace("WHEN_MISSING", "rate"));
    boolean killed;
    private int delivered;

    @BeforeEach
    void start() {
        Demo.start(database, Demo.order(1, Demo.NUMBER), Demo.NOON);
    }

    UsageFile take(UsageLayout layout, String... lines) throws IOException {
        return intake(database).take(write(lines), name(), Delivery.byFolder(), layout);
    }

    String name() {
        return "calls_" + ++delivered + ".csv";
    }

    /** With a remark, so that the same lines are another file. */
    Path write(String... lines) throws IOException {
        List<String> all = new ArrayList<>(List.of(lines));
        all.add(" ".repeat(++delivered));
        return Files.write(folder.resolve("file" + delivered), all);
    }

    void rounds(Clock clock) {
        new SessionRounds(Recycling.at(database, clock)).round();
    }

    List<Suspension> reasons() {
        return files.suspended(0, 10).rows().stream()
                .map(record -> record.reason())
                .toList();
    }

    String calls() {
        return calls(database);
    }

    static String calls(BillingDatabase database) {
        assertThat(database.count("SELECT COUNT(*) FROM USAGE_EVENT")).isLessThan(2);
        return database.text(
                "SELECT RECORD_SEQUENCE || ' ' || QUANTITY || ' ' || BILLABLE_UNITS || ' ' || INCLUDED_UNITS || ' ' ||"
                        + " COALESCE(TO_CHAR(AMOUNT, 'FM990.00'), '-') || ' ' || TO_CHAR(STARTED_AT, 'HH24:MI') FROM USAGE_EVENT");
    }

    <T> T suspense(Function<UsageSuspense, T> work) {
        return suspense(Demo.NOON, work);
    }

    <T> T suspense(Clock clock, Function<UsageSuspense, T> work) {
        return database.inTransaction(source -> work.apply(new UsageSuspense(source, rating(), clock)));
    }

    static UsageRating rating() {
        return new UsageRating(new NumberAccounts(new ConcurrentHashMap<>()), new Tariffs(), new RatingReference());
    }

    void recycleNumber() {
        Recycling.recycle(Recycling.of(database), Demo.NUMBER);
    }

    static UsageLayout layout(String yaml) {
        return UsageLayoutLoader.read(Map.of("usage/calls.yaml", yaml))
                .fold(layouts -> layouts.named("long-calls").orElseThrow(), reasons -> {
                    throw new AssertionError(reasons);
                });
    }

    UsageFileIntake intake(BillingDatabase into) {
        NumberAccounts numbers = new NumberAccounts(new ConcurrentHashMap<>());
        UsageRecycling recycling = Recycling.of(into);
        UsageIntake batches = new UsageIntake() {
            @Override
            public Taken take(UsageBatch batch) {
                Taken taken = into.inTransaction(source -> new UsageIntake(
                                source, new UsageRating(numbers, new Tariffs(), new RatingReference()), Demo.NOON)
                        .take(batch));
                if (killed) {
                    throw new IllegalStateException("kill -9");
                }
                return taken;
            }
        };
        return new UsageFileIntake(
                new UsageFiles(into.dataSource(), Demo.NOON),
                batches,
                recycling,
                new UsageLayoutFiles(UsageLayouts.HOUSE));
    }
}
