package dialtone.usage.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dialtone.base.Outcome;
import dialtone.catalog.SuspensionReason;
import dialtone.inventory.Barring;
import dialtone.inventory.LineSuspension;
import dialtone.order.OrderFacts;
import dialtone.order.OrderId;
import dialtone.party.CustomerId;
import dialtone.rating.service.Demo;
import dialtone.usage.Delivery;
import dialtone.usage.RecordKey;
import dialtone.usage.SuspenseAction;
import dialtone.usage.SuspenseFilter;
import dialtone.usage.SuspenseResult;
import dialtone.usage.Suspension;
import dialtone.usage.UsageCorrection;
import dialtone.usage.UsageCounts;
import dialtone.usage.UsageFile;
import dialtone.usage.layout.UsageLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Parts of long calls that wait: for people who correct, retry or refuse them, for their line, and for each other. */
class PartialSuspenseTest extends PartedCalls {

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
}
