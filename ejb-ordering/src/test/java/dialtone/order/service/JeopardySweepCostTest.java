package dialtone.order.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.order.Jeopardy;
import dialtone.order.OrderQuery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the sweep costs beside many open orders; the figures go into the log. */
class JeopardySweepCostTest {

    private static final Logger LOG = Logger.getLogger(JeopardySweepCostTest.class);

    private static final int OPEN_ORDERS = 10_000;
    private static final int LATE_ORDERS = 500;
    private static final int SWEEPS = 200;

    private final Desk desk = new Desk();

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void open_orders_that_are_in_time_are_not_read_and_those_that_are_late_are_read_once() {
        Instant now = desk.clock.instant();
        desk.database.inTransaction(() -> insert(1, OPEN_ORDERS, now.plus(Duration.ofDays(1))));

        long idle = System.nanoTime();
        for (int i = 0; i < SWEEPS; i++) {
            assertThat(desk.sweep.sweep()).isZero();
        }
        Duration sweep = Duration.ofNanos(System.nanoTime() - idle).dividedBy(SWEEPS);
        LOG.infof("A sweep beside %d open orders that are in time: %d us", OPEN_ORDERS, sweep.toNanos() / 1_000);
        assertThat(sweep)
                .as("a fraction of a percent of the time between two sweeps")
                .isLessThan(Duration.ofMillis(20));

        desk.database.inTransaction(() -> insert(OPEN_ORDERS + 1, LATE_ORDERS, now));
        long busy = System.nanoTime();
        assertThat(desk.sweep.sweep()).isEqualTo(LATE_ORDERS);
        LOG.infof(
                "An order that has become late: %d us",
                Duration.ofNanos(System.nanoTime() - busy)
                                .dividedBy(LATE_ORDERS)
                                .toNanos()
                        / 1_000);
        assertThat(desk.sweep.sweep()).isZero();
        assertThat(desk.database
                        .inTransaction(() -> desk.orders.list(
                                OrderQuery.all(0, 1).with(OrderQuery.Attribute.JEOPARDY, List.of(Jeopardy.RED.name()))))
                        .total())
                .isEqualTo(LATE_ORDERS);
    }

    /** Placed an hour ago, and nothing done for them since. */
    private void insert(int first, int count, Instant due) {
        Instant placed = desk.clock.instant().minus(Duration.ofHours(1));
        try (Connection connection = desk.database.dataSource().getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO PRODUCT_ORDER (ORDER_ID, REQUEST_DIGEST, CUSTOMER_ID, BILLING_ACCOUNT_ID, CHANNEL,"
                                + " PLACED_BY, CATALOG_VERSION, STATE, PLACED_AT, ROW_VERSION, PROMISED_AT, JEOPARDY,"
                                + " JEOPARDY_DUE_AT) VALUES (?, 'x', ?, 'BAC-100001', 'tmf622', 'csr', ?, 'ACKNOWLEDGED',"
                                + " ?, 0, ?, 'GREEN', ?)")) {
            for (int i = first; i < first + count; i++) {
                insert.setString(1, "OPEN-" + i);
                insert.setString(2, Desk.ADA.value());
                insert.setString(3, desk.catalogs.current().version());
                insert.setTimestamp(4, Timestamp.from(placed));
                insert.setTimestamp(5, Timestamp.from(placed.plusSeconds(30)));
                insert.setTimestamp(6, Timestamp.from(due));
                insert.addBatch();
            }
            insert.executeBatch();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
