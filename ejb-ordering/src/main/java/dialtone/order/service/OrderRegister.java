package dialtone.order.service;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.catalog.service.CatalogStore;
import dialtone.event.service.DomainEvents;
import dialtone.fulfilment.CheckResult;
import dialtone.fulfilment.ContractTermRules;
import dialtone.inventory.ProductId;
import dialtone.inventory.service.Inventory;
import dialtone.order.FulfilmentPlan;
import dialtone.order.OrderId;
import dialtone.order.OrderPreview;
import dialtone.order.OrderedItem;
import dialtone.order.OwnedProduct;
import dialtone.order.PlaceOrder;
import dialtone.order.ProductOrder;
import dialtone.party.BillingAccount;
import dialtone.party.service.Parties;
import dialtone.platform.outbox.Outbox;
import dialtone.rating.SeatQuotes;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** One transaction of order entry: judging a command and storing the order with all that leaves with it. */
@Stateless
public class OrderRegister {

    @PersistenceContext
    private EntityManager entities;

    @EJB
    private CatalogStore catalogs;

    @EJB
    private Parties parties;

    @EJB
    private Inventory inventory;

    @EJB
    private SwapCodes swapCodes;

    /** When it is needed: billing is deployed after this. */
    private final Supplier<SeatQuotes> seatQuotes;

    @Inject
    private Outbox outbox;

    @Inject
    private DomainEvents events;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public OrderRegister() {
        this.seatQuotes = OrderRegister::lookedUp;
    }

    @SuppressWarnings("BanJNDI") // the name is a constant of ours, and what is bound to it a bean of this application
    private static SeatQuotes lookedUp() {
        try {
            return InitialContext.doLookup(SeatQuotes.JNDI);
        } catch (NamingException e) {
            throw new IllegalStateException("Nobody says what seats cost", e);
        }
    }

    /** What the register works with, outside a container. */
    record Parts(
            EntityManager entities,
            CatalogStore catalogs,
            Parties parties,
            Inventory inventory,
            SwapCodes swapCodes,
            SeatQuotes seatQuotes,
            Outbox outbox,
            DomainEvents events,
            Clock clock) {}

    @SuppressWarnings("UnnecessaryAssignment") // the same fields, for who is not a container
    OrderRegister(Parts parts) {
        this.entities = parts.entities();
        this.catalogs = parts.catalogs();
        this.parties = parts.parties();
        this.inventory = parts.inventory();
        this.swapCodes = parts.swapCodes();
        this.seatQuotes = parts::seatQuotes;
        this.outbox = parts.outbox();
        this.events = parts.events();
        this.clock = parts.clock();
    }

    public Optional<ProductOrder> find(OrderId id) {
        return Optional.ofNullable(entities.find(ProductOrder.class, id)).map(OrderReading::loaded);
    }

    /** The order that carries this request key. */
    public Optional<ProductOrder> withRequestKey(String key) {
        return entities.createQuery("select o from ProductOrder o where o.requestKey.key = :key", ProductOrder.class)
                .setParameter("key", key)
                .getResultStream()
                .findFirst()
                .map(OrderReading::loaded);
    }

    /** Stores the order, its event and the message that starts its process when its time has come; or says all that speaks against it. */
    public Outcome<ProductOrder> store(PlaceOrder command) {
        OrderAssessment assessment = assessed(command);
        if (!assessment.refusals().isEmpty()) {
            return Outcome.rejected(assessment.refusals());
        }
        Optional<Rejection> unconfirmed = unconfirmed(command, assessment);
        if (unconfirmed.isPresent()) {
            return Outcome.rejected(unconfirmed.get());
        }
        OrderId id = nextId();
        List<Rejection> usedUp = new Coupons(entities).redeem(id, assessment.coupons(), clock.instant());
        if (!usedUp.isEmpty()) {
            return Outcome.rejected(usedUp);
        }
        ProductOrder order = new ProductOrder(
                id,
                command,
                assessment.account().orElseThrow().id(),
                assessment.catalog().version(),
                assessment.items(),
                assessment.lineProduct().map(ProductId::value),
                clock.instant());
        order.promise(
                FulfilmentPlan.of(assessment.catalog(), assessment.items()),
                assessment.catalog().delivery());
        entities.persist(order);
        // a second request with the same key fails here, before anything of it is told
        entities.flush();
        swaps(assessment).forEach(line -> swapCodes.use(line, command.placedBy(), order.id()));
        OrderEvents.placed(events, order);
        ProcessStart.put(outbox, order, order.id().value(), order.startsAt());
        return Outcome.accepted(order);
    }

    /** {@code SIM_SWAP_CODE_MISSING}: the customer of the line has not said the code that was sent to him, or not to who orders. */
    private Optional<Rejection> unconfirmed(PlaceOrder command, OrderAssessment assessment) {
        return swaps(assessment)
                .filter(line -> !swapCodes.isConfirmed(line, command.placedBy()))
                .findFirst()
                .map(line -> Rejection.at(
                        command.items().getFirst().field() + ".product.id",
                        "SIM_SWAP_CODE_MISSING",
                        "Before the line gets another SIM its customer says the one-time code that is sent to him, to whoever"
                                + " orders it."));
    }

    /** The lines that get another SIM. */
    private static Stream<ProductId> swaps(OrderAssessment assessment) {
        return assessment.items().stream()
                .filter(OrderedItem::isSwap)
                .flatMap(item -> item.product().stream())
                .map(line -> new ProductId(line.id()));
    }

    /** What {@link #store} would say but for a one-time code, and the prices; nothing is stored. */
    public Outcome<OrderPreview> preview(PlaceOrder command) {
        OrderAssessment assessment = assessed(command);
        if (!assessment.refusals().isEmpty()) {
            return Outcome.rejected(assessment.refusals());
        }
        BillingAccount account = assessment.account().orElseThrow();
        LocalDateTime starts =
                LocalDateTime.ofInstant(OrderAssessment.startsAt(command, clock.instant()), account.timeZone());
        return Outcome.accepted(OrderPreview.of(assessment.items(), account.currency(), starts)
                .seating(seatings(assessment, starts.atZone(account.timeZone()))));
    }

    private List<OrderPreview.Seating> seatings(OrderAssessment assessment, ZonedDateTime starts) {
        return assessment.items().stream()
                .filter(OrderedItem::isSeating)
                .flatMap(item -> item.product().stream()
                        .flatMap(owned -> inventory.find(new ProductId(owned.id())).stream())
                        .flatMap(product -> seatQuotes
                                .get()
                                .quote(new SeatQuotes.Asked(
                                        product.chargedOrder(),
                                        product.chargedItem(),
                                        item.newSeats().orElseThrow(),
                                        starts.toInstant()))
                                .stream())
                        .map(quote -> new OrderPreview.Seating(
                                item.itemId(),
                                item.product().flatMap(OwnedProduct::number),
                                item.offering().name(),
                                starts.toLocalDate(),
                                quote)))
                .toList();
    }

    /**
     * What of it its dependency checks would refuse for leaving a product before the term of its contract is over; empty when nothing, and
     * when it is no order. Nothing is stored.
     */
    public List<CheckResult> leftTooEarly(PlaceOrder command) {
        OrderAssessment assessment = assessed(command);
        if (!assessment.refusals().isEmpty()) {
            return List.of();
        }
        Instant now = clock.instant();
        Set<String> named = assessment.items().stream().map(OrderedItem::itemId).collect(Collectors.toSet());
        return ContractTermRules.judge(new LeftProducts(
                                inventory, new OwnedProducts(inventory, catalogs), parties, new WaiverRows(entities))
                        .of(assessment.items(), named, now, OrderAssessment.startsAt(command, now)))
                .stream()
                .filter(CheckResult::isObjection)
                .toList();
    }

    private OrderAssessment assessed(PlaceOrder command) {
        return OrderAssessment.of(
                command,
                catalogs.current(),
                new OrderAssessment.Records(
                        parties,
                        inventory,
                        new OwnedProducts(inventory, catalogs),
                        new ProductClaims(entities),
                        new Coupons(entities),
                        new WaiverRows(entities)),
                clock.instant());
    }

    private OrderId nextId() {
        Object value = entities.createNativeQuery("SELECT PRODUCT_ORDER_SEQ.NEXTVAL FROM DUAL")
                .getSingleResult();
        return new OrderId("ORD-" + ((Number) value).longValue());
    }
}
