package dialtone.process.service;

import dialtone.platform.schema.MigratedDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * A database with this version's schema, and the container's part of {@code @Transactional}: within {@link #transaction}
 * every connection is the same one, committed at the end or rolled back when something is thrown.
 */
final class ProcessDatabase implements AutoCloseable {
    private final MigratedDatabase migrated = MigratedDatabase.taken(false);
    private final DataSource h2 = migrated.dataSource();
    private final AtomicReference<Connection> current = new AtomicReference<>();
    private final DataSource joining = proxy(DataSource.class, (method, call) -> {
        boolean joins = method.equals("getConnection") && current.get() != null;
        return joins ? notClosing(current.get()) : call.get();
    });

    /** For the next test. */
    @Override
    public void close() {
        migrated.giveBack();
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
