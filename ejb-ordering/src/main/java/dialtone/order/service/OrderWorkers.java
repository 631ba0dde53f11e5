package dialtone.order.service;

import dialtone.base.Rejection;
import dialtone.bpmn.JobType;
import dialtone.bpmn.ProcessError;
import dialtone.bpmn.Variable;
import dialtone.order.OrderId;
import dialtone.order.PlanStep;
import dialtone.order.Serving;
import dialtone.platform.job.Job;
import dialtone.platform.job.JobHandler;
import dialtone.platform.job.JobOutcome;
import dialtone.platform.zeebe.JobWorkers;
import dialtone.pool.service.PoolContention;
import jakarta.ejb.EJBException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The jobs of {@code order.*}, {@code pool.*} and {@code inventory.*}: each is one transaction of a service. */
final class OrderWorkers {

    /** What the network could not say of itself. */
    private static final String NO_WORDS = "";

    private final OrderProgress progress;
    private final FalloutTasks fallout;
    private final ServedOrders served;

    OrderWorkers(OrderProgress progress, FalloutTasks fallout, ServedOrders served) {
        this.progress = progress;
        this.fallout = fallout;
        this.served = served;
    }

    void openAll(JobWorkers workers) {
        handlers().forEach((type, handler) -> workers.open(type.type(), handler));
    }

    Map<JobType, JobHandler> handlers() {
        return Map.of(
                JobType.ORDER_VALIDATE,
                this::validate,
                JobType.ORDER_REJECT,
                whileServed(job -> done(() -> progress.reject(order(job)))),
                JobType.POOL_RESERVE,
                this::reserve,
                JobType.ORDER_RELEASE_STEPS,
                whileServed(this::releaseSteps),
                JobType.ORDER_OPEN_FALLOUT,
                whileServed(this::openFallout),
                JobType.INVENTORY_INSTALL,
                whileServed(job -> done(() -> progress.install(order(job)))),
                JobType.ORDER_COMPLETE,
                whileServed(job -> done(() -> progress.complete(order(job)))),
                JobType.ORDER_CLOSE,
                whileServed(job -> done(() -> progress.close(order(job)))));
    }

    /** What a job does with its order. */
    private interface Work {
        JobOutcome with(Job job);
    }

    /** For jobs that change an order: those of an instance that does not serve it any more change nothing. */
    private JobHandler whileServed(Work work) {
        return job -> served.whileServed(order(job), job.instanceKey(), () -> work.with(job));
    }

    JobOutcome validate(Job job) {
        Serving.Asking asking = new Serving.Asking(job.instanceKey(), job.deadline());
        OrderProgress.Validated validated = progress.validate(order(job), asking);
        return new JobOutcome.Completed(
                Map.of(Variable.ORDER_ACTIVE, validated.goesOn(), Variable.CHECKS_NEEDED, validated.checksNeeded()));
    }

    JobOutcome reserve(Job job) {
        try {
            return served.whileServed(
                    order(job),
                    job.instanceKey(),
                    () -> progress.reserve(order(job)).fold(reserved -> JobOutcome.completed(), OrderWorkers::refused));
        } catch (PoolContention contention) {
            return crowded();
        } catch (EJBException failure) {
            if (isContention(failure)) {
                return crowded();
            }
            throw failure;
        }
    }

    /** The container wraps it once for each bean that it comes out of. */
    private static boolean isContention(Throwable failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof PoolContention) {
                return true;
            }
        }
        return false;
    }

    private static JobOutcome crowded() {
        return new JobOutcome.Outage("Others took every free resource that was found.");
    }

    private static JobOutcome refused(List<Rejection> reasons) {
        return new JobOutcome.Refused(
                ProcessError.valueOf(reasons.getFirst().code()),
                reasons.stream().map(Rejection::message).collect(Collectors.joining(" ")));
    }

    JobOutcome releaseSteps(Job job) {
        OrderProgress.Due due = progress.releaseSteps(order(job));
        return new JobOutcome.Completed(Map.of(
                Variable.STEPS,
                due.steps().stream().map(OrderWorkers::variables).toList(),
                Variable.DELIVERING,
                due.delivering()));
    }

    private static Map<String, String> variables(PlanStep step) {
        return Map.of(Variable.STEP_ID, step.id(), Variable.JOB_TYPE, step.jobType());
    }

    JobOutcome openFallout(Job job) {
        String stepId = job.textOr(Variable.STEP_ID, NO_WORDS);
        FalloutTasks.Cause cause = new FalloutTasks.Cause(
                order(job),
                stepId.isEmpty() ? Optional.empty() : Optional.of(stepId),
                job.textOr(Variable.ERROR_CODE, ProcessError.RETRIES_EXHAUSTED.name()),
                job.textOr(Variable.ERROR_MESSAGE, NO_WORDS));
        return JobOutcome.completed(
                Variable.FALLOUT_TASK_ID, fallout.open(cause, job.instanceKey()).id());
    }

    private static JobOutcome done(Runnable work) {
        work.run();
        return JobOutcome.completed();
    }

    private static OrderId order(Job job) {
        return new OrderId(job.text(Variable.ORDER_ID));
    }
}
