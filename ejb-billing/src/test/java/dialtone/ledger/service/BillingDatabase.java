package dialtone.ledger.service;

import dialtone.platform.schema.MigratedDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.sql.DataSource;

/** A database with the real schema, in memory, and transactions around the services as the container would put them. */
public final class BillingDatabase implements AutoCloseable {

    private final DataSource dataSource;
    private final Runnable giveBack;

    public BillingDatabase() {
        MigratedDatabase migrated = MigratedDatabase.taken(false);
        dataSource = migrated.dataSource();
        giveBack = migrated::giveBack;
    }

    /** One that the test has made itself. */
    public BillingDatabase(DataSource dataSource) {
        this.dataSource = dataSource;
        giveBack = () -> {};
    }

    /** Each statement by itself. */
    public DataSource dataSource() {
        return dataSource;
    }

    /** Calls a service in one transaction: committed when it returns, rolled back when it throws. */
    public <T> T inTransaction(Function<DataSource, T> work) {
        return new Transactions(dataSource).of(work);
    }

    public long count(String sql) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public String text(String sql) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            return row.next() ? row.getString(1) : "";
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Until another session waits for a lock, or for ten seconds at the most. */
    public boolean isWaitedFor() {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(10)) {
            if (count("SELECT COUNT(*) FROM INFORMATION_SCHEMA.SESSIONS WHERE BLOCKER_ID IS NOT NULL") > 0) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }

    /** For the next test. */
    @Override
    public void close() {
        giveBack.run();
    }
}
