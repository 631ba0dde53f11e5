package dialtone.order.service;

import dialtone.inventory.Product;
import dialtone.inventory.Resource;
import dialtone.inventory.Service;
import dialtone.order.BatchedTask;
import dialtone.order.FalloutBatch;
import dialtone.order.FalloutTask;
import dialtone.order.MovedOrder;
import dialtone.order.OrderItem;
import dialtone.order.PlanStep;
import dialtone.order.ProcessMove;
import dialtone.order.ProductOrder;
import dialtone.order.SwapCode;
import dialtone.party.BillingAccount;
import dialtone.party.Customer;
import dialtone.platform.schema.SchemaMigration;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.hibernate.cfg.Configuration;

/**
 * An embedded database of its own in Oracle mode, brought up by the migrations, with the server's persistence provider and its
 * settings. Within {@link #inTransaction} entities and plain JDBC share one connection, as they do in the server.
 */
@SuppressWarnings("ThreadLocalUsage") // a test's database and its transactions live and end together
final class TestDatabase implements AutoCloseable {

    private static final List<Class<?>> ENTITIES = List.of(
            Customer.class,
            BillingAccount.class,
            ProductOrder.class,
            OrderItem.class,
            PlanStep.class,
            FalloutTask.class,
            FalloutBatch.class,
            BatchedTask.class,
            ProcessMove.class,
            MovedOrder.class,
            Product.class,
            Service.class,
            SwapCode.class,
            Resource.class);

    /** Numbers and eSIMs have a place every 30, physical SIMs every 300, devices every 1000. */
    private static final int LEFT_AT = 3000;

    /** The commands that make a database as the migrations leave it; none before the first. */
    private static List<String> migrated = List.of();

    private final JdbcConnectionPool pool;
    private final ThreadLocal<Connection> connection = new ThreadLocal<>();
    private final ThreadLocal<EntityManager> entities = new ThreadLocal<>();
    private final EntityManagerFactory factory;
    private final DataSource dataSource;
    private final EntityManager sharedEntities;

    TestDatabase() {
        pool = JdbcConnectionPool.create(
                "jdbc:h2:mem:" + UUID.randomUUID()
                        + ";MODE=Oracle;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000",
                "sa",
                "sa");
        pool.setMaxConnections(60);
        bringUp();
        dataSource = proxy(DataSource.class, (method, arguments) -> {
            Connection bound = connection.get();
            return method.getName().equals("getConnection") && bound != null
                    ? unclosed(bound)
                    : invoke(pool, method, arguments);
        });
        Configuration configuration = new Configuration();
        ENTITIES.forEach(configuration::addAnnotatedClass);
        configuration.getProperties().put("hibernate.connection.datasource", dataSource);
        configuration.setProperty("hibernate.dialect", "org.hibernate.dialect.OracleDialect");
        configuration.setProperty("hibernate.id.sequence.increment_size_mismatch_strategy", "none");
        configuration.setProperty("hibernate.type.preferred_boolean_jdbc_type", "TINYINT");
        configuration.setProperty("hibernate.boot.allow_jdbc_metadata_access", "false");
        configuration.setProperty("hibernate.jdbc.batch_size", "50");
        configuration.setProperty("hibernate.order_inserts", "true");
        configuration.setProperty("hibernate.timezone.default_storage", "NORMALIZE_UTC");
        configuration.setProperty("hibernate.jdbc.time_zone", "UTC");
        factory = configuration.buildSessionFactory();
        sharedEntities = proxy(EntityManager.class, (method, arguments) -> {
            EntityManager bound = entities.get();
            if (bound == null) {
                throw new IllegalStateException("Outside a transaction: " + method);
            }
            return invoke(bound, method, arguments);
        });
    }

    /**
     * By the migrations the first time, then by what they came to. Of the demo stock one in a hundred numbers and SIMs is left, as
     * evenly spread: the tests use up a few dozen, and sixty thousand would take longer to load than all they do.
     */
    private void bringUp() {
        synchronized (TestDatabase.class) {
            if (migrated.isEmpty()) {
                SchemaMigration.migrate(pool, true);
                execute(List.of("DELETE FROM POOLED_RESOURCE WHERE MOD(PLACE, " + LEFT_AT + ") <> 0"));
                migrated = script();
                return;
            }
        }
        execute(migrated);
    }

    private void execute(List<String> commands) {
        try (Connection own = pool.getConnection();
                Statement statement = own.createStatement()) {
            for (String command : commands) {
                statement.execute(command);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> script() {
        try (Connection own = pool.getConnection();
                Statement statement = own.createStatement();
                ResultSet rows = statement.executeQuery("SCRIPT")) {
            List<String> commands = new ArrayList<>();
            while (rows.next()) {
                commands.add(rows.getString(1));
            }
            return commands;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    DataSource dataSource() {
        return dataSource;
    }

    EntityManager entities() {
        return sharedEntities;
    }

    <T> T inTransaction(Supplier<T> work) {
        try (Connection real = pool.getConnection();
                EntityManager manager = opened(real)) {
            real.setAutoCommit(false);
            try {
                manager.getTransaction().begin();
                T result = work.get();
                manager.getTransaction().commit();
                real.commit();
                return result;
            } catch (RuntimeException failure) {
                real.rollback();
                throw failure;
            } finally {
                real.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            connection.remove();
            entities.remove();
        }
    }

    void inTransaction(Runnable work) {
        inTransaction(() -> {
            work.run();
            return true;
        });
    }

    private EntityManager opened(Connection real) {
        connection.set(real);
        EntityManager manager = factory.createEntityManager();
        entities.set(manager);
        return manager;
    }

    /** The transaction's connection, which those who borrow it neither close nor commit. */
    private static Connection unclosed(Connection real) {
        return proxy(Connection.class, (method, arguments) -> switch (method.getName()) {
            case "close", "setAutoCommit", "commit", "rollback" -> null;
            default -> invoke(real, method, arguments);
        });
    }

    private interface Answer {
        Object to(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                TestDatabase.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer.to(method, arguments)));
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public void close() {
        factory.close();
        pool.dispose();
    }
}
