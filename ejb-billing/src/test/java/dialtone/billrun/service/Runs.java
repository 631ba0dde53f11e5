package dialtone.billrun.service;

import dialtone.base.Outcome;
import dialtone.billrun.BillPolicy;
import dialtone.billrun.BillRun;
import dialtone.billrun.BillRun.AccountState;
import dialtone.invoice.Invoice;
import dialtone.invoice.InvoiceTax;
import dialtone.ledger.service.BillingDatabase;
import dialtone.party.BillingAccountId;
import dialtone.rating.service.Tariffs;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** Bill runs in a test's database, each call of a turn in a transaction as the container has it. */
final class Runs {

    private final BillingDatabase database;
    private final Tariffs tariffs = new Tariffs();
    private InvoiceTax tax = InvoiceTax.NONE;
    private BillPolicy policy = new BillPolicy(14, BigDecimal.ZERO, List.of());
    private Clock clock = at("2026-12-02T08:00:00Z");
    private int batch = BillRunTurns.BATCH;
    private UnaryOperator<DataSource> fragile = UnaryOperator.identity();

    Runs(BillingDatabase database) {
        this.database = database;
    }

    static Clock at(String instant) {
        return Clock.fixed(Instant.parse(instant), ZoneOffset.UTC);
    }

    Runs on(String instant) {
        clock = at(instant);
        return this;
    }

    Runs taxedBy(InvoiceTax by) {
        tax = by;
        return this;
    }

    Runs by(BillPolicy other) {
        policy = other;
        return this;
    }

    /** So many accounts in a transaction. */
    Runs inBatchesOf(int accounts) {
        batch = accounts;
        return this;
    }

    /** Each transaction on a source made of that of the database. */
    Runs over(UnaryOperator<DataSource> sources) {
        fragile = sources;
        return this;
    }

    BillRuns runs() {
        return new BillRuns(database.dataSource(), clock);
    }

    BillRun start(BillRun.Kind kind, String billedTo) {
        return database.inTransaction(source -> new BillRuns(source, clock)
                .start(kind, LocalDate.parse(billedTo), "finance")
                .fold(standing -> standing.run(), reasons -> {
                    throw new IllegalStateException(reasons.toString());
                }));
    }

    /** Starts a real run and bills all that can be. */
    BillRun run(String billedTo) {
        BillRun run = start(BillRun.Kind.REAL, billedTo);
        round();
        return run;
    }

    void round() {
        new BillRunRounds(new Turns(), runs()).round();
    }

    /** What a run would make of an account. */
    Outcome<Invoice> preview(int account, String billedTo) {
        return database.inTransaction(source ->
                new Turns().within(source).preview(new BillingAccountId("BAC-" + account), LocalDate.parse(billedTo)));
    }

    BillRun.Progress progress(BillRun run) {
        return runs().find(run.id()).orElseThrow().progress();
    }

    long accounts(BillRun run, AccountState state) {
        return progress(run).of(state);
    }

    /** An account that pays in euros in Berlin, whose cycle begins on the first. */
    void account(int number) {
        account(number, "EUR");
    }

    void account(int number, String currency) {
        execute(
                "INSERT INTO CUSTOMER (CUSTOMER_ID, GIVEN_NAME, FAMILY_NAME, SEARCH_NAME, BORN_ON, EMAIL, STREET, POSTAL_CODE, CITY,"
                        + " COUNTRY, CREATED_AT) VALUES ('CUS-" + number
                        + "', 'Ada', 'Lind', 'ada lind', DATE '1980-01-01', 'a@example.org', 'S 1', '10115',"
                        + " 'Berlin', 'DE', TIMESTAMP WITH TIME ZONE '2026-11-01 00:00:00+00:00')");
        execute(
                "INSERT INTO BILLING_ACCOUNT (BILLING_ACCOUNT_ID, CUSTOMER_ID, NAME, CURRENCY, TIME_ZONE, CYCLE_DAY, OPENED_ON)"
                        + " VALUES ('BAC-" + number + "', 'CUS-" + number + "', 'Ada Lind', '" + currency
                        + "', 'Europe/Berlin', 1, DATE '2026-11-01')");
    }

    void execute(String sql) {
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As the container calls them. */
    private final class Turns extends BillRunTurns {

        private BillRunTurns within(DataSource source) {
            return new BillRunTurns(source, tariffs, (connection, accounts) -> tax, new BillPolicies(policy), clock);
        }

        @Override
        public List<Long> due() {
            return within(database.dataSource()).due();
        }

        @Override
        public List<String> next(long runId, int skip) {
            return within(database.dataSource()).next(runId, skip).stream()
                    .limit(batch)
                    .toList();
        }

        @Override
        public int bill(long runId, List<String> accounts) {
            return database.inTransaction(
                    source -> within(fragile.apply(source)).bill(runId, accounts));
        }

        @Override
        public void noteFailure(long runId, String account, String message) {
            database.inTransaction(source -> {
                within(source).noteFailure(runId, account, message);
                return true;
            });
        }

        @Override
        public boolean finish(long runId) {
            return database.inTransaction(source -> within(source).finish(runId));
        }
    }
}
