package dialtone.billrun.service;

import static java.util.Objects.requireNonNull;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.billrun.AccountToBill;
import dialtone.billrun.BillPolicy;
import dialtone.billrun.BillRun;
import dialtone.billrun.BillRun.AccountState;
import dialtone.invoice.Invoice;
import dialtone.invoice.InvoiceBooking;
import dialtone.invoice.InvoiceDraft;
import dialtone.invoice.InvoiceId;
import dialtone.invoice.InvoiceTax;
import dialtone.invoice.InvoiceTaxLine;
import dialtone.invoice.service.InvoiceNumbers;
import dialtone.invoice.service.InvoiceRows;
import dialtone.invoice.service.TaxSource;
import dialtone.ledger.JournalEntry;
import dialtone.ledger.service.Columns;
import dialtone.ledger.service.Journal;
import dialtone.party.BillingAccountId;
import dialtone.platform.settings.Settings;
import dialtone.rating.RatedCharge;
import dialtone.rating.service.Tariffs;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
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
    private Clock clock;

    private Optional<TaxSource> ownTaxes = Optional.empty();
    private Optional<BillPolicy> ownPolicy = Optional.empty();

    @SuppressWarnings("NullAway") // the container injects
    public BillRunTurns() {}

    /** Outside a container: tests and the benchmark. */
    @SuppressWarnings({"UnnecessaryAssignment", "NullAway"})
    BillRunTurns(DataSource dataSource, Tariffs tariffs, TaxSource taxes, BillPolicy policy, Clock clock) {
        this.dataSource = dataSource;
        this.tariffs = tariffs;
        this.ownTaxes = Optional.of(taxes);
        this.ownPolicy = Optional.of(policy);
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
            List<RunRows.Decided> decided = new Batch(connection, run.get(), attempts).bill();
            RunRows.decide(connection, runId, decided, clock.instant());
            return decided.size();
        } catch (SQLException e) {
            throw new IllegalStateException("Accounts of bill run " + runId + " are not billed", e);
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

    private InvoiceTax taxes(Connection connection, List<BillingAccountId> accounts) throws SQLException {
        Optional<TaxSource> source = ownTaxes.or(() -> taxSources.stream().findFirst());
        return source.isPresent() ? source.get().load(connection, accounts) : InvoiceTax.NONE;
    }

    private BillPolicy policy() {
        return ownPolicy.orElseGet(() -> new BillPolicy(Settings.paymentDays(), Settings.billMinimum()));
    }

    /** The accounts of one transaction. */
    private final class Batch {
        private final Connection connection;
        private final BillRun run;
        private final Map<String, Integer> attempts;
        private final Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        private final BillPolicy policy = policy();
        private final List<RunRows.Decided> decided = new ArrayList<>();
        private final List<Ready> ready = new ArrayList<>();

        private record Ready(InvoiceDraft draft, List<InvoiceTaxLine> taxes) {}

        Batch(Connection connection, BillRun run, Map<String, Integer> attempts) {
            this.connection = connection;
            this.run = run;
            this.attempts = attempts;
        }

        List<RunRows.Decided> bill() throws SQLException {
            Map<String, AccountReading.Head> heads = AccountReading.lock(connection, attempts.keySet());
            Map<String, AccountReading.Head> over = new TreeMap<>();
            for (String account : attempts.keySet()) {
                AccountReading.Head head = requireNonNull(heads.get(account), "No billing account " + account);
                if (run.kind() == BillRun.Kind.REAL && today(head).isBefore(run.billedTo())) {
                    failed(account, Rejection.of("CYCLE_NOT_OVER", "The cycle of the account is not over yet."));
                } else if (head.isBilledTo(run.billedTo())) {
                    // an invoice of this cycle or of a later one has, or the next one will have, what there is of it
                    decided.add(RunRows.Decided.without(account, AccountState.NOTHING));
                } else {
                    over.put(account, head);
                }
            }
            if (!over.isEmpty()) {
                AccountReading reading = prepare(over);
                if (run.kind() == BillRun.Kind.REAL) {
                    store(reading);
                } else {
                    ready.forEach(each -> billed(each.draft().issued(new InvoiceId(""), each.taxes())));
                }
            }
            return decided;
        }

        private LocalDate today(AccountReading.Head head) {
            return now.atZone(head.zone()).toLocalDate();
        }

        private AccountReading prepare(Map<String, AccountReading.Head> accounts) throws SQLException {
            AccountReading reading = new AccountReading(connection, tariffs, accounts, run.billedTo());
            List<RatedCharge> unposted = reading.unposted();
            boolean real = run.kind() == BillRun.Kind.REAL;
            if (real) {
                AccountReading.post(connection, run.id(), attempts, unposted, now);
            }
            InvoiceTax tax = taxes(
                    connection,
                    accounts.keySet().stream().map(BillingAccountId::new).toList());
            for (AccountToBill account : reading.toBill(real ? List.of() : unposted)) {
                LocalDate issuedOn =
                        today(requireNonNull(accounts.get(account.account().value())));
                switch (account.draft(run.billedTo(), issuedOn, policy)) {
                    case Outcome.Rejected<InvoiceDraft>(List<Rejection> reasons) ->
                        failed(account.account().value(), reasons.getFirst());
                    case Outcome.Accepted<InvoiceDraft>(InvoiceDraft draft) -> prepare(account, draft, tax);
                }
            }
            return reading;
        }

        private void prepare(AccountToBill account, InvoiceDraft draft, InvoiceTax tax) {
            String id = account.account().value();
            if (draft.lines().isEmpty()) {
                decided.add(RunRows.Decided.without(id, AccountState.NOTHING));
            } else if (account.carriesOver(draft, policy)) {
                decided.add(RunRows.Decided.without(id, AccountState.CARRIED_OVER));
            } else {
                switch (tax.of(draft)) {
                    case Outcome.Rejected<List<InvoiceTaxLine>>(List<Rejection> reasons) ->
                        failed(id, reasons.getFirst());
                    case Outcome.Accepted<List<InvoiceTaxLine>>(List<InvoiceTaxLine> lines) ->
                        ready.add(new Ready(draft, lines));
                }
            }
        }

        /** Numbers last: others wait for them. */
        private void store(AccountReading reading) throws SQLException {
            markBilled(reading);
            List<InvoiceId> numbers = InvoiceNumbers.take(connection, InvoiceId.Series.INV, ready.size());
            List<Invoice> invoices = new ArrayList<>();
            List<JournalEntry> entries = new ArrayList<>();
            for (int i = 0; i < ready.size(); i++) {
                Invoice invoice =
                        ready.get(i).draft().issued(numbers.get(i), ready.get(i).taxes());
                invoices.add(invoice);
                InvoiceBooking.of(invoice, now).ifPresent(entries::add);
                billed(invoice);
            }
            InvoiceRows.insert(connection, invoices, now);
            Journal.append(connection, entries);
        }

        /** From now on use of the invoiced cycles is late, and the next invoice's: of the numbers that are locked, and never backwards. */
        private void markBilled(AccountReading reading) throws SQLException {
            Set<String> accounts =
                    ready.stream().map(each -> each.draft().account().value()).collect(Collectors.toSet());
            LocalDate to = run.billedTo().withDayOfMonth(1);
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE NUMBER_ACCOUNT SET BILLED_TO_ON = ? WHERE ID IN ("
                            + Columns.inList() + ") AND (BILLED_TO_ON IS NULL OR BILLED_TO_ON < ?)")) {
                for (List<Long> list : Columns.inLists(reading.numbersOf(accounts))) {
                    update.setObject(1, to);
                    Lists.bind(update, 2, list);
                    update.setObject(2 + list.size(), to);
                    update.executeUpdate();
                }
            }
        }

        private void billed(Invoice invoice) {
            decided.add(new RunRows.Decided(
                    invoice.account().value(),
                    AccountState.BILLED,
                    Optional.empty(),
                    Optional.of(invoice.id()).filter(id -> !id.value().isEmpty()),
                    Optional.of(invoice.total())));
        }

        private void failed(String account, Rejection reason) {
            decided.add(new RunRows.Decided(
                    account, AccountState.FAILED, Optional.of(reason), Optional.empty(), Optional.empty()));
        }
    }
}
