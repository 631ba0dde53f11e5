package dialtone.benchmark;

import dialtone.load.Waiting;
import io.camunda.zeebe.client.ZeebeClient;
import io.camunda.zeebe.client.api.response.ActivatedJob;
import io.camunda.zeebe.client.api.worker.JobWorker;
import io.camunda.zeebe.model.bpmn.Bpmn;
import io.camunda.zeebe.model.bpmn.builder.AbstractFlowNodeBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** The broker by itself: instances with as many jobs as an order has, worked by workers that do nothing. */
final class BareBroker implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofMinutes(5);
    /** As many as the outbox relay has on the way, so that both flood the broker alike. */
    private static final int ON_THE_WAY = 32;

    private final ZeebeClient client;

    BareBroker(String gateway) {
        client = ZeebeClient.newClientBuilder()
                .grpcAddress(URI.create("http://" + gateway))
                .usePlaintext()
                .numJobWorkerExecutionThreads(8)
                .build();
    }

    /** @return instances completed a second */
    double throughput(int instances, int jobs) {
        deploy(jobs);
        AtomicInteger completed = new AtomicInteger();
        List<JobWorker> workers = new ArrayList<>();
        try {
            for (int job = 1; job <= jobs; job++) {
                workers.add(worker(job, job == jobs ? completed : new AtomicInteger()));
            }
            long begun = System.nanoTime();
            Semaphore free = new Semaphore(ON_THE_WAY);
            for (int i = 0; i < instances; i++) {
                free.acquireUninterruptibly();
                create(free);
            }
            Waiting.until(
                    instances + " bare instances",
                    DEADLINE,
                    Duration.ofMillis(5),
                    () -> completed.get() >= instances,
                    () -> completed + " are");
            return instances / OrderFigures.seconds(begun);
        } finally {
            workers.forEach(JobWorker::close);
        }
    }

    private void deploy(int jobs) {
        AbstractFlowNodeBuilder<?, ?> builder =
                Bpmn.createExecutableProcess("bare").startEvent("begun");
        for (int job = 1; job <= jobs; job++) {
            String type = "bare-" + job;
            builder = builder.serviceTask(type, task -> task.zeebeJobType(type));
        }
        client.newDeployResourceCommand()
                .addProcessModel(builder.endEvent("ended").done(), "bare.bpmn")
                .send()
                .join();
    }

    private JobWorker worker(int job, AtomicInteger completed) {
        return client.newWorker()
                .jobType("bare-" + job)
                .handler((answers, activated) -> complete(activated, completed))
                .timeout(Duration.ofMinutes(1))
                .maxJobsActive(32)
                .streamEnabled(true)
                .open();
    }

    private void complete(ActivatedJob job, AtomicInteger completed) {
        client.newCompleteCommand(job.getKey()).send().whenComplete((done, failure) -> {
            if (failure == null) {
                completed.incrementAndGet();
            } else {
                complete(job, completed); // flow control of a busy broker
            }
        });
    }

    private void create(Semaphore free) {
        client.newCreateInstanceCommand()
                .bpmnProcessId("bare")
                .latestVersion()
                .send()
                .whenComplete((created, failure) -> {
                    if (failure == null) {
                        free.release();
                    } else {
                        create(free);
                    }
                });
    }

    @Override
    public void close() {
        client.close();
    }
}
