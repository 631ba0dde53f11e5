package dialtone.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camunda.zeebe.exporter.test.ExporterTestConfiguration;
import io.camunda.zeebe.exporter.test.ExporterTestContext;
import io.camunda.zeebe.exporter.test.ExporterTestController;
import io.camunda.zeebe.protocol.record.ImmutableRecord;
import io.camunda.zeebe.protocol.record.Record;
import io.camunda.zeebe.protocol.record.RecordType;
import io.camunda.zeebe.protocol.record.RecordValue;
import io.camunda.zeebe.protocol.record.ValueType;
import io.camunda.zeebe.protocol.record.intent.JobIntent;
import io.camunda.zeebe.protocol.record.intent.ProcessInstanceIntent;
import io.camunda.zeebe.protocol.record.intent.VariableIntent;
import io.camunda.zeebe.protocol.record.value.BpmnElementType;
import io.camunda.zeebe.protocol.record.value.ImmutableJobRecordValue;
import io.camunda.zeebe.protocol.record.value.ImmutableProcessInstanceRecordValue;
import io.camunda.zeebe.protocol.record.value.ImmutableVariableRecordValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProcessExporterTest {
    private static final Duration FLUSH = Duration.ofMillis(20);
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final ExporterTestController broker = new ExporterTestController();
    private ReceivingServer server;
    private ProcessExporter exporter;

    @BeforeEach
    void start() throws IOException {
        server = new ReceivingServer(0);
        exporter = open(ReceivingServer.SECRET);
    }

    @AfterEach
    void stop() {
        exporter.close();
        server.close();
    }

    @Test
    void sendsRecordsInBatchesInTheOrderOfTheLogAndAcknowledgesWhatIsCommitted() {
        LongStream.rangeClosed(1, 95).forEach(position -> exporter.export(variable(position, "\"v\"")));

        waitUntil(() -> broker.getPosition() == 95);
        assertThat(server.taken).containsExactlyElementsOf(range(1, 95));
        assertThat(server.batchSizes).allMatch(size -> size <= 10);
    }

    @Test
    void acknowledgesNothingThatTheServerHasNotCommitted() {
        server.failWith = 503;
        exporter.export(variable(1, "\"v\""));

        waitUntil(() -> server.answers.size() >= 2);
        assertThat(broker.getPosition()).isEqualTo(-1);

        server.failWith = 0;
        waitUntil(() -> broker.getPosition() == 1);
        assertThat(server.taken).containsExactly(1L);
    }

    @Test
    void acknowledgesRecordsThatOperationsHaveNoUseForWithoutSendingThem() {
        exporter.export(variable(1, "\"v\""));
        exporter.export(job(2, JobIntent.COMPLETED));
        waitUntil(() -> broker.getPosition() == 2);
        exporter.export(job(3, JobIntent.COMPLETED));
        waitUntil(() -> broker.getPosition() == 3);

        assertThat(server.taken).containsExactly(1L);
    }

    @Test
    void goesOnAfterTheServerWasDown() throws IOException {
        int port = server.port();
        exporter.export(variable(1, "\"v\""));
        waitUntil(() -> broker.getPosition() == 1);
        server.close();
        LongStream.rangeClosed(2, 30).forEach(position -> exporter.export(variable(position, "\"v\"")));

        server = new ReceivingServer(port);

        waitUntil(() -> broker.getPosition() == 30);
        assertThat(server.taken).containsExactlyElementsOf(range(2, 30));
    }

    @Test
    void goesOnAfterTheBrokerWasRestartedThoughItRepeatsRecords() {
        LongStream.rangeClosed(1, 20).forEach(position -> exporter.export(variable(position, "\"v\"")));
        waitUntil(() -> server.taken.size() == 20);
        exporter.close();

        exporter = open(ReceivingServer.SECRET);
        LongStream.rangeClosed(11, 30).forEach(position -> exporter.export(variable(position, "\"v\"")));

        waitUntil(() -> broker.getPosition() == 30);
        assertThat(server.taken).containsExactlyElementsOf(range(1, 30));
    }

    @Test
    void skipsAndReportsTheOneBadRecordAndSendsAllOthers() {
        LongStream.rangeClosed(1, 40)
                .forEach(position -> exporter.export(variable(position, position == 17 ? "\"poison\"" : "\"v\"")));

        waitUntil(() -> broker.getPosition() == 40);
        assertThat(server.taken).hasSize(39).doesNotContain(17L).isSorted();
        assertThat(server.rejected).singleElement().asString().contains("\"position\":17", "HTTP 422", "poison");
    }

    @Test
    void takesAServerWithoutItsDeploymentForOneThatIsNotThereYet() {
        server.failWith = 404;
        exporter.export(variable(1, "\"v\""));
        waitUntil(() -> server.answers.size() >= 2);
        server.failWith = 0;

        waitUntil(() -> broker.getPosition() == 1);
        assertThat(server.rejected).isEmpty();
    }

    @Test
    void keepsTheRecordsWhileTheSecretIsWrong() {
        exporter.close();
        exporter = open("guess");
        exporter.export(variable(1, "\"v\""));

        waitUntil(() -> server.answers.size() >= 2);
        assertThat(server.answers).containsOnly(401);
        assertThat(server.taken).isEmpty();
        assertThat(broker.getPosition()).isEqualTo(-1);
    }

    @Test
    void holdsTheBrokerBackWithoutLossWhenTheBufferIsFull() {
        server.failWith = 503;
        long refused = LongStream.rangeClosed(1, RecordBuffer.MAX_RECORDS + 100L)
                .filter(position -> !taken(variable(position, "\"v\"")))
                .findFirst()
                .orElseThrow();
        assertThat(refused).isGreaterThan(RecordBuffer.MAX_RECORDS);

        server.failWith = 0;
        waitUntil(() -> taken(variable(refused, "\"v\"")));
        waitUntil(() -> broker.getPosition() == refused);
        assertThat(server.taken).containsExactlyElementsOf(range(1, refused));
    }

    @Test
    void stripsALargeValueAndKeepsTheVariable() {
        String json = text(variable(1, "\"" + "x".repeat(2_000) + "\""));

        assertThat(json).contains("\"name\":\"orderId\"").doesNotContain("xxx");
    }

    @Test
    void writesTextAsJsonWhateverIsInIt() {
        assertThat(text(variable(1, "\"a\\b\n\u0001\ud83d\u00e9\"")))
                .contains("\"value\":\"\\\"a\\\\b\\n\\u0001\\ud83d\u00e9\\\"\"");
    }

    @Test
    void tellsWhereATokenIs() {
        Record<?> entry = entry(7, ValueType.PROCESS_INSTANCE)
                .withIntent(ProcessInstanceIntent.ELEMENT_ACTIVATING)
                .withValue(ImmutableProcessInstanceRecordValue.builder()
                        .withProcessInstanceKey(12)
                        .withElementId("activate-sim")
                        .withBpmnElementType(BpmnElementType.SERVICE_TASK)
                        .build())
                .build();

        assertThat(text(entry))
                .isEqualTo("{\"position\":7,\"timestamp\":1000,\"key\":99,\"valueType\":\"PROCESS_INSTANCE\","
                        + "\"intent\":\"ELEMENT_ACTIVATING\",\"processInstanceKey\":12,\"elementId\":\"activate-sim\","
                        + "\"elementType\":\"SERVICE_TASK\"}");
    }

    @Test
    void sendsARecordThatItCannotReadAsOneThatTheServerWillRefuse() {
        Record<?> nameless = entry(8, ValueType.VARIABLE)
                .withIntent(VariableIntent.CREATED)
                .withValue(ImmutableVariableRecordValue.builder().build())
                .build();

        assertThat(text(nameless)).contains("\"position\":8", "\"valueType\":\"UNREADABLE\"", "NullPointerException");
    }

    @Test
    void refusesToStartWithoutAddressOrSecretAndNamesTheArgument() {
        assertThatThrownBy(() -> ExporterSettings.of(Map.of("secret", "s"))).hasMessageContaining("url");
        assertThatThrownBy(() -> ExporterSettings.of(Map.of("url", "http://h"))).hasMessageContaining("secret");
        assertThatThrownBy(() -> ExporterSettings.of(Map.of("url", "http://h", "secret", "s", "batchSize", "0")))
                .hasMessageContaining("batchSize")
                .hasMessageContaining("1 to 5000");
    }

    @Test
    void readsArgumentsThatCameFromTheEnvironmentInLowerCase() {
        ExporterSettings settings =
                ExporterSettings.of(Map.of("url", "http://h", "secret", "s", "batchsize", "7", "flushmillis", 9));

        assertThat(settings.batchSize()).isEqualTo(7);
        assertThat(settings.flushInterval()).isEqualTo(Duration.ofMillis(9));
        assertThat(settings.toString()).doesNotContain("secret=").endsWith("every 9 ms");
    }

    private ProcessExporter open(String secret) {
        ProcessExporter opened = new ProcessExporter();
        Map<String, Object> arguments = Map.of(
                "url",
                "http://127.0.0.1:" + server.port() + "/",
                "secret",
                secret,
                "batchSize",
                10,
                "flushMillis",
                (int) FLUSH.toMillis());
        opened.configure(new ExporterTestContext()
                .setConfiguration(new ExporterTestConfiguration<>("process", arguments, ignored -> null)));
        broker.resetScheduledTasks();
        opened.open(broker);
        return opened;
    }

    private boolean taken(Record<?> entry) {
        try {
            exporter.export(entry);
            return true;
        } catch (RuntimeException full) {
            assertThat(full).hasMessageStartingWith("No room for position " + entry.getPosition());
            return false;
        }
    }

    private void waitUntil(BooleanSupplier condition) {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
            broker.runScheduledTasks(FLUSH);
        }
    }

    private static String text(Record<?> entry) {
        return new String(RecordJson.of(entry).orElseThrow(), StandardCharsets.UTF_8);
    }

    private static Iterable<Long> range(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    private static Record<?> variable(long position, String value) {
        return entry(position, ValueType.VARIABLE)
                .withIntent(VariableIntent.CREATED)
                .withValue(ImmutableVariableRecordValue.builder()
                        .withName("orderId")
                        .withValue(value)
                        .withScopeKey(12)
                        .withProcessInstanceKey(12)
                        .build())
                .build();
    }

    private static Record<?> job(long position, JobIntent intent) {
        return entry(position, ValueType.JOB)
                .withIntent(intent)
                .withValue(ImmutableJobRecordValue.builder()
                        .withType("fulfilment.activate-sim")
                        .build())
                .build();
    }

    private static ImmutableRecord.Builder<RecordValue> entry(long position, ValueType type) {
        return ImmutableRecord.<RecordValue>builder()
                .withPosition(position)
                .withTimestamp(1_000)
                .withKey(99)
                .withPartitionId(1)
                .withRecordType(RecordType.EVENT)
                .withValueType(type);
    }
}
