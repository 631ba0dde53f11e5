package dialtone.billrun;

import dialtone.base.Money;
import dialtone.invoice.BilledLine;
import dialtone.invoice.RunType;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What bills on demand ({@link RunType#OFF_CYCLE}) have had of the days since an account was last billed in its turn. The invoice of the cycle is held against a minimum together with
 * them.
 *
 * @param from  first day that they have; empty when there are none
 * @param lines of all of them; of use, where its cycle is billed in all: what was billed of a cycle that goes on counts there
 */
public record BilledOnDemand(Optional<LocalDate> from, List<Line> lines) {

    public static final BilledOnDemand NONE = new BilledOnDemand(Optional.empty(), List.of());

    /** @param to first day behind those that it is for */
    public record Line(BilledLine.Kind kind, LocalDate to, Money amount) {

        static Line of(BilledLine line) {
            return new Line(line.kind(), line.period().to(), line.amount());
        }
    }

    public BilledOnDemand {
        lines = List.copyOf(lines);
    }

    /** With what they, or others before them, have had of use whose rest the invoice has. */
    public BilledOnDemand and(List<Line> soFar) {
        return new BilledOnDemand(
                from, Stream.concat(lines.stream(), soFar.stream()).toList());
    }
}
