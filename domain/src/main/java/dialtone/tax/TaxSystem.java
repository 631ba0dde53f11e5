package dialtone.tax;

import java.util.Locale;
import java.util.Optional;

/** By which rules a country taxes what is sold there. */
public enum TaxSystem {
    /** Value added tax of the European Union (Directive 2006/112/EC): one set of rules for where a supply is and who owes the tax. */
    EU_VAT("VAT"),
    /** Value added tax of one country. */
    VAT("VAT"),
    /** Goods and services tax. */
    GST("GST"),
    /** Sales and communications taxes of states, counties and cities. */
    SALES_TAX("Sales tax");

    private final String title;

    TaxSystem(String title) {
        this.title = title;
    }

    /** As an invoice calls the tax when none of its rates applies. */
    public String title() {
        return title;
    }

    /** @return empty if there is none of this code, such as {@code eu-vat} */
    public static Optional<TaxSystem> of(String code) {
        for (TaxSystem system : values()) {
            if (system.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(code)) {
                return Optional.of(system);
            }
        }
        return Optional.empty();
    }
}
