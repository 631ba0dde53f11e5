package dialtone.ledger.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.ledger.AccountStanding;
import dialtone.ledger.JournalEntry;
import dialtone.ledger.LedgerAccount;
import dialtone.ledger.Posting;
import dialtone.ledger.Receipt;
import dialtone.ledger.Receipt.Kind;
import dialtone.party.BillingAccountId;
import dialtone.rating.ChargeKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ReceiptsTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final BillingAccountId ACCOUNT = new BillingAccountId("BAC-1");
    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

    @AutoClose
    private final BillingDatabase database = new BillingDatabase();

    private final Ledger ledger = new Ledger(database.dataSource());
    private final Receipts receipts = new Receipts(database.dataSource(), Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void a_deposit_is_held_apart_from_what_is_owed() {
        assertThat(receive(Kind.DEPOSIT, "80.00", "bank-1")).isInstanceOf(Outcome.Accepted.class);

        assertThat(standing()).isEqualTo(new AccountStanding(Money.zero(EUR), Money.of("80.00", EUR)));
        assertThat(ledger.balance(ACCOUNT)).isEmpty();
        assertThat(ledger.trialBalance().rows())
                .extracting(row -> row.account().code() + " " + row.balance())
                .containsExactly("cash 80.00 EUR", "deposit:BAC-1 -80.00 EUR");
        assertThat(ledger.trialBalance().balanced()).isTrue();
    }

    @Test
    void what_is_owed_for_long_is_overdue_until_it_is_paid_and_what_is_new_is_not() {
        charge("order:ORD-1", "30.00", AccountStanding.OVERDUE_AFTER.plusDays(1));
        charge("order:ORD-2", "12.00", Duration.ofDays(3));
        assertThat(standing().overdue()).isEqualTo(Money.of("30.00", EUR));

        receive(Kind.PAYMENT, "25.00", "bank-2");
        assertThat(standing().overdue()).isEqualTo(Money.of("5.00", EUR));
        assertThat(ledger.balance(ACCOUNT)).containsExactly(Money.of("17.00", EUR));

        receive(Kind.PAYMENT, "10.00", "bank-3");
        assertThat(standing().overdue()).as("paid more than was overdue").isEqualTo(Money.zero(EUR));
    }

    @Test
    void the_same_reference_is_booked_once_and_never_for_something_else() {
        receive(Kind.DEPOSIT, "80.00", "bank-1");
        assertThat(receive(Kind.DEPOSIT, "80.00", "bank-1")).isInstanceOf(Outcome.Accepted.class);
        assertThat(standing().deposit()).isEqualTo(Money.of("80.00", EUR));
        assertThat(codes(receive(Kind.PAYMENT, "80.00", "bank-1"))).containsExactly("REFERENCE_REUSED");
        assertThat(codes(receive(Kind.DEPOSIT, "81.00", "bank-1"))).containsExactly("REFERENCE_REUSED");
    }

    @Test
    void where_payments_are_not_booked_nothing_is_overdue_and_what_was_before_they_were_is_not_either() {
        charge("order:ORD-1", "30.00", Duration.ofDays(100));
        charge("order:ORD-2", "12.00", Duration.ofDays(70));
        receive(Kind.DEPOSIT, "80.00", "bank-1");

        assertThat(receipts.standing(ACCOUNT, EUR, Optional.empty()))
                .isEqualTo(new AccountStanding(Money.zero(EUR), Money.of("80.00", EUR)));
        assertThat(receipts.standing(ACCOUNT, EUR, Optional.of(NOW.minus(Duration.ofDays(90))))
                        .overdue())
                .isEqualTo(Money.of("12.00", EUR));
    }

    @Test
    void the_same_at_the_same_moment_is_answered_with_what_the_first_has_booked() throws Exception {
        List<Callable<Outcome<Receipt>>> tills = Collections.nCopies(8, () -> receive(Kind.DEPOSIT, "80.00", "till-1"));
        try (ExecutorService threads = Executors.newFixedThreadPool(tills.size())) {
            for (Future<Outcome<Receipt>> answer : threads.invokeAll(tills)) {
                assertThat(answer.get()).isInstanceOf(Outcome.Accepted.class);
            }
        }
        assertThat(standing().deposit()).isEqualTo(Money.of("80.00", EUR));
    }

    @Test
    void what_was_booked_before_is_told_with_its_own_time() {
        receive(Kind.DEPOSIT, "80.00", "bank-1");
        Receipts later = new Receipts(database.dataSource(), Clock.fixed(NOW.plus(Duration.ofDays(1)), ZoneOffset.UTC));
        assertThat(later.receive(Kind.DEPOSIT, ACCOUNT, Money.of("80.00", EUR), "bank-1"))
                .isEqualTo(Outcome.accepted(new Receipt(ACCOUNT, Kind.DEPOSIT, Money.of("80.00", EUR), "bank-1", NOW)));
    }

    @Test
    void nothing_and_less_is_no_receipt_and_one_without_a_reference_neither() {
        assertThat(codes(receive(Kind.DEPOSIT, "0.00", "bank-1"))).containsExactly("INVALID_AMOUNT");
        assertThat(codes(receive(Kind.DEPOSIT, "-1.00", "bank-1"))).containsExactly("INVALID_AMOUNT");
        assertThat(codes(receive(Kind.DEPOSIT, "1.00", " "))).containsExactly("INVALID_REFERENCE");
        assertThat(codes(receive(Kind.DEPOSIT, "1.00", "x".repeat(Receipt.MAX_REFERENCE + 1))))
                .containsExactly("INVALID_REFERENCE");
    }

    private Outcome<Receipt> receive(Kind kind, String amount, String reference) {
        return receipts.receive(kind, ACCOUNT, Money.of(amount, EUR), reference);
    }

    private AccountStanding standing() {
        return receipts.standing(ACCOUNT, EUR, Optional.of(Instant.EPOCH));
    }

    private void charge(String key, String amount, Duration ago) {
        Money owed = Money.of(amount, EUR);
        ledger.post(new JournalEntry(
                key,
                "An order",
                NOW.minus(ago),
                List.of(
                        Posting.debit(LedgerAccount.receivable(ACCOUNT), owed),
                        Posting.credit(LedgerAccount.revenue(ChargeKind.ONE_OFF), owed))));
    }

    private static List<String> codes(Outcome<?> outcome) {
        return outcome.fold(
                value -> List.of(),
                reasons -> reasons.stream().map(Rejection::code).toList());
    }
}
