package dialtone.hierarchy;

import dialtone.party.BillingAccountId;
import java.time.LocalDate;
import java.util.Optional;

/**
 * That an account belongs to another one for some days (TMF666 AccountRelationship): half-open, {@code [from, to)}, days of the accounts' zone.
 *
 * @param number of its row; 0 before it has one
 * @param paidBy who pays for what the child is charged on those days
 * @param to     first day that it does not hold on any more; empty while it goes on; {@code from} of one that never held
 */
public record AccountRelationship(
        long number,
        BillingAccountId child,
        BillingAccountId parent,
        PaidBy paidBy,
        LocalDate from,
        Optional<LocalDate> to) {

    /** Who pays for a child. */
    public enum PaidBy {
        /** The child itself: it belongs to its parent and has invoices of its own. */
        SELF,
        /** Its parent, or who pays for that. */
        PARENT
    }

    /** @throws IllegalArgumentException if it ends before it begins */
    public AccountRelationship {
        if (to.filter(end -> end.isBefore(from)).isPresent()) {
            throw new IllegalArgumentException("A relationship from " + from + " does not end on " + to.get());
        }
    }

    public boolean holdsOn(LocalDate day) {
        return !day.isBefore(from) && to.map(day::isBefore).orElse(true);
    }

    /** With an end. */
    public AccountRelationship until(LocalDate end) {
        return new AccountRelationship(number, child, parent, paidBy, from, Optional.of(end));
    }

    /** Whether both hold on a day. */
    public boolean overlaps(AccountRelationship other) {
        return together(other).isPresent();
    }

    /** This one on the days on which the other one holds too. */
    Optional<AccountRelationship> together(AccountRelationship other) {
        LocalDate first = from.isAfter(other.from) ? from : other.from;
        Optional<LocalDate> last =
                to.isEmpty() || other.to.filter(to.get()::isAfter).isPresent() ? other.to : to;
        return last.filter(end -> !first.isBefore(end)).isPresent()
                ? Optional.empty()
                : Optional.of(new AccountRelationship(number, child, parent, paidBy, first, last));
    }
}
