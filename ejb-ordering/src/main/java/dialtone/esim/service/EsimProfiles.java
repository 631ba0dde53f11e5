package dialtone.esim.service;

import dialtone.base.Outcome;
import dialtone.base.Page;
import dialtone.base.Rejection;
import dialtone.base.SeenTo;
import dialtone.catalog.DownloadRules;
import dialtone.catalog.service.CatalogStore;
import dialtone.esim.DownloadNotice;
import dialtone.esim.DownloadNotice.Effect;
import dialtone.esim.EsimProfile;
import dialtone.inventory.InventoryState;
import dialtone.inventory.ProductId;
import dialtone.order.OrderId;
import dialtone.order.OrderState;
import dialtone.order.PlanStep;
import dialtone.party.Customer;
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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The profiles of customers' eSIMs, one transaction each. A profile's row is locked before anything is done with it; who has an order's row
 * has that first.
 */
@Stateless
public class EsimProfiles {

    /** Of one profile: a telephone that tries for a day, every quarter of an hour, with two notices each. What is more is not kept. */
    static final int MAX_NOTICES = 200;

    /** Profiles of one order: each of its lines has one. */
    private static final int MAX_OF_ORDER = 61;

    /** After how long a customer is reminded whose line is suspended, or has an order that changes it. */
    private static final Duration LINE_IN_MOTION = Duration.ofDays(1);

    private static final List<OrderState> UNDER_WAY =
            Arrays.stream(OrderState.values()).filter(state -> !state.isFinal()).toList();

    private static final String ACTIVATION_CODE = "activationCode";

    @PersistenceContext
    private EntityManager entities;

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @EJB
    private CatalogStore catalogs;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public EsimProfiles() {}

    /** Outside a container. */
    @SuppressWarnings("UnnecessaryAssignment") // the same fields, for who is not a container
    public EsimProfiles(EntityManager entities, DataSource dataSource, CatalogStore catalogs, Clock clock) {
        this.entities = entities;
        this.dataSource = dataSource;
        this.catalogs = catalogs;
        this.clock = clock;
    }

    /**
     * A customer has his line, and with it the code by which he loads the profile. What the SM-DP+ has told of it before counts. Nothing
     * happens when it is there.
     */
    public void open(String iccid, EsimProfile.Owner owner) {
        if (locked(iccid).isEmpty()) {
            EsimProfile profile = new EsimProfile(iccid, owner, rules(), clock.instant());
            entities.persist(profile);
            takeEarly(profile, notices(iccid));
        }
    }

    /** Its line has ended, or has another SIM. Nothing happens when there is none of that number, as of a card. */
    public void end(String iccid) {
        locked(iccid).ifPresent(profile -> profile.end(clock.instant()));
    }

    /**
     * The SM-DP+ tells of a profile; kept as it came, whatever it does.
     *
     * @return what it did; {@link Effect#UNKNOWN} when no customer has this profile (yet)
     */
    public Effect take(DownloadNotice notice) {
        Optional<EsimProfile> profile = locked(notice.iccid());
        Instant now = clock.instant();
        try (Connection connection = dataSource.getConnection()) {
            List<KeptNotice> before = NoticeRows.ofProfile(connection, notice.iccid(), MAX_NOTICES);
            // what was told before the profile was anybody's has done nothing yet, so that it is no repetition
            boolean repeated = before.stream()
                    .filter(kept -> profile.isEmpty() || kept.effect() != Effect.UNKNOWN)
                    .anyMatch(kept -> kept.tells(notice));
            profile.ifPresent(known -> takeEarly(
                    known, before.stream().filter(kept -> !kept.tells(notice)).toList()));
            Effect effect = repeated
                    ? Effect.REPEATED
                    : profile.map(known -> known.take(notice, rules(), now)).orElse(Effect.UNKNOWN);
            if (before.size() < MAX_NOTICES) {
                NoticeRows.insert(connection, notice, effect, now);
            }
            return effect;
        } catch (SQLException e) {
            throw new IllegalStateException("What was told of profile " + notice.iccid() + " is not written", e);
        }
    }

    /** What came before the profile was anybody's, or at that very moment. To take it again changes nothing. */
    private void takeEarly(EsimProfile profile, List<KeptNotice> kept) {
        kept.stream()
                .filter(early -> early.effect() == Effect.UNKNOWN)
                .forEach(early -> profile.take(early.notice(), rules(), early.receivedAt()));
    }

    /** What was told of it, as it came; at most {@value #MAX_NOTICES}. */
    public List<KeptNotice> notices(String iccid) {
        try (Connection connection = dataSource.getConnection()) {
            return NoticeRows.ofProfile(connection, iccid, MAX_NOTICES);
        } catch (SQLException e) {
            throw new IllegalStateException("What was told of profile " + iccid + " cannot be read", e);
        }
    }

    public Optional<EsimProfile> find(String iccid) {
        return Optional.ofNullable(entities.find(EsimProfile.class, iccid));
    }

    /** Those that the order has brought, by index ESIM_PROFILE_ORDER_IX. */
    public List<EsimProfile> ofOrder(OrderId order) {
        return entities.createQuery(
                        "select p from EsimProfile p where p.order = :order order by p.itemId, p.iccid",
                        EsimProfile.class)
                .setParameter("order", order.value())
                .setMaxResults(MAX_OF_ORDER)
                .getResultList();
    }

    /**
     * Those whose customers somebody has to look after, the longest first, by index ESIM_PROFILE_CONCERN_IX.
     *
     * @param limit 1 to {@link Page#MAX_LIMIT}; more is cut to that
     */
    public Page<EsimProfile> ofConcern(int offset, int limit) {
        // a range, which an index answers; that a column is not null is none to every database
        String open = " from EsimProfile p where p.concernAt >= :ever";
        int first = Math.max(0, offset);
        return new Page<>(
                entities.createQuery("select p" + open + " order by p.concernAt, p.iccid", EsimProfile.class)
                        .setParameter("ever", Instant.EPOCH)
                        .setFirstResult(first)
                        .setMaxResults(Math.clamp(limit, 1, Page.MAX_LIMIT))
                        .getResultList(),
                first,
                entities.createQuery("select count(p)" + open, Long.class)
                        .setParameter("ever", Instant.EPOCH)
                        .getSingleResult());
    }

    /**
     * Somebody has looked after the customer.
     *
     * <p>Rejections: {@code UNKNOWN_ESIM_PROFILE}, and those of {@link EsimProfile#seenTo}.
     *
     * @param by   login
     * @param note what was agreed, at most {@value SeenTo#MAX_NOTE} characters
     */
    public Outcome<EsimProfile> seenTo(String iccid, String by, String note) {
        Optional<EsimProfile> profile = locked(iccid);
        if (profile.isEmpty()) {
            return Outcome.rejected(Rejection.of("UNKNOWN_ESIM_PROFILE", "There is no such profile."));
        }
        return profile.get()
                .seenTo(by, note, clock.instant())
                .map(Outcome::<EsimProfile>rejected)
                .orElseGet(() -> Outcome.accepted(profile.get()));
    }

    /**
     * Whose moment has come, the oldest first; by index ESIM_PROFILE_DUE_IX. Nothing is locked.
     *
     * @param most at most so many
     */
    public List<String> due(int most) {
        return entities.createQuery(
                        "select p.iccid from EsimProfile p where p.dueAt <= :now order by p.dueAt, p.iccid",
                        String.class)
                .setParameter("now", clock.instant())
                .setMaxResults(most)
                .getResultList();
    }

    /**
     * A mail that is to be sent.
     *
     * @param number of the reminder, from 1
     * @param email  empty when the customer has given none
     */
    public record Reminder(
            String iccid, int number, String name, Optional<String> email, String msisdn, String activationCode) {

        /** Without the code. */
        @Override
        public String toString() {
            return "Reminder " + number + " of profile " + iccid;
        }
    }

    /**
     * Since when an SM-DP+ tells this installation of profiles; empty when none ever has. What customers have loaded before, nobody knows.
     */
    public Optional<Instant> toldSince() {
        try (Connection connection = dataSource.getConnection()) {
            return NoticeRows.first(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("Since when the SM-DP+ tells of profiles cannot be read", e);
        }
    }

    /** Whether an SM-DP+ tells of profiles: it has a secret to tell them by, and has used it once. */
    public boolean isToldOf(String secret) {
        return !secret.isEmpty() && toldSince().isPresent();
    }

    /** How many profiles nobody sees to although their moment has come, as no SM-DP+ tells of them; by index ESIM_PROFILE_DUE_IX. */
    public long untold(String secret) {
        return isToldOf(secret)
                ? 0
                : entities.createQuery("select count(p) from EsimProfile p where p.dueAt <= :now", Long.class)
                        .setParameter("now", clock.instant())
                        .getSingleResult();
    }

    /**
     * Sees to a profile whose moment has come: somebody has to look after its customer from now on, or he is reminded.
     *
     * @return the reminder that is to be sent; its sender says by {@link #reminded} or {@link #refused} what has become of it, else it is due
     *     again after a while
     */
    public Optional<Reminder> attend(String iccid) {
        Instant now = clock.instant();
        Optional<EsimProfile> due = followed(iccid);
        if (due.filter(profile -> profile.isToBeReminded(rules(), now) && !isAtRest(profile))
                .isPresent()) {
            due.get().waitUntil(now.plus(LINE_IN_MOTION));
            return Optional.empty();
        }
        return due.flatMap(profile -> profile.attend(rules(), now).map(number -> reminder(profile, number)));
    }

    /**
     * Whether the profile's line is in service and no order is about to change it: else the code mends nothing, or is about to be worth
     * nothing. By the indexes INSTALLED_RESOURCE_ID_IX and ORDER_ITEM_PRODUCT_IX.
     */
    private boolean isAtRest(EsimProfile profile) {
        return !entities.createQuery(
                        "select p.id from Product p join p.services s join s.resources r"
                                + " where r.identifier = :iccid and p.customer.value = :customer and p.state = :active"
                                + " and not exists (select i.product from OrderItem i where i.product = p.id.value and i.state in (:states))",
                        ProductId.class)
                .setParameter("iccid", profile.iccid())
                .setParameter("customer", profile.customer().value())
                .setParameter("active", InventoryState.ACTIVE)
                .setParameter("states", UNDER_WAY)
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
    }

    /**
     * The same while no mail can be sent: who is to be reminded stays due.
     *
     * @return whether it was seen to
     */
    public boolean attendWithoutMail(String iccid) {
        Optional<EsimProfile> due =
                followed(iccid).filter(profile -> !profile.isToBeReminded(rules(), clock.instant()));
        due.ifPresent(profile -> profile.attend(rules(), clock.instant()));
        return due.isPresent();
    }

    /** Of what was to be loaded before the SM-DP+ told of anything, only those that it has told of. */
    private Optional<EsimProfile> followed(String iccid) {
        Optional<Instant> since = toldSince();
        Optional<EsimProfile> profile = since.isEmpty() ? Optional.empty() : locked(iccid);
        profile.ifPresent(known -> takeEarly(known, notices(iccid)));
        Optional<EsimProfile> unknown = profile.filter(
                known -> known.toldAt().isEmpty() && known.readyAt().isBefore(since.orElseThrow()));
        unknown.ifPresent(EsimProfile::leaveAlone);
        return unknown.isPresent() ? Optional.empty() : profile;
    }

    private Reminder reminder(EsimProfile profile, int number) {
        Customer customer = entities.find(Customer.class, profile.customer());
        PlanStep step = entities.find(PlanStep.class, profile.stepId());
        if (customer == null || step == null) {
            throw new IllegalStateException("Profile " + profile.iccid() + " has no customer or no step");
        }
        return new Reminder(
                profile.iccid(),
                number,
                customer.name(),
                Optional.of(customer.email()).filter(email -> !email.isBlank()),
                profile.msisdn(),
                Optional.ofNullable(step.facts().get(ACTIVATION_CODE))
                        .orElseThrow(() -> new IllegalStateException("Step " + step.id() + " has brought no code")));
    }

    /** The reminder has gone out, or there is no address that it could go to. */
    public void reminded(Reminder reminder) {
        locked(reminder.iccid()).ifPresent(profile -> profile.reminded(reminder.number(), rules(), clock.instant()));
    }

    /** The mail server has not taken the reminder. */
    public void refused(Reminder reminder) {
        locked(reminder.iccid()).ifPresent(profile -> profile.refused(reminder.number(), rules(), clock.instant()));
    }

    private DownloadRules rules() {
        return catalogs.current().download();
    }

    private Optional<EsimProfile> locked(String iccid) {
        return Optional.ofNullable(entities.find(EsimProfile.class, iccid, LockModeType.PESSIMISTIC_WRITE));
    }
}
