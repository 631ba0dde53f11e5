package dialtone.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.catalog.UsageType;
import dialtone.usage.PartialSession.Verdict;
import dialtone.usage.SessionPart.Missing;
import dialtone.usage.SessionPart.Patience;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PartialSessionTest {

    private static final Instant NINE = Instant.parse("2026-11-25T09:00:00Z");
    private static final Patience PATIENCE = new Patience(Duration.ofDays(3), Missing.SUSPEND);

    private static boolean none(PartialRecord any) {
        return false;
    }

    @Test
    void a_call_in_three_parts_is_one_call_from_when_the_first_began() {
        Verdict verdict = waiting(part(12, 3, true, 61), part(10, 1, false, 600), part(11, 2, false, 600))
                .ifComplete(PartialSessionTest::none);
        assertThat(whole(verdict))
                .contains(new UsageEvent("msc1", 10, UsageType.VOICE, "491510000001", NINE, 1_261, ""));
        assertThat(verdict.wholes().getFirst())
                .extracting(record -> record.event().sequence())
                .containsExactly(10L, 11L, 12L);
    }

    @Test
    void while_the_first_a_middle_or_the_last_part_is_missing_there_is_no_whole_unless_somebody_says_so() {
        assertThat(whole(waiting(part(11, 2, true, 600)).ifComplete(PartialSessionTest::none)))
                .isEmpty();
        assertThat(whole(waiting(part(10, 1, false, 600)).ifComplete(PartialSessionTest::none)))
                .isEmpty();
        PartialSession gap = waiting(part(12, 3, true, 61), part(10, 1, false, 600));
        assertThat(whole(gap.ifComplete(PartialSessionTest::none))).isEmpty();
        assertThat(whole(gap.asItIs()).orElseThrow().quantity()).isEqualTo(661);
        assertThat(whole(waiting(part(12, 3, true, 61)).asItIs()).orElseThrow().startedAt())
                .isEqualTo(NINE.plusSeconds(1_200));
    }

    @Test
    void a_part_that_comes_again_under_another_sequence_is_a_duplicate_and_one_that_contradicts_it_is_not() {
        Verdict verdict = waiting(
                        part(10, 1, false, 600), part(20, 1, false, 600), part(21, 1, false, 599), part(11, 2, true, 1))
                .ifComplete(PartialSessionTest::none);
        assertThat(whole(verdict).orElseThrow().quantity()).isEqualTo(601);
        assertThat(verdict.duplicates()).containsExactly(part(20, 1, false, 600));
        assertThat(verdict.unfit()).containsExactly(part(21, 1, false, 599));
    }

    @Test
    void after_the_session_was_rated_a_part_is_a_duplicate_or_one_for_people() {
        PartialSession late = new PartialSession(
                List.of(part(10, 1, false, 600), part(12, 3, true, 61)),
                List.of(),
                List.of(part(11, 2, false, 600), part(22, 3, true, 61)));
        assertThat(whole(late.asItIs())).isEmpty();
        assertThat(late.asItIs().duplicates()).containsExactly(part(22, 3, true, 61));
        assertThat(late.asItIs().unfit()).containsExactly(part(11, 2, false, 600));
    }

    @Test
    void a_part_that_a_person_refused_is_a_duplicate_when_it_comes_again_and_completes_nothing() {
        PartialSession session = new PartialSession(
                List.of(),
                List.of(part(11, 2, false, 600)),
                List.of(part(10, 1, false, 600), part(21, 2, false, 600), part(12, 3, true, 61)));
        assertThat(session.ifComplete(PartialSessionTest::none).wholes()).isEmpty();
        assertThat(session.ifComplete(PartialSessionTest::none).duplicates()).containsExactly(part(21, 2, false, 600));
        assertThat(whole(session.asItIs()).orElseThrow().quantity()).isEqualTo(661);
    }

    @Test
    void what_comes_behind_the_last_part_or_is_too_much_is_for_people() {
        Verdict behind = waiting(part(10, 1, true, 600), part(11, 2, true, 600)).ifComplete(PartialSessionTest::none);
        assertThat(whole(behind).orElseThrow().quantity()).isEqualTo(600);
        assertThat(behind.unfit()).containsExactly(part(11, 2, true, 600));
        PartialSession much = waiting(part(10, 1, false, UsageEvent.MAX_QUANTITY), part(11, 2, true, 1));
        assertThat(whole(much.asItIs())).isEmpty();
        assertThat(much.asItIs().wholes().getFirst()).hasSize(2);
    }

    @Test
    void a_leg_in_another_network_is_a_record_by_itself_as_soon_as_it_is_known_where_it_ends() {
        PartialRecord home = data(10, 1, "", false, 0);
        PartialRecord abroad = data(11, 2, "20801", false, 0);
        PartialRecord longer = data(12, 3, "20801", false, 0);
        PartialRecord back = data(13, 4, "", true, 0);
        assertThat(waiting(home).ifComplete(PartialSessionTest::none).wholes()).isEmpty();
        assertThat(waiting(home, longer).ifComplete(PartialSessionTest::none).wholes())
                .as("nobody knows where part 2 was")
                .isEmpty();
        assertThat(waiting(home, abroad).ifComplete(PartialSessionTest::none).wholes())
                .containsExactly(List.of(home));
        assertThat(waiting(back, longer, abroad, home)
                        .ifComplete(PartialSessionTest::none)
                        .wholes())
                .containsExactly(List.of(home), List.of(abroad, longer), List.of(back));
        PartialSession later =
                new PartialSession(List.of(home), List.of(), List.of(abroad, longer, back, data(20, 1, "", false, 0)));
        assertThat(later.ifComplete(PartialSessionTest::none).wholes())
                .containsExactly(List.of(abroad, longer), List.of(back));
        assertThat(later.ifComplete(PartialSessionTest::none).duplicates()).containsExactly(data(20, 1, "", false, 0));
        assertThat(waiting(home, data(20, 1, "20801", false, 0))
                        .ifComplete(PartialSessionTest::none)
                        .unfit())
                .as("the same but for the network is not the same")
                .hasSize(1);
    }

    @Test
    void a_part_that_comes_after_its_leg_was_rated_is_for_people_and_one_of_a_leg_of_its_own_is_not() {
        List<PartialRecord> rated = List.of(data(10, 1, "", false, 0), data(12, 3, "", false, 0));
        PartialRecord late = data(11, 2, "", false, 0);
        PartialRecord abroad = data(11, 2, "20801", false, 0);
        assertThat(new PartialSession(rated, List.of(), List.of(late)).asItIs().unfit())
                .containsExactly(late);
        assertThat(new PartialSession(rated, List.of(), List.of(abroad))
                        .ifComplete(PartialSessionTest::none)
                        .wholes())
                .containsExactly(List.of(abroad));
    }

    @Test
    void data_of_another_month_is_a_record_by_itself_and_a_call_over_the_end_of_one_is_not() {
        PartialRecord november = data(10, 1, "", false, 0);
        PartialRecord december = data(11, 2, "", true, 10);
        assertThat(waiting(november, december)
                        .ifComplete(PartialSessionTest::none)
                        .wholes())
                .containsExactly(List.of(november), List.of(december));
        Instant midnight = Instant.parse("2026-12-01T00:00:00Z");
        PartialRecord before = record(10, 1, false, UsageType.VOICE, midnight.minusSeconds(600), "");
        PartialRecord after = record(11, 2, true, UsageType.VOICE, midnight, "");
        assertThat(waiting(before, after).ifComplete(PartialSessionTest::none).wholes())
                .containsExactly(List.of(before, after));
    }

    @Test
    void a_session_that_goes_on_is_rated_in_sections_of_a_hundred_parts() {
        List<PartialRecord> first = new ArrayList<>();
        for (int number = 1; number <= 99; number++) {
            first.add(part(number, number, false, 60));
        }
        assertThat(new PartialSession(List.of(), List.of(), first)
                        .ifComplete(PartialSessionTest::none)
                        .wholes())
                .isEmpty();
        first.add(part(100, 100, false, 60));
        assertThat(new PartialSession(List.of(), List.of(), first)
                        .ifComplete(PartialSessionTest::none)
                        .wholes())
                .containsExactly(first);
        assertThat(part(1, 100, false, 60).part().section()).isEqualTo(1);
        assertThat(part(1, 101, false, 60).part().section()).isEqualTo(2);
        assertThat(waiting(part(101, 101, true, 60))
                        .ifComplete(PartialSessionTest::none)
                        .wholes())
                .hasSize(1);
        assertThat(waiting(part(102, 102, true, 60))
                        .ifComplete(PartialSessionTest::none)
                        .wholes())
                .isEmpty();
    }

    @Test
    void what_was_decided_before_goes_with_what_has_come_since() {
        PartialRecord first = part(10, 1, false, 600);
        PartialRecord third = part(12, 3, false, 600);
        PartialRecord second = part(11, 2, false, 600);
        assertThat(waiting(first, third, second)
                        .ifComplete(record -> record.equals(first))
                        .wholes())
                .containsExactly(List.of(first, second, third));
    }

    private static PartialRecord data(long sequence, int number, String network, boolean last, int daysLater) {
        return record(sequence, number, last, UsageType.DATA, NINE.plus(Duration.ofDays(daysLater)), network);
    }

    private static PartialRecord record(
            long sequence, int number, boolean last, UsageType type, Instant at, String network) {
        return new PartialRecord(
                new UsageEvent("msc1", sequence, type, "491510000001", at, 500, "", network),
                new SessionPart("call-7", number, last, PATIENCE));
    }

    @Test
    void the_order_in_which_parts_come_makes_no_difference() {
        Random random = new Random(20261203);
        for (int round = 0; round < 500; round++) {
            List<PartialRecord> parts = new ArrayList<>();
            int count = 1 + random.nextInt(6);
            for (int number = 1; number <= count; number++) {
                for (int copies = 0; copies <= random.nextInt(3); copies++) {
                    parts.add(part(100L * number + copies, number, number == count, random.nextInt(3)));
                }
            }
            Verdict expected = new PartialSession(List.of(), List.of(), parts).ifComplete(PartialSessionTest::none);
            Collections.shuffle(parts, random);
            assertThat(new PartialSession(List.of(), List.of(), parts).ifComplete(PartialSessionTest::none))
                    .isEqualTo(expected);
            assertThat(expected.wholes().stream().mapToInt(List::size).sum()
                            + expected.parts().size()
                            + expected.duplicates().size()
                            + expected.unfit().size())
                    .isEqualTo(parts.size());
        }
    }

    private static Optional<UsageEvent> whole(Verdict verdict) {
        assertThat(verdict.wholes()).hasSizeLessThan(2);
        return verdict.wholes().stream()
                .findFirst()
                .flatMap(parts -> PartialSession.whole(
                        parts.stream().map(PartialRecord::event).toList()));
    }

    private static PartialSession waiting(PartialRecord... parts) {
        return new PartialSession(List.of(), List.of(), List.of(parts));
    }

    private static PartialRecord part(long sequence, int number, boolean last, long seconds) {
        return new PartialRecord(
                new UsageEvent(
                        "msc1",
                        sequence,
                        UsageType.VOICE,
                        "491510000001",
                        NINE.plusSeconds(600L * (number - 1)),
                        seconds,
                        ""),
                new SessionPart("call-7", number, last, PATIENCE));
    }
}
