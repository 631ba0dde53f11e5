package dialtone.order;

import java.util.Locale;
import java.util.Optional;

/** Why a product may be left before its minimum term is over, whatever its terms say. */
public enum WaiverReason {
    /**
     * The customer withdraws from a contract made at a distance, within {@value TermWaiver#WITHDRAWAL_DAYS} days and without a reason (Directive
     * 2011/83/EU, article 9). The days are counted, so that nobody has to agree.
     */
    WITHDRAWAL("withdrawal from the contract", false),
    DEATH("death of the customer", true),
    /** To where the service is not to be had (in Germany section 60 TKG). */
    MOVE("move to where the service is not to be had", true),
    /** The service has not been what was agreed, for long or again and again (in Germany section 57 TKG). */
    SERVICE_FAILURE("service that was not as agreed", true),
    GOODWILL("goodwill", true);

    private final String words;
    private final boolean secondPerson;

    WaiverReason(String words, boolean secondPerson) {
        this.words = words;
        this.secondPerson = secondPerson;
    }

    /** As people read it. */
    public String words() {
        return words;
    }

    /** Whether another person has to agree. */
    public boolean needsSecondPerson() {
        return secondPerson;
    }

    /** On the wire: {@code service-failure}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Empty when there is no such reason. */
    public static Optional<WaiverReason> of(String key) {
        for (WaiverReason reason : values()) {
            if (reason.key().equals(key)) {
                return Optional.of(reason);
            }
        }
        return Optional.empty();
    }
}
