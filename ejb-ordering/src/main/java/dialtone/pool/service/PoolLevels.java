package dialtone.pool.service;

import dialtone.pool.PoolCount;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;

/**
 * How full the pools are, counted at most once in a while: a count reads a whole index, and every order's checks ask. What is
 * handed out is decided by the reservation, never by a count.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class PoolLevels {

    /** How old a count may be. */
    static final Duration MAX_AGE = Duration.ofSeconds(2);

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @Inject
    private Clock clock;

    private record Counted(Instant at, List<PoolCount> counts) {}

    private volatile Counted last = new Counted(Instant.MIN, List.of());

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public PoolLevels() {}

    /** Outside a container. */
    @SuppressWarnings("UnnecessaryAssignment") // the same fields, for who is not a container
    PoolLevels(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /** At most {@link #MAX_AGE} old. */
    public List<PoolCount> counts() {
        Instant now = clock.instant();
        if (isFresh(now)) {
            return last.counts();
        }
        synchronized (this) {
            if (!isFresh(now)) {
                last = new Counted(now, counted());
            }
            return last.counts();
        }
    }

    private boolean isFresh(Instant now) {
        return last.at().isAfter(now.minus(MAX_AGE));
    }

    private List<PoolCount> counted() {
        try (Connection connection = dataSource.getConnection()) {
            return PoolRows.counts(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("The pools cannot be counted", e);
        }
    }
}
