package dialtone.rating;

import dialtone.base.Money;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Another amount of a recurring price than the one it was bought at, by agreement with who pays.
 *
 * @param price  its id
 * @param from   first day that it holds on
 * @param to     first day that it does not hold on any more; empty when none
 * @param amount in place of the price's; empty when the price's own holds again
 * @param reason of who agreed to it
 */
public record AgreedAmount(
        String price, LocalDate from, Optional<LocalDate> to, Optional<Money> amount, String reason) {

    /** Of {@link #reason}. */
    public static final int MAX_REASON = 120;

    boolean holdsOn(String id, LocalDate day) {
        return price.equals(id) && !day.isBefore(from) && to.map(day::isBefore).orElse(true);
    }
}
