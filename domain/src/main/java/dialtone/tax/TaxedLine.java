package dialtone.tax;

import dialtone.base.Money;
import java.util.List;

/**
 * A line with its taxes.
 *
 * @param net   without tax
 * @param taxes one at least, also where none is due: the line says why
 */
public record TaxedLine(TaxableLine line, Money net, List<AppliedTax> taxes) {

    public TaxedLine {
        taxes = List.copyOf(taxes);
    }

    public Money tax() {
        return taxes.stream().map(AppliedTax::amount).reduce(Money.zero(net.currency()), Money::plus);
    }

    /** Net and tax. */
    public Money gross() {
        return net.plus(tax());
    }
}
