package dialtone.assurance;

import java.time.Instant;
import java.util.List;

/**
 * All controls, looked at one after the other.
 *
 * @param at      when they were begun
 * @param results in the order of the controls
 */
public record AssuranceReport(Instant at, List<ControlResult> results) {

    public AssuranceReport {
        results = List.copyOf(results);
    }

    public boolean holds() {
        return results.stream().allMatch(ControlResult::holds);
    }

    /** Of all controls together. */
    public long discrepancies() {
        return results.stream().mapToLong(ControlResult::total).sum();
    }
}
