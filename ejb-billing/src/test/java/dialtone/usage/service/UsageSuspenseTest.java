package dialtone.usage.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.invoice.service.Previews;
import dialtone.ledger.service.BillingDatabase;
import dialtone.ledger.service.Books;
import dialtone.rating.service.Demo;
import dialtone.rating.service.RatingReference;
import dialtone.rating.service.Tariffs;
import dialtone.usage.RecordKey;
import dialtone.usage.RefusedUsage;
import dialtone.usage.SuspendedUsage;
import dialtone.usage.SuspenseAction;
import dialtone.usage.SuspenseCase;
import dialtone.usage.SuspenseFilter;
import dialtone.usage.SuspenseResult;
import dialtone.usage.Suspension;
import dialtone.usage.UsageCorrection;
import dialtone.usage.UsageCorrection.Field;
import dialtone.usage.UsageCounts;
import dialtone.usage.UsageFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageSuspenseTest {

    private static final String WRONG = "491999999999";

    @TempDir
    Path folder;

    @AutoClose
    private final BillingDatabase database = new BillingDatabase();

    private final Books books = new Books(database);
    private final UsageFiles files = new UsageFiles(database.dataSource(), Demo.NOON);
    private final UsageSuspense suspense = InTransactions.of(database);
    private final SuspenseBatches batches = new SuspenseBatches(suspense, SuspenseBatches.MAX_RECORDS);

    @Test
    void a_record_with_a_wrong_number_is_corrected_and_rated_and_all_of_it_is_kept() {
        Demo.start(database, Demo.order(1, Demo.NUMBER), Demo.NOON);
        UsageFile file = take(call(1, WRONG, 160), call(2, Demo.NUMBER, 60));
        RecordKey key = new RecordKey(file.source(), 1);
        assertThat(suspense.recycle(key, "ada")).isEqualTo(Outcome.accepted(new SuspenseResult(1, 0, 0, 0, 1, false)));
        assertThat(counts(file)).isEqualTo(new UsageCounts(1, 0, 0, 1));

        accepted(suspense.correct(key, new UsageCorrection(Map.of(Field.MSISDN, Demo.NUMBER)), "grace"));
        assertThat(suspense.find(key).orElseThrow().record().event().msisdn()).isEqualTo(Demo.NUMBER);
        assertThat(suspense.recycle(key, "grace"))
                .isEqualTo(Outcome.accepted(new SuspenseResult(1, 1, 0, 0, 0, false)));

        assertThat(counts(file)).isEqualTo(new UsageCounts(2, 0, 0, 0));
        assertThat(suspense.find(key)).isEmpty();
        assertThat(suspense.actions(key, 0, 10).rows().reversed())
                .extracting(action -> action.kind() + " " + action.field() + " " + action.former() + " " + action.now()
                        + " " + action.remark() + " " + action.by())
                .containsExactly(
                        "STILL_SUSPENDED    NO_ACCOUNT ada",
                        "CORRECTED msisdn " + WRONG + " " + Demo.NUMBER + "  grace",
                        "RATED     grace");
        // 12.99 and 220 s, 100 of them included: 2 minutes
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("13.17", Demo.EUR));
        assertThat(Previews.of(database, Demo.account(1), YearMonth.of(2026, 11))
                        .reconciles())
                .isTrue();
        assertThat(books.trialBalance().balanced()).isTrue();
        assertThat(take(call(1, WRONG, 160), "").counts()).isEqualTo(new UsageCounts(0, 1, 0, 0));
    }

    @Test
    void a_record_that_is_refused_is_rejected_for_ever_with_who_and_why() {
        UsageFile file = take(call(1, WRONG, 160));
        RecordKey key = new RecordKey(file.source(), 1);
        assertThat(codes(suspense.refuse(key, " ", "ada"))).containsExactly("REMARK_MISSING");
        assertThat(codes(suspense.refuse(key, "x".repeat(256), "ada"))).containsExactly("REMARK_TOO_LONG");
        accepted(suspense.refuse(key, "Test call", "ada"));

        assertThat(counts(file)).isEqualTo(new UsageCounts(0, 0, 1, 0));
        SuspenseCase refused = suspense.find(key).orElseThrow();
        assertThat(refused.state()).isEqualTo(SuspenseCase.State.REFUSED);
        assertThat(refused.record().reason()).isEqualTo(Suspension.NO_ACCOUNT);
        assertThat(refused.actions())
                .containsExactly(new SuspenseAction(
                        SuspenseAction.Kind.REFUSED, "", "", "", "Test call", "ada", Demo.NOON.instant()));
        assertThat(codes(suspense.refuse(key, "again", "ada"))).containsExactly("RECORD_NOT_SUSPENDED");
        assertThat(codes(suspense.recycle(key, "ada"))).containsExactly("RECORD_NOT_SUSPENDED");
        assertThat(codes(suspense.correct(key, new UsageCorrection(Map.of(Field.QUANTITY, "1")), "ada")))
                .containsExactly("RECORD_NOT_SUSPENDED");
        Demo.start(database, Demo.order(1, WRONG), Demo.NOON);
        assertThat(Recycling.recycle(Recycling.of(database), WRONG)).isZero();
        assertThat(take(call(1, WRONG, 160), "").counts()).isEqualTo(new UsageCounts(0, 1, 0, 0));
    }

    @Test
    void a_filtered_set_is_recycled_in_bulk_over_several_transactions() {
        String[] lines = new String[2_300];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = call(i, i % 2 == 0 ? Demo.NUMBER : WRONG, 10);
        }
        UsageFile file = take(lines);
        UsageFile other = take(call(9_000, WRONG, 10));
        Demo.start(database, Demo.order(1, Demo.NUMBER), Demo.NOON);
        SuspenseFilter ofFile = new SuspenseFilter(
                Optional.of(Suspension.NO_ACCOUNT), Optional.empty(), Optional.of(file.id()), Optional.empty());
        assertThat(suspense.list(ofFile, 0, 10).total()).isEqualTo(2_300);
        assertThat(batches.recycle(ofFile, Optional.empty(), "ada"))
                .isEqualTo(
                        new UsageSuspense.Step(new SuspenseResult(2_300, 1_150, 0, 0, 1_150, false), Optional.empty()));
        assertThat(counts(file)).isEqualTo(new UsageCounts(1_150, 0, 0, 1_150));
        assertThat(counts(other)).isEqualTo(new UsageCounts(0, 0, 0, 1));
        SuspenseFilter wrong =
                new SuspenseFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(WRONG));
        assertThat(batches.refuse(wrong, "Not ours", "ada"))
                .isEqualTo(Outcome.accepted(new SuspenseResult(1_151, 0, 0, 1_151, 0, false)));
        assertThat(counts(file)).isEqualTo(new UsageCounts(1_150, 0, 1_150, 0));
        assertThat(counts(other)).isEqualTo(new UsageCounts(0, 0, 1, 0));
        assertThat(suspense.list(SuspenseFilter.ALL, 0, 10).rows()).isEmpty();
        assertThat(Previews.of(database, Demo.account(1), YearMonth.of(2026, 11))
                        .reconciles())
                .isTrue();
    }

    @Test
    void bulk_recycling_goes_on_behind_the_last_record_and_tells_nothing_where_nothing_changed() {
        String[] lines = new String[2_300];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = call(i, WRONG, 10);
        }
        UsageFile file = take(lines);
        SuspenseBatches thousand = new SuspenseBatches(suspense, 1_000);
        UsageSuspense.Step first = thousand.recycle(SuspenseFilter.ALL, Optional.empty(), "ada");
        assertThat(first.last()).contains(new RecordKey(file.source(), 999));
        UsageSuspense.Step second = thousand.recycle(SuspenseFilter.ALL, first.last(), "ada");
        UsageSuspense.Step third = thousand.recycle(SuspenseFilter.ALL, second.last(), "ada");
        assertThat(third)
                .isEqualTo(new UsageSuspense.Step(new SuspenseResult(300, 0, 0, 0, 300, false), Optional.empty()));
        assertThat(database.count("SELECT COUNT(*) FROM USAGE_SUSPENSE_ACTION")).isZero();
        RecordKey key = new RecordKey(file.source(), 7);
        for (int i = 0; i < 3; i++) {
            accepted(suspense.recycle(key, "ada"));
        }
        assertThat(suspense.actions(key, 1, 1).rows()).hasSize(1);
        assertThat(suspense.actions(key, 1, 1).total()).isEqualTo(3);
    }

    @Test
    void nobody_refuses_all_that_wait_or_what_came_after_he_had_looked() {
        UsageFile file = take(call(1, WRONG, 10));
        assertThat(codes(batches.refuse(SuspenseFilter.ALL.before(Demo.NOON.instant()), "x", "ada")))
                .containsExactly("FILTER_MISSING");
        SuspenseFilter seen = ofSource(file).before(Demo.NOON.instant());
        assertThat(suspense.count(seen)).isZero();
        assertThat(batches.refuse(seen, "Not ours", "ada")).isEqualTo(Outcome.accepted(SuspenseResult.NONE));
        SuspenseFilter later = ofSource(file).before(Demo.NOON.instant().plusMillis(1));
        assertThat(accepted(batches.refuse(later, "Not ours", "ada")).refused()).isEqualTo(1);
        assertThat(suspense.refused(file.id(), 0, 10).rows())
                .extracting(
                        refused -> refused.record().event().sequence() + " " + refused.remark() + " " + refused.by())
                .containsExactly("1 Not ours ada");
        assertThat(suspense.refused(file.id() + 1, 0, 10).total()).isZero();
    }

    @Test
    void a_corrected_record_waits_for_what_it_waits_for_then() {
        Demo.start(database, Demo.order(1, Demo.NUMBER), Demo.NOON);
        UsageFile file = take("2,DATA,491510000001,2026-11-25T09:00:00Z,160,internet");
        RecordKey key = new RecordKey(file.source(), 2);
        assertThat(suspense.find(key).orElseThrow().record().reason()).isEqualTo(Suspension.NO_PRICE);
        assertThat(accepted(suspense.correct(key, new UsageCorrection(Map.of(Field.QUANTITY, "170")), "ada"))
                        .reason())
                .isEqualTo(Suspension.NO_PRICE);
        assertThat(accepted(suspense.correct(key, new UsageCorrection(Map.of(Field.TYPE, "VOICE")), "ada"))
                        .reason())
                .isEqualTo(Suspension.NO_ACCOUNT);
        assertThat(database.count("SELECT COUNT(*) FROM USAGE_COUNTER"))
                .as("nothing is counted before it is rated")
                .isZero();
        assertThat(Recycling.recycle(Recycling.of(database), Demo.NUMBER)).isEqualTo(1);
        assertThat(counts(file)).isEqualTo(new UsageCounts(1, 0, 0, 0));
    }

    private static SuspenseFilter ofSource(UsageFile file) {
        return new SuspenseFilter(Optional.empty(), Optional.of(file.source()), Optional.empty(), Optional.empty());
    }

    @Test
    void the_filters_mean_what_they_say() {
        Demo.start(database, Demo.order(1, Demo.NUMBER), Demo.NOON);
        UsageFile file = take(call(1, WRONG, 10), "2,DATA,491510000001,2026-11-25T09:00:00Z,160,internet");
        assertThat(keys(new SuspenseFilter(
                        Optional.of(Suspension.NO_PRICE), Optional.empty(), Optional.empty(), Optional.empty())))
                .containsExactly(2L);
        assertThat(keys(new SuspenseFilter(
                        Optional.empty(), Optional.of(file.source()), Optional.empty(), Optional.of(WRONG))))
                .containsExactly(1L);
        assertThat(keys(new SuspenseFilter(Optional.empty(), Optional.of("other"), Optional.empty(), Optional.empty())))
                .isEmpty();
    }

    @Test
    void who_recycles_corrects_and_refuses_at_the_same_time_takes_every_record_once() throws Exception {
        String[] lines = new String[1_500];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = call(i, Demo.NUMBER, 10);
        }
        UsageFile file = take(lines);
        Demo.start(database, Demo.order(1, Demo.NUMBER), Demo.NOON);
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Future<?>> done = new ArrayList<>();
            done.add(threads.submit(() -> batches.recycle(SuspenseFilter.ALL, Optional.empty(), "ada")));
            done.add(threads.submit(() -> batches.refuse(ofSource(file), "Not ours", "grace")));
            done.add(threads.submit(() -> {
                UsageRecycling recycling = Recycling.of(database);
                while (UsageRecycling.Step.all(after ->
                                Attempts.at("records", "test", () -> recycling.recycleNumber(Demo.NUMBER, after)))
                        > 0) {
                    Thread.onSpinWait();
                }
            }));
            for (Future<?> each : done) {
                each.get();
            }
        }
        UsageCounts counts = counts(file);
        assertThat(counts.in()).isEqualTo(1_500);
        assertThat(counts.suspended()).isZero();
        assertThat(database.count("SELECT COUNT(*) FROM USAGE_EVENT")).isEqualTo(counts.rated());
        assertThat(database.count("SELECT COUNT(*) FROM USAGE_REFUSAL")).isEqualTo(counts.rejected());
        assertThat(Previews.of(database, Demo.account(1), YearMonth.of(2026, 11))
                        .reconciles())
                .isTrue();
    }

    @Test
    void the_database_refuses_an_audit_that_does_not_add_up() throws SQLException {
        UsageFile file = take(call(1, WRONG, 10));
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeUpdate(
                            "UPDATE USAGE_FILE SET RATED_COUNT = RATED_COUNT + 1 WHERE ID = " + file.id()))
                    .hasMessageContaining("USAGE_FILE_AUDIT_CK");
        }
    }

    private List<Long> keys(SuspenseFilter filter) {
        return suspense.list(filter, 0, 10).rows().stream()
                .map(SuspendedUsage::event)
                .map(event -> event.sequence())
                .toList();
    }

    private UsageCounts counts(UsageFile file) {
        return files.find(file.id()).orElseThrow().counts();
    }

    private UsageFile take(String... lines) {
        return new Intake(database, folder.resolve(Integer.toString(number++))).take(lines);
    }

    private int number;

    private static <T> T accepted(Outcome<T> outcome) {
        return outcome.fold(value -> value, reasons -> {
            throw new AssertionError(reasons);
        });
    }

    private static <T> List<String> codes(Outcome<T> outcome) {
        return outcome.fold(
                value -> List.of(),
                reasons -> reasons.stream().map(Rejection::code).toList());
    }

    private static String call(long sequence, String msisdn, long seconds) {
        return sequence + ",VOICE," + msisdn + ",2026-11-25T09:00:00Z," + seconds + ",4930123456";
    }

    /** The service in a transaction of its own for each call, as the container puts it there. */
    private static final class InTransactions extends UsageSuspense {

        private final BillingDatabase database;
        private final NumberAccounts numbers = new NumberAccounts(new ConcurrentHashMap<>());
        private final Tariffs tariffs = new Tariffs();

        private InTransactions(BillingDatabase database) {
            this.database = database;
        }

        static UsageSuspense of(BillingDatabase database) {
            return new InTransactions(database);
        }

        private <T> T in(Function<UsageSuspense, T> work) {
            return database.inTransaction(source -> work.apply(
                    new UsageSuspense(source, new UsageRating(numbers, tariffs, new RatingReference()), Demo.NOON)));
        }

        @Override
        public dialtone.base.Page<SuspendedUsage> list(SuspenseFilter filter, int offset, int limit) {
            return in(service -> service.list(filter, offset, limit));
        }

        @Override
        public Optional<SuspenseCase> find(RecordKey key) {
            return in(service -> service.find(key));
        }

        @Override
        public dialtone.base.Page<SuspenseAction> actions(RecordKey key, int offset, int limit) {
            return in(service -> service.actions(key, offset, limit));
        }

        @Override
        public dialtone.base.Page<RefusedUsage> refused(long fileId, int offset, int limit) {
            return in(service -> service.refused(fileId, offset, limit));
        }

        @Override
        public long count(SuspenseFilter filter) {
            return in(service -> service.count(filter));
        }

        @Override
        public Outcome<SuspendedUsage> correct(RecordKey key, UsageCorrection correction, String login) {
            return in(service -> service.correct(key, correction, login));
        }

        @Override
        public Outcome<SuspenseResult> recycle(RecordKey key, String login) {
            return in(service -> service.recycle(key, login));
        }

        @Override
        public Outcome<SuspenseResult> refuse(RecordKey key, String remark, String login) {
            return in(service -> service.refuse(key, remark, login));
        }

        @Override
        public Step recycleNext(SuspenseFilter filter, Optional<RecordKey> after, String login) {
            return in(service -> service.recycleNext(filter, after, login));
        }

        @Override
        public Step refuseNext(SuspenseFilter filter, Optional<RecordKey> after, String remark, String login) {
            return in(service -> service.refuseNext(filter, after, remark, login));
        }
    }
}
