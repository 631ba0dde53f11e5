package dialtone.process.tmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.process.ElementInstanceKey;
import dialtone.process.EngineEvent;
import dialtone.process.EngineEvent.ElementEntered;
import dialtone.process.EngineEvent.ElementLeft;
import dialtone.process.EngineEvent.IncidentRaised;
import dialtone.process.EngineEvent.IncidentResolved;
import dialtone.process.EngineEvent.InstanceEnded;
import dialtone.process.EngineEvent.InstanceStarted;
import dialtone.process.EngineEvent.JobChanged;
import dialtone.process.EngineEvent.ProcessDeployed;
import dialtone.process.EngineEvent.TimerGone;
import dialtone.process.EngineEvent.TimerSet;
import dialtone.process.EngineEvent.VariableSet;
import dialtone.process.EngineRecord;
import dialtone.process.IncidentKey;
import dialtone.process.InstanceState;
import dialtone.process.JobKey;
import dialtone.process.ProcessDefinitionKey;
import dialtone.process.ProcessInstanceKey;
import dialtone.process.RecordBatch;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExportedBatchTest {
    private static final Jsonb JSON = JsonbBuilder.create();
    private static final ProcessInstanceKey INSTANCE = new ProcessInstanceKey(12);

    static Stream<Arguments> eachRecordAndItsEvent() {
        String element = "\"valueType\":\"PROCESS_INSTANCE\",\"processInstanceKey\":12,\"elementId\":\"activate-sim\",";
        String process = element + "\"elementType\":\"PROCESS\",\"bpmnProcessId\":\"perform-step\",\"version\":3,"
                + "\"processDefinitionKey\":5,";
        String job = "\"valueType\":\"JOB\",\"processInstanceKey\":12,\"elementInstanceKey\":13,\"jobType\":\"t\",";
        return Stream.of(
                Arguments.of(
                        "\"valueType\":\"PROCESS\",\"intent\":\"CREATED\",\"bpmnProcessId\":\"perform-step\","
                                + "\"version\":3,\"processDefinitionKey\":5,\"resource\":\"<d a=\\\"\u00e9\\\"/>\"",
                        new ProcessDeployed(new ProcessDefinitionKey(5), "perform-step", 3, "<d a=\"\u00e9\"/>")),
                Arguments.of(
                        process + "\"intent\":\"ELEMENT_ACTIVATING\",\"parentProcessInstanceKey\":4",
                        new InstanceStarted(
                                INSTANCE,
                                Optional.of(new ProcessInstanceKey(4)),
                                new ProcessDefinitionKey(5),
                                "perform-step",
                                3)),
                Arguments.of(
                        process + "\"intent\":\"ELEMENT_ACTIVATING\",\"parentProcessInstanceKey\":-1",
                        new InstanceStarted(
                                INSTANCE, Optional.empty(), new ProcessDefinitionKey(5), "perform-step", 3)),
                Arguments.of(
                        process + "\"intent\":\"ELEMENT_TERMINATED\"",
                        new InstanceEnded(INSTANCE, InstanceState.TERMINATED)),
                Arguments.of(
                        element + "\"elementType\":\"SERVICE_TASK\",\"intent\":\"ELEMENT_ACTIVATING\"",
                        new ElementEntered(new ElementInstanceKey(99), INSTANCE, "activate-sim", "SERVICE_TASK")),
                Arguments.of(
                        element + "\"elementType\":\"SERVICE_TASK\",\"intent\":\"ELEMENT_COMPLETED\"",
                        new ElementLeft(new ElementInstanceKey(99), InstanceState.COMPLETED)),
                Arguments.of(
                        "\"valueType\":\"INCIDENT\",\"intent\":\"CREATED\",\"processInstanceKey\":12,\"jobKey\":-1,"
                                + "\"elementId\":\"g\",\"errorType\":\"CONDITION_ERROR\",\"errorMessage\":\"no path\"",
                        new IncidentRaised(
                                new IncidentKey(99), INSTANCE, "g", Optional.empty(), "CONDITION_ERROR", "no path")),
                Arguments.of(
                        "\"valueType\":\"INCIDENT\",\"intent\":\"RESOLVED\"",
                        new IncidentResolved(new IncidentKey(99))),
                Arguments.of(
                        job + "\"intent\":\"FAILED\",\"retries\":2,\"errorMessage\":\"down\"",
                        new JobChanged(new JobKey(99), new ElementInstanceKey(13), "t", 2, "down")),
                Arguments.of(
                        "\"valueType\":\"VARIABLE\",\"intent\":\"CREATED\",\"processInstanceKey\":12,\"scopeKey\":12,"
                                + "\"name\":\"orderId\",\"value\":\"\\\"ORD-1\\\"\"",
                        new VariableSet(99, INSTANCE, 12, "orderId", Optional.of("\"ORD-1\""))),
                Arguments.of(
                        "\"valueType\":\"TIMER\",\"intent\":\"CREATED\",\"processInstanceKey\":12,"
                                + "\"elementId\":\"late\",\"dueDate\":2000",
                        new TimerSet(99, INSTANCE, "late", Instant.ofEpochSecond(2))),
                Arguments.of("\"valueType\":\"TIMER\",\"intent\":\"TRIGGERED\"", new TimerGone(99)));
    }

    @ParameterizedTest
    @MethodSource("eachRecordAndItsEvent")
    void eachRecordIsUnderstood(String fields, EngineEvent event) {
        RecordBatch batch = read("{\"position\":7,\"timestamp\":1000,\"key\":99," + fields + "}");

        assertThat(batch.records()).containsExactly(new EngineRecord(7, Instant.ofEpochSecond(1), event));
        assertThat(batch.lastPosition()).isEqualTo(9);
    }

    @Test
    void aRecordOfANewerExporterIsPassedOver() {
        assertThat(
                        read("{\"position\":7,\"timestamp\":1000,\"key\":99,\"valueType\":\"USER_TASK\",\"intent\":\"CREATED\","
                                        + "\"assignee\":\"x\"}")
                                .records())
                .isEmpty();
    }

    @Test
    void aBadRecordIsRefusedWithItsPositionAndTheFieldThatIsMissing() {
        assertThatThrownBy(() -> read(
                        "{\"position\":7,\"timestamp\":1000,\"key\":99,\"valueType\":\"JOB\",\"intent\":\"CREATED\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Record at position 7: elementInstanceKey is missing");
        assertThatThrownBy(() -> read(
                        "{\"position\":7,\"timestamp\":1000,\"key\":99,\"valueType\":\"UNREADABLE\",\"intent\":\"JOB\","
                                + "\"errorMessage\":\"NullPointerException\"}"))
                .hasMessageContaining("NullPointerException");
        assertThatThrownBy(
                        () -> read(
                                "{\"position\":10,\"timestamp\":1000,\"key\":99,\"valueType\":\"TIMER\",\"intent\":\"CANCELED\"}"))
                .hasMessageContaining("out of order");
        assertThatThrownBy(() -> JSON.fromJson("{}", ExportedBatch.class).toCommand())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onlyTheRightSecretOpensAndAnEmptyOneNever() {
        assertThat(ExporterResource.isOurs("right", "right")).isTrue();
        assertThat(ExporterResource.isOurs("wrong", "right")).isFalse();
        assertThat(ExporterResource.isOurs(null, "right")).isFalse();
        assertThat(ExporterResource.isOurs("", "")).isFalse();
    }

    private static RecordBatch read(String entry) {
        return JSON.fromJson(
                        "{\"partitionId\":1,\"firstPosition\":7,\"lastPosition\":9,\"records\":[" + entry + "]}",
                        ExportedBatch.class)
                .toCommand();
    }
}
