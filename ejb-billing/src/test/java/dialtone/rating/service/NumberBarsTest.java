package dialtone.rating.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.catalog.SuspensionReason;
import dialtone.inventory.Barring;
import dialtone.inventory.LineSuspension;
import dialtone.ledger.service.BillingDatabase;
import dialtone.order.OrderFacts;
import dialtone.order.OrderId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class NumberBarsTest {

    private static final Instant BARRED = Instant.parse("2026-11-25T12:00:00Z");
    private static final Instant LIFTED = Instant.parse("2026-11-25T13:00:00Z");

    @AutoClose
    private final BillingDatabase database = new BillingDatabase();

    @Test
    void a_line_is_not_back_while_its_use_is_being_rated() {
        Demo.start(database, Demo.order(1, Demo.NUMBER), Demo.NOON);
        database.inTransaction(this::bar);
        database.inTransaction(rating -> {
            execute(rating, "SELECT ID FROM NUMBER_ACCOUNT WHERE MSISDN = '" + Demo.NUMBER + "' FOR UPDATE");
            assertThatThrownBy(() -> database.inTransaction(lifting -> {
                        execute(lifting, "SET LOCK_TIMEOUT 1");
                        return lift(lifting);
                    }))
                    .hasCauseInstanceOf(SQLTimeoutException.class);
            return true;
        });
        assertThat(database.count("SELECT COUNT(*) FROM NUMBER_BARRING WHERE LIFTED_AT IS NULL"))
                .isEqualTo(1);
        database.inTransaction(this::lift);
        assertThat(database.count("SELECT COUNT(*) FROM NUMBER_BARRING WHERE LIFTED_AT IS NULL"))
                .isZero();
    }

    @Test
    void whether_an_order_has_barred_or_unbarred_is_found_by_an_index() {
        assertThat(plan(NumberBars.HAS_BARRED)).doesNotContain("tableScan");
        assertThat(plan(NumberBars.HAS_LIFTED)).contains("NUMBER_BARRING_LIFTED_IX");
    }

    private String plan(String query) {
        return database.text("EXPLAIN " + query.replace("?", "'ORD-1'"));
    }

    private boolean bar(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            new NumberBars(connection, new OrderId("ORD-2"))
                    .bar(List.of(new OrderFacts.Barred(
                            "1",
                            Demo.NUMBER,
                            new LineSuspension(SuspensionReason.LOST_OR_STOLEN, Barring.ALL),
                            BARRED)));
            return true;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean lift(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            new NumberBars(connection, new OrderId("ORD-3"))
                    .lift(List.of(new OrderFacts.Unbarred(Demo.NUMBER, LIFTED)));
            return true;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void execute(DataSource dataSource, String sql) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
