package dialtone.billrun;

import dialtone.base.Money;
import dialtone.invoice.InvoiceDraft;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What an invoice has beside what was charged. The run agrees to it by itself; it is a line as that of any other adjustment. */
public sealed interface RunAddition permits BillPolicy.DueSurcharge, MinimumCommitment.TrueUp {

    /** Of what was charged. */
    Money charged();

    Money amount();

    /** As the customer reads it. */
    String reason();

    /** What an invoice has at most one of: the id of a surcharge, in small letters, with the offerings that it is of unless it is of all; {@code MINIMUM}. */
    String key();

    /** @param on day that it is agreed on */
    default UnbilledAdjustment asAdjustment(long id, LocalDate on) {
        return new UnbilledAdjustment(id, reason(), amount(), on, on);
    }

    /**
     * The day that it is agreed on: the last one on which the account pays for itself, so that who has paid for it gets it when it is taken back.
     *
     * <p>Another account pays from 16 November on: of an invoice of November it is the 15th.
     *
     * @param pays whether the account pays for itself on a day
     * @return of the cycle, or of the days that its lines are for; empty when another one pays on all of them, and nothing is added
     */
    static Optional<LocalDate> day(InvoiceDraft draft, Predicate<LocalDate> pays) {
        LocalDate first = draft.lines().stream()
                .map(line -> line.period().from())
                .reduce(draft.cycle().from(), (one, other) -> one.isBefore(other) ? one : other);
        return Stream.iterate(draft.cycle().to().minusDays(1), day -> !day.isBefore(first), day -> day.minusDays(1))
                .filter(pays)
                .findFirst();
    }
}
