package dialtone.billrun.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Outcome;
import dialtone.billrun.BillPolicy;
import dialtone.billrun.BillRun;
import dialtone.billrun.BillRun.AccountState;
import dialtone.catalog.AllowanceTerms;
import dialtone.catalog.Price;
import dialtone.catalog.UsageType;
import dialtone.invoice.InvoiceTax;
import dialtone.invoice.RebillRequest;
import dialtone.ledger.service.BillingDatabase;
import dialtone.ledger.service.Books;
import dialtone.rating.service.Contracts;
import dialtone.rating.service.Demo;
import dialtone.rating.service.Sharing;
import dialtone.rating.service.Tariffs;
import dialtone.spending.service.Limits;
import dialtone.usage.service.Intake;
import dialtone.usage.service.ReratingDesk;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Corrections and agreements beside bill runs, rating, orders and other people: whoever comes second waits, and sees what the first one did. */
class BillingBesideOthersTest {

    private static final String LIMIT = "all-lines,All lines,account,voice,any,EUR,50.00,100,hold,2026-01-01,,";

    @TempDir
    Path folder;

    @AutoClose
    private final BillingDatabase database = new BillingDatabase();

    private final Books books = new Books(database);
    private final Runs runs = new Runs(database);
    private final RebillDesk desk = new RebillDesk(database, InvoiceTax.NONE, Runs.at("2027-01-02T08:00:00Z"));
    private int files;

    /** A call of 0.09 came after November's invoice and waits for December's. */
    @Test
    void a_run_that_comes_second_leaves_what_the_new_invoice_has() throws Exception {
        invoicedWithLateUse();
        long asked = desk.asked("INV-000000001").id();
        runs.on("2027-01-02T08:00:00Z");
        BillRun run = beside(
                source -> RebillDesk.done(desk.within(source).approve(asked, "bob")), () -> runs.run("2027-01-01"));
        assertThat(runs.accounts(run, AccountState.BILLED)).isEqualTo(1);
        assertThat(lines("INV-000000002")).endsWith("calls 0.18");
        assertThat(lines("INV-000000003")).isEqualTo("Mobile 1: Monthly fee 15.00");
        allIsWell();
    }

    @Test
    void a_rebill_that_comes_second_leaves_what_the_run_has_invoiced() throws Exception {
        invoicedWithLateUse();
        long asked = desk.asked("INV-000000001").id();
        BillRun run = runs.on("2027-01-02T08:00:00Z").start(BillRun.Kind.REAL, "2027-01-01");
        Outcome<RebillRequest> second = beside(
                source -> new BillRunTurns(
                                source,
                                new Tariffs(),
                                (connection, accounts) -> InvoiceTax.NONE,
                                new BillPolicies(new BillPolicy(14, BigDecimal.ZERO, List.of())),
                                Runs.at("2027-01-02T08:00:00Z"))
                        .bill(run.id(), List.of("BAC-1")),
                () -> desk.in(all -> all.approve(asked, "bob")));
        assertThat(RebillDesk.code(second)).isEqualTo("CHANGED_MEANWHILE");
        assertThat(lines("INV-000000002")).contains("calls 0.09");
        desk.in(all -> all.decline(asked, "bob"));
        desk.issued("INV-000000001");
        assertThat(lines("INV-000000003")).isEqualTo(lines("INV-000000001"));
        allIsWell();
    }

    @Test
    void of_two_who_approve_at_once_one_does() throws Exception {
        invoicedWithLateUse();
        long asked = desk.asked("INV-000000001").id();
        Outcome<RebillRequest> second = beside(
                source -> RebillDesk.done(desk.within(source).approve(asked, "bob")),
                () -> desk.in(all -> all.approve(asked, "cid")));
        assertThat(RebillDesk.code(second)).isEqualTo("DECIDED_ALREADY");
        assertThat(database.count("SELECT COUNT(*) FROM INVOICE")).isEqualTo(3);
        allIsWell();
    }

    /** Rating has the second number and comes to what the account spends while the first one is to be rated again. */
    @Test
    void a_re_rating_has_nothing_of_what_is_spent_before_it_has_all_numbers_of_the_account() throws Exception {
        Limits limits = new Limits(database, LIMIT);
        lineOf(1);
        Demo.start(database, Demo.secondLine(), Demo.NOON);
        take(limits, "1,VOICE,491510000001,2026-11-25T18:00:00Z,160", "2,VOICE,491510000002,2026-11-25T18:00:00Z,160");
        ReratingDesk reratings = new ReratingDesk(database, Runs.at("2026-12-03T08:00:00Z"));
        long id = reratings.calculated(ReratingDesk.calls("0.05"), "2026-11-01", "2026-12-01");
        ReratingDesk.done(reratings.in(all -> all.approve(id, "bob")));
        beside(
                source -> execute(source, "SELECT ID FROM NUMBER_ACCOUNT WHERE MSISDN = '491510000002' FOR UPDATE"),
                source -> execute(source, "SELECT SUBJECT FROM SPENDING ORDER BY SUBJECT FOR UPDATE"),
                () -> reratings.take(id));
        reratings.round();
        assertThat(reratings.find(id).progress().difference().orElseThrow().toString())
                .isEqualTo("-0.08 EUR");
        assertThat(limits.standing(1).getFirst().spent().toString()).isEqualTo("0.10 EUR");
        allIsWell();
    }

    /** Calls at 0.05 in place of 0.09: a number that comes meanwhile has that, too. */
    @Test
    void a_number_that_comes_while_its_price_is_agreed_is_rated_by_what_is_agreed() throws Exception {
        lineOf(1);
        beside(
                source -> Contracts.agreeUse(source, Demo.account(1), "calls", "2026-11-01", "", "0.05/60"),
                () -> Demo.start(database, Demo.secondLine(), Demo.NOON));
        take(new Limits(database), "1,VOICE,491510000002,2026-11-25T18:00:00Z,160");
        BillRun run = runs.run("2026-12-01");
        assertThat(runs.accounts(run, AccountState.BILLED)).isEqualTo(1);
        assertThat(lines("INV-000000001")).endsWith("calls 0.05");
        allIsWell();
    }

    /** The line has another row from then on, which rating has to wait for as for the one before it. */
    @Test
    void a_row_that_a_line_gets_while_its_price_is_agreed_is_locked_too() throws Exception {
        runs.account(1);
        Price shared = new Price.Allowance(
                "together", "Together", List.of(UsageType.VOICE), 100, AllowanceTerms.parse("shared=yes"));
        Demo.start(
                database,
                Demo.order(1, Demo.NUMBER, List.of(Demo.item("1", Demo.PLAN), Demo.item("2", List.of(shared)))),
                Demo.NOON);
        Demo.start(database, Demo.secondLine(), Demo.NOON);
        Sharing sharing = new Sharing(database);
        Clock later = Clock.offset(Demo.NOON, Duration.ofMinutes(1));
        boolean locked = beside(
                source -> RebillDesk.done(sharing.joinIn(source, "491510000002", later)),
                () -> database.inTransaction(source -> {
                    Contracts.agreeUse(source, Demo.account(1), "calls", "2026-11-01", "", "0.05/60");
                    return isLocked("491510000002");
                }));
        assertThat(locked).isTrue();
    }

    private boolean isLocked(String msisdn) {
        try {
            execute(
                    database.dataSource(),
                    "SELECT ID FROM NUMBER_ACCOUNT WHERE VALID_TO_AT IS NULL AND MSISDN = '" + msisdn
                            + "' FOR UPDATE NOWAIT");
            return false;
        } catch (IllegalStateException another) {
            return true;
        }
    }

    private <T> T beside(Consumer<DataSource> first, Supplier<T> second) throws Exception {
        return beside(first, source -> {}, second);
    }

    /** The second one begins when the first one is done and not committed, and waits for it; then the first one has something left to do. */
    private <T> T beside(Consumer<DataSource> first, Consumer<DataSource> left, Supplier<T> second) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            Future<Boolean> waitedFor = other.submit(() -> database.inTransaction(source -> {
                first.accept(source);
                done.countDown();
                boolean waited = database.isWaitedFor();
                left.accept(source);
                return waited;
            }));
            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
            T result = second.get();
            assertThat(waitedFor.get(30, TimeUnit.SECONDS)).isTrue();
            return result;
        }
    }

    private static void execute(DataSource source, String select) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(select)) {
            statement.executeQuery().close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void invoicedWithLateUse() {
        Limits none = new Limits(database);
        lineOf(1);
        take(none, "1,VOICE,491510000001,2026-11-25T18:00:00Z,160");
        runs.run("2026-12-01");
        take(none, "2,VOICE,491510000001,2026-11-26T18:00:00Z,60");
    }

    private void lineOf(int account) {
        runs.account(account);
        Demo.start(database, Demo.order(account, "49151000000" + account), Demo.NOON);
    }

    private void take(Limits limits, String... records) {
        List<String> lines =
                Stream.of(records).map(record -> record + ",4930123456").toList();
        new Intake(database, folder.resolve("f" + ++files), limits.reference()).take(lines.toArray(String[]::new));
    }

    private String lines(String invoice) {
        return database.text(
                "SELECT LISTAGG(DESCRIPTION || ' ' || CAST(AMOUNT AS NUMBER(19,2)), ', ') WITHIN GROUP (ORDER BY LINE_NUMBER)"
                        + " FROM INVOICE_LINE WHERE INVOICE_ID = '" + invoice + "'");
    }

    private void allIsWell() {
        assertThat(books.trialBalance().balanced()).isTrue();
        assertThat(database.count("SELECT COUNT(*) FROM BILL_RUN_ACCOUNT WHERE STATE = 'FAILED'"))
                .isZero();
    }
}
