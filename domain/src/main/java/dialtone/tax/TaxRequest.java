package dialtone.tax;

import java.util.Currency;
import java.util.List;

/**
 * An invoice before its tax.
 *
 * @param customer of its billing account
 * @param currency of all its lines
 * @param lines    each with an id of its own; at most {@value #MAX_LINES}
 */
public record TaxRequest(TaxProfile customer, Currency currency, List<TaxableLine> lines) {

    /** As many lines as an invoice of a large company has, several times over. */
    public static final int MAX_LINES = 100_000;

    /** @throws IllegalArgumentException if a line is in another currency, or there are too many */
    public TaxRequest {
        lines = List.copyOf(lines);
        if (lines.size() > MAX_LINES) {
            throw new IllegalArgumentException("More than " + MAX_LINES + " lines");
        }
        for (TaxableLine line : lines) {
            if (!line.amount().currency().equals(currency)) {
                throw new IllegalArgumentException("Line " + line.id() + " is not in " + currency);
            }
        }
    }
}
