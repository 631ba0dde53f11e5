package dialtone.usage.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Money;
import dialtone.catalog.Price;
import dialtone.catalog.UsageType;
import dialtone.invoice.InvoiceLine;
import dialtone.invoice.InvoicePreview;
import dialtone.invoice.NumberUsage;
import dialtone.invoice.service.Previews;
import dialtone.ledger.service.BillingDatabase;
import dialtone.ledger.service.Books;
import dialtone.rating.UsageCharge;
import dialtone.rating.service.Demo;
import dialtone.rating.service.RatingReference;
import dialtone.rating.service.Tariffs;
import dialtone.usage.RejectedLine;
import dialtone.usage.SuspendedUsage;
import dialtone.usage.Suspension;
import dialtone.usage.UsageBatch;
import dialtone.usage.UsageCounts;
import dialtone.usage.UsageFile;
import dialtone.usage.UsageReject;
import dialtone.usage.layout.UsageLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageFileIntakeTest {

    private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
    private static final long SEED = 20261125;

    @TempDir
    Path folder;

    @AutoClose
    private final BillingDatabase database = new BillingDatabase();

    private final ConcurrentMap<String, Long> cache = new ConcurrentHashMap<>();
    private volatile long crashesFromLine = Long.MAX_VALUE;
    private final UsageFiles files = new UsageFiles(database.dataSource(), Demo.NOON);
    private final Books books = new Books(database);
    private final UsageFileIntake intake = new UsageFileIntake(files, intakeOf(database), Recycling.of(database));

    @Test
    void a_file_is_rated_against_the_allowances_down_to_the_invoice() throws IOException {
        Demo.start(database, Demo.order(1, Demo.NUMBER), Demo.NOON);
        UsageFile file = take(
                "msc1_1.csv",
                "1,VOICE,491510000001,2026-11-25T09:00:00Z,160,4930123456", // 100 s included, 60 s for 0.09
                "2,SMS,491510000001,2026-11-25T09:10:00Z,1,491520000009",
                "3,SMS,491510000001,2026-11-25T09:20:00Z,1,491520000009",
                "4,SMS,491510000001,2026-11-25T09:30:00Z,1,491520000009", // 0.0735, 0.07
                "5,SMS,491510000001,2026-11-25T09:40:00Z,1,491520000009"); // in all 0.147, 0.15
        assertThat(file.state()).isEqualTo(UsageFile.State.COMPLETED);
        assertThat(file.counts()).isEqualTo(new UsageCounts(5, 0, 0, 0));
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("13.23", Demo.EUR)); // 12.99 + 0.09 + 0.15
        InvoicePreview preview = preview(1);
        assertThat(preview.totals()).containsExactly(Money.of("13.23", Demo.EUR));
        assertThat(preview.reconciles()).isTrue();
        assertThat(preview.lines().get(2).records()).singleElement().satisfies(record -> {
            assertThat(record.included()).isEqualTo(100);
            assertThat(record.charges().get(0).amount()).isEqualTo(Money.of("0.09", Demo.EUR));
        });
        assertThat(preview.lines().get(3).recordCount()).isEqualTo(4);
        assertThat(books.trialBalance().balanced()).isTrue();
    }

    @Test
    void the_same_bytes_under_another_name_are_the_same_file() throws IOException {
        Demo.start(database, Demo.order(1, Demo.NUMBER), Demo.NOON);
        UsageFile first = take("msc1_1.csv", call(1, 160));
        UsageFile second = take("other.csv", call(1, 160));
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("13.08", Demo.EUR));
    }

    @Test
    void records_that_were_taken_before_are_counted_and_charge_nothing() throws IOException {
        Demo.start(database, Demo.order(1, Demo.NUMBER), Demo.NOON);
        take("msc1_1.csv", call(1, 160), call(2, 60));
        UsageFile again = take("msc1_2.csv", call(2, 60), call(3, 60), call(3, 60), call(900_000, 60));
        assertThat(again.counts()).isEqualTo(new UsageCounts(2, 2, 0, 0));
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("13.35", Demo.EUR)); // 4 minutes beyond
        assertThat(preview(1).reconciles()).isTrue();
    }

    @Test
    void the_same_sequence_of_another_source_is_another_record() throws IOException {
        Demo.start(database, Demo.order(1, Demo.NUMBER), Demo.NOON);
        take("msc1_1.csv", call(1, 160));
        assertThat(take("msc2_1.csv", call(1, 160), call(2, 1)).counts()).isEqualTo(new UsageCounts(2, 0, 0, 0));
    }

    @Test
    void a_bad_line_is_kept_with_its_reason_and_the_others_are_rated() throws IOException {
        Demo.start(database, Demo.order(1, Demo.NUMBER), Demo.NOON);
        UsageFile file = take("msc1_1.csv", call(1, 160), "rubbish", "", call(2, -1));
        assertThat(file.counts()).isEqualTo(new UsageCounts(1, 0, 2, 0));
        assertThat(files.rejectsOf(file.id(), 0, 10).rows())
                .extracting(RejectedLine::reject)
                .extracting(UsageReject::lineNumber, UsageReject::reason, UsageReject::raw)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(3L, UsageReject.Reason.FIELD_COUNT, "rubbish"),
                        org.assertj.core.groups.Tuple.tuple(5L, UsageReject.Reason.QUANTITY_INVALID, call(2, -1)));
        assertThat(files.rejects(0, 10).total()).isEqualTo(2);
    }

    @Test
    void a_record_that_nobody_can_be_charged_for_is_suspended_with_the_reason() throws IOException {
        Demo.start(database, Demo.order(1, Demo.NUMBER), Demo.NOON);
        UsageFile file = take(
                "msc1_1.csv",
                "1,VOICE,491999999999,2026-11-25T09:00:00Z,160,",
                "2,VOICE,491510000001,2026-11-24T20:00:00Z,160,", // the evening before activation
                "3,DATA,491510000001,2026-11-25T09:00:00Z,160,internet",
                "4,VOICE,491510000001,2026-11-24T23:30:00Z,50,"); // half past midnight of the day, in Berlin
        assertThat(file.counts()).isEqualTo(new UsageCounts(1, 0, 0, 3));
        assertThat(files.suspended(0, 10).rows())
                .extracting(SuspendedUsage::reason)
                .containsExactly(Suspension.NO_ACCOUNT, Suspension.NO_ACCOUNT, Suspension.NO_PRICE);
    }

    @Test
    void an_add_on_ordered_with_the_plan_serves_its_number() throws IOException {
        Demo.start(
                database,
                Demo.order(1, Demo.NUMBER, List.of(Demo.item("1", Demo.PLAN), Demo.item("2", Demo.DATA_ADD_ON))),
                Demo.NOON);
        assertThat(take("msc1_1.csv", "1,DATA,491510000001,2026-11-25T09:00:00Z,400000,internet")
                        .counts())
                .isEqualTo(new UsageCounts(1, 0, 0, 0));
        assertThat(preview(1).allowances())
                .anySatisfy(line -> assertThat(line.use().used()).isEqualTo(400_000));
    }

    @Test
    void use_of_a_number_that_changed_hands_is_charged_to_who_had_it_then_though_the_cache_is_stale()
            throws IOException {
        Demo.start(database, Demo.order(1, Demo.NUMBER), Demo.NOON);
        take("msc1_1.csv", call(1, 50));
        assertThat(cache).containsKey(Demo.NUMBER);
        Demo.start(
                database, Demo.order(2, Demo.NUMBER), java.time.Clock.offset(Demo.NOON, java.time.Duration.ofHours(1)));
        take(
                "msc1_2.csv",
                "2,VOICE,491510000001,2026-11-25T12:30:00Z,60,", // still the first account's
                "3,VOICE,491510000001,2026-11-25T13:30:00Z,60,",
                "4,VOICE,491510000001,2026-11-25T14:30:00Z,160,");
        assertThat(preview(1).lines().get(2).recordCount()).isEqualTo(2);
        assertThat(preview(2).lines().get(2).recordCount()).isEqualTo(2);
        assertThat(preview(1).reconciles()).isTrue();
        assertThat(preview(2).reconciles()).isTrue();
    }

    @Test
    void a_call_that_takes_messages_out_of_a_shared_allowance_says_what_they_cost_then() throws IOException {
        List<Price> plan = List.of(
                new Price.Allowance("shared", "100 units", List.of(UsageType.VOICE, UsageType.SMS), 100),
                Demo.usage("calls", UsageType.VOICE, "0.09", 60, 60),
                Demo.usage("sms", UsageType.SMS, "0.10", 1, 1));
        Demo.start(database, Demo.order(1, Demo.NUMBER, List.of(Demo.item("1", plan))), Demo.NOON);
        take(
                "msc1_1.csv",
                "1,SMS,491510000001,2026-11-25T09:00:00Z,1,491520000009",
                "2,VOICE,491510000001,2026-11-25T09:10:00Z,160,4930123456"); // 60 s for 0.09, and the message 0.10
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("0.19", Demo.EUR));
        InvoicePreview preview = preview(1);
        assertThat(preview.reconciles()).isTrue();
        assertThat(preview.lines())
                .flatExtracting(InvoiceLine::records)
                .filteredOn(record -> record.event().sequence() == 2)
                .flatExtracting(NumberUsage.RatedRecord::charges)
                .containsExactly(
                        new UsageCharge(UsageType.VOICE, "calls", 60, Money.of("0.09", Demo.EUR)),
                        new UsageCharge(UsageType.SMS, "sms", 1, Money.of("0.10", Demo.EUR)));
    }

    @Test
    void a_cache_that_is_emptied_in_the_middle_changes_nothing() throws IOException {
        Demo.start(database, Demo.order(1, Demo.NUMBER), Demo.NOON);
        take("msc1_1.csv", call(1, 160));
        cache.clear();
        take("msc1_2.csv", call(2, 60));
        cache.put(Demo.NUMBER, 987_654L);
        take("msc1_3.csv", call(3, 60));
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("13.26", Demo.EUR));
    }

    @Test
    void a_file_without_the_header_is_refused_and_taken_no_further() throws IOException {
        Path path = Files.writeString(folder.resolve("x.csv"), call(1, 160));
        UsageFile file = intake.take(path, "x.csv", "inbox");
        assertThat(file.state()).isEqualTo(UsageFile.State.REFUSED);
        assertThat(file.failure()).contains(UsageLayout.HOUSE_HEADER);
        assertThat(database.count("SELECT COUNT(*) FROM USAGE_EVENT")).isZero();
        Path empty = Files.createFile(folder.resolve("empty.csv"));
        assertThat(intake.take(empty, "empty.csv", "inbox").state()).isEqualTo(UsageFile.State.REFUSED);
    }

    @Test
    void a_crash_in_the_middle_of_a_file_loses_nothing_and_charges_nothing_twice() throws IOException {
        Demo.start(database, Demo.order(1, Demo.NUMBER), Demo.NOON);
        int records = 3 * UsageBatch.MAX_LINES + 500;
        String[] lines = calls(records);
        crashesFromLine = 3L * UsageBatch.MAX_LINES + 2;
        assertThatThrownBy(() -> take("msc1_1.csv", lines)).hasMessageContaining("crash");
        assertThat(files.list(0, 10).rows()).singleElement().satisfies(file -> {
            assertThat(file.state()).isEqualTo(UsageFile.State.IN_PROGRESS);
            assertThat(file.counts().in()).isEqualTo(3 * UsageBatch.MAX_LINES);
        });
        crashesFromLine = Long.MAX_VALUE;
        UsageFile file = take("msc1_1.csv", lines);
        assertThat(file.counts()).isEqualTo(new UsageCounts(records, 0, 0, 0));
        assertThat(books.balance(Demo.account(1))).isEqualTo(balanceOfOneRun(lines));
        assertThat(preview(1).reconciles()).isTrue();
        assertThat(books.trialBalance().balanced()).isTrue();
    }

    @Test
    void neither_the_order_of_records_nor_the_files_they_come_in_change_what_is_owed() throws IOException {
        String[] lines = calls(2_000);
        List<Money> inOrder = balanceOfOneRun(lines);
        List<String> shuffled = new ArrayList<>(Arrays.asList(lines));
        Collections.shuffle(shuffled, new Random(SEED));
        Demo.start(database, Demo.order(1, Demo.NUMBER), Demo.NOON);
        take("msc1_a.csv", shuffled.subList(0, 700).toArray(String[]::new));
        take("msc1_b.csv", shuffled.subList(600, 2_000).toArray(String[]::new));
        assertThat(books.balance(Demo.account(1))).isEqualTo(inOrder);
        assertThat(preview(1).reconciles()).isTrue();
    }

    @Test
    void files_taken_at_the_same_time_count_every_record_once() throws Exception {
        String[] lines = calls(3_000);
        List<Money> inOrder = balanceOfOneRun(lines);
        Demo.start(database, Demo.order(1, Demo.NUMBER), Demo.NOON);
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Future<UsageFile>> taken = new ArrayList<>();
            for (int part = 0; part < 3; part++) {
                String[] third = Arrays.copyOfRange(lines, part * 1_000, (part + 1) * 1_000);
                String name = "msc1_" + part + ".csv";
                taken.add(threads.submit(() -> take(name, third)));
            }
            for (Future<UsageFile> file : taken) {
                assertThat(file.get().counts()).isEqualTo(new UsageCounts(1_000, 0, 0, 0));
            }
        }
        assertThat(books.balance(Demo.account(1))).isEqualTo(inOrder);
        assertThat(books.trialBalance().balanced()).isTrue();
    }

    /** What the account owes when these lines come in one file, in a database of their own. */
    private List<Money> balanceOfOneRun(String... lines) throws IOException {
        try (BillingDatabase other = new BillingDatabase()) {
            Demo.start(other, Demo.order(1, Demo.NUMBER), Demo.NOON);
            Path path = write("msc1_1.csv", lines);
            new UsageFileIntake(new UsageFiles(other.dataSource(), Demo.NOON), intakeOf(other), Recycling.of(other))
                    .take(path, "msc1_1.csv", "inbox");
            return new Books(other).balance(Demo.account(1));
        }
    }

    private InvoicePreview preview(int account) {
        return Previews.of(database, Demo.account(account), NOVEMBER);
    }

    private UsageFile take(String name, String... lines) throws IOException {
        return intake.take(write(name, lines), name, "inbox");
    }

    private Path write(String name, String... lines) throws IOException {
        List<String> all = new ArrayList<>(List.of(UsageLayout.HOUSE_HEADER));
        all.addAll(List.of(lines));
        return Files.write(Files.createTempDirectory(folder, "in").resolve(name), all);
    }

    private static String call(long sequence, long seconds) {
        return sequence + ",VOICE,491510000001,2026-11-25T09:00:00Z," + seconds + ",4930123456";
    }

    private static String[] calls(int count) {
        Random random = new Random(SEED);
        String[] lines = new String[count];
        for (int i = 0; i < count; i++) {
            lines[i] = random.nextInt(4) == 0
                    ? i + ",SMS,491510000001,2026-11-25T09:00:00Z,1,491520000009"
                    : call(i, random.nextInt(400));
        }
        return lines;
    }

    /** The service in a transaction of its own for each batch; it breaks off when the test says so. */
    private UsageIntake intakeOf(BillingDatabase of) {
        Tariffs tariffs = new Tariffs();
        ConcurrentMap<String, Long> numbers = of == database ? cache : new ConcurrentHashMap<>();
        return new UsageIntake() {
            @Override
            public Taken take(UsageBatch batch) {
                if (of == database && batch.firstLine() >= crashesFromLine) {
                    throw new IllegalStateException("crash");
                }
                return of.inTransaction(dataSource -> new UsageIntake(
                                dataSource,
                                new UsageRating(new NumberAccounts(numbers), tariffs, new RatingReference()),
                                Demo.NOON)
                        .take(batch));
            }
        };
    }
}
