package dialtone.tax;

import dialtone.base.Outcome;

/**
 * Says what tax is due on an invoice: the tables of the installation ({@link TableTaxes}), or a service that somebody else keeps up to date.
 * An answer for the same request is the same until the rules change; whoever asks stores it with the invoice.
 *
 * <p>It answers from memory. It is asked in the transaction that stores invoices, under the locks of 250 accounts: who waits for a network there
 * holds up everybody else who wants one of them.
 */
@FunctionalInterface
public interface TaxProvider {

    /**
     * Rejections: {@code TAX_PLACE_UNKNOWN} the customer is nowhere that the provider has rules for, {@code TAX_RATE_UNKNOWN} there is no
     * rate for a line on its day, {@code TAX_LOCALITY_UNKNOWN} the place's own taxes depend on a county or city that is not known.
     *
     * @throws IllegalStateException when it has no rules to answer by, such as before the first copy of somebody else's is there
     */
    Outcome<TaxAssessment> assess(TaxRequest request);
}
