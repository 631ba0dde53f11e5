package dialtone.invoice;

import dialtone.base.Money;
import java.math.BigDecimal;
import java.util.OptionalInt;

/**
 * A tax of an invoice.
 *
 * @param code        names it in the books: {@code DE-VAT-19}; at most 64 characters
 * @param description as the customer reads it: {@code VAT 19 %}
 * @param line        number of the line that it is for; empty for one of several lines
 * @param base        what it is of
 * @param rate        fraction, 0.19 for 19 %; 0 for what is exempt or charged in reverse
 * @param note        what the law asks to be said, {@code Steuerschuldnerschaft des Leistungsempfängers}; empty when nothing
 */
public record InvoiceTaxLine(
        String code, String description, OptionalInt line, Money base, BigDecimal rate, Money amount, String note) {}
