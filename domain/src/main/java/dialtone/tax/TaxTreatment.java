package dialtone.tax;

/** How an amount stands to a tax, by the duty or tax category codes that electronic invoices use (UN/CEFACT 5305, EN 16931 BT-151). */
public enum TaxTreatment {
    /** Taxed at a rate above zero. */
    STANDARD("S"),
    /** Taxed, at a rate of zero. */
    ZERO_RATED("Z"),
    /** Not taxed though it is in the scope of the tax, for a reason that the invoice names. */
    EXEMPT("E"),
    /** The customer owes the tax to his own authority (Directive 2006/112/EC Article 196). */
    REVERSE_CHARGE("AE"),
    /** Goods to a business in another member state (Article 138). */
    INTRA_COMMUNITY("K"),
    /** Goods that leave the union (Article 146). */
    EXPORT("G"),
    /** The supply is where this tax does not reach. */
    OUT_OF_SCOPE("O");

    private final String code;

    TaxTreatment(String code) {
        this.code = code;
    }

    /** One or two letters. */
    public String code() {
        return code;
    }
}
