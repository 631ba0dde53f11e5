package dialtone.pool.service;

import dialtone.base.Page;
import dialtone.catalog.ReturnRules;
import dialtone.catalog.service.CatalogStore;
import dialtone.order.OrderId;
import dialtone.party.Customer;
import dialtone.pool.DeviceReturn;
import dialtone.pool.DeviceReturn.Attention;
import dialtone.pool.PoolState;
import dialtone.pool.ReturnNotice;
import dialtone.pool.ReturnNotice.Effect;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Devices that customers are asked to send back, one transaction each. A return's row is locked before anything is done with it; who has an
 * order's row has that first.
 */
@Stateless
public class DeviceReturns {

    /** Of one return: a parcel that is scanned every day for months. What is more is not kept. */
    static final int MAX_NOTICES = 200;

    /** Returns of one order: each of its handsets has one at the most. */
    private static final int MAX_OF_ORDER = 61;

    /** After how long a return is looked at again while nobody could tell that its device has come. */
    private static final Duration UNTOLD = Duration.ofDays(1);

    @PersistenceContext
    private EntityManager entities;

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @EJB
    private CatalogStore catalogs;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public DeviceReturns() {}

    /** Outside a container. */
    @SuppressWarnings("UnnecessaryAssignment") // the same fields, for who is not a container
    public DeviceReturns(EntityManager entities, DataSource dataSource, CatalogStore catalogs, Clock clock) {
        this.entities = entities;
        this.dataSource = dataSource;
        this.catalogs = catalogs;
        this.clock = clock;
    }

    /**
     * A customer is asked to send a device back, from now on. What the warehouse has told of it before counts. Nothing happens when he has
     * been asked before.
     */
    public void open(DeviceReturn.Asked asked) {
        if (locked(asked.rma()).isEmpty()) {
            DeviceReturn opened = new DeviceReturn(asked, clock.instant());
            entities.persist(opened);
            move(opened.imei(), PoolState.AWAITED, Set.of(PoolState.RETIRED, PoolState.QUARANTINED));
            notices(asked.rma()).forEach(early -> take(opened, early.notice()));
        }
    }

    /**
     * The warehouse tells of a return; kept as it came, whatever it does.
     *
     * @return what it did; {@link Effect#UNKNOWN} when no device is awaited under that number (yet)
     */
    public Effect take(ReturnNotice notice) {
        Optional<DeviceReturn> known = locked(notice.rma());
        try (Connection connection = dataSource.getConnection()) {
            List<KeptReturnNotice> before = ReturnNoticeRows.ofReturn(connection, notice.rma(), MAX_NOTICES);
            // what was told before anything was awaited has done nothing yet, so that it is no repetition
            boolean repeated = before.stream()
                    .filter(kept -> known.isEmpty() || kept.effect() != Effect.UNKNOWN)
                    .anyMatch(kept -> kept.tells(notice));
            Effect effect = repeated
                    ? Effect.REPEATED
                    : known.map(awaited -> take(awaited, notice)).orElse(Effect.UNKNOWN);
            if (before.size() < MAX_NOTICES) {
                ReturnNoticeRows.insert(connection, notice, effect, clock.instant());
            }
            return effect;
        } catch (SQLException e) {
            throw new IllegalStateException("What was told of return " + notice.rma() + " is not written", e);
        }
    }

    private Effect take(DeviceReturn awaited, ReturnNotice notice) {
        Effect effect = awaited.take(notice, rules());
        if (awaited.state() == DeviceReturn.State.RECEIVED) {
            move(awaited.imei(), PoolState.REFURBISHING, Set.of(PoolState.AWAITED, PoolState.RETIRED));
        }
        return effect;
    }

    private void move(String imei, PoolState to, Set<PoolState> from) {
        try (Connection connection = dataSource.getConnection()) {
            PoolRows.moveDevice(connection, imei, to, from);
        } catch (SQLException e) {
            throw new IllegalStateException("Device " + imei + " does not become " + to, e);
        }
    }

    /** What was told of it, as it came; at most {@value #MAX_NOTICES}. */
    public List<KeptReturnNotice> notices(String rma) {
        try (Connection connection = dataSource.getConnection()) {
            return ReturnNoticeRows.ofReturn(connection, rma, MAX_NOTICES);
        } catch (SQLException e) {
            throw new IllegalStateException("What was told of return " + rma + " cannot be read", e);
        }
    }

    public Optional<DeviceReturn> find(String rma) {
        return Optional.ofNullable(entities.find(DeviceReturn.class, rma));
    }

    /** Those that the order has asked for, by index DEVICE_RETURN_ORDER_IX. */
    public List<DeviceReturn> ofOrder(OrderId order) {
        return entities.createQuery(
                        "select r from DeviceReturn r where r.order = :order order by r.rma", DeviceReturn.class)
                .setParameter("order", order.value())
                .setMaxResults(MAX_OF_ORDER)
                .getResultList();
    }

    /**
     * Those in one of these states, the longest asked for first, by index DEVICE_RETURN_STATE_IX.
     *
     * @param limit 1 to {@link Page#MAX_LIMIT}; more is cut to that
     */
    public Page<DeviceReturn> list(Set<DeviceReturn.State> states, int offset, int limit) {
        int first = Math.max(0, offset);
        return new Page<>(
                entities.createQuery(
                                "select r from DeviceReturn r where r.state in (:states) order by r.askedAt, r.rma",
                                DeviceReturn.class)
                        .setParameter("states", states)
                        .setFirstResult(first)
                        .setMaxResults(Math.clamp(limit, 1, Page.MAX_LIMIT))
                        .getResultList(),
                first,
                entities.createQuery("select count(r) from DeviceReturn r where r.state in (:states)", Long.class)
                        .setParameter("states", states)
                        .getSingleResult());
    }

    /**
     * Whose moment has come, the oldest first; by index DEVICE_RETURN_DUE_IX. Nothing is locked.
     *
     * @param most at most so many
     */
    public List<String> due(int most) {
        return entities.createQuery(
                        "select r.rma from DeviceReturn r where r.dueAt <= :now order by r.dueAt, r.rma", String.class)
                .setParameter("now", clock.instant())
                .setMaxResults(most)
                .getResultList();
    }

    /**
     * A mail that is to be sent.
     *
     * @param number of the mail, from 1: the first has the label, the others remind
     * @param email  empty when the customer has given none
     */
    public record Mail(DeviceReturn about, int number, String name, Optional<String> email, ReturnRules rules) {}

    /** What is to be done about a return whose moment has come: a mail is to be sent, or its charge is due. */
    public record Due(Attention attention, Mail mail) {}

    /**
     * Sees to a return whose moment has come.
     *
     * @param told whether the warehouse can tell that a device has come; otherwise nobody is reminded of one and nobody pays for one
     * @return what is to be done; its doer says by {@link #mailed}, {@link #refused} or the charge what has become of it
     */
    public Optional<Due> attend(String rma, boolean told) {
        Instant now = clock.instant();
        Optional<DeviceReturn> found = locked(rma);
        if (!told && found.filter(awaited -> !awaited.isNew()).isPresent()) {
            found.get().waitUntil(now.plus(UNTOLD));
            return Optional.empty();
        }
        return found.flatMap(
                awaited -> awaited.attend(rules(), now).map(attention -> new Due(attention, mail(awaited))));
    }

    private Mail mail(DeviceReturn awaited) {
        Customer customer = entities.find(Customer.class, awaited.customer());
        if (customer == null) {
            throw new IllegalStateException("Return " + awaited.rma() + " has no customer");
        }
        return new Mail(
                awaited,
                awaited.mails() + 1,
                customer.name(),
                Optional.of(customer.email()).filter(email -> !email.isBlank()),
                rules());
    }

    /** The mail has gone out, or there is no address that it could go to. */
    public void mailed(String rma) {
        locked(rma).ifPresent(awaited -> awaited.mailed(rules(), clock.instant()));
    }

    /** The mail server has not taken the mail. */
    public void refused(String rma) {
        locked(rma).ifPresent(awaited -> awaited.refused(rules(), clock.instant()));
    }

    private ReturnRules rules() {
        return catalogs.current().returns();
    }

    private Optional<DeviceReturn> locked(String rma) {
        return Optional.ofNullable(entities.find(DeviceReturn.class, rma, LockModeType.PESSIMISTIC_WRITE));
    }
}
