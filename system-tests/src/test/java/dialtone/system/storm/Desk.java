package dialtone.system.storm;

import dialtone.load.Api;
import jakarta.json.JsonObject;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Operators who decide about what is in fallout, at random; but what takes something back is tried until it is done: to give that up
 * leaves it on the network, as the control of what was not taken back says. So is the end of a former telephone, whose order is complete
 * without it.
 */
final class Desk implements Runnable {

    private static final String TASKS = "/ops/v1/fallout-tasks";
    private static final int BETWEEN_LOOKS_MILLIS = 700;
    private static final String RESUBMIT = "resubmit";
    private static final String FAIL = "fail";

    /** How the ids of steps end that take another back. */
    private static final String UNDO = "-undo";

    private final Random random;
    private final Api ops;
    private final Predicate<String> steady;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<String, Integer> decided = new TreeMap<>();

    /** @param steady whether the order of that id is tried until it is done */
    Desk(Random random, Api ops, Predicate<String> steady) {
        this.random = random;
        this.ops = ops;
        this.steady = steady;
    }

    @Override
    public void run() {
        try {
            while (!closed.await(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            Api.Answer open = ops.get(TASKS + "?limit=500&state=open");
            if (open.status() >= 400) {
                return; // the server is being started
            }
            for (JsonObject task : open.json().asJsonArray().getValuesAs(JsonObject.class)) {
                decide(task);
            }
        } catch (UncheckedIOException killed) {
            // the server is being killed: the next look finds what is open then
        }
    }

    /** A decision that the task does not allow is not taken; the next look decides anew. */
    private void decide(JsonObject task) {
        String decision = task.getString("stepId", "").endsWith(UNDO) ? RESUBMIT : draw();
        if (steady.test(task.getString("orderId")) || (decision.equals(FAIL) && endsFormer(task))) {
            decision = RESUBMIT;
        }
        Api.Answer answer = ops.post(
                TASKS + "/" + task.getString("id") + "/resolution",
                "application/json",
                "{\"decision\": \"" + decision + "\", \"note\": \"Decided in a storm.\"}");
        if (answer.status() < 300) {
            decided.merge(decision, 1, Integer::sum);
        }
    }

    private boolean endsFormer(JsonObject task) {
        Api.Answer plan = ops.get("/ops/v1/orders/" + task.getString("orderId") + "/plan");
        return plan.status() >= 400 // the server is being started, and nothing is given up unseen
                || plan.json().asJsonObject().getJsonArray("steps").getValuesAs(JsonObject.class).stream()
                        .filter(step -> step.getString("id").equals(task.getString("stepId", "")))
                        .anyMatch(step -> step.getString("name").contains("former "));
    }

    private String draw() {
        return switch (random.nextInt(8)) {
            case 0 -> FAIL;
            case 1 -> "cancel";
            default -> RESUBMIT;
        };
    }

    void close() {
        closed.countDown();
    }

    /** How often was decided what; to be asked when it has closed. */
    Map<String, Integer> decided() {
        return decided;
    }
}
