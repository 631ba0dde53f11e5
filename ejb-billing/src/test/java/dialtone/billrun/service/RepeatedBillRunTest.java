package dialtone.billrun.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.billrun.BillPolicy;
import dialtone.billrun.BillRun;
import dialtone.billrun.BillRun.AccountState;
import dialtone.invoice.InvoiceTaxLine;
import dialtone.ledger.service.BillingDatabase;
import dialtone.ledger.service.Books;
import dialtone.order.OrderFacts;
import dialtone.order.OrderId;
import dialtone.party.CustomerId;
import dialtone.rating.service.Demo;
import dialtone.rating.service.Tariffs;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.sql.Connection;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Runs that are cancelled, tried again, overtaken by a later one, or started at the same time. */
class RepeatedBillRunTest {

    private static final Pattern LOCKED = Pattern.compile("FROM (\\w+) .*FOR UPDATE");

    @AutoClose
    private final BillingDatabase database = new BillingDatabase();

    private final Runs runs = new Runs(database);

    @Test
    void the_schedule_does_not_start_again_what_a_person_has_cancelled() {
        lineOf(1);
        runs.on("2026-12-06T20:00:00Z");
        assertThat(runs.runs().startDue(5)).isEqualTo(1);
        long started = runs.runs().list(0, 1).rows().getFirst().run().id();
        runs.runs().cancel(started, "finance");
        assertThat(runs.runs().startDue(5)).isZero();
        assertThat(runs.run("2026-12-01").id()).as("a person starts it").isGreaterThan(started);
        assertThatThrownBy(() -> runs.runs().startDue(0)).hasMessageContaining("1 day after");
    }

    @Test
    void an_older_run_has_nothing_to_bill_of_an_account_that_a_later_one_has_billed() {
        lineOf(1);
        BillRun november = withoutTax().run("2026-12-01");
        assertThat(runs.accounts(november, AccountState.FAILED)).isEqualTo(1);
        taxed().on("2027-01-02T08:00:00Z").run("2027-01-01");
        runs.runs().retry(november.id(), Optional.empty(), "finance");
        runs.round();
        assertThat(runs.accounts(november, AccountState.NOTHING)).isEqualTo(1);
        assertThat(database.text("SELECT TO_CHAR(BILLED_TO_ON, 'YYYY-MM-DD') FROM NUMBER_ACCOUNT"))
                .isEqualTo("2027-01-01");
        assertThat(database.count("SELECT COUNT(*) FROM INVOICE")).isEqualTo(1);
        assertThat(runs.progress(runs.start(BillRun.Kind.DRY, "2026-12-01")).total())
                .as("it is not asked for again")
                .isZero();
    }

    @Test
    void a_cycle_is_over_when_it_is_for_all_its_accounts() {
        lineOf(1);
        runs.account(2);
        runs.execute("UPDATE BILLING_ACCOUNT SET TIME_ZONE = 'America/New_York' WHERE BILLING_ACCOUNT_ID = 'BAC-2'");
        assertThat(codes(runs.on("2026-12-01T04:59:00Z")
                        .runs()
                        .start(BillRun.Kind.REAL, LocalDate.parse("2026-12-01"), "finance")))
                .containsExactly("CYCLE_NOT_OVER");
        BillRun run = runs.on("2026-12-01T05:00:00Z").run("2026-12-01");
        assertThat(runs.accounts(run, AccountState.FAILED)).isZero();
    }

    @Test
    void what_falls_due_between_two_attempts_is_posted_with_the_second() {
        lineOf(1);
        BillRun run = withoutTax().on("2027-01-02T08:00:00Z").run("2027-01-01");
        Demo.start(
                database,
                new OrderFacts.Charges(
                        new OrderId("ORD-9"),
                        new CustomerId("CUS-1"),
                        Demo.account(1),
                        ZoneId.of("Europe/Berlin"),
                        List.of(Demo.item("1", Demo.PLAN)),
                        List.of()),
                Demo.NOON);
        runs.runs().retry(run.id(), Optional.empty(), "finance");
        taxed().round();
        assertThat(runs.accounts(run, AccountState.BILLED)).isEqualTo(1);
        assertThat(runs.progress(run).billed()).containsExactly(Money.of("55.98", Demo.EUR));
        assertThat(database.count("SELECT COUNT(*) FROM JOURNAL_ENTRY WHERE ENTRY_KEY LIKE 'bill-run:%'"))
                .isEqualTo(2);
        assertThat(database.text("SELECT ATTEMPTS || ' attempts, faults ' || FAULTS FROM BILL_RUN_ACCOUNT"))
                .isEqualTo("2 attempts, faults 0");
        assertThat(new Books(database).trialBalance().balanced()).isTrue();
    }

    @Test
    void a_batch_locks_accounts_then_numbers_then_subscriptions() {
        lineOf(1);
        List<String> locked = new ArrayList<>();
        runs.over(source -> seeing(source, sql -> {
                    Matcher found = LOCKED.matcher(sql);
                    if (found.find()) {
                        locked.add(found.group(1));
                    }
                }))
                .run("2026-12-01");
        assertThat(locked)
                .containsExactly(
                        "BILL_RUN_ACCOUNT",
                        "BILLING_ACCOUNT",
                        "NUMBER_ACCOUNT",
                        "RATING_SUBSCRIPTION",
                        "INVOICE_SERIES");
    }

    @Test
    void who_completes_a_run_holds_it_before_he_looks_for_accounts_that_wait() {
        runs.account(1);
        BillRun run = runs.start(BillRun.Kind.REAL, "2026-12-01");
        runs.execute("UPDATE BILL_RUN_ACCOUNT SET STATE = 'NOTHING'");
        List<String> freeForOthers = new ArrayList<>();
        boolean completed = database.inTransaction(source -> new BillRunTurns(
                        seeing(source, sql -> {
                            if (sql.contains("'COMPLETED'")) {
                                freeForOthers.add(database.text("SELECT ID FROM BILL_RUN FOR UPDATE SKIP LOCKED"));
                            }
                        }),
                        new Tariffs(),
                        (connection, accounts) -> draft -> Outcome.accepted(List.of()),
                        new BillPolicies(new BillPolicy(14, BigDecimal.ZERO, List.of())),
                        Runs.at("2026-12-02T08:00:00Z"))
                .finish(run.id()));
        assertThat(completed).isTrue();
        assertThat(freeForOthers).containsExactly("");
    }

    @Test
    void of_two_who_start_a_run_at_the_same_time_one_is_told() {
        lineOf(1);
        DataSource second = seeing(database.dataSource(), sql -> {
            if (sql.contains("BILL_RUN_SEQ")) {
                runs.start(BillRun.Kind.REAL, "2026-12-01");
            }
        });
        assertThat(codes(new BillRuns(second, Runs.at("2026-12-02T08:00:00Z"))
                        .start(BillRun.Kind.REAL, LocalDate.parse("2026-12-01"), "ann")))
                .containsExactly("RUN_EXISTS");
    }

    private void lineOf(int number) {
        runs.account(number);
        Demo.start(database, Demo.order(number, "49151000000" + number), Demo.NOON);
    }

    private Runs withoutTax() {
        return runs.taxedBy(draft -> Outcome.rejected(Rejection.of("TAX_UNKNOWN", "No address.")));
    }

    private Runs taxed() {
        return runs.taxedBy(draft -> Outcome.accepted(List.<InvoiceTaxLine>of()));
    }

    private static List<String> codes(Outcome<?> outcome) {
        return outcome.fold(
                done -> List.of(),
                reasons -> reasons.stream().map(Rejection::code).toList());
    }

    /** A source that shows each statement before it is prepared. */
    private static DataSource seeing(DataSource source, Consumer<String> statement) {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> seeing(source.getConnection(), statement));
    }

    private static Connection seeing(Connection connection, Consumer<String> statement) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")) {
                        statement.accept((String) arguments[0]);
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
