package dialtone.ledger;

import dialtone.base.Money;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The sums of all postings by account. Debits equal credits in each currency, or the books are wrong.
 *
 * @param rows by account and currency
 */
public record TrialBalance(List<Row> rows) {

    /**
     * @param debit  sum of what was debited, not negative
     * @param credit sum of what was credited, not negative
     */
    public record Row(LedgerAccount account, Money debit, Money credit) {
        /** Positive when it was debited more. */
        public Money balance() {
            return debit.minus(credit);
        }
    }

    public TrialBalance {
        rows = List.copyOf(rows);
    }

    /** What debits exceed credits by, in each currency: zero. */
    public Map<Currency, Money> differences() {
        Map<Currency, Money> sums = new HashMap<>();
        for (Row row : rows) {
            sums.merge(row.debit().currency(), row.balance(), Money::plus);
        }
        return Map.copyOf(sums);
    }

    public boolean balanced() {
        return differences().values().stream().allMatch(Money::isZero);
    }
}
