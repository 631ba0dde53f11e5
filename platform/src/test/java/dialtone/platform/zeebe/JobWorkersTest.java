package dialtone.platform.zeebe;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.bpmn.Priority;
import dialtone.bpmn.Variable;
import dialtone.platform.job.Admission;
import dialtone.platform.job.Job;
import dialtone.platform.job.JobHandler;
import dialtone.platform.job.JobOutcome;
import dialtone.process.JobKey;
import dialtone.process.ProcessInstanceKey;
import dialtone.process.WaitingJob;
import io.camunda.zeebe.client.ZeebeClient;
import io.camunda.zeebe.client.api.ZeebeFuture;
import io.camunda.zeebe.client.api.response.ProcessInstanceResult;
import io.camunda.zeebe.model.bpmn.Bpmn;
import io.camunda.zeebe.process.test.api.ZeebeTestEngine;
import io.camunda.zeebe.process.test.engine.EngineFactory;
import io.camunda.zeebe.protocol.record.Record;
import io.camunda.zeebe.protocol.record.intent.JobIntent;
import io.camunda.zeebe.protocol.record.value.JobRecordValue;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs of the engine in memory, taken as far as they may be. */
class JobWorkersTest {

    private static final String TYPE = "fulfilment.activate-sim";
    private static final int RETRIES = 6;
    private static final int JOBS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** As many times asked how much room there is, two seconds have passed. */
    private static final int A_WHILE = 10;

    private final Door door = new Door();
    private final BlockingQueue<Integer> retriesSeen = new LinkedBlockingQueue<>();
    private final ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(8);
    private final ScheduledThreadPoolExecutor urgentThreads = new ScheduledThreadPoolExecutor(1);
    private final BusyBroker busy = new BusyBroker();

    private ZeebeTestEngine engine;
    private ZeebeClient client;
    private JobWorkers workers;

    /** Says what may be taken, as the test has it. */
    private static final class Door implements Admission {
        private volatile int room = UNLIMITED;
        private volatile boolean open = true;
        private volatile CountDownLatch looks = new CountDownLatch(0);
        private final CountDownLatch emptied = new CountDownLatch(1);

        @Override
        public void came(int jobs, boolean nothingWaits) {
            if (nothingWaits) {
                emptied.countDown();
            }
        }

        @Override
        public int room() {
            looks.countDown();
            return room;
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        void close() {
            open = false;
            room = 0;
        }

        void openUp() {
            open = true;
            room = UNLIMITED;
        }

        void letAWhilePass() throws InterruptedException {
            looks = new CountDownLatch(A_WHILE);
            assertThat(looks.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                    .as("it is looked again and again")
                    .isTrue();
        }
    }

    /** Takes no completion so many times, as a broker does that has too much to do; and may hold who asks for jobs, as one that has none. */
    private static final class BusyBroker implements ClientInterceptor {
        private final AtomicInteger refusals = new AtomicInteger();
        private volatile boolean holding;

        @Override
        public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
            if (holding && method.getFullMethodName().endsWith("/ActivateJobs")) {
                return new HeldCall<>();
            }
            boolean completes = method.getFullMethodName().endsWith("/CompleteJob");
            return completes && refusals.getAndDecrement() > 0 ? new RefusedCall<>() : next.newCall(method, options);
        }
    }

    private static final class RefusedCall<Q, A> extends HeldCall<Q, A> {
        @Override
        public void start(Listener<A> listener, Metadata headers) {
            listener.onClose(Status.RESOURCE_EXHAUSTED, new Metadata());
        }
    }

    private static class HeldCall<Q, A> extends ClientCall<Q, A> {
        @Override
        public void start(Listener<A> listener, Metadata headers) {}

        @Override
        public void request(int messages) {}

        @Override
        public void cancel(@Nullable String message, @Nullable Throwable cause) {}

        @Override
        public void halfClose() {}

        @Override
        public void sendMessage(Q message) {}
    }

    @BeforeEach
    void start() throws Exception {
        engine = EngineFactory.create();
        engine.start();
        client = ZeebeClient.newClientBuilder()
                .grpcAddress(URI.create("http://" + engine.getGatewayAddress()))
                .usePlaintext()
                .defaultRequestTimeout(PATIENCE)
                .jobWorkerExecutor(threads, false)
                .withInterceptors(busy)
                .build();
        client.newDeployResourceCommand()
                .addProcessModel(
                        Bpmn.createExecutableProcess("p")
                                .startEvent()
                                .serviceTask(
                                        "task",
                                        task -> task.zeebeJobTypeExpression(
                                                        "\"" + TYPE + "\" + (if queue = null then \"\" else queue)")
                                                .zeebeJobRetries(Integer.toString(RETRIES)))
                                .endEvent()
                                .done(),
                        "p.bpmn")
                .send()
                .join();
        workers = new JobWorkers(new ZeebeGateway(client, threads, urgentThreads), Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        workers.stop();
        client.close();
        threads.shutdownNow();
        urgentThreads.shutdownNow();
        engine.stop();
    }

    @Test
    void whileWhatAJobNeedsIsNotOpenItStaysWithTheBrokerAndComesAsItWasAfterwards() throws Exception {
        door.close();
        work(job -> JobOutcome.completed());
        begin(3);
        door.letAWhilePass();
        assertThat(retriesSeen).isEmpty();

        door.openUp();
        assertThat(seen()).isEqualTo(RETRIES);
        assertThat(seen()).isEqualTo(RETRIES);
        assertThat(seen()).isEqualTo(RETRIES);
        awaitNoJobs();
    }

    @Test
    void aStreamEndsWhenTheDoorClosesAndNoJobIsTakenUntilItOpens() throws Exception {
        work(job -> JobOutcome.completed());
        begin(1);
        assertThat(seen()).isEqualTo(RETRIES);
        door.close();
        door.letAWhilePass();
        begin(2);
        door.letAWhilePass();
        assertThat(retriesSeen).isEmpty();
        door.openUp();
        assertThat(seen()).isEqualTo(RETRIES);
        assertThat(seen()).isEqualTo(RETRIES);
    }

    @Test
    void anAttemptThatFailedBeforeTheDoorClosedIsNotCountedWhenItIsClosedBeforeTheJobIsBack() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        work(job -> {
            if (attempts.incrementAndGet() == 1) {
                door.close();
                door.open = true; // found to be away only while the attempt's back-off runs
                CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS, threads)
                        .execute(() -> door.open = false);
                return new JobOutcome.Outage("ConnectException: refused");
            }
            return JobOutcome.completed();
        });
        begin(1);
        assertThat(seen()).isEqualTo(RETRIES);
        door.letAWhilePass();
        assertThat(retriesSeen).isEmpty();
        door.openUp();
        assertThat(seen()).isEqualTo(RETRIES);
    }

    @Test
    void anAttemptThatFailsWhileTheDoorIsClosedIsNotCountedEither() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        work(job -> {
            if (attempts.incrementAndGet() == 1) {
                door.close();
                return new JobOutcome.Outage("ConnectException: refused");
            }
            return JobOutcome.completed();
        });
        begin(1);
        assertThat(seen()).isEqualTo(RETRIES);
        door.letAWhilePass();
        door.openUp();
        assertThat(seen()).isEqualTo(RETRIES);
    }

    @Test
    void anAttemptThatFailsWhileAllServeIsCounted() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        work(job -> attempts.incrementAndGet() == 1
                ? new JobOutcome.Outage("ConnectException: refused")
                : JobOutcome.completed());
        begin(1);
        assertThat(seen()).isEqualTo(RETRIES);
        assertThat(seen()).isEqualTo(RETRIES - 1);
    }

    @Test
    void aJobThatHasToWaitGoesBackAsItCameAndComesAgain() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        work(job -> attempts.incrementAndGet() < 3 ? new JobOutcome.Deferred("enough to do") : JobOutcome.completed());
        begin(1);
        assertThat(seen()).isEqualTo(RETRIES);
        assertThat(seen()).isEqualTo(RETRIES);
        assertThat(seen()).isEqualTo(RETRIES);
        awaitNoJobs();
    }

    /** An answer that was given up would have the job come again when its time is over, and be worked twice. */
    @Test
    void aCompletionThatTheBrokerIsTooBusyForIsSentAgainAndTheJobIsWorkedOnce() throws Exception {
        busy.refusals.set(3);
        work(job -> JobOutcome.completed());
        client.newCreateInstanceCommand()
                .bpmnProcessId("p")
                .latestVersion()
                .withResult()
                .requestTimeout(PATIENCE)
                .send()
                .join();
        assertThat(busy.refusals.get()).isNegative();
        assertThat(retriesSeen).containsExactly(RETRIES);
    }

    @Test
    void whereThereIsLittleRoomJobsAreTakenAFewAtATimeUntilAllAreDone() throws Exception {
        CountDownLatch letGo = new CountDownLatch(1);
        door.room = 0;
        work(job -> {
            if (letGo.getCount() > 0) {
                door.room = 0;
            }
            letGo.await();
            return JobOutcome.completed();
        });
        begin(JOBS);
        door.room = 2;
        assertThat(seen()).isEqualTo(RETRIES);
        door.letAWhilePass();
        // two, and two more when it was looked again just before the first of them began
        assertThat(retriesSeen).hasSizeLessThanOrEqualTo(3);
        letGo.countDown();
        door.room = 2;
        for (int job = 1; job < JOBS; job++) {
            assertThat(seen()).isEqualTo(RETRIES);
        }
        awaitNoJobs();
    }

    @Test
    void aJobThatNeedsNobodyOfWhomItsTypeWaitsIsWorkedWhereItIs() throws Exception {
        door.close();
        work(job -> JobOutcome.completed("done", job.text("stepId")));
        assertThat(workers.closedTypes()).containsExactly(TYPE);
        ZeebeFuture<ProcessInstanceResult> ended = client.newCreateInstanceCommand()
                .bpmnProcessId("p")
                .latestVersion()
                .withResult()
                .requestTimeout(PATIENCE)
                .send();
        assertThat(workers.workWaiting(created(), Map.of("stepId", "ORD-1-S1"))).isTrue();
        assertThat(ended.join().getVariablesAsMap()).containsEntry("done", "ORD-1-S1");
        assertThat(retriesSeen).containsExactly(RETRIES);
    }

    @Test
    void aJobThatTurnsOutToNeedSomebodyStaysWithTheBrokerAsItIs() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        door.close();
        work(job -> attempts.incrementAndGet() == 1 ? new JobOutcome.Deferred("hlr is away") : JobOutcome.completed());
        begin(1);
        assertThat(workers.workWaiting(created(), Map.of())).isFalse();
        assertThat(seen()).isEqualTo(RETRIES);
        door.openUp();
        assertThat(seen()).isEqualTo(RETRIES);
        awaitNoJobs();
        assertThat(workers.closedTypes()).isEmpty();
    }

    @Test
    void aQuestionThatTheBrokerHoldsSinceAllCouldBeTakenSaysThatNothingWaits() throws Exception {
        busy.holding = true;
        work(job -> JobOutcome.completed());
        door.letAWhilePass();
        assertThat(door.emptied.getCount())
                .as("while nobody counts it is told nothing")
                .isEqualTo(1);
        door.room = 1;
        assertThat(door.emptied.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                .as("it is told before the question has ended")
                .isTrue();
    }

    @Test
    void aJobOfATypeThatIsTakenIsNotWorkedWhereItIs() {
        work(job -> JobOutcome.completed());
        WaitingJob waiting = new WaitingJob(new JobKey(4711), TYPE, new ProcessInstanceKey(4712), "task", RETRIES);
        assertThat(workers.workWaiting(waiting, Map.of("stepId", "ORD-1-S1"))).isFalse();
        assertThat(retriesSeen).isEmpty();
    }

    /** The job that the engine has, and has handed to nobody. */
    private WaitingJob created() throws Exception {
        engine.waitForIdleState(PATIENCE);
        Record<?> job = StreamSupport.stream(
                        engine.getRecordStreamSource().getRecords().spliterator(), false)
                .filter(record -> record.getIntent() == JobIntent.CREATED)
                .findFirst()
                .orElseThrow();
        long instance = ((JobRecordValue) job.getValue()).getProcessInstanceKey();
        return new WaitingJob(new JobKey(job.getKey()), TYPE, new ProcessInstanceKey(instance), "task", RETRIES);
    }

    @Test
    void anUrgentJobWaitsForNoThreadThatOthersHold() throws Exception {
        CountDownLatch held = new CountDownLatch(threads.getCorePoolSize());
        CountDownLatch urgent = new CountDownLatch(1);
        workers.open(TYPE, job -> {
            if (job.priority() == Priority.URGENT) {
                assertThat(job.type()).isEqualTo(TYPE);
                urgent.countDown();
            } else {
                held.countDown();
                urgent.await();
            }
            return JobOutcome.completed();
        });
        begin(threads.getCorePoolSize() + 1);
        assertThat(held.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
        client.newCreateInstanceCommand()
                .bpmnProcessId("p")
                .latestVersion()
                .variables(Map.of(Variable.QUEUE, Priority.URGENT.queue()))
                .send()
                .join();
        assertThat(urgent.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
        awaitNoJobs();
    }

    private void work(JobHandler handler) {
        workers.open(
                TYPE,
                (Job job) -> {
                    retriesSeen.add(job.retries());
                    return handler.handle(job);
                },
                priority -> priority == Priority.USUAL ? door : Admission.ALWAYS);
    }

    private void begin(int instances) {
        for (int i = 0; i < instances; i++) {
            client.newCreateInstanceCommand()
                    .bpmnProcessId("p")
                    .latestVersion()
                    .send()
                    .join();
        }
    }

    /** Retries of the next job that is worked. */
    private int seen() throws InterruptedException {
        Integer retries = retriesSeen.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(retries).as("a job comes").isNotNull();
        return retries;
    }

    /** All that were begun are answered: nobody else is given one. */
    private void awaitNoJobs() throws Exception {
        engine.waitForIdleState(PATIENCE);
        assertThat(client.newActivateJobsCommand()
                        .jobType(TYPE)
                        .maxJobsToActivate(10)
                        .requestTimeout(Duration.ofSeconds(1))
                        .send()
                        .join()
                        .getJobs())
                .isEmpty();
    }
}
