package dialtone.order.service;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.bpmn.JobType;
import dialtone.bpmn.ProcessError;
import dialtone.bpmn.Variable;
import dialtone.order.OrderId;
import dialtone.order.PlanStep;
import dialtone.platform.job.Job;
import dialtone.platform.job.JobOutcome;
import dialtone.platform.zeebe.JobWorkers;
import dialtone.pool.PooledResource;
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

    OrderWorkers(OrderProgress progress, FalloutTasks fallout) {
        this.progress = progress;
        this.fallout = fallout;
    }

    void openAll(JobWorkers workers) {
        workers.open(JobType.ORDER_VALIDATE.type(), this::validate);
        workers.open(JobType.ORDER_REJECT.type(), job -> done(() -> progress.reject(order(job))));
        workers.open(JobType.POOL_RESERVE.type(), this::reserve);
        workers.open(JobType.ORDER_RELEASE_STEPS.type(), this::releaseSteps);
        workers.open(JobType.ORDER_OPEN_FALLOUT.type(), this::openFallout);
        workers.open(JobType.INVENTORY_INSTALL.type(), job -> done(() -> progress.install(order(job))));
        workers.open(JobType.ORDER_COMPLETE.type(), job -> done(() -> progress.complete(order(job))));
        workers.open(JobType.ORDER_CLOSE.type(), job -> done(() -> progress.close(order(job))));
    }

    JobOutcome validate(Job job) {
        return JobOutcome.completed(Variable.ORDER_ACTIVE, progress.validate(order(job), job.instanceKey()));
    }

    JobOutcome reserve(Job job) {
        try {
            Outcome<List<PooledResource>> outcome = progress.reserve(order(job));
            return outcome.fold(reserved -> JobOutcome.completed(), OrderWorkers::refused);
        } catch (PoolContention contention) {
            return crowded();
        } catch (EJBException failure) {
            if (failure.getCause() instanceof PoolContention) {
                return crowded();
            }
            throw failure;
        }
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
