package dialtone.usage.layout;

/**
 * Where a field of ours comes from: a value of the record, or always the same.
 *
 * @param column   place among the values that the layout reads; -1 for a constant
 * @param constant empty for a value of the record
 */
public record Value(int column, String constant) {

    public static Value at(int column) {
        return new Value(column, "");
    }

    public static Value always(String constant) {
        return new Value(-1, constant);
    }

    String of(String[] values) {
        return column < 0 ? constant : values[column];
    }
}
