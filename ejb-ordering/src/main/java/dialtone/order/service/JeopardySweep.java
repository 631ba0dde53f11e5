package dialtone.order.service;

import dialtone.order.OrderId;
import dialtone.platform.job.Rounds;
import dialtone.platform.settings.Settings;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Finds the orders that nothing is done for and whose moment has come to be in more jeopardy. Each order's row says when that is, so that
 * a sweep reads those that are due and no others, however many are open; and a restart forgets nothing. Nodes that sweep at the same
 * time pass by what another one looks at.
 */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class JeopardySweep {

    private static final Logger LOG = Logger.getLogger(JeopardySweep.class);

    /** An order is late by this more than its catalogue says before it is noticed. */
    private static final Duration EVERY = Duration.ofSeconds(2);

    /** Orders read at once. */
    static final int BATCH = 100;

    /** One sweep ends after so many orders, when an element's outage has made thousands late at once; the next one goes on. */
    static final int MAX_ORDERS = 5_000;

    /** An order has ended for others when its transaction is over, which is no longer than this. */
    private static final Duration LATEST_COMMIT = Duration.ofMinutes(10);

    @Resource
    private ManagedThreadFactory threads;

    @EJB
    private OrderWatch watch;

    private final Rounds rounds = new Rounds(LOG);

    /** Whether orders that ended before have an open task was looked at; at the start none was. */
    private Instant endedUntil = Instant.EPOCH;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public JeopardySweep() {}

    /** Outside a container. */
    @SuppressWarnings({"NullAway", "UnnecessaryAssignment"}) // who calls sweep() himself needs no threads
    JeopardySweep(OrderWatch watch) {
        this.watch = watch;
    }

    /** Begins to sweep, unless this node works no jobs ({@link Settings#workers}). A second call changes nothing. */
    public synchronized void start() {
        if (Settings.workers() && !rounds.isBegun()) {
            rounds.begin(threads, EVERY, "Orders in jeopardy are not looked for", this::sweep);
        }
    }

    @PreDestroy
    void stop() {
        rounds.end();
    }

    /**
     * Looks at all that are due, each in a transaction of its own.
     *
     * @return how many it looked at, at most {@value #MAX_ORDERS}
     */
    int sweep() {
        closeTasksOfEnded();
        // what cannot be looked at now is in nobody's way
        Set<OrderId> passedBy = new HashSet<>();
        int looked = 0;
        while (looked + passedBy.size() < MAX_ORDERS) {
            List<OrderId> due = watch.due(BATCH + passedBy.size()).stream()
                    .filter(order -> !passedBy.contains(order))
                    .toList();
            for (OrderId order : due) {
                if (looked(order)) {
                    looked++;
                } else {
                    passedBy.add(order);
                }
            }
            if (due.size() < BATCH) {
                break;
            }
        }
        return looked;
    }

    /** What fails here is in no order's way. */
    private void closeTasksOfEnded() {
        try {
            endedUntil = watch.closeTasksOfEnded(endedUntil).minus(LATEST_COMMIT);
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "The tasks of orders that have ended were not closed; it is tried again");
        }
    }

    private boolean looked(OrderId order) {
        try {
            return watch.look(order);
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "Whether %s is in jeopardy could not be seen; it is tried again", order);
            return false;
        }
    }
}
