package dialtone.process.service;

import dialtone.platform.schema.SchemaMigration;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/**
 * A database with this version's schema, and the container's part of {@code @Transactional}: within {@link #transaction}
 * every connection is the same one, committed at the end or rolled back when something is thrown.
 */
final class ProcessDatabase {
    private final JdbcDataSource h2 = new JdbcDataSource();
    private final AtomicReference<Connection> current = new AtomicReference<>();
    private final DataSource joining = proxy(DataSource.class, (method, call) -> {
        boolean joins = method.equals("getConnection") && current.get() != null;
        return joins ? notClosing(current.get()) : call.get();
    });

    ProcessDatabase() {
        h2.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=Oracle;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1");
        SchemaMigration.migrate(h2, false);
    }

    DataSource dataSource() {
        return joining;
    }

    <T> T transaction(Supplier<T> work) {
        try (Connection connection = h2.getConnection()) {
            connection.setAutoCommit(false);
            current.set(connection);
            try {
                T result = work.get();
                connection.commit();
                return result;
            } catch (RuntimeException failure) {
                connection.rollback();
                throw failure;
            } finally {
                current.set(null);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Call {
        Object get() throws Throwable;
    }

    private interface Interception {
        Object intercept(String method, Call call) throws Throwable;
    }

    private static Connection notClosing(Connection connection) {
        return proxy(connection, Connection.class, (method, call) -> method.equals("close") ? null : call.get());
    }

    private <T> T proxy(Class<T> type, Interception interception) {
        return proxy(h2, type, interception);
    }

    private static <T> T proxy(Object target, Class<T> type, Interception interception) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> interception.intercept(method.getName(), () -> {
                    try {
                        return method.invoke(target, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                })));
    }
}
