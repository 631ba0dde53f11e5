package dialtone.order.service;

import dialtone.esim.EsimProfile;
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
import dialtone.order.TermWaiver;
import dialtone.party.BillingAccount;
import dialtone.party.Customer;
import dialtone.platform.schema.MigratedDatabase;
import dialtone.pool.DeviceReturn;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.hibernate.LockMode;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.stat.Statistics;

/**
 * An embedded database in Oracle mode, brought up by the migrations, with the server's persistence provider and its settings. A test has
 * it for itself, and leaves it to the next: a persistence provider takes longer to start than most tests. Within {@link #inTransaction} entities and plain JDBC share one connection, as they do in the server.
 */
@SuppressWarnings("ThreadLocalUsage") // a test's database and its transactions live and end together
final class TestDatabase implements AutoCloseable {

    private static final List<Class<?>> ENTITIES = List.of(
            Customer.class,
            EsimProfile.class,
            DeviceReturn.class,
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
            TermWaiver.class,
            Resource.class);

    private static final Set<LockMode> READ_ONLY = EnumSet.of(LockMode.NONE, LockMode.READ, LockMode.OPTIMISTIC);

    /** Those that no test has. */
    private static final Deque<TestDatabase> FREE = new ConcurrentLinkedDeque<>();

    private final MigratedDatabase database = MigratedDatabase.taken(true);
    private final ThreadLocal<Connection> connection = new ThreadLocal<>();
    private final ThreadLocal<EntityManager> entities = new ThreadLocal<>();
    private final EntityManagerFactory factory;
    private final DataSource dataSource;
    private final EntityManager sharedEntities;

    private TestDatabase() {
        dataSource = proxy(DataSource.class, (method, arguments) -> {
            Connection bound = connection.get();
            return method.getName().equals("getConnection") && bound != null
                    ? unclosed(bound)
                    : invoke(database.dataSource(), method, arguments);
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
            refuseToLockLate(bound, method, arguments);
            Object answer = invoke(bound, method, arguments);
            return answer instanceof TypedQuery<?> query ? lockingInTime(bound, query) : answer;
        });
    }

    /**
     * What has been read without a lock and is locked afterwards may have been changed in between, and whoever asked would hear of a
     * failure of the server. Here there is nobody who changes it at that moment, and so it fails always.
     */
    private static void refuseToLockLate(EntityManager manager, Method method, Object[] arguments) {
        boolean locks = method.getName().equals("find")
                && Stream.of(arguments).anyMatch(LockModeType.PESSIMISTIC_WRITE::equals);
        if (!locks) {
            return;
        }
        SessionImplementor session = manager.unwrap(SessionImplementor.class);
        Object known = session.getPersistenceContext()
                .getEntity(session.generateEntityKey(
                        arguments[1],
                        session.getFactory().getMappingMetamodel().getEntityDescriptor((Class<?>) arguments[0])));
        if (known != null && READ_ONLY.contains(session.getCurrentLockMode(known))) {
            throw new IllegalStateException("Read before it was locked: " + arguments[0] + " " + arguments[1]);
        }
    }

    /** The same of a query that locks what it finds. */
    @SuppressWarnings({"unchecked", "ReferenceEquality"}) // of the very same query
    private static TypedQuery<?> lockingInTime(EntityManager manager, TypedQuery<?> query) {
        boolean[] locks = {false};
        TypedQuery<?>[] self = new TypedQuery<?>[1];
        self[0] = proxy(TypedQuery.class, (method, arguments) -> {
            locks[0] |= method.getName().equals("setLockMode")
                    && Stream.of(arguments).anyMatch(LockModeType.PESSIMISTIC_WRITE::equals);
            Set<Object> readBefore = locks[0] && method.getName().startsWith("getResult") ? read(manager) : Set.of();
            Object answer = invoke(query, method, arguments);
            if (answer instanceof List<?> found && found.stream().anyMatch(readBefore::contains)) {
                throw new IllegalStateException("Read before it was locked: " + found);
            }
            return answer == query ? self[0] : answer;
        });
        return self[0];
    }

    private static Set<Object> read(EntityManager manager) {
        SessionImplementor session = manager.unwrap(SessionImplementor.class);
        Set<Object> read = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Map.Entry<Object, EntityEntry> known :
                session.getPersistenceContext().reentrantSafeEntityEntries()) {
            if (READ_ONLY.contains(known.getValue().getLockMode())) {
                read.add(known.getKey());
            }
        }
        return read;
    }

    /** As the migrations leave it. */
    static TestDatabase taken() {
        TestDatabase free = FREE.poll();
        return free == null ? new TestDatabase() : free;
    }

    DataSource dataSource() {
        return dataSource;
    }

    EntityManager entities() {
        return sharedEntities;
    }

    <T> T inTransaction(Supplier<T> work) {
        try (Connection real = database.dataSource().getConnection();
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

    /** How many statements the entities read and written in the work take. */
    long statementsOf(Runnable work) {
        Statistics statistics = factory.unwrap(SessionFactory.class).getStatistics();
        statistics.clear();
        statistics.setStatisticsEnabled(true);
        try {
            inTransaction(work);
            return statistics.getPrepareStatementCount();
        } finally {
            statistics.setStatisticsEnabled(false);
        }
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
        database.empty();
        FREE.push(this);
    }
}
