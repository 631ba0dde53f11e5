package dialtone.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Money;
import dialtone.ledger.JournalEntry.Charge;
import dialtone.party.BillingAccountId;
import dialtone.rating.ChargeKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JournalEntryTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Currency CHF = Currency.getInstance("CHF");
    private static final List<ChargeKind> KINDS = List.of(ChargeKind.values());
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final BillingAccountId ACCOUNT = new BillingAccountId("BAC-100001");
    private static final LedgerAccount RECEIVABLE = LedgerAccount.receivable(ACCOUNT);
    private static final LedgerAccount REVENUE = LedgerAccount.revenue(ChargeKind.RECURRING);

    @Test
    void an_entry_that_sums_to_zero_is_taken() {
        JournalEntry entry =
                entry(Posting.debit(RECEIVABLE, Money.of("3.00", EUR)), Posting.credit(REVENUE, Money.of("3.00", EUR)));
        assertThat(entry.postings()).hasSize(2);
    }

    @Test
    void an_entry_that_does_not_sum_to_zero_is_refused() {
        assertThatThrownBy(() -> entry(
                        Posting.debit(RECEIVABLE, Money.of("3.00", EUR)),
                        Posting.credit(REVENUE, Money.of("2.99", EUR))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0.01 EUR");
    }

    @Test
    void an_entry_that_balances_only_across_currencies_is_refused() {
        assertThatThrownBy(() -> entry(
                        Posting.debit(RECEIVABLE, Money.of("3.00", EUR)),
                        Posting.credit(REVENUE, Money.of("3.00", CHF))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_entry_of_one_posting_and_a_posting_of_nothing_are_refused() {
        assertThatThrownBy(() -> entry(Posting.debit(RECEIVABLE, Money.of("3.00", EUR))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Posting.debit(RECEIVABLE, Money.zero(EUR)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void charges_are_posted_once_for_an_account_and_once_for_a_kind_of_revenue() {
        List<Posting> postings = JournalEntry.postingsFor(List.of(
                new Charge(ACCOUNT, ChargeKind.ONE_OFF, Money.of("9.99", EUR)),
                new Charge(ACCOUNT, ChargeKind.RECURRING, Money.of("3.00", EUR)),
                new Charge(ACCOUNT, ChargeKind.RECURRING, Money.of("2.00", EUR)),
                new Charge(ACCOUNT, ChargeKind.USAGE, Money.zero(EUR))));
        assertThat(postings)
                .containsExactly(
                        Posting.debit(RECEIVABLE, Money.of("14.99", EUR)),
                        Posting.credit(LedgerAccount.revenue(ChargeKind.ONE_OFF), Money.of("9.99", EUR)),
                        Posting.credit(REVENUE, Money.of("5.00", EUR)));
    }

    @Test
    void charges_of_nothing_are_not_posted() {
        assertThat(JournalEntry.postingsFor(List.of(new Charge(ACCOUNT, ChargeKind.ONE_OFF, Money.zero(EUR)))))
                .isEmpty();
    }

    @Test
    void the_ledger_sums_to_zero_whatever_is_charged() {
        Random random = new Random(20261125);
        for (int round = 0; round < 300; round++) {
            List<Charge> charges = new ArrayList<>();
            for (int i = 1 + random.nextInt(40); i > 0; i--) {
                Currency currency = random.nextInt(5) == 0 ? CHF : EUR;
                charges.add(new Charge(
                        new BillingAccountId("BAC-" + random.nextInt(8)),
                        KINDS.get(random.nextInt(KINDS.size())),
                        Money.of("" + random.nextInt(500), currency)));
            }
            List<Posting> postings = JournalEntry.postingsFor(charges);
            if (!postings.isEmpty()) {
                new JournalEntry("usage:1:" + round, "Usage", NOON, postings);
            }
            TrialBalance balance = new TrialBalance(
                    postings.stream().map(JournalEntryTest::row).toList());
            assertThat(balance.balanced()).isTrue();
        }
    }

    @Test
    void books_that_do_not_balance_are_seen() {
        TrialBalance balance = new TrialBalance(List.of(
                row(Posting.debit(RECEIVABLE, Money.of("3.00", EUR))),
                row(Posting.credit(REVENUE, Money.of("2.00", EUR)))));
        assertThat(balance.balanced()).isFalse();
        assertThat(balance.differences()).containsEntry(EUR, Money.of("1.00", EUR));
    }

    @Test
    void an_account_is_found_by_its_code_again() {
        assertThat(LedgerAccount.of("receivable:BAC-100001")).isEqualTo(RECEIVABLE);
        for (ChargeKind kind : ChargeKind.values()) {
            LedgerAccount revenue = LedgerAccount.revenue(kind);
            assertThat(LedgerAccount.of(revenue.code())).isEqualTo(revenue);
        }
        assertThat(LedgerAccount.of("cash")).isEqualTo(LedgerAccount.cash());
        LedgerAccount deposit = LedgerAccount.deposit(new BillingAccountId("BAC-100001"));
        assertThat(LedgerAccount.of(deposit.code())).isEqualTo(deposit);
        assertThatThrownBy(() -> LedgerAccount.of("petty-cash")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_is_received_is_cash_against_what_is_owed_or_against_what_we_hold() {
        BillingAccountId account = new BillingAccountId("BAC-100001");
        Money amount = Money.of("80.00", EUR);
        Receipt deposit = new Receipt(account, Receipt.Kind.DEPOSIT, amount, "till-1", Instant.EPOCH);
        assertThat(deposit.entry().key()).isEqualTo("receipt:BAC-100001:till-1");
        assertThat(deposit.entry().description()).isEqualTo("Deposit till-1");
        assertThat(deposit.entry().postings())
                .containsExactly(
                        Posting.debit(LedgerAccount.cash(), amount),
                        Posting.credit(LedgerAccount.deposit(account), amount));
        Receipt payment = new Receipt(account, Receipt.Kind.PAYMENT, amount, "bank-1", Instant.EPOCH);
        assertThat(payment.entry().description()).isEqualTo("Payment bank-1");
        assertThat(payment.entry().postings().getLast()).isEqualTo(Posting.credit(RECEIVABLE, amount));
    }

    @Test
    void an_entry_has_a_limit() {
        Posting one = Posting.debit(RECEIVABLE, Money.of("1.00", EUR));
        List<Posting> most = new ArrayList<>(Collections.nCopies(JournalEntry.MAX_POSTINGS - 1, one));
        most.add(Posting.credit(REVENUE, Money.of(Integer.toString(JournalEntry.MAX_POSTINGS - 1), EUR)));
        assertThat(entry(most.toArray(Posting[]::new)).postings()).hasSize(JournalEntry.MAX_POSTINGS);
        most.set(0, Posting.debit(RECEIVABLE, Money.of("0.50", EUR)));
        most.add(Posting.debit(RECEIVABLE, Money.of("0.50", EUR)));
        assertThatThrownBy(() -> entry(most.toArray(Posting[]::new))).hasMessageContaining("25000");
    }

    private static TrialBalance.Row row(Posting posting) {
        Money zero = Money.zero(posting.amount().currency());
        return posting.amount().isNegative()
                ? new TrialBalance.Row(posting.account(), zero, posting.amount().negated())
                : new TrialBalance.Row(posting.account(), posting.amount(), zero);
    }

    private static JournalEntry entry(Posting... postings) {
        return new JournalEntry("order:ORD-100001", "Charges", NOON, List.of(postings));
    }
}
