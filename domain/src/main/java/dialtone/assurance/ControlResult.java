package dialtone.assurance;

import java.util.List;

/**
 * What a control found.
 *
 * @param total    how many discrepancies there are
 * @param examples the first of them, at most {@value #MAX_EXAMPLES}
 */
public record ControlResult(Control control, long total, List<Discrepancy> examples) {

    /** Enough to see what went wrong; whoever mends the cause looks again. */
    public static final int MAX_EXAMPLES = 50;

    public ControlResult {
        if (total < examples.size() || examples.isEmpty() != (total == 0)) {
            throw new IllegalArgumentException(examples.size() + " examples of " + total);
        }
        examples = List.copyOf(examples);
    }

    public boolean holds() {
        return total == 0;
    }
}
