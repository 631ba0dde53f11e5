package dialtone.esim;

import dialtone.base.Mails;
import dialtone.base.Rejection;
import dialtone.base.SeenTo;
import dialtone.catalog.DownloadRules;
import dialtone.esim.DownloadNotice.Effect;
import dialtone.esim.DownloadNotice.Result;
import dialtone.order.OrderId;
import dialtone.party.CustomerId;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
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

    /** By so much the clock of the SM-DP+ may be ahead of ours; what is further ahead has happened when it came. */
    static final Duration AHEAD = Duration.ofMinutes(5);

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

    @Column(name = "FAILING_SINCE")
    private @Nullable Instant failingSince;

    @Embedded
    @AttributeOverride(name = "gone", column = @Column(name = "REMINDERS"))
    private Mails reminders = Mails.NONE;

    @Column(name = "DUE_AT")
    private @Nullable Instant dueAt;

    @Enumerated(EnumType.STRING)
    @Column(name = "CONCERN")
    private @Nullable Concern concern;

    @Column(name = "CONCERN_AT")
    private @Nullable Instant concernAt;

    /** Who has looked after the last concern; nobody yet of one that is open. */
    @Embedded
    private @Nullable SeenTo seenTo;

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
        this.dueAt = next(rules, now);
    }

    /**
     * The SM-DP+ tells of it. What is told again, too late or in another order changes nothing.
     *
     * @param now when it was told, by our clock
     */
    public Effect take(DownloadNotice notice, DownloadRules rules, Instant now) {
        Instant at = notice.happenedAt().isAfter(now.plus(AHEAD)) ? now : notice.happenedAt();
        if (state == State.ENDED) {
            return Effect.AFTER_END;
        }
        if (state == State.INSTALLED) {
            return isNewer(notice, at) ? Effect.NOTED : Effect.LATE;
        }
        boolean executed = notice.result() == Result.EXECUTED;
        if (executed && notice.point() == DownloadNotice.INSTALLATION) {
            // whatever was told of another try meanwhile: it is on a telephone
            become(State.INSTALLED, notice, at);
            if (isOfConcern()) {
                close(BY_ITSELF, "", now);
            }
        } else if (!notice.isOfTheProcedure() || (executed && notice.point() != DownloadNotice.DOWNLOAD)) {
            return Effect.NOTED;
        } else if (!isNewer(notice, at)) {
            return Effect.LATE;
        } else if (executed) {
            become(State.DOWNLOADED, notice, at);
        } else {
            fail(notice, rules, at, now);
        }
        Instant next = next(rules, now);
        // on its way to a telephone: nobody is asked for it before it has had time to be installed
        dueAt = next == null || state != State.DOWNLOADED ? next : later(next, now.plus(rules.afterFailure()));
        return Effect.APPLIED;
    }

    /** Who tries again and again has tried since the first time, unless he had it or was seen to in between. */
    private void fail(DownloadNotice notice, DownloadRules rules, Instant at, Instant now) {
        if (!isOfConcern() && concern != null) {
            // what was seen to was another failure
            concern = null;
            failingSince = null;
        }
        boolean hadIt = state == State.DOWNLOADED && toldAt != null && !at.isBefore(toldAt.plus(rules.afterFailure()));
        if (failingSince == null || hadIt) {
            failingSince = earlier(at, now);
        }
        become(notice.result() == Result.EXPIRED ? State.EXPIRED : State.FAILED, notice, at);
    }

    private void become(State next, DownloadNotice notice, Instant at) {
        state = next;
        toldAt = at;
        toldPoint = notice.point();
        toldWords = notice.words().isEmpty() ? null : notice.words();
        // of the telephone that the state is about: others may have tried since
        notice.eid().ifPresent(told -> eid = told);
    }

    /** Two points are reached within a second, which is as fine as the SM-DP+ tells. */
    private boolean isNewer(DownloadNotice notice, Instant at) {
        if (toldAt == null || toldPoint == null) {
            return true;
        }
        int order = at.compareTo(toldAt);
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
     * @return number of the reminder that is to be sent now, from 1; it is due again after a while unless {@link #reminded} or {@link #refused}
     *     says what has become of it. Empty when none is
     */
    public Optional<Integer> attend(DownloadRules rules, Instant now) {
        if (!isDue(now)) {
            return Optional.empty();
        }
        if (isReminded(rules, now)) {
            dueAt = now.plus(Mails.SENDING);
            return Optional.of(reminders.gone() + 1);
        }
        boolean failed = isFailed() && concern == null;
        boolean overdue = isOverdue(rules, now) && concern != Concern.OVERDUE;
        // who waits for a call already keeps his place among those who do
        if (!isOfConcern() && (failed || overdue)) {
            concern = failed ? Concern.FAILED : Concern.OVERDUE;
            concernAt = now;
            seenTo = null;
        }
        dueAt = next(rules, now);
        return Optional.empty();
    }

    /** Whether {@link #attend} would have a mail sent. */
    public boolean isToBeReminded(DownloadRules rules, Instant now) {
        return isDue(now) && isReminded(rules, now);
    }

    private boolean isDue(Instant now) {
        return dueAt != null && !now.isBefore(dueAt);
    }

    private boolean isReminded(DownloadRules rules, Instant now) {
        return (state == State.WAITING || state == State.DOWNLOADED)
                && !isOverdue(rules, now)
                && reminders.gone() < rules.reminders().size();
    }

    private boolean isFailed() {
        return state == State.FAILED || state == State.EXPIRED;
    }

    private boolean isOverdue(DownloadRules rules, Instant now) {
        return !now.isBefore(readyAt.plus(rules.overdue()));
    }

    /**
     * That reminder has gone out, or there is no address that it could go to. Those whose time has passed meanwhile would say the same
     * again at once, and are left out.
     */
    public void reminded(int number, DownloadRules rules, Instant now) {
        int passed = Math.toIntExact(rules.reminders().stream()
                .filter(reminder -> !now.isBefore(readyAt.plus(reminder)))
                .count());
        reminders = reminders.atLeast(Math.max(number, passed));
        dueAt = next(rules, now);
    }

    /** The mail server has not taken that reminder: it is tried again, at ever longer intervals, and given up in the end. */
    public void refused(int number, DownloadRules rules, Instant now) {
        if (number <= reminders.gone() || !isReminded(rules, now)) {
            return;
        }
        Optional<Instant> again = reminders.nextTry(now);
        if (again.isEmpty()) {
            reminded(number, rules, now);
        } else {
            dueAt = again.get();
            reminders = reminders.refused();
        }
    }

    /** Nothing is done about it just now. */
    public void waitUntil(Instant later) {
        if (dueAt != null) {
            dueAt = later(dueAt, later);
        }
    }

    /** Nobody would know whether it was loaded: nothing is done about it until the SM-DP+ tells of it. */
    public void leaveAlone() {
        dueAt = null;
    }

    /** When time alone changes something about it; null when it does not. */
    private @Nullable Instant next(DownloadRules rules, Instant now) {
        Instant overdue = readyAt.plus(rules.overdue());
        // who waits for a call then, or has had it, is not put down for another one
        Instant inTheEnd = concern == Concern.OVERDUE || (isOfConcern() && isOverdue(rules, now)) ? null : overdue;
        return switch (state) {
            case INSTALLED, ENDED -> null;
            case EXPIRED -> concern == null ? failingSince : null;
            case FAILED ->
                concern == null && failingSince != null
                        ? failingSince.plus(rules.afterFailure())
                        : isOverdue(rules, now) ? null : inTheEnd;
            case WAITING, DOWNLOADED ->
                concern != Concern.OVERDUE && isReminded(rules, now)
                        ? readyAt.plus(rules.reminders().get(reminders.gone()))
                        : inTheEnd;
        };
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
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
        Optional<Rejection> objection =
                SeenTo.objection(said, "Say what was agreed with the customer, for those who read it later.");
        if (objection.isEmpty()) {
            close(by, said, now);
        }
        return objection;
    }

    private void close(String by, String words, Instant now) {
        concernAt = null;
        seenTo = new SeenTo(by, now, words.isEmpty() ? null : words);
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
        return ProfileWords.of(state, toldPoint == null ? 0 : toldPoint, toldWords == null ? "" : toldWords);
    }

    /** What whoever looks after its customer is asked to do, a sentence or two; empty when nobody has to. */
    public String advice() {
        return isOfConcern() ? ProfileWords.advice(state, toldPoint == null ? 0 : toldPoint) : "";
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

    /** When what the state says has happened, by the clock of the SM-DP+ as far as it is believed; empty when nothing was told. */
    public Optional<Instant> toldAt() {
        return Optional.ofNullable(toldAt);
    }

    /** The telephone's eUICC, when it was told. */
    public Optional<String> eid() {
        return Optional.ofNullable(eid);
    }

    /** How many reminders have gone out. */
    public int reminders() {
        return reminders.gone();
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
        return Optional.ofNullable(seenTo).map(SeenTo::by);
    }

    public Optional<Instant> seenToAt() {
        return Optional.ofNullable(seenTo).map(SeenTo::at);
    }

    public Optional<String> note() {
        return Optional.ofNullable(seenTo).map(SeenTo::note);
    }
}
