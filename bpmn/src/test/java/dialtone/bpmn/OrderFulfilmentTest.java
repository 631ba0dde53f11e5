package dialtone.bpmn;

import static io.camunda.zeebe.process.test.assertions.BpmnAssert.assertThat;

import io.camunda.zeebe.client.ZeebeClient;
import io.camunda.zeebe.client.api.command.DeployResourceCommandStep1.DeployResourceCommandStep2;
import io.camunda.zeebe.client.api.response.ActivatedJob;
import io.camunda.zeebe.client.api.response.PublishMessageResponse;
import io.camunda.zeebe.process.test.api.ZeebeTestEngine;
import io.camunda.zeebe.process.test.assertions.BpmnAssert;
import io.camunda.zeebe.process.test.engine.EngineFactory;
import io.camunda.zeebe.process.test.filters.RecordStream;
import io.camunda.zeebe.process.test.inspections.InspectionUtility;
import io.camunda.zeebe.process.test.inspections.model.InspectedProcessInstance;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The process order-fulfilment with all that it calls, on the engine in memory; the test works the jobs itself. */
class OrderFulfilmentTest {

    private static final String ORDER = "ORD-1";
    private static final Map<String, Object> SIM_STEP = Map.of("stepId", "S-1", "jobType", "fulfilment.activate-sim");
    private static final Map<String, Object> SIM_UNDO =
            Map.of("stepId", "S-1-undo", "jobType", "fulfilment.deactivate-sim");
    private static final Map<String, Object> PROFILE_STEP =
            Map.of("stepId", "S-2", "jobType", "fulfilment.apply-network-profile");
    private static final Map<String, Object> DEVICE_STEP =
            Map.of("stepId", "S-3", "jobType", "fulfilment.activate-device");

    /** For the engine and its client, whose own ten seconds are short for a machine that builds at the same time. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Of an element's own words, see {@link Variable#ERROR_MESSAGE}. */
    private static final int MOST_WORDS = 500;

    private ZeebeTestEngine engine;
    private ZeebeClient client;
    private PublishMessageResponse start;

    @BeforeEach
    void deployAndStart() throws Exception {
        engine = EngineFactory.create();
        engine.start();
        client = ZeebeClient.newClientBuilder()
                .grpcAddress(URI.create("http://" + engine.getGatewayAddress()))
                .usePlaintext()
                .defaultRequestTimeout(PATIENCE)
                .build();
        BpmnAssert.initRecordStream(RecordStream.of(engine.getRecordStreamSource()));
        DeployResourceCommandStep2 deployment = null;
        for (ProcessId process : ProcessId.values()) {
            deployment = (deployment == null ? client.newDeployResourceCommand() : deployment)
                    .addResourceFromClasspath(process.resource());
        }
        deployment.send().join();
        start = publish("order.acknowledged", ORDER, ORDER, Map.of("orderId", ORDER));
    }

    @AfterEach
    void stop() {
        BpmnAssert.resetRecordStream();
        client.close();
        engine.stop();
    }

    @Test
    void an_order_goes_from_acknowledged_to_completed_with_parallel_steps_in_waves() throws Exception {
        complete(JobType.ORDER_VALIDATE, Map.of("orderActive", true));
        complete(JobType.FULFILMENT_CHECK, Map.of("checksPassed", true));
        complete(JobType.POOL_RESERVE, Map.of());
        complete(JobType.ORDER_RELEASE_STEPS, Map.of("steps", List.of(SIM_STEP)));
        ActivatedJob sim = take("fulfilment.activate-sim");
        Assertions.assertThat(sim.getVariablesAsMap())
                .containsEntry("orderId", ORDER)
                .containsEntry("stepId", "S-1");
        complete(sim, Map.of("outcomeKnown", true));
        complete(JobType.ORDER_RELEASE_STEPS, Map.of("steps", List.of(PROFILE_STEP, DEVICE_STEP)));
        ActivatedJob profile = take("fulfilment.apply-network-profile");
        ActivatedJob device = take("fulfilment.activate-device");
        complete(device, Map.of("outcomeKnown", true));
        complete(profile, Map.of("outcomeKnown", true));
        complete(JobType.ORDER_RELEASE_STEPS, Map.of("steps", List.of()));
        complete(JobType.RATING_START_CHARGES, Map.of());
        complete(JobType.INVENTORY_INSTALL, Map.of());
        complete(JobType.ORDER_COMPLETE, Map.of());
        complete(JobType.FULFILMENT_NOTIFY, Map.of());
        assertThat(order()).isCompleted().hasPassedElement("order-completed").hasNoIncidents();
    }

    @Test
    void each_job_of_an_urgent_order_waits_in_a_queue_of_its_own() throws Exception {
        publish("order.acknowledged", "ORD-2", "ORD-2", Map.of("orderId", "ORD-2", "queue", ".urgent"));
        complete(take("order.validate-order.urgent"), Map.of("orderActive", true));
        refuse(take("fulfilment.check-dependencies.urgent"), ProcessError.RETRIES_EXHAUSTED, "bureau away");
        complete(take("order.open-fallout.urgent"), Map.of("falloutTaskId", "F-9"));
        publish("order.fallout-resolved", "F-9", "F-9", Map.of("falloutDecision", "resubmit"));
        complete(take("fulfilment.check-dependencies.urgent"), Map.of("checksPassed", true));
        refuse(take("pool.reserve-resources.urgent"), ProcessError.NUMBER_POOL_EMPTY, "no number is free");
        complete(take("order.open-fallout.urgent"), Map.of("falloutTaskId", "F-10"));
        publish("order.fallout-resolved", "F-10", "F-10", Map.of("falloutDecision", "resubmit"));
        complete(take("pool.reserve-resources.urgent"), Map.of());
        complete(take("order.release-steps.urgent"), Map.of("steps", List.of(SIM_STEP)));
        refuse(take("fulfilment.activate-sim.urgent"), ProcessError.ELEMENT_REFUSED, "unable to comply");
        complete(take("order.open-fallout.urgent"), Map.of("falloutTaskId", "F-11"));
        publish("order.fallout-resolved", "F-11", "F-11", Map.of("falloutDecision", "resubmit"));
        complete(take("fulfilment.activate-sim.urgent"), Map.of("outcomeKnown", true));
        complete(take("order.release-steps.urgent"), Map.of("steps", List.of()));
        complete(take("rating.start-charges.urgent"), Map.of());
        complete(take("inventory.install-products.urgent"), Map.of());
        complete(take("order.complete-order.urgent"), Map.of());
        refuse(take("fulfilment.notify-customer.urgent"), ProcessError.RETRIES_EXHAUSTED, "mail server away");
        Assertions.assertThat(take("order.open-fallout.urgent")).isNotNull();
    }

    @Test
    void an_order_that_depends_on_nothing_is_not_checked() throws Exception {
        complete(JobType.ORDER_VALIDATE, Map.of("orderActive", true, "checksNeeded", false));
        complete(JobType.POOL_RESERVE, Map.of());
        complete(JobType.ORDER_RELEASE_STEPS, Map.of("steps", List.of(), "delivering", false));
        complete(JobType.ORDER_CLOSE, Map.of());
        assertThat(order()).isCompleted().hasNotPassedElement("check-dependencies");
    }

    @Test
    void an_order_that_another_instance_serves_ends_quietly() throws Exception {
        complete(JobType.ORDER_VALIDATE, Map.of("orderActive", false));
        assertThat(order())
                .isCompleted()
                .hasPassedElement("order-not-active")
                .hasNotPassedElement("check-dependencies");
    }

    @Test
    void a_refused_check_rejects_the_order() throws Exception {
        complete(JobType.ORDER_VALIDATE, Map.of("orderActive", true));
        complete(JobType.FULFILMENT_CHECK, Map.of("checksPassed", false));
        complete(JobType.ORDER_REJECT, Map.of());
        assertThat(order()).isCompleted().hasPassedElement("order-rejected");
    }

    @Test
    void a_check_that_stays_impossible_waits_for_a_person_who_gives_it_up() throws Exception {
        complete(JobType.ORDER_VALIDATE, Map.of("orderActive", true));
        refuse(take(JobType.FULFILMENT_CHECK.type()), ProcessError.RETRIES_EXHAUSTED, "credit bureau away");
        resolveFallout("F-1", "fail", "credit bureau away");
        complete(JobType.ORDER_CLOSE, Map.of());
        assertThat(order()).isCompleted().hasPassedElement("order-closed");
    }

    @Test
    void an_empty_number_pool_waits_for_a_person_and_goes_on_when_resubmitted() throws Exception {
        complete(JobType.ORDER_VALIDATE, Map.of("orderActive", true));
        complete(JobType.FULFILMENT_CHECK, Map.of("checksPassed", true));
        refuse(take(JobType.POOL_RESERVE.type()), ProcessError.NUMBER_POOL_EMPTY, "no number is free");
        resolveFallout("F-1", "resubmit", "no number is free");
        complete(JobType.POOL_RESERVE, Map.of());
        Assertions.assertThat(take(JobType.ORDER_RELEASE_STEPS.type())).isNotNull();
    }

    @Test
    void a_step_the_network_refuses_is_performed_again_when_resubmitted_and_taken_back_when_given_up()
            throws Exception {
        toFirstStep();
        refuse(take("fulfilment.activate-sim"), ProcessError.ELEMENT_REFUSED, "unable to comply");
        resolveFallout("F-1", "resubmit", "unable to comply");
        refuse(take("fulfilment.activate-sim"), ProcessError.RETRIES_EXHAUSTED, "timed out");
        resolveFallout("F-2", "fail", "timed out");
        complete(JobType.ORDER_RELEASE_STEPS, Map.of("steps", List.of(SIM_UNDO), "delivering", false));
        complete(take("fulfilment.deactivate-sim"), Map.of("outcomeKnown", true));
        complete(JobType.ORDER_RELEASE_STEPS, Map.of("steps", List.of(), "delivering", false));
        complete(JobType.ORDER_CLOSE, Map.of());
        assertThat(order()).isCompleted().hasPassedElement("order-closed").hasNotPassedElement("start-charges");
    }

    @Test
    void a_step_that_is_given_up_does_not_stop_the_others_beside_it() throws Exception {
        toFirstStep();
        complete(take("fulfilment.activate-sim"), Map.of("outcomeKnown", true));
        complete(JobType.ORDER_RELEASE_STEPS, Map.of("steps", List.of(PROFILE_STEP, DEVICE_STEP)));
        refuse(take("fulfilment.activate-device"), ProcessError.ELEMENT_REFUSED, "locked");
        resolveFallout("F-1", "fail", "locked");
        complete(take("fulfilment.apply-network-profile"), Map.of("outcomeKnown", true));
        complete(JobType.ORDER_RELEASE_STEPS, Map.of("steps", List.of(), "delivering", true));
        Assertions.assertThat(take(JobType.RATING_START_CHARGES.type())).isNotNull();
    }

    @Test
    void a_cancelled_reservation_closes_the_order() throws Exception {
        complete(JobType.ORDER_VALIDATE, Map.of("orderActive", true));
        complete(JobType.FULFILMENT_CHECK, Map.of("checksPassed", true));
        refuse(take(JobType.POOL_RESERVE.type()), ProcessError.NUMBER_POOL_EMPTY, "no number is free");
        resolveFallout("F-1", "cancel", "no number is free");
        complete(JobType.ORDER_CLOSE, Map.of());
        assertThat(order()).isCompleted().hasPassedElement("order-closed");
    }

    @Test
    void an_outcome_that_comes_late_by_callback_makes_the_step_look_again() throws Exception {
        toFirstStep();
        complete(take("fulfilment.activate-sim"), Map.of("outcomeKnown", false));
        publish("fulfilment.outcome-reported", "S-1", "S-1:activate-sim", Map.of());
        complete(take("fulfilment.activate-sim"), Map.of("outcomeKnown", true));
        Assertions.assertThat(take(JobType.ORDER_RELEASE_STEPS.type())).isNotNull();
    }

    @Test
    void an_outcome_that_never_comes_is_read_back_after_a_while() throws Exception {
        toFirstStep();
        complete(take("fulfilment.activate-sim"), Map.of("outcomeKnown", false));
        engine.waitForIdleState(PATIENCE);
        engine.increaseTime(Duration.ofSeconds(16));
        complete(take("fulfilment.activate-sim"), Map.of("outcomeKnown", true));
        Assertions.assertThat(take(JobType.ORDER_RELEASE_STEPS.type())).isNotNull();
    }

    @Test
    void a_mail_that_cannot_be_delivered_leaves_the_order_completed() throws Exception {
        toFirstStep();
        complete(take("fulfilment.activate-sim"), Map.of("outcomeKnown", true));
        complete(JobType.ORDER_RELEASE_STEPS, Map.of("steps", List.of()));
        complete(JobType.RATING_START_CHARGES, Map.of());
        complete(JobType.INVENTORY_INSTALL, Map.of());
        complete(JobType.ORDER_COMPLETE, Map.of());
        refuse(take(JobType.FULFILMENT_NOTIFY.type()), ProcessError.RETRIES_EXHAUSTED, "no mail relay");
        resolveFallout("F-1", "fail", "no mail relay");
        assertThat(order()).isCompleted().hasPassedElement("customer-not-notified");
    }

    @Test
    void the_same_start_message_a_second_time_starts_nothing() throws Exception {
        Assertions.assertThatThrownBy(() -> publish("order.acknowledged", ORDER, ORDER, Map.of("orderId", ORDER)))
                .hasMessageContaining("ALREADY_EXISTS");
    }

    /** Ended in the middle, it begins on the newest version by a message of another id, and nothing of the former instance goes on. */
    @Test
    void an_order_whose_instance_was_ended_begins_anew_on_the_newest_version() throws Exception {
        ActivatedJob validate = take(JobType.ORDER_VALIDATE.type());
        complete(validate, Map.of("orderActive", true));
        complete(JobType.FULFILMENT_CHECK, Map.of("checksPassed", true));
        complete(JobType.POOL_RESERVE, Map.of());
        complete(JobType.ORDER_RELEASE_STEPS, Map.of("steps", List.of(SIM_STEP, DEVICE_STEP)));
        ActivatedJob sim = take("fulfilment.activate-sim");
        refuse(take("fulfilment.activate-device"), ProcessError.ELEMENT_REFUSED, "unable to comply");
        ActivatedJob fallout = take(JobType.ORDER_OPEN_FALLOUT.type());
        complete(fallout, Map.of("falloutTaskId", "F-1"));
        String file = Files.readString(Path.of("src/main/resources", ProcessId.ORDER_FULFILMENT.resource()));
        client.newDeployResourceCommand()
                .addResourceStringUtf8(
                        file.replace("name=\"Order fulfilment\"", "name=\"Another version\""), "order-fulfilment.bpmn")
                .send()
                .join();

        client.newCancelInstanceCommand(validate.getProcessInstanceKey()).send().join();
        publish("order.acknowledged", ORDER, ORDER + ":MOV-1-1", Map.of("orderId", ORDER));

        ActivatedJob again = take(JobType.ORDER_VALIDATE.type());
        Assertions.assertThat(again.getProcessDefinitionVersion()).isEqualTo(2);
        Assertions.assertThat(again.getProcessInstanceKey())
                .as("keys ascend, those of called instances too")
                .isGreaterThan(fallout.getProcessInstanceKey())
                .isGreaterThan(sim.getProcessInstanceKey());
        Assertions.assertThatThrownBy(() -> complete(sim, Map.of())).hasMessageContaining("NOT_FOUND");
        Assertions.assertThatThrownBy(() -> client.newCancelInstanceCommand(validate.getProcessInstanceKey())
                        .send()
                        .join())
                .hasMessageContaining("NOT_FOUND");
        publish("order.fallout-resolved", "F-1", "F-1", Map.of("falloutDecision", "resubmit"));
        engine.waitForIdleState(PATIENCE);
        Assertions.assertThat(client.newActivateJobsCommand()
                        .jobType("fulfilment.activate-device")
                        .maxJobsToActivate(1)
                        .requestTimeout(Duration.ofSeconds(1))
                        .send()
                        .join()
                        .getJobs())
                .isEmpty();
    }

    /** Every step of the largest wave is refused in the most words that we keep, and later waits for its element. */
    @Test
    void no_instance_carries_four_kilobytes_of_variables() throws Exception {
        List<Map<String, Object>> wave = IntStream.range(0, Variable.STEPS_AT_ONCE)
                .mapToObj(step -> Map.<String, Object>of(
                        "stepId",
                        "ORD-1000000000-S14" + step + "-undo",
                        "jobType",
                        "fulfilment.a-job-type-of-a-long-name"))
                .toList();
        String words = "\u00fc".repeat(MOST_WORDS);
        complete(JobType.ORDER_VALIDATE, Map.of("orderActive", true));
        complete(JobType.FULFILMENT_CHECK, Map.of("checksPassed", true));
        refuse(take(JobType.POOL_RESERVE.type()), ProcessError.NUMBER_POOL_EMPTY, words);
        resolveFallout("TASK-1000000000", "resubmit", words);
        complete(JobType.POOL_RESERVE, Map.of());
        complete(JobType.ORDER_RELEASE_STEPS, Map.of("steps", wave, "delivering", true));
        for (int step = 0; step < wave.size(); step++) {
            refuse(take("fulfilment.a-job-type-of-a-long-name"), ProcessError.ELEMENT_REFUSED, words);
            resolveFallout("TASK-200000000" + step, "resubmit", words);
            complete(
                    take("fulfilment.a-job-type-of-a-long-name"),
                    Map.of("outcomeKnown", false, "readBackAfter", "PT15S"));
        }
        engine.waitForIdleState(PATIENCE);
        Map<Long, Integer> peaks = LiveVariables.peaks(BpmnAssert.getRecordStream());
        Assertions.assertThat(peaks)
                .as("the order, what is called for it, and each of its steps")
                .hasSizeGreaterThan(Variable.STEPS_AT_ONCE);
        Assertions.assertThat(peaks.values()).as("bytes").allMatch(bytes -> bytes < 4_096);
    }

    private void toFirstStep() throws Exception {
        complete(JobType.ORDER_VALIDATE, Map.of("orderActive", true));
        complete(JobType.FULFILMENT_CHECK, Map.of("checksPassed", true));
        complete(JobType.POOL_RESERVE, Map.of());
        complete(JobType.ORDER_RELEASE_STEPS, Map.of("steps", List.of(SIM_STEP)));
    }

    /** Opens the fallout task as ordering would, sees that the element's own words arrived, and decides. */
    private void resolveFallout(String taskId, String decision, String expectedWords) throws Exception {
        ActivatedJob open = take(JobType.ORDER_OPEN_FALLOUT.type());
        Assertions.assertThat(open.getVariablesAsMap())
                .containsEntry("orderId", ORDER)
                .containsEntry("errorMessage", expectedWords);
        complete(open, Map.of("falloutTaskId", taskId));
        publish("order.fallout-resolved", taskId, taskId, Map.of("falloutDecision", decision));
    }

    private InspectedProcessInstance order() throws InterruptedException, TimeoutException {
        engine.waitForIdleState(PATIENCE);
        assertThat(start).hasCreatedProcessInstance();
        return InspectionUtility.findProcessInstances()
                .withBpmnProcessId(ProcessId.ORDER_FULFILMENT.id())
                .findLastProcessInstance()
                .orElseThrow();
    }

    private PublishMessageResponse publish(String name, String key, String id, Map<String, Object> variables)
            throws Exception {
        engine.waitForIdleState(PATIENCE);
        return client.newPublishMessageCommand()
                .messageName(name)
                .correlationKey(key)
                .messageId(id)
                .timeToLive(Duration.ofMinutes(10))
                .variables(variables)
                .send()
                .join();
    }

    private ActivatedJob take(String type) throws Exception {
        engine.waitForIdleState(PATIENCE);
        List<ActivatedJob> jobs = client.newActivateJobsCommand()
                .jobType(type)
                .maxJobsToActivate(1)
                .timeout(Duration.ofMinutes(5))
                .send()
                .join()
                .getJobs();
        Assertions.assertThat(jobs).as("jobs of type " + type).hasSize(1);
        return jobs.get(0);
    }

    private void complete(JobType type, Map<String, Object> variables) throws Exception {
        complete(take(type.type()), variables);
    }

    private void complete(ActivatedJob job, Map<String, Object> variables) {
        client.newCompleteCommand(job.getKey()).variables(variables).send().join();
    }

    private void refuse(ActivatedJob job, ProcessError error, String words) {
        client.newThrowErrorCommand(job.getKey())
                .errorCode(error.name())
                .errorMessage(words)
                .variables(Map.of("errorCode", error.name(), "errorMessage", words))
                .send()
                .join();
    }
}
