package dialtone.order.service;

import dialtone.platform.settings.Settings;
import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import org.jboss.logging.Logger;

/**
 * Gives fallout tasks whose deadline has passed to the team that is asked then: every ten seconds, in batches of one transaction each.
 * Deadlines are in the table, so that one that passes while no server runs is noticed when one does.
 */
@Singleton
@Startup
@DependsOn("Startup")
public class FalloutDeadlines {

    private static final Logger LOG = Logger.getLogger(FalloutDeadlines.class);

    /** What is left waits for the next time. */
    private static final int MAX_BATCHES = 20;

    @EJB
    private FalloutTasks tasks;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public FalloutDeadlines() {}

    /** Runs on a node that works jobs; on several at once it does no harm, since a task is escalated under its lock, once. */
    @Schedule(hour = "*", minute = "*", second = "*/10", persistent = false)
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    void escalateOverdue() {
        if (!Settings.workers()) {
            return;
        }
        int looked = FalloutTasks.ESCALATION_BATCH;
        int total = 0;
        for (int batch = 0; batch < MAX_BATCHES && looked == FalloutTasks.ESCALATION_BATCH; batch++) {
            looked = tasks.escalateOverdue();
            total += looked;
        }
        if (total > 0) {
            LOG.infof("%d fallout tasks were not decided in time and have been escalated", total);
        }
    }
}
