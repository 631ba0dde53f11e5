package dialtone.bpmn;

import java.util.Arrays;

/**
 * Which of the orders that wait goes first; within one it is who has waited longest. The broker knows no priorities, so that each priority has
 * a queue of its own at each task: a job type with an ending, such as {@code order.validate-order.urgent}.
 */
public enum Priority {
    /** Of what is lost or stolen: few, and each minute counts. */
    URGENT(".urgent"),
    /** What a customer waits for. The job types are as the tasks name them, as they were before there were others. */
    USUAL(""),
    /** What its requester says may wait. */
    BATCH(".batch");

    private final String queue;

    Priority(String queue) {
        this.queue = queue;
    }

    /** The ending of its job types, as {@link Variable#QUEUE} has it. */
    public String queue() {
        return queue;
    }

    /** The type by which the broker keeps the jobs of a task in this priority. */
    public String queueOf(String jobType) {
        return jobType + queue;
    }

    /** The job type of a task, whatever the priority of the job. */
    public static String withoutQueue(String queueOfJobs) {
        return Arrays.stream(values())
                .filter(priority -> priority != USUAL && queueOfJobs.endsWith(priority.queue))
                .map(priority -> queueOfJobs.substring(0, queueOfJobs.length() - priority.queue.length()))
                .findFirst()
                .orElse(queueOfJobs);
    }
}
