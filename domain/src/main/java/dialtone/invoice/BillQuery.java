package dialtone.invoice;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/**
 * Which bills are asked for: all that is said, and of each set any; an empty set says nothing.
 *
 * @param ids   legal numbers
 * @param from  issued on this day or later
 * @param until issued before this day
 */
public record BillQuery(
        Set<String> ids,
        Set<String> accounts,
        Set<String> customers,
        Optional<LocalDate> from,
        Optional<LocalDate> until,
        int offset,
        int limit) {

    public BillQuery {
        ids = Set.copyOf(ids);
        accounts = Set.copyOf(accounts);
        customers = Set.copyOf(customers);
    }
}
