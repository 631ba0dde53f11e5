package dialtone.tax;

import dialtone.base.ReferenceTable;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Days on which a rule holds, half-open: 16 % in Germany from 2020-07-01 until 2021-01-01.
 *
 * @param until first day on which it does not hold any more; empty while that is not known
 */
public record TaxPeriod(LocalDate from, Optional<LocalDate> until) {

    /** @throws IllegalArgumentException if it has no day */
    public TaxPeriod {
        if (until.isPresent() && !from.isBefore(until.get())) {
            throw new IllegalArgumentException("A period has a day at least: " + from + " until " + until.get());
        }
    }

    /**
     * The days of a line of a table, in this field and the next one.
     *
     * @throws ReferenceTable.Refused if there is no day between them
     */
    static TaxPeriod of(ReferenceTable.Row row, int field) {
        LocalDate from = row.day(field);
        return new TaxPeriod(from, row.until(field + 1, from));
    }

    public boolean contains(LocalDate day) {
        return !day.isBefore(from) && until.map(day::isBefore).orElse(true);
    }

    boolean isFollowedBy(TaxPeriod next) {
        return until.equals(Optional.of(next.from));
    }

    boolean overlaps(TaxPeriod other) {
        return until.map(other.from::isBefore).orElse(true)
                && other.until.map(from::isBefore).orElse(true);
    }
}
