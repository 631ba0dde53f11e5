package dialtone.assurance.service;

import dialtone.assurance.AssuranceReport;
import dialtone.assurance.Control;
import dialtone.assurance.ControlResult;
import dialtone.assurance.Discrepancy;
import dialtone.ledger.service.Columns;
import dialtone.order.OrderId;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Looks at each control, over all that there is. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RevenueAssurance {

    /** An order's process is known of as soon as the broker's records have come; they lag by seconds. */
    private static final Duration JUST_PLACED = Duration.ofMinutes(5);

    /** A moved order is served by its new instance within seconds, unless the engine is away. */
    private static final Duration JUST_LEFT = Duration.ofMinutes(5);

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // the container injects
    public RevenueAssurance() {}

    @SuppressWarnings("UnnecessaryAssignment") // outside a container: tests
    RevenueAssurance(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /** @throws IllegalStateException if the database fails */
    public AssuranceReport report() {
        Instant at = clock.instant();
        List<ControlResult> results = new ArrayList<>();
        try (Connection connection = dataSource.getConnection()) {
            for (Control control : Control.values()) {
                results.add(result(connection, control, at));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The controls cannot be looked at", e);
        }
        return new AssuranceReport(at, results);
    }

    private static Optional<Duration> grace(Control control) {
        return switch (control) {
            case ORDER_STANDS_STILL -> Optional.of(JUST_PLACED);
            case ORDER_BETWEEN_INSTANCES -> Optional.of(JUST_LEFT);
            default -> Optional.empty();
        };
    }

    private static ControlResult result(Connection connection, Control control, Instant at) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(ControlQueries.of(control))) {
            int parameter = 1;
            Optional<Duration> grace = grace(control);
            if (grace.isPresent()) {
                select.setObject(parameter++, Columns.utc(at.minus(grace.get())));
            }
            select.setInt(parameter, ControlResult.MAX_EXAMPLES);
            try (ResultSet row = select.executeQuery()) {
                long total = 0;
                List<Discrepancy> examples = new ArrayList<>();
                while (row.next()) {
                    total = row.getLong("TOTAL");
                    examples.add(new Discrepancy(
                            row.getString("SUBJECT"),
                            Optional.ofNullable(row.getString("ORDER_ID")).map(OrderId::new),
                            Columns.text(row, "DETAIL")));
                }
                return new ControlResult(control, total, examples);
            }
        }
    }
}
