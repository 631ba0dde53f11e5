package dialtone.process;

/** @param value the engine's key of one visit of a token to an element, above 0; its top 13 bits are the partition */
public record ElementInstanceKey(long value) {
    public ElementInstanceKey {
        if (value <= 0) {
            throw new IllegalArgumentException("Not a key of the engine: " + value);
        }
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
