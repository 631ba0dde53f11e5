package dialtone.order;

import dialtone.catalog.DeliveryExpectation;
import dialtone.catalog.SuspensionReason;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.CascadeType;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A product order (TMF622 ProductOrder), from the moment it is acknowledged.
 *
 * <p>It is acknowledged with its price snapshot and waits for the process. The process serves it (one instance, never two),
 * checks it, and either it is rejected, or it begins: resources are reserved and the steps of its plan are performed. It ends
 * completed when every item is installed, partial when a person gave some of them up, failed when all of them. It may be
 * cancelled until everything is activated or a step was begun that cannot be taken back, and amended as long: it has revisions. One with a requested start in the
 * future stays acknowledged until then: its process begins at {@link #startsAt()}.
 */
@Entity
@Table(name = "PRODUCT_ORDER")
public class ProductOrder {

    @EmbeddedId
    @AttributeOverride(name = "value", column = @Column(name = "ORDER_ID"))
    private OrderId id;

    @Column(name = "EXTERNAL_ID")
    private @Nullable String externalId;

    @Embedded
    private RequestKey requestKey;

    @Embedded
    @AttributeOverride(name = "value", column = @Column(name = "CUSTOMER_ID"))
    private CustomerId customer;

    @Embedded
    @AttributeOverride(name = "value", column = @Column(name = "BILLING_ACCOUNT_ID"))
    private BillingAccountId billingAccount;

    @Column(name = "CHANNEL")
    private String channel;

    @Column(name = "PLACED_BY")
    private String placedBy;

    @Column(name = "CATALOG_VERSION")
    private String catalogVersion;

    @Enumerated(EnumType.STRING)
    @Column(name = "STATE")
    private OrderState state;

    @Column(name = "PLACED_AT")
    private Instant placedAt;

    @Column(name = "FINISHED_AT")
    private @Nullable Instant finishedAt;

    @Embedded
    private Serving serving = new Serving();

    @Column(name = "CANCEL_REASON")
    private @Nullable String cancelReason;

    @Column(name = "CANCELLED_BY")
    private @Nullable String cancelledBy;

    /** Null when the requester said nothing of it. */
    @Embedded
    private @Nullable StatedDetails stated;

    @Column(name = "BEGUN_AT")
    private @Nullable Instant begunAt;

    /** Null of an order that had ended before promises were kept. */
    @Embedded
    private @Nullable Promise promise = new Promise();

    @Column(name = "REVISION_NO")
    private int revision = PlanStep.FIRST_REVISION;

    @Column(name = "SETTLING")
    private boolean settling;

    @Version
    @Column(name = "ROW_VERSION")
    private long rowVersion;

    @ElementCollection
    @CollectionTable(name = "ORDER_NOTE", joinColumns = @JoinColumn(name = "ORDER_ID"))
    @OrderColumn(name = "POSITION")
    private List<OrderNote> notes = new ArrayList<>();

    @ElementCollection
    @CollectionTable(name = "ORDER_REFERENCE", joinColumns = @JoinColumn(name = "ORDER_ID"))
    @OrderColumn(name = "POSITION")
    private List<OrderReference> references = new ArrayList<>();

    @OneToMany(mappedBy = "order", cascade = CascadeType.PERSIST)
    @OrderBy("position")
    private List<OrderItem> items = new ArrayList<>();

    @SuppressWarnings("NullAway") // for the persistence provider, which fills the fields
    protected ProductOrder() {}

    /**
     * An order as it is acknowledged.
     *
     * @param ordered     what the checks made of the command's items
     * @param lineProduct id of the customer's product that the items without a plan in the order belong to
     */
    public ProductOrder(
            OrderId id,
            PlaceOrder command,
            BillingAccountId billingAccount,
            String catalogVersion,
            List<OrderedItem> ordered,
            Optional<String> lineProduct,
            Instant placedAt) {
        this.id = id;
        this.externalId = command.externalId().orElse(null);
        this.requestKey = RequestKey.of(command);
        this.customer = command.customer();
        this.billingAccount = billingAccount;
        this.channel = command.channel();
        this.placedBy = command.placedBy();
        this.catalogVersion = catalogVersion;
        this.state = OrderState.ACKNOWLEDGED;
        this.placedAt = placedAt;
        for (OrderedItem item : ordered) {
            items.add(new OrderItem(this, items.size() + 1, item, item.line(lineProduct)));
        }
        keep(command.details());
    }

    private void keep(OrderDetails details) {
        stated = StatedDetails.of(details, isUrgent());
        for (OrderNote note : details.notes()) {
            notes.add(note.completed(notes.size() + 1, placedBy, placedAt));
        }
        references.addAll(details.references());
    }

    /**
     * A process instance asks to serve the order.
     *
     * @return whether it may, see {@link Serving}; nobody serves an order that is final
     */
    public boolean serveBy(Serving.Asking asking) {
        return !state.isFinal() && serving.by(asking);
    }

    /** The checks refuse it. */
    public void reject(Instant now) {
        becomeWithItems(OrderState.REJECTED);
        finish(now);
    }

    /** Resources are being reserved: from here on it is not cancelled without further ado. */
    public void begin(Instant now) {
        becomeWithItems(OrderState.IN_PROGRESS);
        begunAt = now;
    }

    /**
     * It is amended: another revision, of which this is said.
     *
     * @throws IllegalStateException when it has ended
     */
    public void amend(OrderDetails details) {
        if (state.isFinal()) {
            throw new IllegalStateException("Order " + id + " is " + state + " and cannot be amended");
        }
        revision++;
        notes.clear();
        references.clear();
        keep(details);
    }

    /**
     * The items of the revision that it has just been amended to: others are withdrawn, and one that was given up stays so.
     *
     * @param wanted      all that are to be delivered, by the catalogue that the order was placed under
     * @param lineProduct id of the product of the customer's that what is added without a plan belongs to
     */
    public void deliver(List<OrderedItem> wanted, Optional<String> lineProduct) {
        Map<String, OrderedItem> rest = new LinkedHashMap<>();
        wanted.forEach(item -> rest.put(item.itemId(), item));
        openItems()
                .forEach(item -> Optional.ofNullable(rest.remove(item.itemId()))
                        .ifPresentOrElse(to -> item.amend(to, revision), () -> item.withdraw(revision)));
        rest.values().forEach(item -> items.add(new OrderItem(this, items.size() + 1, item, item.line(lineProduct))));
    }

    /** Something of the former plan is to be taken back, until {@link #settled}. */
    public void settle() {
        settling = true;
    }

    public void settled() {
        settling = false;
    }

    /** After an amendment: the later of what was promised before and what its plan takes now. */
    public void promiseAnew(Instant forecast) {
        promise().postpone(forecast);
    }

    /** What was not given up is installed: completed, or partial when an item was given up. */
    public void complete(Instant now) {
        openItems().forEach(item -> item.become(OrderState.COMPLETED));
        become(OrderState.derivedFrom(items().stream().map(OrderItem::state).toList()));
        finish(now);
    }

    /**
     * A person gives an item up, and with it those that belong to it. The others go on; what the network did for these is taken back.
     * An item that has ended stays as it is. Of what was to end it is the item alone: its product stays, and what belongs to it ends all
     * the same; but a line does not change its plan while it keeps what was to make room for that.
     */
    public void giveUp(String itemId) {
        GivingUp.with(this, itemId).forEach(item -> item.become(OrderState.FAILED));
    }

    /** Answers of items are corrected, by item: another revision, which delivers the same. */
    public void correct(Map<String, Map<String, String>> answers) {
        revision++;
        answers.forEach((item, corrected) -> item(item).orElseThrow().correct(corrected));
    }

    /** It ends with nothing delivered: cancelled when that was asked for, else failed. */
    public void close(Instant now) {
        OrderState end = state == OrderState.PENDING_CANCELLATION ? OrderState.CANCELLED : OrderState.FAILED;
        openItems().forEach(item -> item.become(end));
        become(end);
        finish(now);
    }

    /** What has ended is not late any more. */
    private void finish(Instant now) {
        finishedAt = now;
        promise().end();
    }

    /** Says when it is to be done, by what its plan is expected to take from its start; that is what it is measured against. */
    public void promise(FulfilmentPlan plan, DeliveryExpectation delivery) {
        Instant completion =
                Schedule.planned(OrderActivities.of(plan, delivery), startsAt()).ends();
        promise()
                .give(
                        completion,
                        Punctuality.of(
                                OrderActivities.of(this, List.of(), delivery),
                                startsAt(),
                                Optional.of(completion),
                                delivery,
                                placedAt));
    }

    /**
     * Notes how far it is. What is expected is said anew when the jeopardy changes, and not each time that a step takes a second more or
     * less.
     *
     * @return whether it is in more or in less jeopardy than before
     * @throws IllegalStateException if it has ended
     */
    public boolean follow(Punctuality punctuality) {
        if (state.isFinal()) {
            throw new IllegalStateException("Order " + id + " is " + state + " and not late any more");
        }
        return promise().follow(punctuality);
    }

    /** Whether it is known that nobody works on it because somebody wants it so. */
    public boolean isWaitingOnPurpose() {
        return state == OrderState.HELD || state == OrderState.PENDING;
    }

    /**
     * It is not wanted any more. While it is only acknowledged nothing is reserved and it is cancelled at once; later it is pending
     * cancellation until what was done for it is taken back, and then {@link #close closed}.
     *
     * @throws IllegalStateException when TMF622 has no way from its state, see {@link CancellationAssessment}
     */
    public void cancel(String reason, String requestedBy, Instant now) {
        boolean untouched = state == OrderState.ACKNOWLEDGED;
        becomeWithItems(OrderState.ASSESSING_CANCELLATION);
        becomeWithItems(OrderState.PENDING_CANCELLATION);
        cancelReason = reason.isBlank() ? null : reason;
        cancelledBy = requestedBy;
        if (untouched) {
            close(now);
        }
    }

    private List<OrderItem> openItems() {
        return items.stream().filter(item -> !item.state().isFinal()).toList();
    }

    /** Whether nothing more is to be begun for this item: it is being cancelled, or has ended without being delivered. */
    public boolean isStopping(String itemId) {
        return state == OrderState.PENDING_CANCELLATION
                || item(itemId)
                        .map(item -> item.state().isFinal() && item.state() != OrderState.COMPLETED)
                        .orElse(true);
    }

    /** Whether a step is not to be begun any more: its item is not, or an amendment does not want it. */
    public boolean isStopping(PlanStep step) {
        return step.isSuperseded() || isStopping(step.itemId());
    }

    private void becomeWithItems(OrderState next) {
        become(next);
        openItems().forEach(item -> item.become(next));
    }

    private void become(OrderState next) {
        if (!state.mayBecome(next)) {
            throw new IllegalStateException("Order " + id + " is " + state + " and cannot become " + next);
        }
        state = next;
    }

    public OrderId id() {
        return id;
    }

    /** The requester's own number. */
    public Optional<String> externalId() {
        return Optional.ofNullable(externalId);
    }

    public RequestKey requestKey() {
        return requestKey;
    }

    public CustomerId customer() {
        return customer;
    }

    public BillingAccountId billingAccount() {
        return billingAccount;
    }

    /** Where it came from: {@code console}, {@code tmf622}, {@code soap}. */
    public String channel() {
        return channel;
    }

    public String placedBy() {
        return placedBy;
    }

    /** The catalogue it was placed under. */
    public String catalogVersion() {
        return catalogVersion;
    }

    public OrderState state() {
        return state;
    }

    public Instant placedAt() {
        return placedAt;
    }

    /** Whether it goes before all others that wait: a line that is lost or stolen is used by somebody else meanwhile. */
    public boolean isUrgent() {
        return items.stream()
                .flatMap(item -> item.suspension().stream())
                .anyMatch(suspension -> suspension.reason() == SuspensionReason.LOST_OR_STOLEN);
    }

    /** Whether its requester lets others go before it: one of many that a machine places, by TMF622's lowest priority. */
    public boolean mayWait() {
        return !isUrgent()
                && details()
                        .priority()
                        .filter(said -> said == OrderDetails.LOWEST_PRIORITY)
                        .isPresent();
    }

    /** Whether all it does is to suspend lines and to bring them back. */
    public boolean isAboutUseOnly() {
        return items.stream().allMatch(item -> item.status().isPresent());
    }

    /** Nothing is done for it before: the requested start when that is later than the placing. */
    public Instant startsAt() {
        Instant start = stated().requestedStartAt();
        return start != null && start.isAfter(placedAt) ? start : placedAt;
    }

    /** What the requester said of it beside what is ordered; each note with id, author and time. */
    public OrderDetails details() {
        return details(EnumSet.allOf(OrderPart.class));
    }

    /** The same, as far as these parts say it: without the notes or references of an order whose others were not read. */
    public OrderDetails details(Set<OrderPart> read) {
        return stated().with(
                        read.contains(OrderPart.NOTES) ? notes : List.of(),
                        read.contains(OrderPart.REFERENCES) ? references : List.of());
    }

    private Promise promise() {
        if (promise == null) {
            promise = Promise.none();
        }
        return promise;
    }

    private StatedDetails stated() {
        return stated == null ? StatedDetails.NOTHING : stated;
    }

    public Optional<Instant> finishedAt() {
        return Optional.ofNullable(finishedAt);
    }

    /** When its resources were first to be reserved; empty before, and of an order that was refused. */
    public Optional<Instant> begunAt() {
        return Optional.ofNullable(begunAt);
    }

    /** When it was to be done by what was known as it was placed. */
    public Optional<Instant> promisedAt() {
        return promise().promisedAt();
    }

    /** When it is to be done by what is known: what was promised, until the order comes into jeopardy. */
    public Optional<Instant> expectedCompletionAt() {
        return promise().expectedCompletionAt();
    }

    /** Empty when it has ended. */
    public Optional<Jeopardy> jeopardy() {
        return promise().jeopardy();
    }

    /** When it will be in more jeopardy unless something is done; empty when time alone makes it no worse. */
    public Optional<Instant> jeopardyDueAt() {
        return promise().jeopardyDueAt();
    }

    /** Of the process instance that serves it, once one does; between two instances of the former one. */
    public Optional<Long> instanceKey() {
        return serving.instanceKey();
    }

    /** Which process instance serves it; {@link #serveBy} says who may. */
    public Serving serving() {
        return serving;
    }

    public Optional<String> cancelReason() {
        return Optional.ofNullable(cancelReason);
    }

    public Optional<String> cancelledBy() {
        return Optional.ofNullable(cancelledBy);
    }

    /** 1 as it was placed, one more with each amendment. */
    public int revision() {
        return revision;
    }

    /** Whether something of the plan before the last amendment is still to be taken back. */
    public boolean isSettling() {
        return settling;
    }

    /** In the order they were asked for, without those that an amendment has withdrawn. */
    public List<OrderItem> items() {
        return items.stream().filter(item -> !item.isWithdrawn()).toList();
    }

    /** One that has been withdrawn, too. */
    public Optional<OrderItem> item(String itemId) {
        return items.stream().filter(item -> item.itemId().equals(itemId)).findFirst();
    }
}
