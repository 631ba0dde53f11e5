package dialtone.billrun.service;

import dialtone.base.Outcome;
import dialtone.billrun.BillPolicy;
import dialtone.billrun.BillRun;
import dialtone.invoice.Invoice;
import dialtone.invoice.InvoiceTax;
import dialtone.invoice.service.TaxSource;
import dialtone.ledger.service.Columns;
import dialtone.party.BillingAccountId;
import dialtone.rating.service.Tariffs;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The work of a bill run, each call a transaction: some accounts are billed, with number, postings and the row that says so, or none of them is.
 * Whatever dies, an account that is billed has its one invoice and one that is not still waits. Nothing is leased: the lock of the row is the
 * claim, and it ends with its transaction.
 */
@Stateless
public class BillRunTurns {

    /** Accounts of one transaction: enough that the statements cost little, and it is over within a second. */
    public static final int BATCH = Columns.IN_LIST;

    /** An account that something broke under is tried so often, then it waits for a person. */
    static final int MAX_ATTEMPTS = 3;

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @Inject
    private Tariffs tariffs;

    @Inject
    @Any
    private Instance<TaxSource> taxSources;

    @Inject
    private BillPolicies policies;

    @Inject
    private Clock clock;

    private Optional<TaxSource> ownTaxes = Optional.empty();

    @SuppressWarnings("NullAway") // the container injects
    public BillRunTurns() {}

    /** Outside a container: tests and the benchmark. */
    @SuppressWarnings({"UnnecessaryAssignment", "NullAway"})
    BillRunTurns(DataSource dataSource, Tariffs tariffs, TaxSource taxes, BillPolicies policies, Clock clock) {
        this.dataSource = dataSource;
        this.tariffs = tariffs;
        this.ownTaxes = Optional.of(taxes);
        this.policies = policies;
        this.clock = clock;
    }

    /** Ids of the runs that go on, oldest first, by BILL_RUN_STATE_IX. */
    public List<Long> due() {
        try (Connection connection = dataSource.getConnection()) {
            return RunRows.running(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("The bill runs cannot be read", e);
        }
    }

    /**
     * Accounts of a run whose turn is next, at most {@value #BATCH}.
     *
     * @param skip so many in front are another worker's
     */
    public List<String> next(long runId, int skip) {
        try (Connection connection = dataSource.getConnection()) {
            return RunRows.waiting(connection, runId, skip, BATCH);
        } catch (SQLException e) {
            throw new IllegalStateException("Bill run " + runId + " cannot be read", e);
        }
    }

    /**
     * Bills those of the accounts that still wait and that nobody else bills at the moment, if the run goes on.
     *
     * @return how many were decided about
     * @throws IllegalStateException if something breaks: nothing is stored, and all of them still wait
     */
    public int bill(long runId, List<String> accounts) {
        try (Connection connection = dataSource.getConnection()) {
            Optional<BillRun> run =
                    RunRows.find(connection, runId).filter(found -> found.state() == BillRun.State.RUNNING);
            if (run.isEmpty() || accounts.isEmpty()) {
                return 0;
            }
            Map<String, Integer> attempts = RunRows.lock(connection, runId, accounts);
            if (attempts.isEmpty()) {
                return 0;
            }
            // who wants his bill now gets it, however small
            BillPolicy policy =
                    run.get().kind() == BillRun.Kind.DEMAND ? policies.now().billingEverything() : policies.now();
            List<RunRows.Decided> decided = new BillRunBatch(
                            connection, tariffs, run.get(), attempts, policy, this::taxes, clock.instant())
                    .bill();
            RunRows.decide(connection, runId, decided, clock.instant());
            return decided.size();
        } catch (SQLException e) {
            throw new IllegalStateException("Accounts of bill run " + runId + " are not billed", e);
        }
    }

    /**
     * The invoice that a run would make of an account now, with those that it pays for; nothing is stored. It holds the accounts for as long as a batch of one does.
     *
     * <p>Rejections: why it could not be billed, as a run says it; {@code NOTHING_TO_BILL} it has no invoice of the cycle, and why.
     *
     * @param account  one that is there
     * @param billedTo first day that is not billed; it may be ahead
     * @return without a number
     */
    public Outcome<Invoice> preview(BillingAccountId account, LocalDate billedTo) {
        try (Connection connection = dataSource.getConnection()) {
            Instant now = clock.instant();
            BillRun dry = new BillRun(
                    0, BillRun.Kind.DRY, billedTo, BillRun.State.RUNNING, BillRun.SCHEDULE, now, BillRun.SCHEDULE, now);
            return new BillRunBatch(
                            connection, tariffs, dry, Map.of(account.value(), 1), policies.now(), this::taxes, now)
                    .preview();
        } catch (SQLException e) {
            throw new IllegalStateException("The next invoice of " + account + " cannot be said", e);
        }
    }

    /** Notes that something broke under an account that is billed by itself; after {@value #MAX_ATTEMPTS} times it waits for a person. */
    public void noteFailure(long runId, String account, String message) {
        try (Connection connection = dataSource.getConnection()) {
            RunRows.noteFailure(connection, runId, account, message, MAX_ATTEMPTS, clock.instant());
        } catch (SQLException e) {
            throw new IllegalStateException("That " + account + " was not billed cannot be noted", e);
        }
    }

    /** Completes the run when no account of it waits. */
    public boolean finish(long runId) {
        try (Connection connection = dataSource.getConnection()) {
            return RunRows.complete(connection, runId, clock.instant());
        } catch (SQLException e) {
            throw new IllegalStateException("Bill run " + runId + " is not completed", e);
        }
    }

    private InvoiceTax taxes(Connection connection, Collection<BillingAccountId> accounts) throws SQLException {
        Optional<TaxSource> source = ownTaxes.or(() -> taxSources.stream().findFirst());
        return source.isPresent() ? source.get().load(connection, accounts) : InvoiceTax.NONE;
    }
}
