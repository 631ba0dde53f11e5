package dialtone.order;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.catalog.DeliveryExpectation;
import dialtone.catalog.DeliveryExpectation.MilestoneRule;
import dialtone.order.Schedule.Activity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MilestoneTest {

    private static final Instant TEN = Instant.parse("2026-11-26T10:00:00Z");

    private static final DeliveryExpectation DELIVERY = new DeliveryExpectation(
            Duration.ofSeconds(5),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofMinutes(1),
            Duration.ofMinutes(15),
            List.of(
                    new MilestoneRule("accepted", "Accepted", List.of("checks")),
                    new MilestoneRule("shipped", "SIM shipped", List.of("reservation", "sim")),
                    new MilestoneRule("ported", "Number ported", List.of("porting")),
                    new MilestoneRule("activated", "Activated", List.of("steps"))));

    @Test
    void a_milestone_is_reached_when_the_last_that_it_comes_after_is_done() {
        List<Activity> activities = List.of(
                activity("checks", 5, Optional.of(TEN.plusSeconds(4))),
                activity("reservation", 2, Optional.of(TEN.plusSeconds(6)), "checks"),
                activity("S1", 10, Optional.of(TEN.plusSeconds(9)), "reservation"),
                activity("S2", 5, Optional.empty(), "S1"));

        List<Milestone> milestones = Milestone.of(
                DELIVERY,
                activities,
                Schedule.planned(activities, TEN),
                Map.of("sim", Set.of("S1"), "profile", Set.of("S2")));

        assertThat(milestones)
                .as("an order that ports no number has no such milestone")
                .containsExactly(
                        new Milestone("accepted", "Accepted", TEN.plusSeconds(5), Optional.of(TEN.plusSeconds(4))),
                        new Milestone("shipped", "SIM shipped", TEN.plusSeconds(17), Optional.of(TEN.plusSeconds(9))),
                        new Milestone("activated", "Activated", TEN.plusSeconds(22), Optional.empty()));
        assertThat(milestones).extracting(Milestone::status).containsExactly("completed", "completed", "pending");
    }

    private static Activity activity(String id, int seconds, Optional<Instant> ended, String... before) {
        return new Activity(
                id, id, Duration.ofSeconds(seconds), Set.of(before), ended.map(end -> end.minusSeconds(1)), ended);
    }
}
