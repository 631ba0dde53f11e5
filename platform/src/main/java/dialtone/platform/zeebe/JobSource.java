package dialtone.platform.zeebe;

import dialtone.platform.job.Admission;
import io.camunda.zeebe.client.ZeebeClient;
import io.camunda.zeebe.client.api.ZeebeFuture;
import io.camunda.zeebe.client.api.response.ActivateJobsResponse;
import io.camunda.zeebe.client.api.response.ActivatedJob;
import io.camunda.zeebe.client.api.response.StreamJobsResponse;
import io.camunda.zeebe.client.api.worker.JobHandler;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Where the jobs of one queue come from: those of a type and a priority. As many as there are may be taken: the broker streams them, which is the fastest way, and is
 * asked besides for those that it could not stream. Only few may: it is asked for so many, again and again, and hands out those that
 * have waited longest. None may: it is asked nothing, and the jobs stay with it, their retries untouched.
 *
 * <p>A job that nobody had time for within its own time is let go, for by then the broker gives it out again. That takes nothing from
 * the room for others, as it does with the client's own worker of 8.5.8: that one counts a job which it lets go as still under way,
 * after some of them asks no more, and what the broker cannot stream then waits for ever.
 */
final class JobSource {

    private static final Logger LOG = Logger.getLogger(JobSource.class);

    /** Streamed ones per queue, and as many that were asked for; what is beyond the handlers' threads waits for them. */
    static final int MAX_JOBS_ACTIVE = 32;

    /** With so few of the asked ones left, it is asked for more. */
    private static final int FEW = MAX_JOBS_ACTIVE / 3;

    /** The broker answers at once, also that it has no job: others wait for the answer. */
    private static final Duration ASK_AT_ONCE = Duration.ofMillis(-1);

    /** The broker holds a question so long when it has no job; what may be taken has hardly changed by then. */
    private static final Duration ASK = Duration.ofMillis(500);

    /**
     * Beside a stream little is left to ask for. A gateway that holds a question looks for jobs by itself after 10 s; what may be
     * taken meanwhile may become less, and what comes then goes back.
     */
    private static final Duration ASK_BESIDE_STREAM = Duration.ofSeconds(15);

    /** The broker answers sooner when it has jobs: what it has not answered by then it holds, for nothing waits. */
    private static final Duration HELD = Duration.ofSeconds(1);

    /** A stream is opened anew so often, whatever became of it. */
    private static final Duration STREAM_LIFE = Duration.ofHours(1);

    /** What the broker did not take is tried again after so long. */
    private static final Duration REST = Duration.ofSeconds(1);

    private static final String WORKER = "dialtone";

    private final ZeebeClient client;
    private final Executor threads;
    private final String jobType;
    private final Admission admission;
    private final JobHandler handler;
    private final Duration jobTime;
    private final Clock clock;
    private final Semaphore roomForStreamed = new Semaphore(MAX_JOBS_ACTIVE);

    private @Nullable ZeebeFuture<StreamJobsResponse> stream;
    private long streamRestsUntil = System.nanoTime();
    private boolean asking;
    private boolean askedBesideStream;
    private long askedAt;
    private long askRestsUntil = System.nanoTime();
    private int askedInHand;
    private boolean emptied;
    private boolean closed;

    /**
     * @param jobTime how long a job is ours
     * @param handler throws nothing
     */
    JobSource(
            ZeebeClient client,
            Executor threads,
            String jobType,
            Admission admission,
            Duration jobTime,
            Clock clock,
            JobHandler handler) {
        this.client = client;
        this.threads = threads;
        this.jobType = jobType;
        this.admission = admission;
        this.jobTime = jobTime;
        this.clock = clock;
        this.handler = handler;
    }

    /** Takes what may be taken now. To be called again and again, and when less may be taken than before. */
    synchronized void look() {
        if (closed) {
            return;
        }
        int room = admission.room();
        if (room == Admission.UNLIMITED) {
            openStream();
            ask(MAX_JOBS_ACTIVE - askedInHand, ASK_BESIDE_STREAM);
        } else {
            endStream();
            emptied &= room > 0;
            ask(Math.min(room, MAX_JOBS_ACTIVE - askedInHand), emptied ? ASK : ASK_AT_ONCE);
            if (room > 0 && isHeldSinceTheStream()) {
                emptied = true;
                admission.came(0, true);
            }
        }
    }

    private void openStream() {
        if (stream != null || System.nanoTime() < streamRestsUntil) {
            return;
        }
        ZeebeFuture<StreamJobsResponse> opened = client.newStreamJobsCommand()
                .jobType(jobType)
                .consumer(this::streamed)
                .timeout(jobTime)
                .workerName(WORKER)
                .requestTimeout(STREAM_LIFE)
                .send();
        stream = opened;
        LOG.debugf("Jobs of type %s are streamed", jobType);
        opened.whenComplete((StreamJobsResponse ended, @Nullable Throwable failure) -> streamEnded(opened, failure));
    }

    private synchronized void streamEnded(ZeebeFuture<StreamJobsResponse> ended, @Nullable Throwable failure) {
        if (ended.equals(stream)) {
            stream = null;
            streamRestsUntil = System.nanoTime() + REST.toNanos();
            LOG.debugf(failure, "The stream of jobs of type %s has ended", jobType);
        }
    }

    /** Holds the stream up while there is no room; what the broker cannot stream meanwhile, it keeps for who asks. */
    private void streamed(ActivatedJob job) {
        long left = left(job);
        long until = System.nanoTime() + left;
        try {
            if (roomForStreamed.tryAcquire(left, TimeUnit.NANOSECONDS)) {
                work(job, until, roomForStreamed::release);
            } else {
                letGo(job);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask(int jobs, Duration patience) {
        if (jobs <= 0 || asking || System.nanoTime() < askRestsUntil) {
            return;
        }
        asking = true;
        askedBesideStream = patience.equals(ASK_BESIDE_STREAM);
        askedAt = System.nanoTime();
        try {
            send(jobs, patience);
        } catch (RuntimeException notAsked) {
            asking = false;
            throw notAsked;
        }
    }

    /** Others need not wait for the end of a question that was asked when all could be taken. */
    private boolean isHeldSinceTheStream() {
        return asking && askedBesideStream && System.nanoTime() - askedAt >= HELD.toNanos();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // told in the answer, whatever it is
    private void send(int jobs, Duration patience) {
        client.newActivateJobsCommand()
                .jobType(jobType)
                .maxJobsToActivate(jobs)
                .timeout(jobTime)
                .workerName(WORKER)
                .requestTimeout(patience)
                .send()
                .whenComplete((@Nullable ActivateJobsResponse answer, @Nullable Throwable failure) -> {
                    if (failure != null) {
                        LOG.debugf(failure, "The broker gives no jobs of type %s", jobType);
                    }
                    asked(jobs, answer == null ? List.of() : answer.getJobs(), failure != null);
                });
    }

    private void asked(int wanted, List<ActivatedJob> jobs, boolean failed) {
        synchronized (this) {
            asking = false;
            askedInHand += jobs.size();
            emptied = !failed && jobs.size() < wanted;
            admission.came(jobs.size(), emptied);
            if (failed) {
                askRestsUntil = System.nanoTime() + REST.toNanos();
            }
        }
        jobs.forEach(job -> work(job, System.nanoTime() + left(job), this::askedDone));
    }

    /** Nanoseconds that a job is ours yet: it may have waited on its way here. A broker whose clock is ahead gives it no longer. */
    private long left(ActivatedJob job) {
        return TimeUnit.MILLISECONDS.toNanos(Math.clamp(job.getDeadline() - clock.millis(), 0, jobTime.toMillis()));
    }

    private void askedDone() {
        boolean few;
        synchronized (this) {
            askedInHand--;
            admission.done();
            few = askedInHand == FEW;
        }
        if (few) {
            look();
        }
    }

    /** @param done is called in any case, once */
    private void work(ActivatedJob job, long until, Runnable done) {
        try {
            threads.execute(() -> {
                try {
                    if (System.nanoTime() < until) {
                        handler.handle(client, job);
                    } else {
                        letGo(job);
                    }
                } catch (Exception bug) {
                    LOG.errorf(bug, "Job %d of type %s has no answer and comes again", job.getKey(), jobType);
                } finally {
                    done.run();
                }
            });
        } catch (RejectedExecutionException stopping) {
            LOG.debugf(stopping, "Job %d of type %s comes again, this node stops", job.getKey(), jobType);
            done.run();
        }
    }

    private void letGo(ActivatedJob job) {
        LOG.warnf(
                "Job %d of type %s comes again: no thread had time for it within its %d s",
                job.getKey(), jobType, jobTime.toSeconds());
    }

    private void endStream() {
        if (stream != null) {
            ZeebeFuture<StreamJobsResponse> ended = stream;
            stream = null;
            ended.cancel(true);
            LOG.debugf("Jobs of type %s are not streamed any more", jobType);
        }
    }

    /** Takes nothing any more. */
    synchronized void close() {
        closed = true;
        endStream();
    }
}
