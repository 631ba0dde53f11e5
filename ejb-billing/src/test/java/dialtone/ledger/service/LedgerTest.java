package dialtone.ledger.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Money;
import dialtone.ledger.BookedPosting;
import dialtone.ledger.JournalEntry;
import dialtone.ledger.LedgerAccount;
import dialtone.ledger.Posting;
import dialtone.party.BillingAccountId;
import dialtone.rating.ChargeKind;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final BillingAccountId ACCOUNT = new BillingAccountId("BAC-1");

    @AutoClose
    private final BillingDatabase database = new BillingDatabase();

    private final Ledger ledger = new Ledger(database.dataSource());

    @Test
    void what_is_posted_is_in_balance_statement_and_trial_balance() {
        ledger.post(entry("order:ORD-1", "3.00"));
        ledger.post(entry("order:ORD-2", "4.50"));
        assertThat(ledger.balance(ACCOUNT)).containsExactly(Money.of("7.50", EUR));
        assertThat(ledger.statement(ACCOUNT, 0, 10).rows())
                .extracting(BookedPosting::entryKey)
                .containsExactly("order:ORD-2", "order:ORD-1");
        assertThat(ledger.statement(ACCOUNT, 1, 1).rows())
                .extracting(BookedPosting::entryKey)
                .containsExactly("order:ORD-1");
        assertThat(ledger.statement(ACCOUNT, 1, 1).total()).isEqualTo(2);
        assertThat(ledger.trialBalance().rows())
                .extracting(row -> row.account().code() + " " + row.balance())
                .containsExactly("receivable:BAC-1 7.50 EUR", "revenue:one-off -7.50 EUR");
        assertThat(ledger.trialBalance().balanced()).isTrue();
    }

    @Test
    void the_same_cause_is_posted_once() {
        ledger.post(entry("order:ORD-1", "3.00"));
        assertThatThrownBy(() -> ledger.post(entry("order:ORD-1", "3.00"))).isInstanceOf(IllegalStateException.class);
        assertThat(ledger.balance(ACCOUNT)).containsExactly(Money.of("3.00", EUR));
    }

    @Test
    void an_account_that_nothing_was_posted_to_has_no_balance() {
        assertThat(ledger.balance(ACCOUNT)).isEmpty();
        assertThat(ledger.statement(ACCOUNT, 0, 10).rows()).isEmpty();
        assertThat(ledger.trialBalance().balanced()).isTrue();
    }

    private static JournalEntry entry(String key, String amount) {
        return new JournalEntry(
                key,
                "Charges",
                Instant.parse("2026-11-25T12:00:00Z"),
                List.of(
                        Posting.debit(LedgerAccount.receivable(ACCOUNT), Money.of(amount, EUR)),
                        Posting.credit(LedgerAccount.revenue(ChargeKind.ONE_OFF), Money.of(amount, EUR))));
    }
}
