package dialtone.order;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.order.Schedule.Activity;
import dialtone.order.Schedule.Timed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScheduleTest {

    private static final Instant TEN = Instant.parse("2026-11-26T10:00:00Z");

    private static final List<Activity> LINE_WITH_HANDSET = List.of(
            activity("checks", 5),
            activity("reservation", 2, "checks"),
            activity("sim", 10, "reservation"),
            activity("profile", 5, "sim"),
            activity("handset", 20, "sim"),
            activity("completion", 5, "profile", "handset"));

    @Test
    void a_line_with_a_handset_takes_as_long_as_its_longest_chain() {
        Schedule schedule = Schedule.planned(LINE_WITH_HANDSET, TEN);

        assertThat(schedule.ends()).isEqualTo(TEN.plusSeconds(42));
        assertThat(ids(schedule.criticalPath()))
                .containsExactly("checks", "reservation", "sim", "handset", "completion");
        Timed profile = schedule.find("profile").orElseThrow();
        assertThat(profile.begins()).isEqualTo(TEN.plusSeconds(17));
        assertThat(profile.ends()).isEqualTo(TEN.plusSeconds(22));
        assertThat(profile.latestEnd()).isEqualTo(TEN.plusSeconds(37));
        assertThat(profile.slack()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void what_has_begun_and_ended_moves_what_is_still_ahead() {
        List<Activity> now = List.of(
                done("checks", 5, 0, 1),
                done("reservation", 2, 1, 2, "checks"),
                begun("sim", 10, 2, "reservation"),
                activity("profile", 5, "sim"),
                activity("completion", 5, "profile"));

        assertThat(Schedule.forecast(now, TEN, TEN.plusSeconds(4)).ends())
                .as("sooner than planned, for the checks were quick")
                .isEqualTo(TEN.plusSeconds(22));
        assertThat(Schedule.forecast(now, TEN, TEN.plusSeconds(60)).ends())
                .as("a step that should have ended ends now at the earliest")
                .isEqualTo(TEN.plusSeconds(70));
    }

    @Test
    void what_could_have_begun_begins_now_at_the_earliest() {
        List<Activity> idle = List.of(done("checks", 5, 0, 5), activity("reservation", 2, "checks"));

        Schedule forecast = Schedule.forecast(idle, TEN, TEN.plusSeconds(60));

        assertThat(forecast.find("reservation").orElseThrow().begins()).isEqualTo(TEN.plusSeconds(60));
        assertThat(forecast.ends()).isEqualTo(TEN.plusSeconds(62));
    }

    @Test
    void what_is_held_takes_its_time_from_then_on_and_so_does_what_comes_after_it() {
        Instant morning = TEN.plus(Duration.ofHours(20));
        List<Activity> held = List.of(
                done("checks", 5, 0, 5).heldUntil(morning),
                begun("sim", 10, 5, "checks"),
                activity("profile", 5, "sim").heldUntil(morning),
                activity("handset", 20, "sim"),
                activity("completion", 5, "profile", "handset"));

        Schedule forecast = Schedule.forecast(held, TEN, TEN.plusSeconds(8));

        assertThat(forecast.find("checks").orElseThrow().ends())
                .as("what has ended stays as it is")
                .isEqualTo(TEN.plusSeconds(5));
        assertThat(forecast.find("profile").orElseThrow().begins()).isEqualTo(TEN.plusSeconds(15));
        assertThat(forecast.find("profile").orElseThrow().ends()).isEqualTo(morning.plusSeconds(5));
        assertThat(forecast.find("handset").orElseThrow().ends()).isEqualTo(TEN.plusSeconds(35));
        assertThat(forecast.ends()).isEqualTo(morning.plusSeconds(10));
        assertThat(Schedule.planned(held, TEN).ends()).as("nobody planned that").isEqualTo(TEN.plusSeconds(40));
    }

    @Test
    void what_is_held_by_two_takes_its_time_from_when_the_last_lets_it() {
        Instant evening = TEN.plus(Duration.ofHours(9));
        Activity refused = activity("profile", 5).heldUntil(evening);

        assertThat(ends(refused.heldUntil(TEN.plus(Duration.ofHours(2)))))
                .as("the maintenance is over before it is asked again")
                .isEqualTo(evening.plusSeconds(5));
        assertThat(ends(refused.heldUntil(evening.plusSeconds(60)))).isEqualTo(evening.plusSeconds(65));
    }

    private static Instant ends(Activity alone) {
        return Schedule.forecast(List.of(alone), TEN, TEN).ends();
    }

    @Test
    void without_activities_all_ends_where_it_starts() {
        assertThat(Schedule.planned(List.of(), TEN).ends()).isEqualTo(TEN);
    }

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void the_end_is_that_of_the_longest_chain_and_the_critical_path_is_such_a_chain(long seed) {
        List<Activity> graph = random(new Random(seed));
        Map<String, Activity> byId = graph.stream().collect(Collectors.toMap(Activity::id, Function.identity()));

        Schedule schedule = Schedule.planned(graph, TEN);

        Duration longest = graph.stream()
                .map(activity -> longest(activity, byId))
                .max(Duration::compareTo)
                .orElseThrow();
        assertThat(Duration.between(TEN, schedule.ends())).isEqualTo(longest);
        Set<String> critical = new HashSet<>(ids(schedule.criticalPath()));
        assertThat(graph.stream()
                        .filter(activity -> critical.contains(activity.id()))
                        .filter(activity -> longest(activity, byId).equals(longest))
                        .anyMatch(last -> leadsBack(last, byId, critical)))
                .as("critical activities from the end back to the start, without a gap")
                .isTrue();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void an_activity_that_uses_its_slack_delays_nothing_and_a_second_more_delays_the_end(long seed) {
        Random random = new Random(seed);
        List<Activity> graph = random(random);
        Schedule schedule = Schedule.planned(graph, TEN);

        assertThat(schedule.timed()).allSatisfy(timed -> {
            assertThat(timed.slack()).isGreaterThanOrEqualTo(Duration.ZERO);
            assertThat(timed.activity().dependsOn())
                    .allSatisfy(before -> assertThat(
                                    schedule.find(before).orElseThrow().ends())
                            .isBeforeOrEqualTo(timed.begins()));
        });
        Timed slower = schedule.timed().get(random.nextInt(graph.size()));
        assertThat(endWith(graph, slower, slower.slack())).isEqualTo(schedule.ends());
        assertThat(endWith(graph, slower, slower.slack().plusSeconds(1)))
                .isEqualTo(schedule.ends().plusSeconds(1));
    }

    private static Instant endWith(List<Activity> graph, Timed slower, Duration more) {
        return Schedule.planned(
                        graph.stream()
                                .map(activity -> activity.equals(slower.activity())
                                        ? new Activity(
                                                activity.id(),
                                                activity.label(),
                                                activity.expected().plus(more),
                                                activity.dependsOn())
                                        : activity)
                                .toList(),
                        TEN)
                .ends();
    }

    /** Straight from the definition: the longest of all chains that end with it. */
    private static Duration longest(Activity activity, Map<String, Activity> byId) {
        return activity.dependsOn().stream()
                .map(before -> longest(byId.get(before), byId))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO)
                .plus(activity.expected());
    }

    private static boolean leadsBack(Activity from, Map<String, Activity> byId, Set<String> critical) {
        Duration before = longest(from, byId).minus(from.expected());
        return before.isZero()
                || from.dependsOn().stream()
                        .filter(critical::contains)
                        .map(byId::get)
                        .filter(first -> longest(first, byId).equals(before))
                        .anyMatch(first -> leadsBack(first, byId, critical));
    }

    /** 1 to 12 activities of 0 to 60 s, each after some of those before it. */
    private static List<Activity> random(Random random) {
        List<Activity> graph = new ArrayList<>();
        int size = 1 + random.nextInt(12);
        for (int i = 0; i < size; i++) {
            String[] before = IntStream.range(0, i)
                    .filter(other -> random.nextInt(4) == 0)
                    .mapToObj(other -> "a" + other)
                    .toArray(String[]::new);
            graph.add(activity("a" + i, random.nextInt(61), before));
        }
        return graph;
    }

    private static List<String> ids(List<Timed> timed) {
        return timed.stream().map(each -> each.activity().id()).toList();
    }

    private static Activity activity(String id, int seconds, String... before) {
        return new Activity(id, id, Duration.ofSeconds(seconds), Set.of(before));
    }

    private static Activity begun(String id, int seconds, int begun, String... before) {
        return new Activity(
                id,
                id,
                Duration.ofSeconds(seconds),
                Set.of(before),
                Optional.of(TEN.plusSeconds(begun)),
                Optional.empty());
    }

    private static Activity done(String id, int seconds, int begun, int ended, String... before) {
        return new Activity(
                id,
                id,
                Duration.ofSeconds(seconds),
                Set.of(before),
                Optional.of(TEN.plusSeconds(begun)),
                Optional.of(TEN.plusSeconds(ended)));
    }
}
