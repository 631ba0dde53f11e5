package dialtone.platform.zeebe;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.platform.job.Admission;
import io.camunda.zeebe.client.ZeebeClient;
import io.camunda.zeebe.client.api.response.ActivatedJob;
import io.camunda.zeebe.client.api.worker.JobClient;
import io.camunda.zeebe.model.bpmn.Bpmn;
import io.camunda.zeebe.process.test.api.ZeebeTestEngine;
import io.camunda.zeebe.process.test.engine.EngineFactory;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs of the engine in memory, of which a node takes more than it has time for. */
class JobSourceTest {

    private static final String TYPE = "fulfilment.check-dependencies";
    private static final Duration JOB_TIME = Duration.ofMillis(300);

    /** In which half of the jobs that are taken at a time would be let go, one after the other. */
    private static final Duration STALL = JOB_TIME.multipliedBy(JobSource.MAX_JOBS_ACTIVE / 2);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** With the broker before anybody takes jobs, which gives them to who asks; and so many come afterwards and are streamed. */
    private static final int BEFORE = 2 * JobSource.MAX_JOBS_ACTIVE;

    private static final int AFTERWARDS = JobSource.MAX_JOBS_ACTIVE + 8;

    private final ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(2);
    private final ScheduledThreadPoolExecutor time = new ScheduledThreadPoolExecutor(1);
    private final CountDownLatch stalled = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final Set<Long> completed = ConcurrentHashMap.newKeySet();
    private final CountDownLatch done = new CountDownLatch(BEFORE + AFTERWARDS);

    private ZeebeTestEngine engine;
    private ZeebeClient client;

    @BeforeEach
    void start() throws Exception {
        engine = EngineFactory.create();
        engine.start();
        client = ZeebeClient.newClientBuilder()
                .grpcAddress(URI.create("http://" + engine.getGatewayAddress()))
                .usePlaintext()
                .defaultRequestTimeout(PATIENCE)
                .jobWorkerExecutor(threads, false)
                .build();
        client.newDeployResourceCommand()
                .addProcessModel(
                        Bpmn.createExecutableProcess("p")
                                .startEvent()
                                .serviceTask("task", task -> task.zeebeJobType(TYPE))
                                .endEvent()
                                .done(),
                        "p.bpmn")
                .send()
                .join();
    }

    @AfterEach
    void stop() {
        time.shutdownNow();
        client.close();
        threads.shutdownNow();
        engine.stop();
    }

    /** The client's own worker fails this: it lets go of what it asked for until it asks no more, and the rest waits for ever. */
    @Test
    @SuppressWarnings("FutureReturnValueIgnored") // they end with the test
    void whatNobodyHadTimeForComesAgainHoweverMuchAndSoDoesWhatWaitsBehindIt() throws Exception {
        JobSource source =
                new JobSource(client, threads, TYPE, Admission.ALWAYS, JOB_TIME, Clock.systemUTC(), this::work);
        begin(BEFORE);
        time.scheduleWithFixedDelay(source::look, 0, 20, TimeUnit.MILLISECONDS);
        begin(AFTERWARDS);
        stalled.await();
        time.schedule(over::countDown, STALL.toMillis(), TimeUnit.MILLISECONDS);
        over.await();
        // the engine gives jobs out again by its own clock
        time.scheduleWithFixedDelay(() -> engine.increaseTime(JOB_TIME), 0, JOB_TIME.toMillis(), TimeUnit.MILLISECONDS);

        assertThat(done.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                .as("all jobs are completed; " + done.getCount() + " are not")
                .isTrue();
        source.close();
    }

    /** All threads are held up for much longer than a job is theirs. */
    private void work(JobClient jobs, ActivatedJob job) throws InterruptedException {
        stalled.countDown();
        over.await();
        jobs.newCompleteCommand(job.getKey()).send().whenComplete((answer, failure) -> {
            if (failure == null && completed.add(job.getKey())) {
                done.countDown();
            }
        });
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
}
