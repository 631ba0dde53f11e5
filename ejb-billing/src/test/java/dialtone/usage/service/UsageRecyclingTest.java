package dialtone.usage.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.invoice.InvoicePreview;
import dialtone.invoice.service.Previews;
import dialtone.ledger.service.BillingDatabase;
import dialtone.ledger.service.Books;
import dialtone.rating.service.Demo;
import dialtone.rating.service.RatingReference;
import dialtone.rating.service.Tariffs;
import dialtone.usage.SuspendedUsage;
import dialtone.usage.Suspension;
import dialtone.usage.UsageBatch;
import dialtone.usage.UsageCounts;
import dialtone.usage.UsageFile;
import dialtone.usage.layout.UsageLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageRecyclingTest {

    private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);

    @TempDir
    Path folder;

    @AutoClose
    private final BillingDatabase database = new BillingDatabase();

    private final Books books = new Books(database);
    private final UsageFiles files = new UsageFiles(database.dataSource(), Demo.NOON);
    private final UsageRecycling recycling = Recycling.of(database);

    @Test
    void use_that_came_before_its_number_had_an_account_is_rated_once_when_it_has_one() throws IOException {
        UsageFile file = take("msc1_1.csv", call(1, 160), call(2, 60), "3,VOICE,491999999999,2026-11-25T09:00:00Z,60,");
        assertThat(file.counts()).isEqualTo(new UsageCounts(0, 0, 0, 3));
        assertThat(Recycling.recycle(recycling, Demo.NUMBER))
                .as("nobody has the number")
                .isZero();

        Demo.start(database, Demo.order(1, Demo.NUMBER), Demo.NOON);
        assertThat(Recycling.recycle(recycling, Demo.NUMBER)).isEqualTo(2);
        assertThat(Recycling.recycle(recycling, Demo.NUMBER)).isZero();

        assertThat(countsOf(file)).isEqualTo(new UsageCounts(2, 0, 0, 1));
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("13.17", Demo.EUR)); // 12.99, 120 s beyond
        InvoicePreview preview = Previews.of(database, Demo.account(1), NOVEMBER);
        assertThat(preview.reconciles()).isTrue();
        assertThat(preview.lines().get(2).recordCount()).isEqualTo(2);
        assertThat(books.trialBalance().balanced()).isTrue();
        assertThat(files.suspended(0, 10).rows())
                .singleElement()
                .satisfies(left -> assertThat(left.event().msisdn()).isEqualTo("491999999999"));
    }

    @Test
    void rating_late_costs_what_rating_in_time_costs() throws IOException {
        Demo.start(database, Demo.order(1, Demo.NUMBER), Demo.NOON);
        take("msc1_1.csv", lines(1_700));
        List<Money> inTime = books.balance(Demo.account(1));

        try (BillingDatabase other = new BillingDatabase()) {
            take(other, batch -> {}, "msc1_1.csv", lines(1_700));
            Demo.start(other, Demo.order(1, Demo.NUMBER), Demo.NOON);
            recycleAll(Recycling.of(other));
            assertThat(new Books(other).balance(Demo.account(1))).isEqualTo(inTime);
            assertThat(Previews.of(other, Demo.account(1), NOVEMBER).reconciles())
                    .isTrue();
        }
    }

    @Test
    void a_suspended_record_that_is_sent_again_is_a_duplicate_before_and_after_it_is_rated() throws IOException {
        take("msc1_1.csv", call(1, 160));
        assertThat(take("msc1_2.csv", call(1, 160), "").counts()).isEqualTo(new UsageCounts(0, 1, 0, 0));
        Demo.start(database, Demo.order(1, Demo.NUMBER), Demo.NOON);
        recycleAll(recycling);
        assertThat(take("msc1_3.csv", call(1, 160), "", "").counts()).isEqualTo(new UsageCounts(0, 1, 0, 0));
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("13.08", Demo.EUR));
    }

    @Test
    void use_before_the_account_had_the_number_and_use_without_a_price_stay_suspended() throws IOException {
        UsageFile file = take(
                "msc1_1.csv",
                "1,VOICE,491510000001,2026-11-24T20:00:00Z,160,", // the evening before activation
                "2,DATA,491510000001,2026-11-25T09:00:00Z,160,internet",
                call(3, 160));
        Demo.start(database, Demo.order(1, Demo.NUMBER), Demo.NOON);
        recycleAll(recycling);
        assertThat(countsOf(file)).isEqualTo(new UsageCounts(1, 0, 0, 2));
        assertThat(files.suspended(0, 10).rows())
                .extracting(SuspendedUsage::reason)
                .containsExactly(Suspension.NO_ACCOUNT, Suspension.NO_PRICE);
        assertThat(database.count("SELECT COUNT(*) FROM USAGE_EVENT")).isEqualTo(1);
    }

    @Test
    void a_number_that_gets_its_account_while_its_file_is_taken_leaves_nothing_suspended() throws IOException {
        UsageFile file = take(
                database,
                batch -> Demo.start(database, Demo.order(1, Demo.NUMBER), Demo.NOON),
                "msc1_1.csv",
                lines(UsageBatch.MAX_LINES + 10));
        assertThat(file.counts()).isEqualTo(new UsageCounts(UsageBatch.MAX_LINES + 10, 0, 0, 0));
        assertThat(books.trialBalance().balanced()).isTrue();
    }

    @Test
    void who_recycles_at_the_same_time_rates_every_record_once() throws Exception {
        UsageFile file = take("msc1_1.csv", lines(3_000));
        Demo.start(database, Demo.order(1, Demo.NUMBER), Demo.NOON);
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                done.add(threads.submit(() -> recycleAll(recycling)));
            }
            for (Future<?> each : done) {
                each.get();
            }
        }
        assertThat(countsOf(file)).isEqualTo(new UsageCounts(3_000, 0, 0, 0));
        assertThat(database.count("SELECT COUNT(*) FROM USAGE_SUSPENSION")).isZero();
        assertThat(Previews.of(database, Demo.account(1), NOVEMBER).reconciles())
                .isTrue();
        assertThat(books.trialBalance().balanced()).isTrue();
    }

    private static void recycleAll(UsageRecycling recycling) {
        Recycling.recycle(recycling, Demo.NUMBER);
    }

    private UsageCounts countsOf(UsageFile file) {
        return files.find(file.id()).orElseThrow().counts();
    }

    private UsageFile take(String name, String... lines) throws IOException {
        return take(database, batch -> {}, name, lines);
    }

    /** @param afterFirst what happens once the first batch is stored */
    private UsageFile take(BillingDatabase into, Consumer<UsageBatch> afterFirst, String name, String... lines)
            throws IOException {
        List<String> all = new ArrayList<>(List.of(UsageLayout.HOUSE_HEADER));
        all.addAll(List.of(lines));
        Path path = Files.write(Files.createTempDirectory(folder, "in").resolve(name), all);
        Tariffs tariffs = new Tariffs();
        NumberAccounts numbers = new NumberAccounts(new ConcurrentHashMap<>());
        UsageIntake intake = new UsageIntake() {
            @Override
            public Taken take(UsageBatch batch) {
                Taken taken = into.inTransaction(dataSource -> new UsageIntake(
                                dataSource, new UsageRating(numbers, tariffs, new RatingReference()), Demo.NOON)
                        .take(batch));
                if (batch.firstLine() == 2) {
                    afterFirst.accept(batch);
                }
                return taken;
            }
        };
        return new UsageFileIntake(new UsageFiles(into.dataSource(), Demo.NOON), intake, Recycling.of(into))
                .take(path, name, "inbox");
    }

    private static String call(long sequence, long seconds) {
        return sequence + ",VOICE,491510000001,2026-11-25T09:00:00Z," + seconds + ",4930123456";
    }

    private static String[] lines(int count) {
        String[] lines = new String[count];
        for (int i = 0; i < count; i++) {
            lines[i] = i % 3 == 0 ? i + ",SMS,491510000001,2026-11-25T09:00:00Z,1,491520000009" : call(i, i % 400);
        }
        return lines;
    }
}
