package dialtone.pool;

import dialtone.base.Mails;
import dialtone.base.Money;
import dialtone.base.Rejection;
import dialtone.base.SeenTo;
import dialtone.catalog.OfferingId;
import dialtone.catalog.ReturnRules;
import dialtone.order.OrderId;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.pool.ReturnNotice.Effect;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
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

    /** How long after the deadline the charge waits: who has handed it in on the last day is told of by then, a weekend between. */
    public static final Duration GRACE = Duration.ofDays(3);

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

    @Column(name = "LABELLED_AT")
    private @Nullable Instant labelledAt;

    @Column(name = "DEADLINE_AT")
    private @Nullable Instant deadlineAt;

    /** The label and the reminders. */
    @Embedded
    private Mails mails = Mails.NONE;

    @Column(name = "DUE_AT")
    private @Nullable Instant dueAt;

    @Column(name = "CHARGED_AT")
    private @Nullable Instant chargedAt;

    @Enumerated(EnumType.STRING)
    @Column(name = "CONCERN")
    private @Nullable ReturnConcern concern;

    @Embedded
    private @Nullable SeenTo seenTo;

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

    /**
     * The warehouse tells of it. What is told again or too late changes nothing; another device in its parcel makes it one for a person. What
     * is told of a charged one is taken too, and a person looks whether the charge was right.
     */
    public Effect take(ReturnNotice notice) {
        if (!notice.imei().equals(imei)) {
            if (state != State.RECEIVED) {
                leaveToPerson(ReturnConcern.OTHER_DEVICE);
            }
            return Effect.OTHER_DEVICE;
        }
        boolean news = switch (notice.event()) {
            case HANDED_IN -> state == State.AWAITED || state == State.OVERDUE;
            case RECEIVED -> state != State.RECEIVED;
        };
        if (!news) {
            return Effect.LATE;
        }
        if (state == State.OVERDUE && chargedAt != null) {
            concern = ReturnConcern.CHARGED;
        } else if (concern != ReturnConcern.CHARGED) {
            concern = null;
        }
        state = notice.event() == ReturnNotice.Event.RECEIVED ? State.RECEIVED : State.UNDER_WAY;
        toldAt = notice.happenedAt();
        dueAt = null;
        return Effect.APPLIED;
    }

    /**
     * What its moment asks for. A mail is due again after a while unless {@link #mailed}, {@link #refused} or {@link #unaddressed} says what
     * has become of it. The deadline that a label names is kept with it: a later catalogue does not shorten it.
     *
     * @return empty when its moment has not come
     */
    public Optional<Attention> attend(ReturnRules rules, Instant now) {
        if (!isDue(now)) {
            return Optional.empty();
        }
        if (state != State.AWAITED || concern != null) {
            dueAt = null;
            return Optional.empty();
        }
        if (labelledAt == null) {
            deadlineAt = later(deadlineAt, now.plus(rules.overdue()));
        }
        if (labelledAt == null || (mails.gone() <= rules.reminders().size() && now.isBefore(deadline()))) {
            dueAt = now.plus(Mails.SENDING);
            return Optional.of(Attention.MAIL);
        }
        if (isChargeable(now)) {
            return Optional.of(Attention.CHARGE);
        }
        dueAt = deadline().plus(GRACE);
        return Optional.empty();
    }

    /** Whether its moment has come. */
    public boolean isDue(Instant now) {
        return dueAt != null && !now.isBefore(dueAt);
    }

    /** Whether its customer has had a label, the time that it named is over, and nothing stands against charging him. */
    public boolean isChargeable(Instant now) {
        return state == State.AWAITED
                && concern == null
                && labelledAt != null
                && !now.isBefore(deadline().plus(GRACE));
    }

    /** Whether no label has gone out, for which nothing has to be known of what the warehouse has. */
    public boolean isNew() {
        return labelledAt == null;
    }

    /**
     * Whether the warehouse has told of returns all the while since it was asked for, or since a person has looked at it.
     *
     * @param since when it told of one for the first time
     */
    public boolean isFollowedSince(Instant since) {
        return !later(seenTo == null ? null : seenTo.at(), askedAt).isBefore(since);
    }

    /** The mail has gone out. Reminders whose time has passed meanwhile are left out. */
    public void mailed(ReturnRules rules, Instant now) {
        Instant labelled = labelledAt == null ? now : labelledAt;
        labelledAt = labelled;
        int passed = 1
                + Math.toIntExact(rules.reminders().stream()
                        .filter(reminder -> !now.isBefore(labelled.plus(reminder)))
                        .count());
        mails = mails.atLeast(Math.max(mails.gone() + 1, passed));
        dueAt = next(rules);
    }

    /**
     * The mail server has not taken the mail: it is tried again, at ever longer intervals, and given up in the end. Without a label it is a
     * person's then.
     */
    public void refused(ReturnRules rules, Instant now) {
        if (state != State.AWAITED || concern != null) {
            return;
        }
        Optional<Instant> again = mails.nextTry(now);
        if (again.isEmpty()) {
            unaddressed(rules, now);
        } else {
            dueAt = again.get();
            mails = mails.refused();
        }
    }

    /** There is no address that the mail could go to: a label is a person's, a reminder is left out. */
    public void unaddressed(ReturnRules rules, Instant now) {
        if (labelledAt == null) {
            leaveToPerson(ReturnConcern.NO_LABEL);
        } else {
            mailed(rules, now);
        }
    }

    /** Nothing is done about it until a person has looked. What he is to look at first stands. */
    public void leaveToPerson(ReturnConcern why) {
        if (concern == null) {
            concern = why;
        }
        dueAt = null;
    }

    /**
     * A person has looked at it. A device that is still awaited is so by a label that its customer has by now, with the whole time from now on.
     *
     * <p>Rejections: {@code NOT_IN_VALID_STATE} (nobody has to look at it), {@code MISSING} and {@code TOO_LONG} (field {@code note}).
     */
    public Optional<Rejection> seenTo(String by, String words, ReturnRules rules, Instant now) {
        String said = words.strip();
        if (concern == null) {
            return Optional.of(Rejection.of("NOT_IN_VALID_STATE", "Nobody has to look at this return."));
        }
        Optional<Rejection> objection = SeenTo.objection(said, "Please say what was found or agreed.");
        if (objection.isPresent()) {
            return objection;
        }
        concern = null;
        seenTo = new SeenTo(by, now, said);
        if (state == State.AWAITED) {
            labelledAt = labelledAt == null ? now : labelledAt;
            mails = new Mails(Math.max(1, mails.gone()), mails.refusals());
            deadlineAt = later(deadlineAt, now.plus(rules.overdue()));
            dueAt = next(rules);
        }
        return Optional.empty();
    }

    /**
     * It has not come in time.
     *
     * @throws IllegalStateException unless it {@link #isChargeable}
     */
    public void charge(Instant now) {
        if (!isChargeable(now)) {
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
        if (state != State.AWAITED || concern != null) {
            return null;
        }
        Instant reminder =
                labelledAt == null || mails.gone() > rules.reminders().size()
                        ? null
                        : labelledAt.plus(rules.reminders().get(mails.gone() - 1));
        return reminder != null && reminder.isBefore(deadline())
                ? reminder
                : deadline().plus(GRACE);
    }

    private Instant deadline() {
        if (deadlineAt == null) {
            throw new IllegalStateException("Return " + rma + " has no deadline: no label has gone out");
        }
        return deadlineAt;
    }

    private static Instant later(@Nullable Instant one, Instant other) {
        return one != null && one.isAfter(other) ? one : other;
    }

    /** Its state for a person. */
    public String words() {
        return switch (state) {
            case AWAITED -> "Asked back, with the customer";
            case UNDER_WAY ->
                chargedAt == null
                        ? "Handed in, with the carrier"
                        : "Handed in, with the carrier; its residual charge was posted before that was told";
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

    /** When its label went out; empty when none has. */
    public Optional<Instant> labelledAt() {
        return Optional.ofNullable(labelledAt);
    }

    /** Until when its customer has to have handed it in, as the label says; empty when there is none. */
    public Optional<Instant> deadlineAt() {
        return Optional.ofNullable(deadlineAt);
    }

    /** Why a person has to look at it; empty when nobody has to. */
    public Optional<ReturnConcern> concern() {
        return Optional.ofNullable(concern);
    }

    /** Login of who has looked at it last. */
    public Optional<String> seenToBy() {
        return Optional.ofNullable(seenTo).map(SeenTo::by);
    }

    public Optional<Instant> seenToAt() {
        return Optional.ofNullable(seenTo).map(SeenTo::at);
    }

    /** What he has found or agreed. */
    public Optional<String> note() {
        return Optional.ofNullable(seenTo).map(SeenTo::note);
    }

    /** The label and the reminders, those that were given up or left out among them. */
    public int mails() {
        return mails.gone();
    }

    public Optional<Instant> dueAt() {
        return Optional.ofNullable(dueAt);
    }

    public Optional<Instant> chargedAt() {
        return Optional.ofNullable(chargedAt);
    }
}
