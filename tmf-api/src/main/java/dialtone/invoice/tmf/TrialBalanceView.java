package dialtone.invoice.tmf;

import dialtone.base.Money;
import dialtone.ledger.TrialBalance;
import java.util.Comparator;
import java.util.List;

/**
 * All accounts of the ledger with what was debited and credited.
 *
 * @param balanced    whether debits equal credits in each currency
 * @param differences what debits exceed credits by, for each currency: zero
 */
public record TrialBalanceView(boolean balanced, List<AmountView> differences, List<RowView> rows) {

    /** @param balance positive when more was debited */
    public record RowView(String ledgerAccount, AmountView debit, AmountView credit, AmountView balance) {
        static RowView of(TrialBalance.Row row) {
            return new RowView(
                    row.account().code(),
                    AmountView.of(row.debit()),
                    AmountView.of(row.credit()),
                    AmountView.of(row.balance()));
        }
    }

    static TrialBalanceView of(TrialBalance balance) {
        List<Money> differences = balance.differences().values().stream()
                .sorted(Comparator.comparing(money -> money.currency().getCurrencyCode()))
                .toList();
        return new TrialBalanceView(
                balance.balanced(),
                AmountView.of(differences),
                balance.rows().stream().map(RowView::of).toList());
    }
}
