package dialtone.ledger;

import dialtone.base.Money;
import dialtone.party.BillingAccountId;
import dialtone.rating.ChargeKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Postings that belong together. They sum to zero in each currency, or there is no such entry:
 * <pre>
 * debit  receivable:BAC-100001   12.99 EUR
 * credit revenue:one-off          9.99 EUR
 * credit revenue:recurring        3.00 EUR
 * </pre>
 *
 * @param key         names what caused it, once and for all: {@code order:ORD-100001}; at most {@value #MAX_KEY} characters
 * @param description as an accountant reads it; at most 255 characters
 * @param postings    2 to {@value #MAX_POSTINGS}
 */
public record JournalEntry(String key, String description, Instant bookedAt, List<Posting> postings) {

    public static final int MAX_KEY = 160;
    /** A usage batch charges at most ten thousand accounts, nearly all in one currency, against one revenue account. */
    public static final int MAX_POSTINGS = 25_000;

    /** @throws IllegalArgumentException if the postings do not sum to zero in each currency, or are too many or too few */
    public JournalEntry {
        postings = List.copyOf(postings);
        if (postings.size() < 2 || postings.size() > MAX_POSTINGS) {
            throw new IllegalArgumentException("An entry has 2 to " + MAX_POSTINGS + " postings: " + key);
        }
        sums(postings).forEach((currency, sum) -> {
            if (!sum.isZero()) {
                throw new IllegalArgumentException("Entry " + key + " does not balance: " + sum);
            }
        });
    }

    /**
     * What accounts owe for charges of these kinds, against the revenue: each account debited once a currency, each kind
     * credited once a currency. Charges of nothing are left out.
     *
     * @return empty when there is nothing to post
     */
    public static List<Posting> postingsFor(List<Charge> charges) {
        Map<LedgerAccount, Map<Currency, Money>> sums =
                new TreeMap<>(Comparator.comparing(LedgerAccount::side).thenComparing(LedgerAccount::code));
        for (Charge charge : charges) {
            add(sums, LedgerAccount.receivable(charge.account()), charge.amount());
            add(sums, LedgerAccount.revenue(charge.kind()), charge.amount().negated());
        }
        List<Posting> postings = new ArrayList<>();
        sums.forEach((account, amounts) -> amounts.values().stream()
                .filter(amount -> !amount.isZero())
                .forEach(amount -> postings.add(new Posting(account, amount))));
        return postings;
    }

    /** An amount that an account owes, and what for. */
    public record Charge(BillingAccountId account, ChargeKind kind, Money amount) {}

    private static void add(Map<LedgerAccount, Map<Currency, Money>> sums, LedgerAccount account, Money amount) {
        sums.computeIfAbsent(account, added -> new TreeMap<>(Comparator.comparing(Currency::getCurrencyCode)))
                .merge(amount.currency(), amount, Money::plus);
    }

    private static Map<Currency, Money> sums(List<Posting> postings) {
        Map<Currency, Money> sums = new HashMap<>();
        for (Posting posting : postings) {
            sums.merge(posting.amount().currency(), posting.amount(), Money::plus);
        }
        return sums;
    }
}
