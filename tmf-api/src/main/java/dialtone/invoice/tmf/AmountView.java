package dialtone.invoice.tmf;

import dialtone.base.Money;
import java.math.BigDecimal;
import java.util.List;

/**
 * Money as TMF writes it.
 *
 * @param unit ISO 4217 code
 */
public record AmountView(String unit, BigDecimal value) {

    public static AmountView of(Money money) {
        return new AmountView(money.currency().getCurrencyCode(), money.amount());
    }

    static List<AmountView> of(List<Money> amounts) {
        return amounts.stream().map(AmountView::of).toList();
    }
}
