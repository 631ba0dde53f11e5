package dialtone.usage.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dialtone.ledger.service.BillingDatabase;
import dialtone.ledger.service.Books;
import dialtone.rating.service.Demo;
import dialtone.usage.Delivery;
import dialtone.usage.RecordKey;
import dialtone.usage.Suspension;
import dialtone.usage.UsageCounts;
import dialtone.usage.UsageEntry;
import dialtone.usage.UsageFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Long calls that a switch writes in parts: rated as one, with one minimum. */
class PartialRecordsTest extends PartedCalls {

    private static final Instant DAY = Instant.parse("2026-11-25T00:00:00Z");
    private static final Instant NEXT_DAY = Instant.parse("2026-11-26T00:00:00Z");

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
}
