package dialtone.rating;

import dialtone.catalog.OfferingId;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Something that an account pays for.
 *
 * @param from first day
 * @param to   first day that it is not there any more; empty while it goes on
 */
public record Companion(OfferingId offering, LocalDate from, Optional<LocalDate> to) {}
