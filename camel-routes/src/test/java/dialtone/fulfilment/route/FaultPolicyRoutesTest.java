package dialtone.fulfilment.route;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.bpmn.ProcessError;
import dialtone.bpmn.Variable;
import dialtone.element.FaultPolicy;
import dialtone.element.FaultPolicy.Hold;
import dialtone.element.FaultPolicy.Rule;
import dialtone.element.FaultPolicy.Way;
import dialtone.platform.job.JobOutcome;
import dialtone.platform.job.JobOutcome.Outage;
import dialtone.platform.job.JobOutcome.Refused;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a step makes of a refusal, by the fault policy. */
class FaultPolicyRoutesTest extends RouteStory {

    private static final String ACTIVATE = "fulfilment.activate-sim";
    private static final JobOutcome HELD =
            new JobOutcome.Completed(Map.of(Variable.OUTCOME_KNOWN, false, Variable.READ_BACK_AFTER, "PT1M"));

    @BeforeEach
    void policy() {
        policies.follow(new FaultPolicy(
                List.of(
                        rule("hlr", "MAP 34", Way.RETRY, Optional.empty()),
                        rule("hlr", "MAP 39", Way.HOLD, Optional.of(new Hold(Duration.ofMinutes(1), 2))),
                        rule("smdp", "SGP.22 8.2.5/3.8", Way.ROLLBACK, Optional.empty()),
                        rule("device", "TMF640 InError", Way.RETRY, Optional.empty())),
                FaultPolicy.ASK_SOMEBODY.defaults()));
    }

    @AfterEach
    void nobodysPolicy() {
        policies.follow(FaultPolicy.ASK_SOMEBODY);
    }

    @Test
    void what_is_retried_is_asked_again_by_the_same_job_and_done_once() throws Exception {
        network.order("hlr", refuse("MAP 34", 2));
        for (int time = 0; time < 2; time++) {
            assertThat(perform(ACTIVATE, 1))
                    .isEqualTo(new Outage("1005 (MAP 34) unableToComply: hlr refuses, as ordered"));
        }
        assertThat(perform(ACTIVATE, 1)).isEqualTo(DONE);
        assertThat(network.effects("hlr")).isEqualTo(1);
        assertThat(network.effects("sim")).isEqualTo(1);
    }

    @Test
    void what_is_held_comes_again_after_its_time_and_after_so_many_times_a_person_is_asked() throws Exception {
        network.order("hlr", refuse("MAP 39", 4));
        assertThat(perform(ACTIVATE, 1)).isEqualTo(HELD);
        assertThat(paper.held).containsEntry(paper.step(), "1005 (MAP 39) unableToComply: hlr refuses, as ordered");
        assertThat(perform(ACTIVATE, 2)).isEqualTo(HELD);
        JobOutcome asked = perform(ACTIVATE, 3);
        assertThat(asked)
                .isEqualTo(new Refused(
                        ProcessError.ELEMENT_REFUSED,
                        "1005 (MAP 39) unableToComply: hlr refuses, as ordered (asked again 2 times)"));
        assertThat(perform(ACTIVATE, 3)).as("the same job again").isEqualTo(asked);
        assertThat(perform(ACTIVATE, 4)).as("a person has it tried again").isEqualTo(HELD);
        assertThat(perform(ACTIVATE, 5)).isEqualTo(DONE);
        assertThat(network.effects("hlr")).isEqualTo(1);
    }

    @Test
    void what_is_held_and_not_wanted_any_more_is_cancelled_and_leaves_nothing() throws Exception {
        network.order("hlr", refuse("MAP 39", 1));
        assertThat(perform(ACTIVATE, 1)).isEqualTo(HELD);
        paper.stopping = true;
        assertThat(perform(ACTIVATE, 2)).isEqualTo(DONE);
        assertThat(paper.cancelled).containsExactly(paper.step());
        assertThat(network.effects("hlr")).isZero();
    }

    @Test
    void what_is_rolled_back_says_so_to_the_process_however_often_the_job_comes() throws Exception {
        network.order(
                "smdp",
                "{\"mode\":\"REFUSE\",\"code\":\"SGP.22 8.2.5/3.8\",\"operation\":\"confirmOrder\",\"remaining\":1}");
        JobOutcome given = perform("fulfilment.order-profile", 1);
        assertThat(given)
                .isEqualTo(new Refused(ProcessError.ROLLBACK_BY_POLICY, "8.2.5 3.8: smdp refuses, as ordered"));
        assertThat(perform("fulfilment.order-profile", 1)).isEqualTo(given);
        assertThat(perform("fulfilment.cancel-profile", paper.undo(), 2)).isEqualTo(DONE);
        assertThat(network.effects("smdp")).as("ordered and cancelled").isEqualTo(2);
    }

    @Test
    void a_tm_forum_error_is_judged_by_its_code_and_one_without_a_row_by_its_kind() throws Exception {
        network.order("device", refuse("TMF640 InError", 1));
        assertThat(perform("fulfilment.activate-device", 1)).isInstanceOf(Outage.class);
        network.order("device", refuse("TMF640 held", 1));
        assertThat(perform("fulfilment.activate-device", 1))
                .isEqualTo(new Refused(
                        ProcessError.ELEMENT_REFUSED, "TMF640 held unableToComply: device refuses, as ordered"));
    }

    private static Rule rule(String element, String code, Way way, Optional<Hold> hold) {
        return new Rule(element, code, "a name", "It means something.", way, hold, "a standard");
    }

    private static String refuse(String code, int times) {
        return "{\"mode\":\"REFUSE\",\"code\":\"" + code + "\",\"remaining\":" + times + "}";
    }
}
