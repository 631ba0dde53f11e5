package dialtone.order;

import dialtone.base.Rejection;
import dialtone.catalog.SimSwapRules;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A one-time code that was sent to the customer of a line. Within its time he says it to whoever takes his order; wrong often enough it is
 * void. Confirmed, it stands for one order of the same login, for a while. The code itself is not kept, only what it is recognised by.
 */
@Entity
@Table(name = "SIM_SWAP_CODE")
public class SwapCode {

    /**
     * By what a code is recognised.
     *
     * @param salt   hexadecimal, its own for each code
     * @param digest of salt and code, hexadecimal
     */
    public record Seal(String salt, String digest) {}

    @Id
    @Column(name = "CODE_ID")
    private String id;

    @Column(name = "PRODUCT_ID")
    private String product;

    @Column(name = "SENT_BY")
    private String sentBy;

    @Column(name = "SENT_AT")
    private Instant sentAt;

    @Column(name = "VALID_UNTIL_AT")
    private Instant validUntil;

    @Column(name = "CODE_SALT")
    private String salt;

    @Column(name = "CODE_DIGEST")
    private String digest;

    @Column(name = "TRIES_LEFT")
    private int triesLeft;

    @Column(name = "UNSENT")
    private boolean unsent;

    @Column(name = "CONFIRMED_BY")
    private @Nullable String confirmedBy;

    @Column(name = "CONFIRMED_AT")
    private @Nullable Instant confirmedAt;

    @Column(name = "ORDER_ID")
    private @Nullable String order;

    @Version
    @Column(name = "ROW_VERSION")
    private long rowVersion;

    @SuppressWarnings("NullAway") // for the persistence provider, which fills the fields
    protected SwapCode() {}

    /** @param sentBy login of who has asked for it */
    public SwapCode(String id, String product, String sentBy, Seal seal, SimSwapRules rules, Instant now) {
        this.id = id;
        this.product = product;
        this.sentBy = sentBy;
        this.sentAt = now;
        this.validUntil = now.plus(rules.codeValid());
        this.salt = seal.salt();
        this.digest = seal.digest();
        this.triesLeft = rules.codeTries();
    }

    /** The mail server has not taken it: nobody has it. */
    public void withdraw() {
        unsent = true;
        triesLeft = 0;
    }

    /** Why it cannot be confirmed any more, whatever is said: {@code CODE_VOID}, {@code CODE_EXPIRED}; empty when it can. */
    public Optional<Rejection> objection(Instant now) {
        if (unsent || triesLeft == 0 || confirmedAt != null) {
            return Optional.of(
                    Rejection.at("code", "CODE_VOID", "This code cannot be used any more: have another one sent."));
        }
        return now.isBefore(validUntil)
                ? Optional.empty()
                : Optional.of(Rejection.at(
                        "code", "CODE_EXPIRED", "The code was valid until " + validUntil + ": have another one sent."));
    }

    /** The customer has said it. */
    public void confirm(String by, Instant now) {
        objection(now).ifPresent(reason -> {
            throw new IllegalStateException("Code " + id + " cannot be confirmed: " + reason.message());
        });
        confirmedBy = by;
        confirmedAt = now;
    }

    /**
     * Another one was said.
     *
     * @return {@code CODE_WRONG}, with how often it may still be tried
     */
    public Rejection miss() {
        triesLeft = Math.max(0, triesLeft - 1);
        return Rejection.at(
                "code",
                "CODE_WRONG",
                triesLeft == 0
                        ? "That is not the code, and it cannot be tried again: have another one sent."
                        : "That is not the code. It may be tried "
                                + (triesLeft == 1 ? "once more." : triesLeft + " times more."));
    }

    /** Whether it stands for an order of this login now. */
    public boolean standsFor(String login, Duration confirmation, Instant now) {
        return confirmedAt != null
                && order == null
                && login.equals(confirmedBy)
                && now.isBefore(confirmedAt.plus(confirmation));
    }

    /** It is used up. */
    public void use(OrderId by) {
        if (confirmedAt == null || order != null) {
            throw new IllegalStateException("Code " + id + " is not there to be used");
        }
        order = by.value();
    }

    public String id() {
        return id;
    }

    /** Id of the line's product. */
    public String product() {
        return product;
    }

    public Instant sentAt() {
        return sentAt;
    }

    public Instant validUntil() {
        return validUntil;
    }

    /** Login of who has had it sent. */
    public String sentBy() {
        return sentBy;
    }

    public Seal seal() {
        return new Seal(salt, digest);
    }

    /** Whether the customer may have it and no order has come of it. */
    public boolean isPending() {
        return !unsent && order == null;
    }

    /** Until when what was confirmed stands for an order. */
    public Optional<Instant> standsUntil(Duration confirmation) {
        return Optional.ofNullable(confirmedAt).filter(at -> order == null).map(at -> at.plus(confirmation));
    }
}
