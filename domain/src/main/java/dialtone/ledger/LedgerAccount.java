package dialtone.ledger;

import dialtone.party.BillingAccountId;
import dialtone.rating.ChargeKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An account of the chart. Receivables and deposits are kept for each billing account, revenue by what it is for.
 *
 * @param code         {@code receivable:BAC-100001}, {@code deposit:BAC-100001}, {@code revenue:recurring}, {@code cash}; at most 64
 *                     characters
 * @param side         which side its balance is expected on
 * @param billingOwner the billing account of a receivable or a deposit
 */
public record LedgerAccount(String code, Side side, Optional<BillingAccountId> billingOwner) {

    private static final String RECEIVABLE = "receivable:";
    private static final String DEPOSIT = "deposit:";
    private static final String REVENUE = "revenue:";
    private static final String CASH = "cash";
    private static final String TAX_PAYABLE = "tax-payable";
    private static final String WRITE_OFF = "write-off";
    private static final String ADJUSTMENT = "revenue:adjustment";

    public enum Side {
        /** Assets: a positive balance. */
        DEBIT,
        /** Revenue and liabilities: a negative balance. */
        CREDIT
    }

    /** What a billing account owes for charges, invoiced or not. */
    public static LedgerAccount receivable(BillingAccountId account) {
        return new LedgerAccount(RECEIVABLE + account.value(), Side.DEBIT, Optional.of(account));
    }

    /** What a billing account has left with us as a security: ours to give back, and no revenue. */
    public static LedgerAccount deposit(BillingAccountId account) {
        return new LedgerAccount(DEPOSIT + account.value(), Side.CREDIT, Optional.of(account));
    }

    /** Money received. */
    public static LedgerAccount cash() {
        return new LedgerAccount(CASH, Side.DEBIT, Optional.empty());
    }

    /** Taxes that we have invoiced and owe to the authorities. */
    public static LedgerAccount taxPayable() {
        return new LedgerAccount(TAX_PAYABLE, Side.CREDIT, Optional.empty());
    }

    /** What was owed and will not be paid: an expense. */
    public static LedgerAccount writeOff() {
        return new LedgerAccount(WRITE_OFF, Side.DEBIT, Optional.empty());
    }

    /** What was charged or given back by agreement, and not by a price. */
    public static LedgerAccount adjustment() {
        return new LedgerAccount(ADJUSTMENT, Side.CREDIT, Optional.empty());
    }

    /** Revenue of one kind of charge; a credit takes back revenue of the kind that it gives back. */
    public static LedgerAccount revenue(ChargeKind kind) {
        ChargeKind earned = kind == ChargeKind.CREDIT ? ChargeKind.RECURRING : kind;
        String name = earned.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new LedgerAccount(REVENUE + name, Side.CREDIT, Optional.empty());
    }

    /** @throws IllegalArgumentException if the chart has no such account */
    public static LedgerAccount of(String code) {
        if (code.startsWith(RECEIVABLE)) {
            return receivable(new BillingAccountId(code.substring(RECEIVABLE.length())));
        }
        if (code.startsWith(DEPOSIT)) {
            return deposit(new BillingAccountId(code.substring(DEPOSIT.length())));
        }
        if (code.equals(CASH)) {
            return cash();
        }
        for (LedgerAccount single : List.of(taxPayable(), writeOff(), adjustment())) {
            if (single.code().equals(code)) {
                return single;
            }
        }
        for (ChargeKind kind : ChargeKind.values()) {
            if (revenue(kind).code().equals(code)) {
                return revenue(kind);
            }
        }
        throw new IllegalArgumentException("Not an account of the chart: " + code);
    }
}
