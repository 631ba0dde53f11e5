package dialtone.simulator.element;

/** What an element did not do, and why in its own words; at most {@value #MAX_TEXT} characters reach the wire. */
public record Refusal(FaultKind kind, String text) {

    /** The limit of {@code Text} in the contracts. */
    static final int MAX_TEXT = 1000;

    public Refusal {
        if (text.length() > MAX_TEXT) {
            text = text.substring(0, MAX_TEXT);
        }
    }
}
