package dialtone.order.service;

import static dialtone.order.service.Desk.accepted;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.bpmn.JobType;
import dialtone.order.FalloutDecision;
import dialtone.order.FalloutTask;
import dialtone.order.OrderId;
import dialtone.order.OrderState;
import dialtone.platform.job.JobOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An engine that dies may have handed out jobs of instances that it does not know when it is back: it tells of them before they are on its
 * disk. It makes them anew, with other keys or with keys that it has given to others before.
 */
class ForgottenInstanceTest extends MoveStories {

    private static final long FORGOTTEN = 5_000;

    @ParameterizedTest
    @ValueSource(longs = {FORGOTTEN - 9, FORGOTTEN + 9})
    void an_order_whose_instance_is_forgotten_is_served_by_the_one_that_is_made_anew(long anew) {
        OrderId id = place();
        assertThat(in(() -> desk.validate(id, FORGOTTEN))).isTrue();

        desk.clock.pass(Duration.ofSeconds(8));
        assertThat(in(() -> desk.validate(id, anew))).isTrue();
        assertThat(serving(id)).isEqualTo(anew);
        assertThat(work(JobType.POOL_RESERVE, anew, id)).isEqualTo(JobOutcome.completed());
        assertThat(state(id)).isEqualTo(OrderState.IN_PROGRESS);
        assertThat(released(id)).isNotEmpty();
    }

    @Test
    void nobody_serves_an_order_that_has_ended_while_its_instance_was_forgotten() {
        OrderId id = place();
        assertThat(in(() -> desk.validate(id, FORGOTTEN))).isTrue();
        run(() -> desk.progress.close(id));

        desk.clock.pass(Duration.ofSeconds(8));
        assertThat(in(() -> desk.validate(id, FORGOTTEN + 9))).isFalse();
        assertThat(serving(id)).isEqualTo(FORGOTTEN);
    }

    @Test
    void the_key_of_a_forgotten_instance_belongs_to_the_fallout_of_another_order() {
        FalloutTask first = fallout(activated());
        FalloutTask second = opened(activated(), first.instanceKey());
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(second.instanceKey()).isEqualTo(first.instanceKey());
    }

    @Test
    void the_instance_that_is_made_anew_waits_for_the_same_decision_and_for_none_of_another_step() {
        OrderId id = activated();
        FalloutTask task = fallout(id);

        FalloutTask again = opened(id, FORGOTTEN);
        assertThat(again.id()).isEqualTo(task.id());
        assertThat(again.instanceKey()).as("whom the decision is followed in").isEqualTo(FORGOTTEN);
        accepted(in(() -> desk.fallout.resolve(task.id(), FalloutDecision.RESUBMIT, "ops", "")));
        assertThat(opened(id, FORGOTTEN).id()).as("its job comes again").isEqualTo(task.id());

        FalloutTask other = in(() -> desk.fallout.open(cause(id, "S3"), FORGOTTEN));
        assertThat(other.id()).isNotEqualTo(task.id());
        assertThat(in(() -> desk.database
                        .entities()
                        .createQuery("select t from FalloutTask t", FalloutTask.class)
                        .getResultList()))
                .extracting(FalloutTask::id)
                .containsExactlyInAnyOrderElementsOf(List.of(task.id(), other.id()));
    }

    private FalloutTask opened(OrderId id, long instance) {
        return in(() -> desk.fallout.open(cause(id, "S2"), instance));
    }

    private static FalloutTasks.Cause cause(OrderId id, String step) {
        return new FalloutTasks.Cause(id, Optional.of(id + "-" + step), "ELEMENT_REFUSED", "unable to comply");
    }
}
