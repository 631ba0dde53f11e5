package dialtone.tax;

import dialtone.base.Money;
import dialtone.tax.AppliedTax.Kind;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tax of an invoice. The totals are the sums of the lines, to the minor unit.
 *
 * @param lines in the order asked about
 */
public record TaxAssessment(Currency currency, List<TaxedLine> lines) {

    public TaxAssessment {
        lines = List.copyOf(lines);
    }

    public Money net() {
        return lines.stream().map(TaxedLine::net).reduce(Money.zero(currency), Money::plus);
    }

    public Money tax() {
        return lines.stream().map(TaxedLine::tax).reduce(Money.zero(currency), Money::plus);
    }

    /** Net and tax. */
    public Money gross() {
        return net().plus(tax());
    }

    /** Each tax at each rate with what it was charged on, in the order in which the lines name them. */
    public List<AppliedTax> totals() {
        Map<Kind, AppliedTax> totals = new LinkedHashMap<>();
        for (TaxedLine line : lines) {
            for (AppliedTax tax : line.taxes()) {
                totals.merge(tax.kind(), tax, TaxAssessment::sum);
            }
        }
        return new ArrayList<>(totals.values());
    }

    private static AppliedTax sum(AppliedTax one, AppliedTax other) {
        return new AppliedTax(
                one.jurisdiction(),
                one.tax(),
                one.percent(),
                one.treatment(),
                one.base().plus(other.base()),
                one.amount().plus(other.amount()),
                one.note());
    }
}
