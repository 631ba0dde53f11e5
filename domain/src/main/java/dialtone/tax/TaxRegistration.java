package dialtone.tax;

/**
 * Where the seller is registered for tax, and as what.
 *
 * @param place  a country, or a state or province
 * @param number as the invoice shows it: {@code DE123456789}
 */
public record TaxRegistration(TaxPlace place, Kind kind, String number, TaxPeriod period) {

    public enum Kind {
        /** Where the seller's business is; exactly one at a time. */
        ESTABLISHMENT,
        /** He collects the tax there without an establishment that sells. */
        REGISTERED,
        /** The union one-stop shop (Directive 2006/112/EC Article 369b): he declares the tax of all member states in his own. */
        ONE_STOP_SHOP
    }
}
