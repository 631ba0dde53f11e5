package dialtone.order.service;

import dialtone.base.Outcome;
import dialtone.base.Page;
import dialtone.base.Rejection;
import dialtone.catalog.service.CatalogStore;
import dialtone.inventory.InventoryState;
import dialtone.inventory.Product;
import dialtone.inventory.ProductId;
import dialtone.inventory.service.Inventory;
import dialtone.order.DecisionRequest;
import dialtone.order.TermWaiver;
import dialtone.order.TermWaiver.State;
import dialtone.order.WaiverReason;
import dialtone.party.service.Parties;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Exceptions from minimum terms, one transaction each: the product's row, or the exception's, is locked first. */
@Stateless
public class TermWaivers {

    /** What belongs to a line; an order ends no more. */
    private static final int MAX_OF_LINE = 61;

    @PersistenceContext
    private EntityManager entities;

    @EJB
    private CatalogStore catalogs;

    @EJB
    private Inventory inventory;

    @EJB
    private Parties parties;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public TermWaivers() {}

    /** Outside a container. */
    @SuppressWarnings("UnnecessaryAssignment") // the same fields, for who is not a container
    TermWaivers(EntityManager entities, CatalogStore catalogs, Inventory inventory, Parties parties, Clock clock) {
        this.entities = entities;
        this.catalogs = catalogs;
        this.inventory = inventory;
        this.parties = parties;
        this.clock = clock;
    }

    /**
     * Asks for an exception; a withdrawal in time is granted with that.
     *
     * <p>Rejections: {@code UNKNOWN_PRODUCT}, {@code PRODUCT_NOT_ACTIVE}, {@code NO_TERM_RUNS}, {@code ALREADY_ASKED} (one waits for an answer,
     * or is granted and all that binds may be left by it), {@code WITHDRAWAL_OVER} (field {@code reason}), those of {@link TermWaiver.Asked#objection}.
     *
     * @param by login
     */
    public Outcome<TermWaiver> ask(ProductId id, WaiverReason reason, String note, String by) {
        Optional<Product> found = inventory.locked(id);
        if (found.isEmpty()) {
            return refused("product", "UNKNOWN_PRODUCT", "There is no such product.");
        }
        Product product = found.get();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        ZoneId zone = zone(product);
        LocalDate today = LocalDate.ofInstant(now, zone);
        List<OwnedProducts.Bound> running = running(product, zone, today);
        String name = product.offeringName() + ", product " + id + ",";
        if (product.state() == InventoryState.TERMINATED) {
            return refused("product", "PRODUCT_NOT_ACTIVE", name + " has ended already.");
        }
        if (running.isEmpty()) {
            return refused("product", "NO_TERM_RUNS", name + " may be left: no minimum term of it runs.");
        }
        Optional<TermWaiver> open = open(new WaiverRows(entities).of(product), running, today);
        if (open.isPresent()) {
            return refused(
                    "product",
                    "ALREADY_ASKED",
                    open.get().id() + " is " + open.get().state().key() + " for it already.");
        }
        Instant from = Instant.EPOCH;
        if (reason == WaiverReason.WITHDRAWAL) {
            from = TermWaiver.firstDayOfWithdrawal(today).atStartOfDay(zone).toInstant();
            Instant latest = running.stream()
                    .map(OwnedProducts.Bound::since)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            if (latest.isBefore(from)) {
                return refused(
                        "reason",
                        "WITHDRAWAL_OVER",
                        "The contract could be withdrawn from until "
                                + TermWaiver.lastDayOfWithdrawal(LocalDate.ofInstant(latest, zone)) + ".");
            }
        }
        TermWaiver.Asked asked = new TermWaiver.Asked(id, product.customer(), reason, note.strip(), from, by);
        Optional<Rejection> objection = asked.objection();
        if (objection.isPresent()) {
            return Outcome.rejected(objection.get());
        }
        TermWaiver waiver = new TermWaiver(nextId(), asked, now);
        if (!reason.needsSecondPerson()) {
            waiver.grant(by, "", today, now);
        }
        entities.persist(waiver);
        return Outcome.accepted(waiver);
    }

    /**
     * Another person grants it.
     *
     * <p>Rejections: {@code UNKNOWN_WAIVER}, those of {@link TermWaiver#objection}, {@code TOO_LONG} (field {@code note}).
     *
     * @param by login
     */
    public Outcome<TermWaiver> grant(String id, String by, String note) {
        return decided(id, note, waiver -> {
            Optional<Rejection> objection = waiver.objection(by);
            if (objection.isPresent()) {
                return Outcome.rejected(objection.get());
            }
            Instant now = clock.instant();
            LocalDate today = inventory
                    .find(waiver.product())
                    .map(product -> LocalDate.ofInstant(now, zone(product)))
                    .orElseThrow();
            waiver.grant(by, note.strip(), today, now);
            return Outcome.accepted(waiver);
        });
    }

    /**
     * Another person refuses it, or the one who has asked takes it back.
     *
     * <p>Rejections: {@code UNKNOWN_WAIVER}, {@code NOT_IN_VALID_STATE}, {@code TOO_LONG}, and {@code REASON_REQUIRED} (both field {@code note}) of
     * who refuses.
     *
     * @param by login
     */
    public Outcome<TermWaiver> refuse(String id, String by, String note) {
        return decided(id, note, waiver -> {
            if (waiver.state() == State.ASKED
                    && note.isBlank()
                    && !DecisionRequest.isSamePerson(waiver.askedBy(), by)) {
                return Outcome.rejected(
                        Rejection.at("note", "REASON_REQUIRED", "Say why not, for the one who has asked."));
            }
            return refused(waiver, by, note);
        });
    }

    private Outcome<TermWaiver> refused(TermWaiver waiver, String by, String note) {
        if (waiver.state() != State.ASKED) {
            return Outcome.rejected(Rejection.of("NOT_IN_VALID_STATE", waiver.id() + " is decided already."));
        }
        waiver.refuse(by, note.strip(), clock.instant());
        return Outcome.accepted(waiver);
    }

    /**
     * Who has asked for it does not want it any more.
     *
     * <p>Rejections: {@code UNKNOWN_WAIVER}, {@code NOT_IN_VALID_STATE}, {@code ASKED_BY_ANOTHER}.
     *
     * @param by login
     */
    public Outcome<TermWaiver> takeBack(String id, String by) {
        return decided(id, "", waiver -> {
            if (!DecisionRequest.isSamePerson(waiver.askedBy(), by)) {
                return Outcome.rejected(Rejection.of(
                        "ASKED_BY_ANOTHER", "It is taken back by who has asked for it, who is another person."));
            }
            return refused(waiver, by, "");
        });
    }

    private Outcome<TermWaiver> decided(String id, String note, Function<TermWaiver, Outcome<TermWaiver>> decision) {
        if (note.length() > TermWaiver.MAX_NOTE) {
            return refused("note", "TOO_LONG", "A note has at most " + TermWaiver.MAX_NOTE + " characters.");
        }
        TermWaiver waiver = entities.find(TermWaiver.class, id, LockModeType.PESSIMISTIC_WRITE);
        return waiver == null
                ? Outcome.rejected(Rejection.of("UNKNOWN_WAIVER", "There is no exception " + id + "."))
                : decision.apply(waiver);
    }

    /** Those in a state, the oldest first; all, when none is said, the latest first. By index TERM_WAIVER_STATE_IX. */
    public Page<TermWaiver> list(Optional<State> state, int offset, int limit) {
        String where = state.isPresent() ? " where w.state = :state" : "";
        String order = state.isPresent() ? " order by w.askedAt, w.id" : " order by w.askedAt desc, w.id desc";
        TypedQuery<TermWaiver> rows = entities.createQuery(
                        "select w from TermWaiver w" + where + order, TermWaiver.class)
                .setFirstResult(offset)
                .setMaxResults(Math.min(limit, Page.MAX_LIMIT));
        TypedQuery<Long> count = entities.createQuery("select count(w) from TermWaiver w" + where, Long.class);
        state.ifPresent(one -> {
            rows.setParameter("state", one);
            count.setParameter("state", one);
        });
        return new Page<>(rows.getResultList(), offset, count.getSingleResult());
    }

    /** Those of a product and of its line, the latest first; empty when there is no such product. */
    public List<TermWaiver> of(ProductId product) {
        return inventory.find(product).map(new WaiverRows(entities)::of).orElse(List.of());
    }

    /** One that waits for an answer, or by which none of these terms binds any more. */
    private static Optional<TermWaiver> open(
            List<TermWaiver> waivers, List<OwnedProducts.Bound> running, LocalDate today) {
        List<TermWaiver> freeing = running.stream()
                .flatMap(bound -> WaiverRows.freeing(waivers, bound.since(), today).stream())
                .toList();
        return waivers.stream()
                .filter(waiver -> waiver.state() == State.ASKED)
                .findFirst()
                .or(() -> freeing.size() == running.size() ? freeing.stream().findFirst() : Optional.empty());
    }

    /** Its own; of a line without one those of what belongs to it, which ends with it. */
    private List<OwnedProducts.Bound> running(Product product, ZoneId zone, LocalDate today) {
        OwnedProducts owned = new OwnedProducts(inventory, catalogs);
        List<OwnedProducts.Bound> own = running(owned, Stream.of(product), zone, today);
        return own.isEmpty()
                ? running(owned, inventory.belongingTo(product.id(), MAX_OF_LINE).stream(), zone, today)
                : own;
    }

    private static List<OwnedProducts.Bound> running(
            OwnedProducts owned, Stream<Product> products, ZoneId zone, LocalDate today) {
        return products.flatMap(each -> owned.terms(each).stream())
                .filter(bound -> bound.offering()
                        .minimumTerm()
                        .filter(term -> term.overOn(LocalDate.ofInstant(bound.since(), zone))
                                .isAfter(today))
                        .isPresent())
                .toList();
    }

    private ZoneId zone(Product product) {
        return parties.account(product.billingAccount()).orElseThrow().timeZone();
    }

    private String nextId() {
        Object value = entities.createNativeQuery("SELECT TERM_WAIVER_SEQ.NEXTVAL FROM DUAL")
                .getSingleResult();
        return "WAI-" + ((Number) value).longValue();
    }

    private static Outcome<TermWaiver> refused(String field, String code, String message) {
        return Outcome.rejected(Rejection.at(field, code, message));
    }
}
