package dialtone.rating;

import dialtone.catalog.OfferingId;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Something else that the same account pays for, which discounts may be given for.
 *
 * @param from first day
 * @param to   first day that it is not there any more; empty while it goes on
 */
public record Companion(OfferingId offering, LocalDate from, Optional<LocalDate> to) {

    boolean isThereOn(LocalDate day) {
        return !day.isBefore(from) && to.map(day::isBefore).orElse(true);
    }
}
