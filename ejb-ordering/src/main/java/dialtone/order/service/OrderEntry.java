package dialtone.order.service;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.fulfilment.CheckResult;
import dialtone.order.CancellationAssessment;
import dialtone.order.OrderId;
import dialtone.order.OrderPreview;
import dialtone.order.PlaceOrder;
import dialtone.order.ProductOrder;
import dialtone.order.RequestKey;
import dialtone.order.Requester;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;

/** Where orders come in, whatever the channel. */
@Stateless
public class OrderEntry {

    /** Longest reason of a cancellation that is kept. */
    public static final int MAX_REASON = 255;

    /** SQLSTATE class of a broken constraint. */
    private static final String CONSTRAINT_BROKEN = "23";

    @PersistenceContext
    private EntityManager entities;

    @EJB
    private OrderRegister register;

    @EJB
    private FalloutTasks fallout;

    /** Request key to order id: saves a query. What it says is checked against the order. */
    @Resource(lookup = "java:jboss/infinispan/cache/dialtone/idempotency-answer")
    private ConcurrentMap<String, String> answers;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public OrderEntry() {}

    /** Outside a container. */
    @SuppressWarnings("UnnecessaryAssignment") // the same fields, for who is not a container
    OrderEntry(
            EntityManager entities,
            OrderRegister register,
            FalloutTasks fallout,
            ConcurrentMap<String, String> answers) {
        this.entities = entities;
        this.register = register;
        this.fallout = fallout;
        this.answers = answers;
    }

    /**
     * Takes an order: stored with its price snapshot and acknowledged, or refused with every reason at once and nothing stored.
     * A repeat of an idempotency key answers with the first order, also when both come at the same time.
     *
     * <p>Rejections: those of {@link dialtone.order.OrderChecks#check}, {@code UNKNOWN_CUSTOMER, UNKNOWN_BILLING_ACCOUNT,
     * BILLING_ACCOUNT_OF_ANOTHER_CUSTOMER, BILLING_ACCOUNT_OF_ANOTHER_PRODUCT, BILLING_ACCOUNT_MISSING, those of {@link LineOfItems#of},
     * SIM_SWAP_COOL_OFF, SIM_SWAP_CODE_MISSING,
     * INVALID_IDEMPOTENCY_KEY, INVALID_EXTERNAL_ID, IDEMPOTENCY_KEY_REUSED}, and those of
     * {@link dialtone.order.OrderDetails#refusals}. An order whose requested start is in the future is acknowledged like any other and begins then. Their fields: the item's path with {@code .id}, {@code .action},
     * {@code .productOffering.id}, {@code .product.id} or {@code .product.productCharacteristic[name]}; {@code productOrderItem}; {@code customer};
     * {@code billingAccount}; {@code idempotencyKey}; {@code externalId}.
     */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Outcome<ProductOrder> place(PlaceOrder command) {
        RequestKey request = RequestKey.of(command);
        Optional<ProductOrder> first = first(request);
        if (first.isPresent()) {
            return repeated(request, first.get());
        }
        try {
            Outcome<ProductOrder> outcome = register.store(command);
            outcome.fold(order -> remember(request, order), reasons -> reasons);
            return outcome;
        } catch (RuntimeException failure) {
            // the same key at the same time: the other was first
            Optional<ProductOrder> other = isConstraintBroken(failure) ? stored(request) : Optional.empty();
            return repeated(request, other.orElseThrow(() -> failure));
        }
    }

    private Optional<ProductOrder> first(RequestKey request) {
        String key = request.key();
        if (key == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(answers.get(key))
                .flatMap(id -> register.find(new OrderId(id)))
                .filter(order -> key.equals(order.requestKey().key()))
                .or(() -> stored(request));
    }

    private Optional<ProductOrder> stored(RequestKey request) {
        return Optional.ofNullable(request.key()).flatMap(register::withRequestKey);
    }

    private Outcome<ProductOrder> repeated(RequestKey request, ProductOrder first) {
        if (!first.requestKey().digest().equals(request.digest())) {
            return Outcome.rejected(Rejection.at(
                    "idempotencyKey",
                    "IDEMPOTENCY_KEY_REUSED",
                    "This idempotency key was used for another order, " + first.id() + "."));
        }
        remember(request, first);
        return Outcome.accepted(first);
    }

    private ProductOrder remember(RequestKey request, ProductOrder order) {
        if (request.key() != null) {
            answers.put(request.key(), order.id().value());
        }
        return order;
    }

    static boolean isConstraintBroken(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && sql.getSQLState().startsWith(CONSTRAINT_BROKEN)) {
                return true;
            }
        }
        return false;
    }

    /** What {@link #place} would say and what the order would cost; nothing is stored. */
    public Outcome<OrderPreview> preview(PlaceOrder command) {
        return register.preview(command);
    }

    /** See {@link OrderRegister#leftTooEarly}. */
    public List<CheckResult> leftTooEarly(PlaceOrder command) {
        return register.leftTooEarly(command);
    }

    /**
     * Cancels an order: at once while nothing is reserved for it; later it is pending cancellation until what the network did for it
     * is taken back.
     *
     * <p>Rejections: {@code UNKNOWN_ORDER}, {@code NOT_IN_VALID_STATE}, {@code TOO_LONG} (field {@code reason}),
     * {@code REASON_NOT_GRANTED} (field {@code order}) of an order that suspends a line or brings one back for a reason that is not the
     * requester's.
     *
     * @param reason at most {@value #MAX_REASON} characters
     */
    public Outcome<ProductOrder> cancel(OrderId id, String reason, Requester by) {
        if (reason.length() > MAX_REASON) {
            return Outcome.rejected(
                    Rejection.at("reason", "TOO_LONG", "A reason has at most " + MAX_REASON + " characters."));
        }
        return fallout.cancelOrder(id, reason, by);
    }

    /** What {@link #cancel} would do just now, for a requester who may; empty when there is no such order. */
    public Optional<CancellationAssessment> assessCancellation(OrderId id) {
        return Optional.ofNullable(entities.find(ProductOrder.class, id))
                .map(order -> CancellationAssessment.of(order, PlanReading.stepsWithFacts(entities, id)));
    }
}
