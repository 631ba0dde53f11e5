package dialtone.pool.service;

import dialtone.platform.settings.Settings;
import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.function.IntSupplier;
import org.jboss.logging.Logger;

/** Frees reservations that have expired and numbers that have aged: every minute, in batches of one transaction each. */
@Singleton
@Startup
@DependsOn("Startup")
public class ReservationExpiry {

    private static final Logger LOG = Logger.getLogger(ReservationExpiry.class);

    /** A minute's worth; what is left waits for the next one. */
    private static final int MAX_BATCHES = 50;

    @EJB
    private Pools pools;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public ReservationExpiry() {}

    /** Runs on a node that works jobs; on several at once it does no harm, since a release is guarded. */
    @Schedule(hour = "*", minute = "*", persistent = false)
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    void releaseExpired() {
        if (!Settings.workers()) {
            return;
        }
        int expired = all(pools::releaseExpired);
        if (expired > 0) {
            LOG.infof("%d expired reservations were kept for their orders or released", expired);
        }
        int aged = all(pools::freeAged);
        if (aged > 0) {
            LOG.infof("%d numbers have aged and are free again", aged);
        }
    }

    private static int all(IntSupplier batchOfOneTransaction) {
        int looked = Pools.EXPIRY_BATCH;
        int total = 0;
        for (int batch = 0; batch < MAX_BATCHES && looked == Pools.EXPIRY_BATCH; batch++) {
            looked = batchOfOneTransaction.getAsInt();
            total += looked;
        }
        return total;
    }
}
