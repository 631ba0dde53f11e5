package dialtone.process;

/** @param value the engine's key of one run of a process, above 0; its top 13 bits are the partition */
public record ProcessInstanceKey(long value) {
    public ProcessInstanceKey {
        if (value <= 0) {
            throw new IllegalArgumentException("Not a key of the engine: " + value);
        }
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
