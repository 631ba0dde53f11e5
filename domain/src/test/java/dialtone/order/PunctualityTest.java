package dialtone.order;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.catalog.DeliveryExpectation;
import dialtone.order.Punctuality.Late;
import dialtone.order.Schedule.Activity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Amber after a minute, red after ten. */
class PunctualityTest {

    private static final Instant TEN = Instant.parse("2026-11-26T10:00:00Z");

    private static final DeliveryExpectation EXPECTATION = new DeliveryExpectation(
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            Duration.ofMinutes(1),
            Duration.ofMinutes(10),
            List.of());

    /** A SIM step of 10 s, a profile of 20 s after it: promised for 10:00:40, when begun at 10:00:10. */
    private static final Optional<Instant> PROMISED = Optional.of(at(40));

    @ParameterizedTest(name = "the SIM step begun at {0} s is, at {1} s, {2}")
    @CsvSource({
        "10,  15, GREEN, 80",
        "10,  79, GREEN, 80",
        "10,  80, AMBER, 620",
        "10, 619, AMBER, 620",
        "10, 620, RED,   ",
        // begun so late that the order cannot keep what was promised, though the step itself is in time
        "80,  81, AMBER, 620",
        "60,  61, GREEN, 80",
    })
    void a_step_is_late_from_when_it_should_have_ended(int begun, int now, Jeopardy expected, Integer nextLook) {
        Punctuality punctuality = of(List.of(begun("sim", 10, begun), activity("profile", 20, "sim")), now);

        assertThat(punctuality.jeopardy()).isEqualTo(expected);
        assertThat(punctuality.nextLook())
                .isEqualTo(Optional.ofNullable(nextLook).map(PunctualityTest::at));
    }

    @Test
    void what_is_late_is_named_with_how_much() {
        List<Activity> running = List.of(begun("sim", 10, 10), begun("profile", 300, 10));

        Punctuality punctuality = Punctuality.of(running, TEN, Optional.of(at(310)), EXPECTATION, at(140));

        assertThat(punctuality.worst()).contains(new Late("sim", "sim", Duration.ofMinutes(2), false));
        assertThat(punctuality.expected()).isEqualTo(at(310));
    }

    @Test
    void what_has_not_begun_though_it_could_is_late_too() {
        List<Activity> idle = List.of(done("sim", 10, 10, 20), activity("profile", 20, "sim"));

        assertThat(of(idle, 99).jeopardy()).isEqualTo(Jeopardy.GREEN);
        assertThat(of(idle, 100).jeopardy()).isEqualTo(Jeopardy.AMBER);
    }

    @Test
    void a_step_with_slack_is_measured_by_itself() {
        List<Activity> running = List.of(begun("sim", 10, 10), begun("handset", 3_600, 10));

        assertThat(Punctuality.of(running, TEN, Optional.of(at(3_610)), EXPECTATION, at(80))
                        .jeopardy())
                .isEqualTo(Jeopardy.AMBER);
    }

    @Test
    void an_order_that_makes_up_for_lost_time_is_green_again() {
        List<Activity> late = List.of(done("sim", 10, 10, 85), begun("profile", 20, 85));
        assertThat(of(late, 86).jeopardy()).isEqualTo(Jeopardy.AMBER);

        List<Activity> quick =
                List.of(done("sim", 10, 10, 85), done("profile", 20, 85, 86, "sim"), begun("completion", 5, 86));
        assertThat(of(quick, 87).jeopardy()).isEqualTo(Jeopardy.GREEN);
    }

    @Test
    void what_is_taken_back_is_late_by_its_steps_alone() {
        List<Activity> undo = List.of(begun("undo", 10, 1_000));

        Punctuality punctuality = Punctuality.of(undo, TEN, Optional.empty(), EXPECTATION, at(1_005));

        assertThat(punctuality.jeopardy()).isEqualTo(Jeopardy.GREEN);
        assertThat(punctuality.nextLook()).contains(at(1_070));
    }

    @Test
    void nothing_is_late_when_nothing_is_left() {
        Punctuality punctuality = of(List.of(done("sim", 10, 10, 3_000)), 9_000);

        assertThat(punctuality.jeopardy()).isEqualTo(Jeopardy.GREEN);
        assertThat(punctuality.worst()).isEmpty();
        assertThat(punctuality.nextLook()).isEmpty();
    }

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void until_the_next_look_nothing_changes_and_then_it_gets_worse(long seed) {
        Random random = new Random(seed);
        List<Activity> activities = random(random);
        Optional<Instant> promised = random.nextInt(5) == 0 ? Optional.empty() : Optional.of(at(random.nextInt(600)));
        Instant now = at(random.nextInt(900));

        Punctuality first = Punctuality.of(activities, TEN, promised, EXPECTATION, now);

        if (first.nextLook().isEmpty()) {
            assertThat(Punctuality.of(activities, TEN, promised, EXPECTATION, now.plus(Duration.ofDays(30)))
                            .jeopardy())
                    .isEqualTo(first.jeopardy());
        } else {
            Instant next = first.nextLook().get();
            assertThat(Punctuality.of(activities, TEN, promised, EXPECTATION, next.minusMillis(1))
                            .jeopardy())
                    .isEqualTo(first.jeopardy());
            assertThat(Punctuality.of(activities, TEN, promised, EXPECTATION, next)
                            .jeopardy()
                            .isWorseThan(first.jeopardy()))
                    .isTrue();
        }
    }

    /** Some ended, some begun, some ahead; each after the one before it or after none. */
    private static List<Activity> random(Random random) {
        List<Activity> activities = new ArrayList<>();
        int clock = 0;
        int size = 1 + random.nextInt(8);
        for (int i = 0; i < size; i++) {
            String[] before = i > 0 && random.nextBoolean() ? new String[] {"a" + (i - 1)} : new String[0];
            boolean mayBegin =
                    before.length == 0 || activities.getLast().ended().isPresent();
            int begun = clock + random.nextInt(20);
            int expected = random.nextInt(60);
            switch (mayBegin ? random.nextInt(3) : 2) {
                case 0 -> {
                    clock = begun + random.nextInt(100);
                    activities.add(done("a" + i, expected, begun, clock, before));
                }
                case 1 ->
                    activities.add(new Activity(
                            "a" + i,
                            "a" + i,
                            Duration.ofSeconds(expected),
                            Set.of(before),
                            Optional.of(at(begun)),
                            Optional.empty()));
                default -> activities.add(activity("a" + i, expected, before));
            }
        }
        return activities;
    }

    private static Punctuality of(List<Activity> activities, int now) {
        return Punctuality.of(activities, TEN, PROMISED, EXPECTATION, at(now));
    }

    private static Instant at(int seconds) {
        return TEN.plusSeconds(seconds);
    }

    private static Activity activity(String id, int seconds, String... before) {
        return new Activity(id, id, Duration.ofSeconds(seconds), Set.of(before));
    }

    private static Activity begun(String id, int seconds, int begun) {
        return new Activity(id, id, Duration.ofSeconds(seconds), Set.of(), Optional.of(at(begun)), Optional.empty());
    }

    private static Activity done(String id, int seconds, int begun, int ended, String... before) {
        return new Activity(
                id, id, Duration.ofSeconds(seconds), Set.of(before), Optional.of(at(begun)), Optional.of(at(ended)));
    }
}
