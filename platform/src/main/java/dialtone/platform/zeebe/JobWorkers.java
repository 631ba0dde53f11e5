package dialtone.platform.zeebe;

import dialtone.bpmn.Priority;
import dialtone.bpmn.ProcessError;
import dialtone.bpmn.Variable;
import dialtone.platform.job.Admission;
import dialtone.platform.job.Job;
import dialtone.platform.job.JobHandler;
import dialtone.platform.job.JobOutcome;
import dialtone.platform.job.JobTime;
import dialtone.platform.settings.Settings;
import dialtone.process.WaitingJob;
import io.camunda.zeebe.client.api.command.FinalCommandStep;
import io.camunda.zeebe.client.api.response.ActivatedJob;
import io.camunda.zeebe.client.api.worker.JobClient;
import io.grpc.Status;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Works jobs: takes them from the broker as far as they may be taken, calls the feature's handler, and tells the broker what came of
 * it. The answer to the broker is sent without waiting and repeated while the job is still ours, for an answer that is lost runs
 * the job again.
 *
 * <p>Zeebe 8.5 hands out the jobs of a type by their keys, the oldest first, and knows no priorities. So each priority has a queue of its own
 * for each type, urgent jobs have threads of their own, and {@link Admission} says which queue goes first.
 */
@ApplicationScoped
public class JobWorkers {

    private static final Logger LOG = Logger.getLogger(JobWorkers.class);

    /** How soon more or fewer jobs are taken when more or fewer may be. */
    private static final Duration LOOK = Duration.ofMillis(200);

    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(1);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(30);

    /** Attempts that the diagrams give a job; only the length of the back-off follows from it. */
    private static final int USUAL_ATTEMPTS = 6;

    private static final Duration ANSWER_BACK_OFF = Duration.ofMillis(50);
    private static final Duration LONGEST_ANSWER_BACK_OFF = Duration.ofSeconds(2);

    private final ZeebeGateway zeebe;
    private final Clock clock;
    private final List<JobSource> sources = new CopyOnWriteArrayList<>();

    /** By the queue that their jobs wait in. */
    private final Map<String, Work> works = new ConcurrentHashMap<>();

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
    public void open(String jobType, JobHandler handler) {
        open(jobType, handler, priority -> Admission.ALWAYS);
    }

    /**
     * Starts working jobs of this type, as many at a time as may be taken.
     *
     * @param admission of the jobs of a priority; is asked several times a second and before each job
     */
    public synchronized void open(String jobType, JobHandler handler, Function<Priority, Admission> admission) {
        if (!Settings.workers()) {
            return;
        }
        for (Priority priority : Priority.values()) {
            open(new Work(jobType, priority, handler, admission.apply(priority)));
        }
        LOG.infof("Working jobs of type %s", jobType);
    }

    private void open(Work work) {
        JobSource source = new JobSource(
                zeebe.client(),
                zeebe.threadsOf(work.priority),
                work.priority.queueOf(work.jobType),
                work.admission,
                JobTime.limit(),
                clock,
                work::work);
        work.source = source;
        works.put(work.priority.queueOf(work.jobType), work);
        source.look();
        if (sources.isEmpty()) {
            lookAgainAndAgain();
        }
        sources.add(source);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the threads
    private void lookAgainAndAgain() {
        zeebe.workerThreads()
                .scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        for (JobSource source : sources) {
            try {
                source.look();
            } catch (Throwable failure) { // an error that got out would end the looking for good
                LOG.warnf(failure, "Jobs are not taken now; it is tried again");
            }
        }
    }

    /** Types whose jobs, of whichever priority, stay with the broker now, for what they need is not to be asked. */
    public Set<String> closedTypes() {
        return works.values().stream()
                .filter(Work::isClosed)
                .map(work -> work.jobType)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Works a job that stays with the broker: one that needs nobody of whom its type waits for. The broker has handed it to nobody, and may
     * do so meanwhile; whoever works it twice finds that as with any job that comes twice. One that turns out to need somebody stays where
     * it is, and so does one of a type whose jobs are taken: it comes by itself, with all its variables.
     *
     * @return whether it was done
     */
    public boolean workWaiting(WaitingJob waiting, Map<String, Object> variables) {
        Work work = works.get(waiting.type());
        if (work == null || stopping || !work.isClosed()) {
            return false;
        }
        Job job = new Job(
                waiting.key().value(),
                work.jobType,
                work.priority,
                waiting.instance().value(),
                waiting.elementId(),
                waiting.retries(),
                clock.instant().plus(JobTime.limit()),
                variables);
        return work.workWaiting(job);
    }

    /** Takes no more jobs, and hands back those that come all the same; to be called before what the handlers need goes. */
    @PreDestroy
    public synchronized void stop() {
        stopping = true;
        sources.forEach(JobSource::close);
        sources.clear();
    }

    /** What is done with the jobs of one type and priority. */
    private final class Work {
        private final String jobType;
        private final Priority priority;
        private final JobHandler handler;
        private final Admission admission;
        private @Nullable JobSource source;

        Work(String jobType, Priority priority, JobHandler handler, Admission admission) {
            this.jobType = jobType;
            this.priority = priority;
            this.handler = handler;
            this.admission = admission;
        }

        void work(JobClient client, ActivatedJob activated) {
            Job job = new Job(
                    activated.getKey(),
                    jobType,
                    priority,
                    activated.getProcessInstanceKey(),
                    activated.getElementId(),
                    activated.getRetries(),
                    Instant.ofEpochMilli(activated.getDeadline()),
                    activated.getVariablesAsMap());
            Answer answer = answer(client, job);
            long pause = Math.min(
                    answer.pause().toMillis(), activated.getDeadline() - clock.millis() - JobTime.SPARE.toMillis());
            if (pause <= 0) {
                send(answer.command(), job, activated.getDeadline(), ANSWER_BACK_OFF);
            } else {
                later(pause, () -> send(answer.command(), job, activated.getDeadline(), ANSWER_BACK_OFF));
            }
        }

        boolean isClosed() {
            return admission.room() == 0 && !admission.isOpen();
        }

        boolean workWaiting(Job job) {
            try {
                if (handler.handle(job) instanceof JobOutcome.Completed(Map<String, Object> variables)) {
                    send(
                            () -> zeebe.client().newCompleteCommand(job.key()).variables(variables),
                            job,
                            job.deadline().toEpochMilli(),
                            ANSWER_BACK_OFF);
                    return true;
                }
            } catch (Exception bug) {
                LOG.warnf(bug, "Job %d of type %s stays with the broker", job.key(), job.type());
            }
            return false;
        }

        private Answer answer(JobClient client, Job job) {
            if (stopping) {
                return Answer.now(() -> handBack(client, job, STOPPING));
            }
            if (isClosed()) {
                return deferred(client, job, "What the job needs is not to be asked now");
            }
            try {
                return switch (handler.handle(job)) {
                    case JobOutcome.Completed(Map<String, Object> variables) ->
                        Answer.now(() -> client.newCompleteCommand(job.key()).variables(variables));
                    case JobOutcome.Refused(ProcessError error, String message) ->
                        Answer.now(() -> refusal(client, job, error, message));
                    case JobOutcome.Deferred(String message) -> deferred(client, job, message);
                    case JobOutcome.Outage(String message) -> outage(client, job, message);
                };
            } catch (Exception bug) {
                if (stopping) {
                    LOG.infof("Job %d of type %s is handed back, for this node stops", job.key(), job.type());
                    return Answer.now(() -> handBack(client, job, STOPPING));
                }
                LOG.errorf(bug, "Job %d of type %s failed", job.key(), job.type());
                String words = bug.getClass().getSimpleName() + ": " + bug.getMessage();
                return failure(client, job, words);
            }
        }

        /**
         * The source is told first: a job that is back at a broker that still streams would be here again at once. Where all may be
         * taken all the same, the job is kept for a moment.
         */
        private Answer deferred(JobClient client, Job job, String message) {
            LOG.debugf("Job %d of type %s waits: %s", job.key(), job.type(), message);
            if (source != null) {
                source.look();
            }
            return new Answer(
                    () -> handBack(client, job, message),
                    admission.room() == Admission.UNLIMITED ? FIRST_BACK_OFF : Duration.ZERO);
        }

        /**
         * Whether the attempt counts is seen at the end of its back-off: by then, an element that is out of reach for everybody has
         * been found to be.
         */
        private Answer outage(JobClient client, Job job, String message) {
            if (!admission.isOpen()) {
                return deferred(client, job, message);
            }
            LOG.warnf("Job %d of type %s: %s (%d attempts left)", job.key(), job.type(), message, job.retries() - 1);
            if (job.retries() <= 1) {
                return Answer.now(() -> refusal(client, job, ProcessError.RETRIES_EXHAUSTED, message));
            }
            int left = job.retries() - 1;
            return new Answer(
                    () -> client.newFailCommand(job.key())
                            .retries(admission.isOpen() ? left : job.retries())
                            .errorMessage(limited(message)),
                    backOff(left));
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

    private static final String STOPPING = "Handed back by a node that stops";

    /** Another node, or this one when it can, gets it; no attempt is used up. */
    private static FinalCommandStep<?> handBack(JobClient client, Job job, String message) {
        return client.newFailCommand(job.key()).retries(job.retries()).errorMessage(limited(message));
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
