package dialtone.invoice;

import dialtone.party.BillingAccountId;

/**
 * The lines of a consolidated invoice that are one account's: those of its payer itself, or of an account that it pays for.
 *
 * @param firstLine number of its first line
 * @param lastLine  number of its last line, which is it also where there is one
 */
public record InvoiceSection(BillingAccountId account, int firstLine, int lastLine) {

    /** @throws IllegalArgumentException if it has no line */
    public InvoiceSection {
        if (firstLine < 1 || lastLine < firstLine) {
            throw new IllegalArgumentException("Lines " + firstLine + " to " + lastLine + " of " + account);
        }
    }

    public boolean has(int line) {
        return line >= firstLine && line <= lastLine;
    }
}
