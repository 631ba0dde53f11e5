package dialtone.esim;

import dialtone.base.Rejection;
import dialtone.catalog.DownloadRules;
import dialtone.esim.DownloadNotice.Effect;
import dialtone.esim.DownloadNotice.Result;
import dialtone.order.OrderId;
import dialtone.party.CustomerId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The profile of a customer's eSIM, from the moment that he has his line. Released at the SM-DP+, it waits for a telephone; the SM-DP+ tells
 * when one loads it, or cannot. Its customer is reminded of one that nobody loads; in the end, and when a telephone cannot have it, a person
 * looks after him. It ends with its line, or when the line gets another SIM.
 */
@Entity
@Table(name = "ESIM_PROFILE")
public class EsimProfile {

    public enum State {
        /** Released, and nothing was told of it. */
        WAITING,
        /** On its way to a telephone, or on it and not installed. */
        DOWNLOADED,
        /** On the telephone: the activation code is used up. */
        INSTALLED,
        /** The last try of a telephone failed; the same code may be tried again. */
        FAILED,
        /** The SM-DP+ gives it out no more. */
        EXPIRED,
        /** Its line has ended, or has another SIM. */
        ENDED
    }

    /** Why a person looks after its customer. */
    public enum Concern {
        FAILED,
        OVERDUE
    }

    /** Whose it is. */
    public record Owner(OrderId order, String itemId, String stepId, CustomerId customer, String msisdn) {}

    /** Who closes the concern about a profile that is installed after all. */
    public static final String BY_ITSELF = "profile";

    /** Longest note of the person who has seen to it. */
    public static final int MAX_NOTE = 500;

    /** In which time a reminder has gone out, or is tried again. */
    static final Duration REMINDING = Duration.ofMinutes(10);

    @Id
    @Column(name = "ICCID")
    private String iccid;

    @Column(name = "ORDER_ID")
    private String order;

    @Column(name = "ITEM_ID")
    private String itemId;

    @Column(name = "STEP_ID")
    private String stepId;

    @Column(name = "CUSTOMER_ID")
    private String customer;

    @Column(name = "MSISDN")
    private String msisdn;

    @Enumerated(EnumType.STRING)
    @Column(name = "STATE")
    private State state;

    @Column(name = "READY_AT")
    private Instant readyAt;

    @Column(name = "TOLD_AT")
    private @Nullable Instant toldAt;

    @Column(name = "TOLD_POINT")
    private @Nullable Integer toldPoint;

    @Column(name = "TOLD_WORDS")
    private @Nullable String toldWords;

    @Column(name = "EID")
    private @Nullable String eid;

    @Column(name = "REMINDERS")
    private int reminders;

    @Column(name = "DUE_AT")
    private @Nullable Instant dueAt;

    @Enumerated(EnumType.STRING)
    @Column(name = "CONCERN")
    private @Nullable Concern concern;

    @Column(name = "CONCERN_AT")
    private @Nullable Instant concernAt;

    @Column(name = "SEEN_TO_BY")
    private @Nullable String seenToBy;

    @Column(name = "SEEN_TO_AT")
    private @Nullable Instant seenToAt;

    @Column(name = "NOTE")
    private @Nullable String note;

    @Version
    @Column(name = "ROW_VERSION")
    private long rowVersion;

    @SuppressWarnings("NullAway") // for the persistence provider, which fills the fields
    protected EsimProfile() {}

    /** The customer has his line, and the code by which he loads this. */
    public EsimProfile(String iccid, Owner owner, DownloadRules rules, Instant now) {
        this.iccid = iccid;
        this.order = owner.order().value();
        this.itemId = owner.itemId();
        this.stepId = owner.stepId();
        this.customer = owner.customer().value();
        this.msisdn = owner.msisdn();
        this.state = State.WAITING;
        this.readyAt = now;
        this.dueAt = next(rules);
    }

    /**
     * The SM-DP+ tells of it. What is told again, too late or in another order changes nothing.
     *
     * @param now by our clock
     */
    public Effect take(DownloadNotice notice, DownloadRules rules, Instant now) {
        if (state == State.ENDED) {
            return Effect.AFTER_END;
        }
        notice.eid().ifPresent(told -> eid = told);
        if (state == State.INSTALLED) {
            return isNewer(notice) ? Effect.NOTED : Effect.LATE;
        }
        boolean executed = notice.result() == Result.EXECUTED;
        if (executed && notice.point() == DownloadNotice.INSTALLATION) {
            // whatever was told of another try meanwhile: it is on a telephone
            become(State.INSTALLED, notice);
            if (isOfConcern()) {
                close(BY_ITSELF, "", now);
            }
        } else if (!notice.isOfTheProcedure() || (executed && notice.point() != DownloadNotice.DOWNLOAD)) {
            return Effect.NOTED;
        } else if (!isNewer(notice)) {
            return Effect.LATE;
        } else if (executed) {
            become(State.DOWNLOADED, notice);
        } else {
            become(notice.result() == Result.EXPIRED ? State.EXPIRED : State.FAILED, notice);
            if (!isOfConcern()) {
                // what was seen to was another failure
                concern = null;
            }
        }
        dueAt = next(rules);
        return Effect.APPLIED;
    }

    private void become(State next, DownloadNotice notice) {
        state = next;
        toldAt = notice.happenedAt();
        toldPoint = notice.point();
        toldWords = notice.words().isEmpty() ? null : notice.words();
    }

    /** Two points are reached within a second, which is as fine as the SM-DP+ tells. */
    private boolean isNewer(DownloadNotice notice) {
        if (toldAt == null || toldPoint == null) {
            return true;
        }
        int order = notice.happenedAt().compareTo(toldAt);
        return order > 0 || (order == 0 && notice.point() > toldPoint);
    }

    /** Its line has ended, or has another SIM. */
    public void end(Instant now) {
        if (isOfConcern()) {
            close(BY_ITSELF, "", now);
        }
        state = State.ENDED;
        dueAt = null;
    }

    /**
     * Its moment has come: the customer is reminded, or a person looks after him.
     *
     * @return number of the reminder that is to be sent now, from 1; it is due again after a while unless {@link #reminded} says that it was.
     *     Empty when none is
     */
    public Optional<Integer> attend(DownloadRules rules, Instant now) {
        if (dueAt == null || now.isBefore(dueAt)) {
            return Optional.empty();
        }
        boolean failed = state == State.FAILED || state == State.EXPIRED;
        boolean overdue = !now.isBefore(readyAt.plus(rules.overdue()));
        if (!failed && !overdue && reminders < rules.reminders().size()) {
            dueAt = now.plus(REMINDING);
            return Optional.of(reminders + 1);
        }
        if (failed || overdue) {
            concern = overdue ? Concern.OVERDUE : Concern.FAILED;
            concernAt = now;
            seenToBy = null;
            seenToAt = null;
            note = null;
        }
        dueAt = next(rules);
        return Optional.empty();
    }

    /** That reminder has gone out, or there is no address that it could go to. */
    public void reminded(int number, DownloadRules rules) {
        reminders = Math.max(reminders, number);
        dueAt = next(rules);
    }

    /** When time alone changes something about it; null when it does not. */
    private @Nullable Instant next(DownloadRules rules) {
        Instant overdue = readyAt.plus(rules.overdue());
        return switch (state) {
            case INSTALLED, ENDED -> null;
            case EXPIRED -> concern == null ? toldAt : null;
            case FAILED ->
                concern == null && toldAt != null
                        ? earlier(toldAt.plus(rules.afterFailure()), overdue)
                        : concern == Concern.OVERDUE ? null : overdue;
            case WAITING, DOWNLOADED ->
                concern == Concern.OVERDUE
                        ? null
                        : reminders < rules.reminders().size()
                                ? readyAt.plus(rules.reminders().get(reminders))
                                : overdue;
        };
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /**
     * A person has seen to its customer.
     *
     * <p>Rejections: {@code NOT_IN_VALID_STATE} (there is no concern, or it is closed), {@code MISSING} and {@code TOO_LONG} (field
     * {@code note}).
     */
    public Optional<Rejection> seenTo(String by, String words, Instant now) {
        String said = words.strip();
        if (!isOfConcern()) {
            return Optional.of(
                    Rejection.of("NOT_IN_VALID_STATE", "Nobody has to look after profile " + iccid + " just now."));
        }
        if (said.isEmpty()) {
            return Optional.of(Rejection.at(
                    "note", "MISSING", "Say what was agreed with the customer, for those who read it later."));
        }
        if (said.length() > MAX_NOTE) {
            return Optional.of(Rejection.at("note", "TOO_LONG", "A note has at most " + MAX_NOTE + " characters."));
        }
        close(by, said, now);
        return Optional.empty();
    }

    private void close(String by, String words, Instant now) {
        concernAt = null;
        seenToBy = by;
        seenToAt = now;
        note = words.isEmpty() ? null : words;
    }

    /** Whether a person has to look after its customer. */
    public boolean isOfConcern() {
        return concernAt != null;
    }

    /** Whether a telephone can still load it by its activation code. */
    public boolean isCodeUsable() {
        return switch (state) {
            case WAITING, DOWNLOADED, FAILED -> true;
            case INSTALLED, EXPIRED, ENDED -> false;
        };
    }

    /** Its state for a person. */
    public String words() {
        return switch (state) {
            case WAITING -> "Waiting to be downloaded";
            case DOWNLOADED -> "Downloaded, not installed yet";
            case INSTALLED -> "Installed on the telephone";
            case FAILED -> "Failed at the " + where() + reason();
            case EXPIRED -> "Given out no more, at the " + where() + reason();
            case ENDED -> "No longer in use";
        };
    }

    private String where() {
        return DownloadNotice.pointWords(toldPoint == null ? 0 : toldPoint);
    }

    private String reason() {
        return toldWords == null ? "" : " (" + toldWords + ")";
    }

    /** What whoever looks after its customer is asked to do, a sentence or two; empty when nobody has to. */
    public String advice() {
        if (!isOfConcern()) {
            return "";
        }
        if (state == State.EXPIRED) {
            return "The SM-DP+ gives this profile out no more. Order another eSIM for the line.";
        }
        return concern == Concern.OVERDUE
                ? "Nobody has loaded the profile. Ask the customer whether the line is still wanted, for it is charged: help to load it,"
                        + " order another eSIM for the line, or end the line."
                : "The customer's telephone could not load the profile. Call the customer: try again with the same code, or order another"
                        + " SIM for the line.";
    }

    public String iccid() {
        return iccid;
    }

    public OrderId order() {
        return new OrderId(order);
    }

    public String itemId() {
        return itemId;
    }

    /** The step of the order that has brought the activation code. */
    public String stepId() {
        return stepId;
    }

    public CustomerId customer() {
        return new CustomerId(customer);
    }

    /** Without the plus sign. */
    public String msisdn() {
        return msisdn;
    }

    public State state() {
        return state;
    }

    /** Since when the customer has his code. */
    public Instant readyAt() {
        return readyAt;
    }

    /** When what the state says has happened, by the clock of the SM-DP+; empty when nothing was told. */
    public Optional<Instant> toldAt() {
        return Optional.ofNullable(toldAt);
    }

    /** The telephone's eUICC, when it was told. */
    public Optional<String> eid() {
        return Optional.ofNullable(eid);
    }

    /** How many reminders have gone out. */
    public int reminders() {
        return reminders;
    }

    public Optional<Instant> dueAt() {
        return Optional.ofNullable(dueAt);
    }

    /** The last one; {@link #isOfConcern} says whether it still is one. */
    public Optional<Concern> concern() {
        return Optional.ofNullable(concern);
    }

    /** Since when somebody has to look after the customer; empty when nobody has. */
    public Optional<Instant> concernAt() {
        return Optional.ofNullable(concernAt);
    }

    /** Login, or {@value #BY_ITSELF}. */
    public Optional<String> seenToBy() {
        return Optional.ofNullable(seenToBy);
    }

    public Optional<Instant> seenToAt() {
        return Optional.ofNullable(seenToAt);
    }

    public Optional<String> note() {
        return Optional.ofNullable(note);
    }
}
