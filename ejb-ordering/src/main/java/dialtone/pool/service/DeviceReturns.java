package dialtone.pool.service;

import dialtone.base.Outcome;
import dialtone.base.Page;
import dialtone.base.Rejection;
import dialtone.base.SeenTo;
import dialtone.catalog.ReturnRules;
import dialtone.catalog.service.CatalogStore;
import dialtone.order.OrderId;
import dialtone.party.BillingAccount;
import dialtone.party.Customer;
import dialtone.pool.DeviceReturn;
import dialtone.pool.DeviceReturn.Attention;
import dialtone.pool.PoolState;
import dialtone.pool.ReturnConcern;
import dialtone.pool.ReturnNotice;
import dialtone.pool.ReturnNotice.Effect;
import dialtone.pool.ReturnQuery;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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

    private static final Set<DeviceReturn.State> OUTSTANDING =
            EnumSet.of(DeviceReturn.State.AWAITED, DeviceReturn.State.UNDER_WAY);

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
            takeEarly(opened, notices(asked.rma()));
        }
    }

    /**
     * The warehouse tells of a return; kept as it came, whatever it does. A device that is awaited of the same customer under another number
     * has come all the same: who sends two back may have mixed their labels up.
     *
     * @return what it did; {@link Effect#UNKNOWN} when no device is awaited under that number (yet)
     */
    public Effect take(ReturnNotice notice) {
        List<DeviceReturn> concerned = concernedBy(notice);
        Optional<DeviceReturn> known = concerned.stream()
                .filter(awaited -> awaited.rma().equals(notice.rma()))
                .findFirst();
        try (Connection connection = dataSource.getConnection()) {
            List<KeptReturnNotice> before = ReturnNoticeRows.ofReturn(connection, notice.rma(), MAX_NOTICES);
            // what was told before anything was awaited has done nothing yet, so that it is no repetition
            boolean repeated = before.stream()
                    .filter(kept -> known.isEmpty() || kept.effect() != Effect.UNKNOWN)
                    .anyMatch(kept -> kept.tells(notice));
            known.ifPresent(awaited -> takeEarly(
                    awaited, before.stream().filter(kept -> !kept.tells(notice)).toList()));
            Effect effect = repeated
                    ? Effect.REPEATED
                    : known.map(awaited -> take(awaited, concerned, notice)).orElse(Effect.UNKNOWN);
            if (before.size() < MAX_NOTICES) {
                ReturnNoticeRows.insert(connection, notice, effect, clock.instant());
            }
            return effect;
        } catch (SQLException e) {
            throw new IllegalStateException("What was told of return " + notice.rma() + " is not written", e);
        }
    }

    /**
     * The return of that number, and those under which its customer is to send the device in the parcel, by index DEVICE_RETURN_IMEI_IX. All
     * are locked, in one order for everybody.
     */
    private List<DeviceReturn> concernedBy(ReturnNotice notice) {
        List<String> others = entities.createQuery(
                        "select r.rma from DeviceReturn r where r.imei = :imei and r.rma <> :rma and r.state <> :received"
                                + " and r.customer = (select k.customer from DeviceReturn k where k.rma = :rma) order by r.askedAt desc",
                        String.class)
                .setParameter("imei", notice.imei())
                .setParameter("rma", notice.rma())
                .setParameter("received", DeviceReturn.State.RECEIVED)
                .setMaxResults(1)
                .getResultList();
        return Stream.concat(Stream.of(notice.rma()), others.stream())
                .sorted()
                .flatMap(rma -> locked(rma).stream())
                .toList();
    }

    private Effect take(DeviceReturn named, List<DeviceReturn> concerned, ReturnNotice notice) {
        Optional<DeviceReturn> meant = named.imei().equals(notice.imei())
                ? Optional.empty()
                : concerned.stream()
                        .filter(other -> other.imei().equals(notice.imei()))
                        .findFirst();
        if (meant.isEmpty()) {
            return take(named, notice);
        }
        Effect effect = take(meant.get(), notice);
        return effect == Effect.APPLIED ? Effect.OTHER_RETURN : effect;
    }

    private Effect take(DeviceReturn awaited, ReturnNotice notice) {
        Effect effect = awaited.take(notice);
        if (awaited.state() == DeviceReturn.State.RECEIVED) {
            move(awaited.imei(), PoolState.REFURBISHING, Set.of(PoolState.AWAITED, PoolState.RETIRED));
        }
        return effect;
    }

    /**
     * What came before the device was awaited, or at that very moment. To take it again changes nothing; what a person has seen is not looked
     * at again.
     */
    private void takeEarly(DeviceReturn awaited, List<KeptReturnNotice> kept) {
        kept.stream()
                .filter(early -> early.effect() == Effect.UNKNOWN
                        && awaited.seenToAt()
                                .filter(seen -> !early.receivedAt().isAfter(seen))
                                .isEmpty())
                .forEach(early -> take(awaited, early.notice()));
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
     * By the indexes DEVICE_RETURN_STATE_IX and DEVICE_RETURN_CONCERN_IX; one that is named by the primary key, DEVICE_RETURN_IMEI_IX and
     * DEVICE_RETURN_ORDER_IX.
     */
    public Page<DeviceReturn> list(ReturnQuery query) {
        Map<String, Object> values = new HashMap<>();
        String those = " from DeviceReturn r where " + condition(query, values);
        TypedQuery<DeviceReturn> rows =
                entities.createQuery("select r" + those + " order by " + order(query.sort()), DeviceReturn.class);
        TypedQuery<Long> count = entities.createQuery("select count(r)" + those, Long.class);
        values.forEach((name, value) -> {
            rows.setParameter(name, value);
            count.setParameter(name, value);
        });
        return Page.of(
                rows.setFirstResult(query.offset()).setMaxResults(query.limit()).getResultList(),
                query.offset(),
                query.limit(),
                count::getSingleResult);
    }

    private static String condition(ReturnQuery query, Map<String, Object> values) {
        if (query.id().isPresent()) {
            values.put("named", query.id().get());
            return "(r.rma = :named or r.imei = :named or r.order = :named)";
        }
        if (query.states().isEmpty()) {
            values.put("states", OUTSTANDING);
            values.put("concerns", EnumSet.allOf(ReturnConcern.class));
            return "(r.state in (:states) or r.concern in (:concerns))";
        }
        values.put("states", query.states());
        return "r.state in (:states)";
    }

    private static String order(ReturnQuery.Sort sort) {
        return switch (sort) {
            case ASKED -> "r.askedAt, r.rma";
            case DUE -> "r.deadlineAt nulls last, r.askedAt, r.rma";
            case CHARGE -> "r.amount desc nulls last, r.askedAt, r.rma";
        };
    }

    /**
     * A person has looked at a return.
     *
     * <p>Rejections: {@code UNKNOWN_DEVICE_RETURN}, and those of {@link DeviceReturn#seenTo}.
     *
     * @param by   login
     * @param note what was found or agreed, at most {@value SeenTo#MAX_NOTE} characters
     */
    public Outcome<DeviceReturn> seenTo(String rma, String by, String note) {
        Optional<DeviceReturn> asked = locked(rma);
        if (asked.isEmpty()) {
            return Outcome.rejected(Rejection.of("UNKNOWN_DEVICE_RETURN", "There is no such return."));
        }
        return asked.get()
                .seenTo(by, note, rules(), clock.instant())
                .map(Outcome::<DeviceReturn>rejected)
                .orElseGet(() -> Outcome.accepted(asked.get()));
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
     * @param until  the last day on which the device may be handed in, where the customer is
     */
    public record Mail(DeviceReturn about, int number, String name, Optional<String> email, LocalDate until) {}

    /** What is to be done about a return whose moment has come: a mail is to be sent, or its charge is due. */
    public record Due(Attention attention, Mail mail) {}

    /**
     * Sees to a return whose moment has come. While the warehouse has never told of one, or has no secret to tell by, a label goes out and
     * nobody is reminded or charged: what comes due then, or was asked for before it told of the first one, is left to a person.
     *
     * @param told whether the warehouse has a secret to tell by
     * @return what is to be done; its doer says by {@link #mailed}, {@link #refused}, {@link #unaddressed} or the charge what has become of it
     */
    public Optional<Due> attend(String rma, boolean told) {
        Instant now = clock.instant();
        Optional<DeviceReturn> found = locked(rma);
        found.ifPresent(awaited -> takeEarly(awaited, notices(rma)));
        found.filter(awaited -> awaited.isDue(now) && !awaited.isNew() && !(told && isFollowed(awaited)))
                .ifPresent(awaited -> awaited.leaveToPerson(ReturnConcern.NOT_FOLLOWED));
        return found.flatMap(
                awaited -> awaited.attend(rules(), now).map(attention -> new Due(attention, mail(awaited))));
    }

    private boolean isFollowed(DeviceReturn awaited) {
        return toldSince().filter(awaited::isFollowedSince).isPresent();
    }

    /** Since when a warehouse tells this installation of returns; empty when none ever has. What came before, nobody knows. */
    public Optional<Instant> toldSince() {
        try (Connection connection = dataSource.getConnection()) {
            return ReturnNoticeRows.first(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("Since when the warehouse tells of returns cannot be read", e);
        }
    }

    /**
     * One that is to be charged, locked, with all that was told of it.
     *
     * @return empty when it has come meanwhile, is under way, was charged, or is a person's
     */
    public Optional<DeviceReturn> chargeable(String rma) {
        Optional<DeviceReturn> found = locked(rma);
        found.ifPresent(awaited -> takeEarly(awaited, notices(rma)));
        return found.filter(awaited -> awaited.isChargeable(clock.instant()));
    }

    private Mail mail(DeviceReturn awaited) {
        Customer customer = entities.find(Customer.class, awaited.customer());
        if (customer == null) {
            throw new IllegalStateException("Return " + awaited.rma() + " has no customer");
        }
        BillingAccount account = entities.find(BillingAccount.class, awaited.account());
        if (account == null) {
            throw new IllegalStateException("Return " + awaited.rma() + " has no billing account");
        }
        return new Mail(
                awaited,
                awaited.mails() + 1,
                customer.name(),
                Optional.of(customer.email()).filter(email -> !email.isBlank()),
                LocalDate.ofInstant(awaited.deadlineAt().orElseThrow(), account.timeZone()));
    }

    /** The mail has gone out. */
    public void mailed(String rma) {
        locked(rma).ifPresent(awaited -> awaited.mailed(rules(), clock.instant()));
    }

    /** The mail server has not taken the mail. */
    public void refused(String rma) {
        locked(rma).ifPresent(awaited -> awaited.refused(rules(), clock.instant()));
    }

    /** There is no address that the mail could go to. */
    public void unaddressed(String rma) {
        locked(rma).ifPresent(awaited -> awaited.unaddressed(rules(), clock.instant()));
    }

    private ReturnRules rules() {
        return catalogs.current().returns();
    }

    private Optional<DeviceReturn> locked(String rma) {
        return Optional.ofNullable(entities.find(DeviceReturn.class, rma, LockModeType.PESSIMISTIC_WRITE));
    }
}
