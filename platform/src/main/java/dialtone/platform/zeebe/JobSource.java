package dialtone.platform.zeebe;

import dialtone.platform.job.Admission;
import dialtone.platform.job.JobTime;
import io.camunda.zeebe.client.ZeebeClient;
import io.camunda.zeebe.client.api.response.ActivateJobsResponse;
import io.camunda.zeebe.client.api.response.ActivatedJob;
import io.camunda.zeebe.client.api.worker.JobHandler;
import io.camunda.zeebe.client.api.worker.JobWorker;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Where the jobs of one type come from. As many as there are may be taken: the broker streams them, which is the fastest way. Only
 * few may: it is asked for so many, again and again, and hands out those that have waited longest. None may: it is asked nothing, and
 * the jobs stay with it, their retries untouched.
 */
final class JobSource {

    private static final Logger LOG = Logger.getLogger(JobSource.class);

    /** Per job type; with the streams of all types together still well below what the handlers' threads get through. */
    private static final int MAX_JOBS_ACTIVE = 32;

    /** The broker holds a question so long when it has no job; what may be taken has hardly changed by then. */
    private static final Duration ASK = Duration.ofMillis(500);

    private static final String WORKER = "dialtone";

    private final ZeebeClient client;
    private final Executor threads;
    private final String jobType;
    private final Admission admission;
    private final JobHandler handler;

    private @Nullable JobWorker stream;
    private boolean asking;
    private boolean closed;

    /** @param handler throws nothing */
    JobSource(ZeebeClient client, Executor threads, String jobType, Admission admission, JobHandler handler) {
        this.client = client;
        this.threads = threads;
        this.jobType = jobType;
        this.admission = admission;
        this.handler = handler;
    }

    /** Takes what may be taken now. To be called again and again, and when less may be taken than before. */
    synchronized void look() {
        if (closed) {
            return;
        }
        int room = admission.room();
        if (room == Admission.UNLIMITED) {
            if (stream == null) {
                stream = stream();
                LOG.debugf("Jobs of type %s are streamed", jobType);
            }
            return;
        }
        endStream();
        if (room > 0 && !asking) {
            asking = true;
            try {
                ask(Math.min(room, MAX_JOBS_ACTIVE));
            } catch (RuntimeException notAsked) {
                asking = false;
                throw notAsked;
            }
        }
    }

    private JobWorker stream() {
        return client.newWorker()
                .jobType(jobType)
                .handler(handler)
                .timeout(JobTime.limit())
                .maxJobsActive(MAX_JOBS_ACTIVE)
                .name(WORKER)
                .streamEnabled(true)
                .streamTimeout(Duration.ofHours(1))
                .pollInterval(Duration.ofMillis(500))
                .open();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // told in the answer, whatever it is
    private void ask(int jobs) {
        client.newActivateJobsCommand()
                .jobType(jobType)
                .maxJobsToActivate(jobs)
                .timeout(JobTime.limit())
                .workerName(WORKER)
                .requestTimeout(ASK)
                .send()
                .whenComplete((@Nullable ActivateJobsResponse answer, @Nullable Throwable failure) -> {
                    asked();
                    if (answer != null) {
                        answer.getJobs().forEach(job -> threads.execute(() -> handle(job)));
                    } else {
                        LOG.debugf(failure, "The broker gives no jobs of type %s", jobType);
                    }
                });
    }

    private void handle(ActivatedJob job) {
        try {
            handler.handle(client, job);
        } catch (Exception bug) {
            LOG.errorf(bug, "Job %d of type %s has no answer and comes again", job.getKey(), jobType);
        }
    }

    private synchronized void asked() {
        asking = false;
    }

    private void endStream() {
        if (stream != null) {
            stream.close();
            stream = null;
            LOG.debugf("Jobs of type %s are not streamed any more", jobType);
        }
    }

    /** Takes nothing any more. */
    synchronized void close() {
        closed = true;
        endStream();
    }
}
