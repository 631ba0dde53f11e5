package dialtone.order;

import dialtone.base.Rejection;
import dialtone.inventory.ProductId;
import dialtone.party.CustomerId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An exception from the minimum terms of a product: asked for with a reason, granted by another person or by the days that have passed, and good for
 * an order that begins in time. Granted, the product may be left and leaving it costs nothing; with a line this holds for what belongs to it. It
 * is about the terms that ran when it was asked for, and about none that begin later: who leaves a plan for another one is bound by that.
 *
 * <p>Mobile M of 25 November for 24 months, and its customer has died. Asked for by the desk on 10 January and granted on 12 January: an order that
 * begins on 11 February at the latest ends the line without early termination.
 */
@Entity
@Table(name = "TERM_WAIVER")
public class TermWaiver {

    /** Days after that of the contract within which a customer may withdraw (Directive 2011/83/EU, article 9). */
    public static final int WITHDRAWAL_DAYS = 14;

    /** Days after it was granted on which an order may still begin by it: a month's notice, as customers give it. */
    public static final int VALID_DAYS = 30;

    /** Of notes: VARCHAR2(255 CHAR). */
    public static final int MAX_NOTE = 255;

    /** What has become of it. */
    public enum State {
        ASKED,
        GRANTED,
        REFUSED;

        /** On the wire. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Id
    @Column(name = "WAIVER_ID")
    private String id;

    @Column(name = "PRODUCT_ID")
    private String product;

    @Column(name = "CUSTOMER_ID")
    private String customer;

    @Enumerated(EnumType.STRING)
    @Column(name = "REASON")
    private WaiverReason reason;

    @Column(name = "NOTE")
    private @Nullable String note;

    @Column(name = "FROM_AT")
    private Instant from;

    @Column(name = "ASKED_BY")
    private String askedBy;

    @Column(name = "ASKED_AT")
    private Instant askedAt;

    @Enumerated(EnumType.STRING)
    @Column(name = "STATE")
    private State state;

    @Column(name = "DECIDED_BY")
    private @Nullable String decidedBy;

    @Column(name = "DECIDED_AT")
    private @Nullable Instant decidedAt;

    @Column(name = "ANSWER")
    private @Nullable String answer;

    @Column(name = "VALID_UNTIL_ON")
    private @Nullable LocalDate validUntil;

    @Version
    @Column(name = "ROW_VERSION")
    private long rowVersion;

    @SuppressWarnings("NullAway") // for the persistence provider, which fills the fields
    protected TermWaiver() {}

    /**
     * What is asked for.
     *
     * @param note   what the reason is known by, such as the number of a certificate
     * @param from   terms that began before are not meant; of a withdrawal those whose days for it are over
     * @param by     login
     */
    public record Asked(
            ProductId product, CustomerId customer, WaiverReason reason, String note, Instant from, String by) {

        /** {@code REASON_REQUIRED}, {@code TOO_LONG}, both of the note; empty when nothing speaks against it. */
        public Optional<Rejection> objection() {
            if (note.length() > MAX_NOTE) {
                return Optional.of(Rejection.at("note", "TOO_LONG", "A note has at most " + MAX_NOTE + " characters."));
            }
            return reason.needsSecondPerson() && note.isBlank()
                    ? Optional.of(Rejection.at(
                            "note",
                            "REASON_REQUIRED",
                            "Say what it is known by, for who has to agree: " + reason.words() + "."))
                    : Optional.empty();
        }
    }

    public TermWaiver(String id, Asked asked, Instant now) {
        this.id = id;
        this.product = asked.product().value();
        this.customer = asked.customer().value();
        this.reason = asked.reason();
        this.note = asked.note().isBlank() ? null : asked.note();
        this.from = asked.from();
        this.askedBy = asked.by();
        this.askedAt = now;
        this.state = State.ASKED;
    }

    /** The last day on which a contract of that day may be withdrawn from: of 2026-11-25 it is 2026-12-09. */
    public static LocalDate lastDayOfWithdrawal(LocalDate contract) {
        return contract.plusDays(WITHDRAWAL_DAYS);
    }

    /** The first day of which contracts may be withdrawn from on that day: on 2026-12-09 those of 2026-11-25 and later. */
    public static LocalDate firstDayOfWithdrawal(LocalDate today) {
        return today.minusDays(WITHDRAWAL_DAYS);
    }

    /**
     * Why this person does not grant it: {@code NOT_IN_VALID_STATE} when it is decided, {@code SECOND_PERSON_REQUIRED} of who has asked for it;
     * empty when he may.
     */
    public Optional<Rejection> objection(String by) {
        if (state != State.ASKED) {
            return Optional.of(Rejection.of("NOT_IN_VALID_STATE", id + " is " + state.key() + " already."));
        }
        return reason.needsSecondPerson() && DecisionRequest.isSamePerson(askedBy, by)
                ? Optional.of(Rejection.of(
                        "SECOND_PERSON_REQUIRED", "Who asks for it does not grant it; another person has to."))
                : Optional.empty();
    }

    /** @param today in the zone of the account */
    public void grant(String by, String why, LocalDate today, Instant now) {
        decide(State.GRANTED, by, why, now);
        validUntil = today.plusDays(VALID_DAYS);
    }

    /** Also by who has asked, who does not want it any more. */
    public void refuse(String by, String why, Instant now) {
        decide(State.REFUSED, by, why, now);
    }

    private void decide(State decision, String by, String why, Instant now) {
        if (state != State.ASKED) {
            throw new IllegalStateException(id + " is " + state + " and cannot become " + decision);
        }
        state = decision;
        decidedBy = by;
        decidedAt = now;
        answer = why.isBlank() ? null : why;
    }

    /**
     * Whether a term that has begun then does not bind on that day any more.
     *
     * @param day first day on which the product is not had any more, or another one, in the zone of its account
     */
    public boolean frees(Instant begun, LocalDate day) {
        return state == State.GRANTED
                && validUntil != null
                && !day.isAfter(validUntil)
                && !begun.isBefore(from)
                && !begun.isAfter(askedAt);
    }

    /** Whether it waits for an answer, or may still be used that day. */
    public boolean isOpen(LocalDate day) {
        return state == State.ASKED || (state == State.GRANTED && validUntil != null && !day.isAfter(validUntil));
    }

    /** Whether who has asked for it did not want it any more. */
    public boolean isTakenBack() {
        return state == State.REFUSED
                && decidedBy()
                        .filter(by -> DecisionRequest.isSamePerson(askedBy, by))
                        .isPresent();
    }

    public String id() {
        return id;
    }

    public ProductId product() {
        return new ProductId(product);
    }

    public CustomerId customer() {
        return new CustomerId(customer);
    }

    public WaiverReason reason() {
        return reason;
    }

    public String note() {
        return note == null ? "" : note;
    }

    public String askedBy() {
        return askedBy;
    }

    public Instant askedAt() {
        return askedAt;
    }

    public State state() {
        return state;
    }

    /** Who has granted or refused it; of a withdrawal who has asked for it. */
    public Optional<String> decidedBy() {
        return Optional.ofNullable(decidedBy);
    }

    public Optional<Instant> decidedAt() {
        return Optional.ofNullable(decidedAt);
    }

    public String answer() {
        return answer == null ? "" : answer;
    }

    /** The last day on which an order may begin by it; empty unless it is granted. */
    public Optional<LocalDate> validUntil() {
        return Optional.ofNullable(validUntil);
    }

    /** {@code death of the customer, WAI-100001}. */
    public String words() {
        return reason.words() + ", " + id;
    }
}
