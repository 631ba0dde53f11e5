package dialtone.ledger.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.ledger.Adjustment;
import dialtone.ledger.ClosedPeriod;
import dialtone.ledger.JournalEntry;
import dialtone.ledger.LedgerAccount;
import dialtone.ledger.Posting;
import dialtone.rating.service.Demo;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people decide about the books: adjustments, write-offs, and that a period is closed. */
class AdjustmentsTest {

    @AutoClose
    private final BillingDatabase database = new BillingDatabase();

    private final Books books = new Books(database);

    @BeforeEach
    void account() throws Exception {
        execute(
                "INSERT INTO CUSTOMER (CUSTOMER_ID, GIVEN_NAME, FAMILY_NAME, SEARCH_NAME, BORN_ON, EMAIL, STREET, POSTAL_CODE, CITY,"
                        + " COUNTRY, CREATED_AT) VALUES ('CUS-1', 'Ada', 'Lind', 'ada lind', DATE '1980-01-01', 'a@example.org', 'S 1', '10115',"
                        + " 'Berlin', 'DE', TIMESTAMP WITH TIME ZONE '2026-11-01 00:00:00+00:00')");
        execute(
                "INSERT INTO BILLING_ACCOUNT (BILLING_ACCOUNT_ID, CUSTOMER_ID, NAME, CURRENCY, TIME_ZONE, CYCLE_DAY, OPENED_ON)"
                        + " VALUES ('BAC-1', 'CUS-1', 'Ada Lind', 'EUR', 'Europe/Berlin', 1, DATE '2026-11-01')");
    }

    @Test
    void an_adjustment_is_posted_when_a_second_person_approves_and_undone_by_another_one() {
        long id = done(all -> all.ask(
                        Adjustment.Kind.ADJUSTMENT, Demo.account(1), Money.of("-5.00", Demo.EUR), "Goodwill", "ann"))
                .id();
        assertThat(books.balance(Demo.account(1)))
                .as("nothing before it is approved")
                .isEmpty();
        assertThat(codes(all -> all.approve(id, "ann"))).containsExactly("SECOND_PERSON_REQUIRED");
        done(all -> all.approve(id, "bob"));
        assertThat(codes(all -> all.approve(id, "bob"))).containsExactly("DECIDED_ALREADY");
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("-5.00", Demo.EUR));
        long undo = done(all -> all.undo(id, "It was another account", "bob")).id();
        assertThat(codes(all -> all.undo(id, "Twice", "ann"))).containsExactly("UNDONE_ALREADY");
        done(all -> all.decline(undo, "ann"));
        long again = done(all -> all.undo(id, "It was another account", "bob")).id();
        done(all -> all.approve(again, "ann"));
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("0.00", Demo.EUR));
        assertThat(codes(all -> all.undo(id, "Twice", "ann"))).containsExactly("UNDONE_ALREADY");
        assertThat(books.trialBalance().balanced()).isTrue();
        assertThat(new Adjustments(database.dataSource(), Demo.NOON)
                        .list(Optional.of(Demo.account(1)), Optional.of(Adjustment.State.POSTED), 0, 10)
                        .rows())
                .extracting(Adjustment::id)
                .containsExactly(again, id);
    }

    @Test
    void a_write_off_is_an_expense() {
        long id = done(all -> all.ask(
                        Adjustment.Kind.WRITE_OFF, Demo.account(1), Money.of("7.50", Demo.EUR), "Insolvent", "ann"))
                .id();
        done(all -> all.approve(id, "bob"));
        assertThat(books.trialBalance().rows())
                .extracting(row -> row.account().code() + " " + row.balance())
                .containsExactly("receivable:BAC-1 -7.50 EUR", "write-off 7.50 EUR");
        assertThat(codes(all ->
                        all.ask(Adjustment.Kind.WRITE_OFF, Demo.account(1), Money.of("-1.00", Demo.EUR), "x", "ann")))
                .containsExactly("INVALID_AMOUNT");
        assertThat(codes(all ->
                        all.ask(Adjustment.Kind.ADJUSTMENT, Demo.account(1), Money.of("1.00", Demo.EUR), " ", "ann")))
                .containsExactly("INVALID_REASON");
    }

    @Test
    void a_closed_period_takes_nothing_and_shows_when_it_was_changed() throws Exception {
        long id = done(all ->
                        all.ask(Adjustment.Kind.ADJUSTMENT, Demo.account(1), Money.of("5.00", Demo.EUR), "=1+1", "ann"))
                .id();
        done(all -> all.approve(id, "bob"));
        LocalDate end = LocalDate.parse("2026-11-26");
        LedgerPeriods early = new LedgerPeriods(database.dataSource(), Demo.NOON);
        assertThat(refusal(early.close(end, "ann"))).isEqualTo("PERIOD_NOT_OVER");
        LedgerPeriods periods = new LedgerPeriods(database.dataSource(), Clock.offset(Demo.NOON, Duration.ofDays(2)));
        assertThat(periods.judge(end)).isEqualTo(Outcome.accepted(new LedgerPeriods.Closing(end, 1)));
        assertThat(periods.closed()).as("asking closes nothing").isEmpty();
        ClosedPeriod closed = periods.close(end, "ann").fold(done -> done, reasons -> {
            throw new IllegalStateException(reasons.toString());
        });
        assertThat(closed.entries()).isEqualTo(1);
        assertThat(closed.intact()).isTrue();
        assertThat(refusal(periods.close(end, "ann"))).isEqualTo("CLOSED_ALREADY");
        assertThat(periods.judge(end)
                        .<String>fold(none -> "", reasons -> reasons.getFirst().code()))
                .isEqualTo("CLOSED_ALREADY");
        JournalEntry late = new JournalEntry(
                "late",
                "Late",
                Demo.NOON.instant(),
                List.of(
                        Posting.debit(LedgerAccount.cash(), Money.of("1.00", Demo.EUR)),
                        Posting.credit(LedgerAccount.writeOff(), Money.of("1.00", Demo.EUR))));
        assertThatThrownBy(() -> database.inTransaction(source -> {
                    new Ledger(source).post(late);
                    return true;
                }))
                .hasMessageContaining("closed");
        StringWriter csv = new StringWriter();
        periods.export(LocalDate.parse("2026-11-25"), end, csv);
        assertThat(csv.toString().lines().skip(1))
                .satisfiesExactly(
                        line -> assertThat(line).endsWith(",1,\"receivable:BAC-1\",5.00,,EUR"),
                        line -> assertThat(line).endsWith(",2,\"revenue:adjustment\",,5.00,EUR"));
        LedgerPeriods later = new LedgerPeriods(database.dataSource(), Clock.offset(Demo.NOON, Duration.ofDays(3)));
        assertThat(later.close(end.plusDays(1), "ann").<Long>fold(ClosedPeriod::entries, reasons -> -1L))
                .as("of the period alone")
                .isZero();
        execute("UPDATE POSTING SET AMOUNT = 2 * AMOUNT");
        assertThat(periods.closed())
                .as("only the one that was changed")
                .extracting(period -> period.until() + " " + period.intact())
                .containsExactly("2026-11-27 true", "2026-11-26 false");
    }

    @Test
    void the_books_balance_at_any_instant() {
        long id = done(all ->
                        all.ask(Adjustment.Kind.ADJUSTMENT, Demo.account(1), Money.of("5.00", Demo.EUR), "Fee", "ann"))
                .id();
        done(all -> all.approve(id, "bob"));
        Ledger ledger = new Ledger(database.dataSource());
        assertThat(ledger.trialBalance(Demo.NOON.instant()).rows()).isEmpty();
        assertThat(ledger.trialBalance(Demo.NOON.instant().plusSeconds(1))).isEqualTo(ledger.trialBalance());
    }

    private static String refusal(Outcome<ClosedPeriod> outcome) {
        return outcome.fold(closed -> "", reasons -> reasons.getFirst().code());
    }

    private Adjustment done(Function<Adjustments, Outcome<Adjustment>> decision) {
        return outcome(decision).fold(adjustment -> adjustment, reasons -> {
            throw new IllegalStateException(reasons.toString());
        });
    }

    private List<String> codes(Function<Adjustments, Outcome<Adjustment>> decision) {
        return outcome(decision)
                .fold(
                        done -> List.of(),
                        reasons -> reasons.stream().map(Rejection::code).toList());
    }

    private Outcome<Adjustment> outcome(Function<Adjustments, Outcome<Adjustment>> decision) {
        return database.inTransaction(source -> decision.apply(new Adjustments(source, Demo.NOON)));
    }

    private void execute(String sql) throws Exception {
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.executeUpdate();
        }
    }
}
