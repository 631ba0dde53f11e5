package dialtone.usage.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dialtone.base.Outcome;
import dialtone.catalog.SuspensionReason;
import dialtone.inventory.Barring;
import dialtone.inventory.LineSuspension;
import dialtone.ledger.service.BillingDatabase;
import dialtone.ledger.service.Books;
import dialtone.order.OrderFacts;
import dialtone.order.OrderId;
import dialtone.party.CustomerId;
import dialtone.rating.service.Demo;
import dialtone.rating.service.RatingReference;
import dialtone.rating.service.Tariffs;
import dialtone.usage.Delivery;
import dialtone.usage.RecordKey;
import dialtone.usage.SuspenseAction;
import dialtone.usage.SuspenseFilter;
import dialtone.usage.SuspenseResult;
import dialtone.usage.Suspension;
import dialtone.usage.UsageBatch;
import dialtone.usage.UsageCorrection;
import dialtone.usage.UsageCounts;
import dialtone.usage.UsageEntry;
import dialtone.usage.UsageFile;
import dialtone.usage.layout.UsageLayout;
import dialtone.usage.layout.UsageLayouts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Long calls that a switch writes in parts: rated as one, with 100 s included and 0.09 a minute, at least one. */
class PartialRecordsTest {

    private static final String LAYOUT = """
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

    private static final Clock IN_TIME = Clock.offset(Demo.NOON, Duration.ofDays(2));
    private static final Clock TOO_LATE = Clock.offset(Demo.NOON, Duration.ofDays(4));
    private static final String FIRST = "10,491510000001,2026-11-25T09:00:00Z,100,call7,1,1";
    private static final String MIDDLE = "11,491510000001,2026-11-25T09:01:40Z,30,call7,2,1";
    private static final String LAST = "12,491510000001,2026-11-25T09:02:10Z,5,call7,3,0";

    private static final Instant DAY = Instant.parse("2026-11-25T00:00:00Z");
    private static final Instant NEXT_DAY = Instant.parse("2026-11-26T00:00:00Z");

    @TempDir
    Path folder;

    @AutoClose
    private final BillingDatabase database = new BillingDatabase();

    private final UsageFiles files = new UsageFiles(database.dataSource(), Demo.NOON);
    private final UsageLayout suspending = layout(LAYOUT.replace("WHEN_MISSING", "suspend"));
    private final UsageLayout rating = layout(LAYOUT.replace("WHEN_MISSING", "rate"));
    private boolean killed;
    private int delivered;

    @BeforeEach
    void start() {
        Demo.start(database, Demo.order(1, Demo.NUMBER), Demo.NOON);
    }

    @Test
    void parts_of_one_file_are_rated_as_one_call_with_one_minimum() throws IOException {
        UsageFile file = take(suspending, FIRST, MIDDLE, LAST);
        assertThat(file.counts()).isEqualTo(new UsageCounts(3, 0, 0, 0));
        assertThat(file.joined()).as("without a charge of their own").isEqualTo(2);
        assertThat(new UsageEntries(database.dataSource()).parts(new RecordKey("msc1", 11)))
                .extracting(part -> part.record().part().number() + " " + part.state())
                .containsExactly("1 JOINED", "2 JOINED", "3 JOINED");
        // 135 s, of which 100 are included: 35 s come to 0.0525, where 30 s and 5 s by themselves cost two minimums
        assertThat(calls()).isEqualTo("10 135 135 100 0.05 09:00");
    }

    @Test
    void parts_over_files_in_any_order_and_doubled_come_to_the_same_call_and_each_file_adds_up() throws IOException {
        Random random = new Random(20261203);
        String expected = "10 135 135 100 0.05 09:00";
        for (int round = 0; round < 6; round++) {
            try (BillingDatabase other = new BillingDatabase()) {
                Demo.start(other, Demo.order(1, Demo.NUMBER), Demo.NOON);
                List<String> lines = new ArrayList<>(List.of(FIRST, MIDDLE, LAST, MIDDLE, FIRST));
                Collections.shuffle(lines, random);
                for (String line : lines) {
                    intake(other).take(write(line), name(), Delivery.byFolder(), suspending);
                }
                assertThat(calls(other)).as("in the order %s", lines).isEqualTo(expected);
                assertThat(
                                other.text(
                                        "SELECT SUM(RECEIVED_COUNT) || ' ' || SUM(RATED_COUNT) || ' ' || SUM(JOINED_COUNT)"
                                                + " || ' ' || SUM(DUPLICATE_COUNT) || ' ' || SUM(SUSPENDED_COUNT) FROM USAGE_FILE"))
                        .isEqualTo("5 3 2 2 0");
                assertThat(new Books(other).trialBalance().balanced()).isTrue();
            }
        }
    }

    @Test
    void a_part_that_is_missing_is_waited_for_and_counted_as_suspended() throws IOException {
        UsageFile last = take(suspending, LAST);
        UsageFile first = take(suspending, FIRST);
        assertThat(last.counts()).isEqualTo(new UsageCounts(0, 0, 0, 1));
        assertThat(reasons()).containsOnly(Suspension.INCOMPLETE);
        rounds(IN_TIME);
        assertThat(reasons()).containsOnly(Suspension.INCOMPLETE);
        rounds(TOO_LATE);
        assertThat(reasons()).as("a person's turn").containsOnly(Suspension.PART_MISSING);
        take(suspending, MIDDLE);
        assertThat(calls()).as("the part came after all").isEqualTo("10 135 135 100 0.05 09:00");
        assertThat(files.find(first.id()).orElseThrow().counts()).isEqualTo(new UsageCounts(1, 0, 0, 0));
        assertThat(files.find(first.id()).orElseThrow().joined()).isZero();
        assertThat(files.find(last.id()).orElseThrow().joined()).isEqualTo(1);
        assertThat(reasons()).isEmpty();
    }

    @Test
    void where_the_layout_says_so_what_there_is_is_rated_in_time_and_a_part_that_comes_then_is_for_people()
            throws IOException {
        take(rating, FIRST);
        take(rating, LAST);
        rounds(IN_TIME);
        assertThat(calls()).isEmpty();
        rounds(TOO_LATE);
        assertThat(calls()).isEqualTo("10 105 105 100 0.01 09:00");
        UsageFile late = take(rating, MIDDLE, "33,491510000001,2026-11-25T09:02:10Z,5,call7,3,0");
        assertThat(late.counts())
                .as("the part that was rated is a duplicate, whatever its sequence")
                .isEqualTo(new UsageCounts(0, 1, 0, 1));
        assertThat(reasons()).containsExactly(Suspension.PART_UNFIT);
    }

    @Test
    void a_person_rates_what_there_is_once_the_time_is_up_and_not_before() throws IOException {
        take(suspending, MIDDLE, LAST);
        Outcome<SuspenseResult> early = suspense(service -> service.recycle(new RecordKey("msc1", 12), "ann"));
        assertThat(early).isEqualTo(Outcome.accepted(new SuspenseResult(1, 0, 0, 0, 1, false)));
        rounds(TOO_LATE);
        UsageSuspense.Step late =
                suspense(TOO_LATE, service -> service.recycleNext(SuspenseFilter.ALL, Optional.empty(), "ann"));
        assertThat(late.result().rated()).isEqualTo(2);
        assertThat(calls()).as("one minimum of 60 s for both").isEqualTo("11 35 60 60 - 09:01");
    }

    @Test
    void a_session_of_an_unknown_number_is_rated_as_one_when_its_first_part_has_the_right_one() throws IOException {
        String unknown = "491510000009";
        UsageFile file = take(
                suspending,
                FIRST.replace(Demo.NUMBER, unknown),
                MIDDLE.replace(Demo.NUMBER, unknown),
                LAST.replace(Demo.NUMBER, unknown));
        assertThat(reasons()).hasSize(3).containsOnly(Suspension.NO_ACCOUNT);
        RecordKey first = new RecordKey("msc1", 10);
        suspense(service ->
                service.correct(first, new UsageCorrection(Map.of(UsageCorrection.Field.MSISDN, Demo.NUMBER)), "ann"));
        suspense(service -> service.recycle(first, "ann"));
        assertThat(calls()).isEqualTo("10 135 135 100 0.05 09:00");
        assertThat(files.find(file.id()).orElseThrow().counts()).isEqualTo(new UsageCounts(3, 0, 0, 0));
    }

    @Test
    void a_session_that_began_before_its_line_was_back_is_barred_as_one_and_one_that_began_then_is_rated_as_one()
            throws IOException {
        Instant barredAt = Instant.parse("2026-11-25T09:00:00Z");
        LineSuspension lost = new LineSuspension(SuspensionReason.LOST_OR_STOLEN, Barring.ALL);
        Demo.start(
                database,
                barring(2, List.of(new OrderFacts.Barred("1", Demo.NUMBER, lost, barredAt)), List.of()),
                Demo.NOON);
        take(suspending, FIRST, MIDDLE, LAST);
        take(suspending, FIRST.replace("10,", "20,").replace("call7", "call8").replace("09:00:00", "09:01:30"));
        take(suspending, LAST.replace("12,", "21,").replace("call7,3", "call8,2"));
        assertThat(reasons()).hasSize(5).containsOnly(Suspension.BARRED);

        OrderFacts.Unbarred back = new OrderFacts.Unbarred(Demo.NUMBER, Instant.parse("2026-11-25T09:01:00Z"));
        Demo.start(database, barring(3, List.of(), List.of(back)), Demo.NOON);
        recycleNumber();
        assertThat(calls()).as("100 s and 5 s from 09:01:30").isEqualTo("20 105 105 100 0.01 09:01");
        assertThat(reasons()).as("100 s, 30 s and 5 s from 09:00").hasSize(3).containsOnly(Suspension.BARRED);
    }

    private static OrderFacts.Charges barring(
            int order, List<OrderFacts.Barred> barred, List<OrderFacts.Unbarred> back) {
        return new OrderFacts.Charges(
                new OrderId("ORD-" + order),
                new CustomerId("CUS-1"),
                Demo.account(1),
                ZoneId.of("Europe/Berlin"),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                barred,
                back);
    }

    @Test
    void a_session_whose_first_part_is_corrected_is_rated_as_one_by_what_that_says_now() throws IOException {
        UsageLayout data =
                layout(LAYOUT.replace("constant: VOICE", "constant: DATA").replace("WHEN_MISSING", "suspend"));
        take(data, FIRST, MIDDLE, LAST);
        assertThat(reasons()).hasSize(3).containsOnly(Suspension.NO_PRICE);
        suspense(service -> service.correct(
                new RecordKey("msc1", 10), new UsageCorrection(Map.of(UsageCorrection.Field.TYPE, "VOICE")), "ann"));
        recycleNumber();
        assertThat(calls()).isEqualTo("10 135 135 100 0.05 09:00");
        assertThat(reasons()).isEmpty();
    }

    @Test
    void a_part_that_is_stored_while_the_others_are_decided_about_is_not_left_behind() throws Exception {
        take(rating, FIRST);
        take(rating, MIDDLE);
        List<RecordKey> due = List.of(new RecordKey("msc1", 10), new RecordKey("msc1", 11));
        Path last = write(LAST);
        killed = true;
        assertThat(catchThrowable(() -> intake(database).take(last, "calls", Delivery.byFolder(), rating)))
                .hasMessage("kill -9");
        killed = false;
        // the parts that were due were read before the last one was there, and their files' rows are had only now
        SuspenseRating.Recycled recycled = database.inTransaction(source -> {
            try (Connection connection = source.getConnection()) {
                return SuspenseRating.rate(
                        connection, rating(), SuspenseRows.locked(connection, due), TOO_LATE.instant(), false);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(recycled.rated()).isEmpty();
        assertThat(recycled.still().values()).hasSize(2).containsOnly(Suspension.INCOMPLETE);
        intake(database).take(last, "calls", Delivery.byFolder(), rating);
        assertThat(calls()).isEqualTo("10 135 135 100 0.05 09:00");
        assertThat(reasons()).isEmpty();
    }

    @Test
    void a_cause_that_nobody_knows_or_none_completes_no_session() throws IOException {
        String unknown = FIRST.replace("call7,1,1", "call7,1,28");
        String none = MIDDLE.replace("call7,2,1", "call7,2,");
        assertThat(take(suspending, unknown).counts()).isEqualTo(new UsageCounts(0, 0, 0, 1));
        assertThat(take(suspending, none, "30,491510000001,2026-11-25T10:00:00Z,60,call9,,28")
                        .counts())
                .as("nor is it a whole session")
                .isEqualTo(new UsageCounts(0, 0, 0, 2));
        take(suspending, LAST);
        assertThat(calls()).isEqualTo("10 135 135 100 0.05 09:00");
        rounds(TOO_LATE);
        assertThat(reasons()).as("that of call9").containsExactly(Suspension.PART_MISSING);
    }

    @Test
    void a_session_that_was_refused_is_not_charged_when_it_comes_again_under_other_sequence_numbers()
            throws IOException {
        take(suspending, FIRST, MIDDLE);
        suspense(service -> service.refuseNext(SuspenseFilter.ALL, Optional.empty(), "Test call", "ann"));
        UsageFile again =
                take(suspending, FIRST.replace("10,", "50,"), MIDDLE.replace("11,", "51,"), LAST.replace("12,", "52,"));
        assertThat(again.counts()).isEqualTo(new UsageCounts(0, 2, 0, 1));
        assertThat(reasons()).containsExactly(Suspension.INCOMPLETE);
        assertThat(calls()).isEmpty();
    }

    @Test
    void whoever_tries_parts_again_is_told_once_of_each_and_of_duplicates() throws IOException {
        take(suspending, FIRST, MIDDLE);
        Path twin = write(MIDDLE.replace("11,", "41,"));
        killed = true;
        assertThat(catchThrowable(() -> intake(database).take(twin, "calls", Delivery.byFolder(), suspending)))
                .hasMessage("kill -9");
        Outcome<SuspenseResult> tried = suspense(service -> service.recycle(new RecordKey("msc1", 41), "ann"));
        assertThat(tried)
                .as("the two that wait on were not asked for")
                .isEqualTo(Outcome.accepted(new SuspenseResult(1, 0, 1, 0, 0, false)));
        assertThat(suspense(service -> service.actions(new RecordKey("msc1", 41), 0, 10))
                        .rows())
                .extracting(SuspenseAction::kind)
                .containsExactly(SuspenseAction.Kind.DUPLICATE);
        assertThat(suspense(service -> service.recycleNext(SuspenseFilter.ALL, Optional.empty(), "ann"))
                        .result())
                .isEqualTo(new SuspenseResult(2, 0, 0, 0, 2, false));
    }

    @Test
    void a_part_is_found_by_itself_whatever_became_of_it() throws IOException {
        take(suspending, FIRST, MIDDLE, LAST, MIDDLE.replace("11,", "41,"));
        assertThat(entry(10)).isEqualTo("135 RATED  true");
        assertThat(entry(11)).isEqualTo("30 RATED Rated with msc1/10 false");
        assertThat(entry(41)).isEqualTo("30 REJECTED Another part of its session says the same false");
        assertThat(new UsageEntries(database.dataSource()).find(new RecordKey("msc1", 99), Demo.NUMBER, DAY, NEXT_DAY))
                .isEmpty();
    }

    private String entry(long sequence) {
        UsageEntry entry = new UsageEntries(database.dataSource())
                .find(new RecordKey("msc1", sequence), Demo.NUMBER, DAY, NEXT_DAY)
                .orElseThrow();
        return entry.event().quantity() + " " + entry.state() + " " + entry.remark() + " "
                + entry.rating().isPresent();
    }

    @Test
    void a_session_that_goes_on_is_charged_every_hundred_parts_and_a_part_above_a_thousand_is_one_like_others()
            throws IOException {
        take(suspending, parts(1, 99));
        assertThat(calls()).isEmpty();
        UsageFile hundredth = take(suspending, parts(100, 130));
        assertThat(hundredth.counts()).isEqualTo(new UsageCounts(1, 0, 0, 30));
        assertThat(calls()).isEqualTo("1 200 200 100 0.15 09:00");
        assertThat(take(suspending, parts(1_001, 1_001)).counts()).isEqualTo(new UsageCounts(0, 0, 0, 1));
        rounds(TOO_LATE);
        assertThat(files.suspended(0, 100).rows())
                .hasSize(31)
                .allMatch(record -> record.reason() == Suspension.PART_MISSING);
    }

    /** Of 2 s each, after all of which another follows. */
    private static String[] parts(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(number -> number + ",491510000001,2026-11-25T09:00:00Z,2,long," + number + ",1")
                .toArray(String[]::new);
    }

    @Test
    void sessions_that_can_never_be_rated_do_not_keep_others_of_their_number_from_it() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int session = 0; session < 11; session++) {
            for (int part = 1; part <= 100; part++) {
                String began = part == 1 ? "2026-11-24T20:00:00Z" : "2026-11-25T09:00:00Z";
                lines.add((1_000 * session + part) + ",491510000002," + began + ",1,s" + session + "," + part + ","
                        + (part == 100 ? 0 : 1));
            }
        }
        lines.add("90000,491510000002,2026-11-25T09:00:00Z,60,,,");
        take(suspending, lines.toArray(String[]::new));
        assertThat(files.suspended(0, 1).total()).isEqualTo(1_101);
        Demo.start(database, Demo.order(2, "491510000002"), Demo.NOON);
        assertThat(Recycling.recycle(Recycling.of(database), "491510000002")).isEqualTo(1);
        assertThat(calls()).isEqualTo("90000 60 60 60 - 09:00");
        assertThat(files.suspended(0, 1).total()).isEqualTo(1_100);
    }

    @Test
    void a_transaction_takes_no_more_parts_than_it_can_and_says_which() throws Exception {
        take(suspending, FIRST, MIDDLE, FIRST.replace("10,", "60,").replace("call7", "call8"));
        SortedSet<RecordKey> all =
                new TreeSet<>(List.of(new RecordKey("msc1", 10), new RecordKey("msc1", 11), new RecordKey("msc1", 60)));
        try (Connection connection = database.dataSource().getConnection()) {
            WaitingSessions.Whole some = WaitingSessions.whole(connection, all, 2);
            assertThat(some.asked()).containsExactly(all.first());
            assertThat(some.all()).containsExactlyElementsOf(all.headSet(all.last()));
            assertThat(WaitingSessions.whole(connection, all).all()).isEqualTo(all);
        }
    }

    @Test
    void a_kill_between_the_parts_and_their_joining_loses_and_doubles_nothing() throws IOException {
        Path file = write(FIRST, MIDDLE, LAST);
        killed = true;
        assertThat(catchThrowable(() -> intake(database).take(file, "calls", Delivery.byFolder(), suspending)))
                .hasMessage("kill -9");
        assertThat(calls()).isEmpty();
        killed = false;
        assertThat(intake(database)
                        .take(file, "calls", Delivery.byFolder(), suspending)
                        .counts())
                .isEqualTo(new UsageCounts(3, 0, 0, 0));
        assertThat(calls()).isEqualTo("10 135 135 100 0.05 09:00");
    }

    @Test
    void a_whole_session_is_rated_at_once_and_a_part_without_its_number_or_session_is_rejected() throws IOException {
        UsageFile file = take(
                suspending,
                "1,491510000001,2026-11-25T09:00:00Z,60,call1,,0",
                "2,491510000001,2026-11-25T09:00:00Z,60,call2,,1",
                "3,491510000001,2026-11-25T09:00:00Z,60,,1,0",
                "4,491510000001,2026-11-25T09:00:00Z,60,call4,0,0");
        assertThat(file.counts()).isEqualTo(new UsageCounts(1, 0, 3, 0));
        assertThat(database.count("SELECT COUNT(*) FROM USAGE_PART")).isZero();
    }

    private UsageFile take(UsageLayout layout, String... lines) throws IOException {
        return intake(database).take(write(lines), name(), Delivery.byFolder(), layout);
    }

    private String name() {
        return "calls_" + ++delivered + ".csv";
    }

    /** With a remark, so that the same lines are another file. */
    private Path write(String... lines) throws IOException {
        List<String> all = new ArrayList<>(List.of(lines));
        all.add(" ".repeat(++delivered));
        return Files.write(folder.resolve("file" + delivered), all);
    }

    private void rounds(Clock clock) {
        new SessionRounds(Recycling.at(database, clock)).round();
    }

    private List<Suspension> reasons() {
        return files.suspended(0, 10).rows().stream()
                .map(record -> record.reason())
                .toList();
    }

    private String calls() {
        return calls(database);
    }

    private static String calls(BillingDatabase database) {
        assertThat(database.count("SELECT COUNT(*) FROM USAGE_EVENT")).isLessThan(2);
        return database.text(
                "SELECT RECORD_SEQUENCE || ' ' || QUANTITY || ' ' || BILLABLE_UNITS || ' ' || INCLUDED_UNITS || ' ' ||"
                        + " COALESCE(TO_CHAR(AMOUNT, 'FM990.00'), '-') || ' ' || TO_CHAR(STARTED_AT, 'HH24:MI') FROM USAGE_EVENT");
    }

    private <T> T suspense(Function<UsageSuspense, T> work) {
        return suspense(Demo.NOON, work);
    }

    private <T> T suspense(Clock clock, Function<UsageSuspense, T> work) {
        return database.inTransaction(source -> work.apply(new UsageSuspense(source, rating(), clock)));
    }

    private static UsageRating rating() {
        return new UsageRating(new NumberAccounts(new ConcurrentHashMap<>()), new Tariffs(), new RatingReference());
    }

    private void recycleNumber() {
        Recycling.recycle(Recycling.of(database), Demo.NUMBER);
    }

    private static UsageLayout layout(String yaml) {
        return UsageLayoutLoader.read(Map.of("usage/calls.yaml", yaml))
                .fold(layouts -> layouts.named("long-calls").orElseThrow(), reasons -> {
                    throw new AssertionError(reasons);
                });
    }

    private UsageFileIntake intake(BillingDatabase into) {
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
