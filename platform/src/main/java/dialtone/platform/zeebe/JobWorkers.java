package dialtone.platform.zeebe;

import dialtone.bpmn.ProcessError;
import dialtone.bpmn.Variable;
import dialtone.platform.job.Job;
import dialtone.platform.job.JobHandler;
import dialtone.platform.job.JobOutcome;
import dialtone.platform.job.JobTime;
import dialtone.platform.settings.Settings;
import io.camunda.zeebe.client.api.command.FinalCommandStep;
import io.camunda.zeebe.client.api.response.ActivatedJob;
import io.camunda.zeebe.client.api.worker.JobClient;
import io.camunda.zeebe.client.api.worker.JobWorker;
import io.grpc.Status;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Works jobs: takes them from the broker as a stream, calls the feature's handler, and tells the broker what came of it. The
 * answer to the broker is sent without waiting and repeated while the job is still ours, for an answer that is lost runs the
 * job again.
 */
@ApplicationScoped
public class JobWorkers {

    private static final Logger LOG = Logger.getLogger(JobWorkers.class);

    /** Per job type; with the streams of all types together still well below what the handlers' threads get through. */
    private static final int MAX_JOBS_ACTIVE = 32;

    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(1);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(30);

    /** Attempts that the diagrams give a job; only the length of the back-off follows from it. */
    private static final int USUAL_ATTEMPTS = 6;

    private static final Duration ANSWER_BACK_OFF = Duration.ofMillis(50);
    private static final Duration LONGEST_ANSWER_BACK_OFF = Duration.ofSeconds(2);

    private final ZeebeGateway zeebe;
    private final Clock clock;
    private final List<JobWorker> workers = new ArrayList<>();
    private volatile boolean stopping;

    @SuppressWarnings("NullAway") // for the container's proxy only, which calls no method of it
    protected JobWorkers() {
        this.zeebe = null;
        this.clock = null;
    }

    @Inject
    public JobWorkers(ZeebeGateway zeebe, Clock clock) {
        this.zeebe = zeebe;
        this.clock = clock;
    }

    /** Starts working jobs of this type, unless this node works none ({@link Settings#workers}). */
    public synchronized void open(String jobType, JobHandler handler) {
        if (!Settings.workers()) {
            return;
        }
        workers.add(zeebe.client()
                .newWorker()
                .jobType(jobType)
                .handler((client, job) -> work(client, job, handler))
                .timeout(JobTime.limit())
                .maxJobsActive(MAX_JOBS_ACTIVE)
                .name("dialtone")
                .streamEnabled(true)
                .streamTimeout(Duration.ofHours(1))
                .pollInterval(Duration.ofMillis(500))
                .open());
        LOG.infof("Working jobs of type %s", jobType);
    }

    /** Takes no more jobs, and hands back those that come all the same; to be called before what the handlers need goes. */
    @PreDestroy
    public synchronized void stop() {
        stopping = true;
        workers.forEach(JobWorker::close);
        workers.clear();
    }

    private void work(JobClient client, ActivatedJob activated, JobHandler handler) {
        Job job = new Job(
                activated.getKey(),
                activated.getType(),
                activated.getProcessInstanceKey(),
                activated.getElementId(),
                activated.getRetries(),
                activated.getVariablesAsMap());
        Answer answer = stopping ? Answer.now(() -> handBack(client, job)) : answerOf(client, job, handler);
        long pause = Math.min(
                answer.pause().toMillis(), activated.getDeadline() - clock.millis() - JobTime.SPARE.toMillis());
        if (pause <= 0) {
            send(answer.command(), job, activated.getDeadline(), ANSWER_BACK_OFF);
        } else {
            later(pause, () -> send(answer.command(), job, activated.getDeadline(), ANSWER_BACK_OFF));
        }
    }

    private void later(long millis, Runnable action) {
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, zeebe.workerThreads())
                .execute(action);
    }

    /**
     * What the broker is told, and how long that waits.
     *
     * @param pause the back-off before a job comes again. It is kept here, with the job still ours, and not in the broker: of
     *     two hundred jobs failed with the broker's own back-off while an element was away, 8.5.8 did not hand out two again in
     *     the six minutes that were watched (ADR 6). When this node dies meanwhile, the job comes again by its timeout
     */
    private record Answer(Supplier<FinalCommandStep<?>> command, Duration pause) {
        static Answer now(Supplier<FinalCommandStep<?>> command) {
            return new Answer(command, Duration.ZERO);
        }
    }

    private Answer answerOf(JobClient client, Job job, JobHandler handler) {
        try {
            return switch (handler.handle(job)) {
                case JobOutcome.Completed(Map<String, Object> variables) ->
                    Answer.now(() -> client.newCompleteCommand(job.key()).variables(variables));
                case JobOutcome.Refused(ProcessError error, String message) ->
                    Answer.now(() -> refusal(client, job, error, message));
                case JobOutcome.Outage(String message) -> outage(client, job, message);
            };
        } catch (Exception bug) {
            if (stopping) {
                LOG.infof("Job %d of type %s is handed back, for this node stops", job.key(), job.type());
                return Answer.now(() -> handBack(client, job));
            }
            LOG.errorf(bug, "Job %d of type %s failed", job.key(), job.type());
            String words = bug.getClass().getSimpleName() + ": " + bug.getMessage();
            return failure(client, job, words);
        }
    }

    /** Another node, or this one when it is back, gets it at once; no attempt is used up. */
    private static FinalCommandStep<?> handBack(JobClient client, Job job) {
        return client.newFailCommand(job.key()).retries(job.retries()).errorMessage("Handed back by a node that stops");
    }

    private static Answer outage(JobClient client, Job job, String message) {
        LOG.warnf("Job %d of type %s: %s (%d attempts left)", job.key(), job.type(), message, job.retries() - 1);
        return job.retries() <= 1
                ? Answer.now(() -> refusal(client, job, ProcessError.RETRIES_EXHAUSTED, message))
                : failure(client, job, message);
    }

    private static FinalCommandStep<?> refusal(JobClient client, Job job, ProcessError error, String message) {
        return client.newThrowErrorCommand(job.key())
                .errorCode(error.name())
                .errorMessage(limited(message))
                .variables(Map.of(Variable.ERROR_CODE, error.name(), Variable.ERROR_MESSAGE, limited(message)));
    }

    private static Answer failure(JobClient client, Job job, String message) {
        int left = Math.max(0, job.retries() - 1);
        return new Answer(
                () -> client.newFailCommand(job.key()).retries(left).errorMessage(limited(message)),
                left == 0 ? Duration.ZERO : backOff(left));
    }

    /** 1 s, 2 s, 4 s ... up to 30 s, each with up to a quarter more, so that a thousand jobs do not come back at once. */
    static Duration backOff(int retriesLeft) {
        int failures = Math.clamp(USUAL_ATTEMPTS - retriesLeft - 1L, 0, 10);
        long millis = Math.min(FIRST_BACK_OFF.toMillis() << failures, LONGEST_BACK_OFF.toMillis());
        return Duration.ofMillis(millis + ThreadLocalRandom.current().nextLong(millis / 4 + 1));
    }

    private static String limited(String message) {
        return message.length() <= MESSAGE_LENGTH ? message : message.substring(0, MESSAGE_LENGTH);
    }

    /** An error's message becomes a process variable, and those stay small. */
    private static final int MESSAGE_LENGTH = 500;

    private void send(Supplier<FinalCommandStep<?>> answer, Job job, long deadline, Duration backOff) {
        answer.get().send().whenComplete((done, failure) -> {
            if (failure != null) {
                sendAgain(answer, job, deadline, backOff, failure);
            }
        });
    }

    private void sendAgain(
            Supplier<FinalCommandStep<?>> answer, Job job, long deadline, Duration backOff, Throwable failure) {
        Status.Code status = ZeebeGateway.statusOf(failure);
        if (status == Status.Code.NOT_FOUND) {
            return; // the job is answered already, or its instance is gone
        }
        boolean passing = status == Status.Code.RESOURCE_EXHAUSTED
                || status == Status.Code.UNAVAILABLE
                || status == Status.Code.DEADLINE_EXCEEDED;
        if (!passing || clock.millis() + backOff.toMillis() > deadline) {
            LOG.warnf(
                    "Job %d of type %s comes again, its answer did not reach the broker: %s",
                    job.key(), job.type(), failure.getMessage());
            return;
        }
        long jitter = ThreadLocalRandom.current().nextLong(backOff.toMillis() + 1);
        Duration next = backOff.multipliedBy(2).compareTo(LONGEST_ANSWER_BACK_OFF) > 0
                ? LONGEST_ANSWER_BACK_OFF
                : backOff.multipliedBy(2);
        later(backOff.toMillis() + jitter, () -> send(answer, job, deadline, next));
    }
}
