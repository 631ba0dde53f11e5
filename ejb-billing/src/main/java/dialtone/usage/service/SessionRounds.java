package dialtone.usage.service;

import dialtone.platform.job.Rounds;
import dialtone.platform.settings.Settings;
import dialtone.usage.SessionKey;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Decides about sessions whose parts did not all come in time. */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class SessionRounds {

    private static final Logger LOG = Logger.getLogger(SessionRounds.class);

    private static final Duration EVERY = Duration.ofMinutes(1);

    @EJB
    private UsageRecycling recycling;

    @Resource
    private ManagedThreadFactory threads;

    private final Rounds rounds = new Rounds(LOG);
    private volatile boolean stopping;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public SessionRounds() {}

    /** Outside a container, without a clock of its own. */
    @SuppressWarnings({"NullAway", "UnnecessaryAssignment"}) // the same fields, for who is not a container
    SessionRounds(UsageRecycling recycling) {
        this.recycling = recycling;
    }

    /** Begins, unless this node works no jobs ({@link Settings#workers}). */
    @PostConstruct
    void start() {
        if (Settings.workers()) {
            rounds.begin(threads, EVERY, "Sessions of which parts are missing wait on", this::round);
        }
    }

    @PreDestroy
    void stop() {
        stopping = true;
        rounds.end();
    }

    /** Until none is left whose time is up. */
    void round() {
        Optional<SessionKey> last = Optional.empty();
        do {
            Optional<SessionKey> after = last;
            last = Attempts.at("sessions", "Usage", () -> recycling.joinOverdue(after));
        } while (last.isPresent() && !stopping);
    }
}
