package dialtone.pool;

import dialtone.base.Money;
import dialtone.catalog.OfferingId;
import dialtone.catalog.ReturnRules;
import dialtone.order.OrderId;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.pool.ReturnNotice.Effect;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A device that a customer is asked to send back, from the end of the order that asks for it on. He gets the label by mail and is reminded;
 * the warehouse tells when the device has come. One that does not come in time costs its residual charge, once.
 */
@Entity
@Table(name = "DEVICE_RETURN")
public class DeviceReturn {

    public enum State {
        /** The customer has it. */
        AWAITED,
        /** The carrier has it. */
        UNDER_WAY,
        /** The warehouse has it. */
        RECEIVED,
        /** It has not come in time, and its residual charge is posted, if it has one. */
        OVERDUE
    }

    /** What is to be done when its moment has come. */
    public enum Attention {
        /** A mail is to be sent: the label, or a reminder. */
        MAIL,
        /** Its residual charge is due. */
        CHARGE
    }

    /**
     * What is asked back.
     *
     * @param rma            number of the return: the id of the step that asks for it
     * @param offering       that the customer has it by
     * @param deviceName     of the offering, as the customer reads it
     * @param trackingNumber on the label
     * @param residualCharge what it costs when it does not come; empty when nothing
     */
    public record Asked(
            String rma,
            String imei,
            OrderId order,
            String itemId,
            CustomerId customer,
            BillingAccountId account,
            OfferingId offering,
            String deviceName,
            String trackingNumber,
            Optional<Money> residualCharge) {}

    /** In which time a mail has gone out; when its sender says nothing, it is due again. */
    static final Duration MAILING = Duration.ofMinutes(10);

    /** After how long a mail is tried again that the mail server did not take; after the last of them it is given up. */
    static final List<Duration> TRIES = List.of(Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofDays(1));

    @Id
    @Column(name = "RMA")
    private String rma;

    @Column(name = "IMEI")
    private String imei;

    @Column(name = "ORDER_ID")
    private String order;

    @Column(name = "ITEM_ID")
    private String itemId;

    @Column(name = "CUSTOMER_ID")
    private String customer;

    @Column(name = "BILLING_ACCOUNT_ID")
    private String account;

    @Column(name = "OFFERING_ID")
    private String offering;

    @Column(name = "DEVICE_NAME")
    private String deviceName;

    @Column(name = "TRACKING_NUMBER")
    private String trackingNumber;

    @Column(name = "AMOUNT")
    private @Nullable BigDecimal amount;

    @Column(name = "CURRENCY")
    private @Nullable String currency;

    @Enumerated(EnumType.STRING)
    @Column(name = "STATE")
    private State state;

    @Column(name = "ASKED_AT")
    private Instant askedAt;

    @Column(name = "TOLD_AT")
    private @Nullable Instant toldAt;

    /** How many have gone out, the label's among them. */
    @Column(name = "MAILS")
    private int mails;

    /** How often the mail server has not taken the next one. */
    @Column(name = "REFUSALS")
    private int refusals;

    @Column(name = "DUE_AT")
    private @Nullable Instant dueAt;

    @Column(name = "CHARGED_AT")
    private @Nullable Instant chargedAt;

    @Version
    @Column(name = "ROW_VERSION")
    private long rowVersion;

    @SuppressWarnings("NullAway") // for the persistence provider, which fills the fields
    protected DeviceReturn() {}

    public DeviceReturn(Asked asked, Instant now) {
        this.rma = asked.rma();
        this.imei = asked.imei();
        this.order = asked.order().value();
        this.itemId = asked.itemId();
        this.customer = asked.customer().value();
        this.account = asked.account().value();
        this.offering = asked.offering().value();
        this.deviceName = asked.deviceName();
        this.trackingNumber = asked.trackingNumber();
        this.amount = asked.residualCharge().map(Money::amount).orElse(null);
        this.currency = asked.residualCharge()
                .map(charge -> charge.currency().getCurrencyCode())
                .orElse(null);
        this.state = State.AWAITED;
        this.askedAt = now;
        this.dueAt = now;
    }

    /** The warehouse tells of it. What is told again or too late changes nothing. */
    public Effect take(ReturnNotice notice, ReturnRules rules) {
        if (!notice.imei().equals(imei)) {
            return Effect.OTHER_DEVICE;
        }
        boolean news = switch (notice.event()) {
            case HANDED_IN -> state == State.AWAITED;
            case RECEIVED -> state != State.RECEIVED;
        };
        if (!news) {
            return Effect.LATE;
        }
        state = notice.event() == ReturnNotice.Event.RECEIVED ? State.RECEIVED : State.UNDER_WAY;
        toldAt = notice.happenedAt();
        dueAt = next(rules);
        return Effect.APPLIED;
    }

    /**
     * What its moment asks for. A mail is due again after a while unless {@link #mailed} or {@link #refused} says what has become of it.
     *
     * @return empty when its moment has not come
     */
    public Optional<Attention> attend(ReturnRules rules, Instant now) {
        if (dueAt == null || now.isBefore(dueAt)) {
            return Optional.empty();
        }
        if (isMailed(rules, now)) {
            dueAt = now.plus(MAILING);
            return Optional.of(Attention.MAIL);
        }
        return Optional.of(Attention.CHARGE);
    }

    /** The label goes out in any case, and no reminder when the charge is due anyway. */
    private boolean isMailed(ReturnRules rules, Instant now) {
        return mails == 0 || (mails <= rules.reminders().size() && now.isBefore(askedAt.plus(rules.overdue())));
    }

    /** Whether only the label has to go out, which needs nothing known of what the warehouse has. */
    public boolean isNew() {
        return mails == 0;
    }

    /** The mail has gone out, or there is no address that it could go to. Reminders whose time has passed meanwhile are left out. */
    public void mailed(ReturnRules rules, Instant now) {
        int passed = 1
                + Math.toIntExact(rules.reminders().stream()
                        .filter(reminder -> !now.isBefore(askedAt.plus(reminder)))
                        .count());
        mails = Math.max(mails + 1, passed);
        refusals = 0;
        dueAt = next(rules);
    }

    /** The mail server has not taken the mail: it is tried again, at ever longer intervals, and given up in the end. */
    public void refused(ReturnRules rules, Instant now) {
        if (refusals == TRIES.size()) {
            mailed(rules, now);
        } else {
            dueAt = now.plus(TRIES.get(refusals));
            refusals++;
        }
    }

    /** Nothing is done about it just now. */
    public void waitUntil(Instant later) {
        dueAt = later;
    }

    /**
     * It has not come in time.
     *
     * @throws IllegalStateException if it has come, or is under way
     */
    public void charge(Instant now) {
        if (state != State.AWAITED) {
            throw new IllegalStateException("Return " + rma + " is " + state + " and is not charged");
        }
        state = State.OVERDUE;
        dueAt = null;
        if (amount != null) {
            chargedAt = now;
        }
    }

    /** When time alone changes something about it; null when it does not: what the carrier has is nobody's fault. */
    private @Nullable Instant next(ReturnRules rules) {
        if (mails == 0 && state != State.RECEIVED) {
            return askedAt;
        }
        if (state != State.AWAITED) {
            return null;
        }
        return askedAt.plus(
                mails <= rules.reminders().size() ? rules.reminders().get(mails - 1) : rules.overdue());
    }

    /** Its state for a person. */
    public String words() {
        return switch (state) {
            case AWAITED -> "Asked back, with the customer";
            case UNDER_WAY -> "Handed in, with the carrier";
            case RECEIVED ->
                chargedAt == null ? "Received" : "Received after its residual charge was posted, which stands";
            case OVERDUE ->
                chargedAt == null ? "Not sent back in time" : "Not sent back in time, residual charge posted";
        };
    }

    public String rma() {
        return rma;
    }

    public String imei() {
        return imei;
    }

    public OrderId order() {
        return new OrderId(order);
    }

    public String itemId() {
        return itemId;
    }

    public CustomerId customer() {
        return new CustomerId(customer);
    }

    public BillingAccountId account() {
        return new BillingAccountId(account);
    }

    /** That the customer has had it by. */
    public OfferingId offering() {
        return new OfferingId(offering);
    }

    public String deviceName() {
        return deviceName;
    }

    /** On the label. */
    public String trackingNumber() {
        return trackingNumber;
    }

    /** What it costs when it does not come; empty when nothing. */
    public Optional<Money> residualCharge() {
        return amount == null || currency == null
                ? Optional.empty()
                : Optional.of(new Money(amount, Currency.getInstance(currency)));
    }

    public State state() {
        return state;
    }

    public Instant askedAt() {
        return askedAt;
    }

    /** When what the state says has happened, by the clock of the warehouse; empty when it has told nothing. */
    public Optional<Instant> toldAt() {
        return Optional.ofNullable(toldAt);
    }

    /** How many have gone out: the label first, then reminders. */
    public int mails() {
        return mails;
    }

    public Optional<Instant> dueAt() {
        return Optional.ofNullable(dueAt);
    }

    public Optional<Instant> chargedAt() {
        return Optional.ofNullable(chargedAt);
    }
}
