package dialtone.simulator.element;

/**
 * What an element did not do, and why in its own words; at most {@value #MAX_TEXT} characters reach the wire.
 *
 * @param cause the element's own code for it, by its standard: {@code MAP 34}; empty when it names none
 */
public record Refusal(FaultKind kind, String text, String cause) {

    /** One without a code of its own. */
    public Refusal(FaultKind kind, String text) {
        this(kind, text, "");
    }

    /** RFC 4918 section 11.5. */
    static final String INSUFFICIENT_STORAGE = "HTTP 507";

    /** The limit of {@code Text} in the contracts. */
    static final int MAX_TEXT = 1000;

    /** HTTP status of its REST answer: the kind's, but for a cause that is a status itself. */
    public int httpStatus() {
        return cause.equals(INSUFFICIENT_STORAGE) ? 507 : kind.httpStatus();
    }

    public Refusal {
        if (text.length() > MAX_TEXT) {
            text = text.substring(0, MAX_TEXT);
        }
    }
}
