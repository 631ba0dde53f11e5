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

    @Test
    void a_call_in_three_parts_is_one_call_from_when_the_first_began() {
        Verdict verdict = waiting(part(12, 3, true, 61), part(10, 1, false, 600), part(11, 2, false, 600))
                .ifComplete();
        assertThat(whole(verdict))
                .contains(new UsageEvent("msc1", 10, UsageType.VOICE, "491510000001", NINE, 1_261, ""));
        assertThat(verdict.parts())
                .extracting(record -> record.event().sequence())
                .containsExactly(10L, 11L, 12L);
    }

    @Test
    void while_the_first_a_middle_or_the_last_part_is_missing_there_is_no_whole_unless_somebody_says_so() {
        assertThat(whole(waiting(part(11, 2, true, 600)).ifComplete())).isEmpty();
        assertThat(whole(waiting(part(10, 1, false, 600)).ifComplete())).isEmpty();
        PartialSession gap = waiting(part(12, 3, true, 61), part(10, 1, false, 600));
        assertThat(whole(gap.ifComplete())).isEmpty();
        assertThat(whole(gap.asItIs()).orElseThrow().quantity()).isEqualTo(661);
        assertThat(whole(waiting(part(12, 3, true, 61)).asItIs()).orElseThrow().startedAt())
                .isEqualTo(NINE.plusSeconds(1_200));
    }

    @Test
    void a_part_that_comes_again_under_another_sequence_is_a_duplicate_and_one_that_contradicts_it_is_not() {
        Verdict verdict = waiting(
                        part(10, 1, false, 600), part(20, 1, false, 600), part(21, 1, false, 599), part(11, 2, true, 1))
                .ifComplete();
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
        assertThat(session.ifComplete().ready()).isFalse();
        assertThat(session.ifComplete().duplicates()).containsExactly(part(21, 2, false, 600));
        assertThat(whole(session.asItIs()).orElseThrow().quantity()).isEqualTo(661);
    }

    @Test
    void what_comes_behind_the_last_part_or_is_too_much_is_for_people() {
        Verdict behind = waiting(part(10, 1, true, 600), part(11, 2, true, 600)).ifComplete();
        assertThat(whole(behind).orElseThrow().quantity()).isEqualTo(600);
        assertThat(behind.unfit()).containsExactly(part(11, 2, true, 600));
        PartialSession much = waiting(part(10, 1, false, UsageEvent.MAX_QUANTITY), part(11, 2, true, 1));
        assertThat(whole(much.asItIs())).isEmpty();
        assertThat(much.asItIs().parts()).hasSize(2);
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
            Verdict expected = new PartialSession(List.of(), List.of(), parts).ifComplete();
            Collections.shuffle(parts, random);
            assertThat(new PartialSession(List.of(), List.of(), parts).ifComplete()).isEqualTo(expected);
            assertThat(expected.parts().size()
                            + expected.duplicates().size()
                            + expected.unfit().size())
                    .isEqualTo(parts.size());
        }
    }

    private static Optional<UsageEvent> whole(Verdict verdict) {
        return verdict.ready()
                ? PartialSession.whole(
                        verdict.parts().stream().map(PartialRecord::event).toList())
                : Optional.empty();
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
