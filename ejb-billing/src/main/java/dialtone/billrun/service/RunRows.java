package dialtone.billrun.service;

import static java.util.Objects.requireNonNull;

import dialtone.base.Money;
import dialtone.base.Page;
import dialtone.base.Rejection;
import dialtone.billrun.BillRun;
import dialtone.billrun.BillRun.AccountState;
import dialtone.billrun.RunAccount;
import dialtone.invoice.InvoiceId;
import dialtone.ledger.service.Columns;
import dialtone.party.BillingAccountId;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The statements on BILL_RUN and BILL_RUN_ACCOUNT. */
final class RunRows {

    private static final String RUN =
            "SELECT ID, RUN_KIND, BILLED_TO_ON, STATE, STARTED_BY, STARTED_AT, STATE_BY, STATE_AT FROM BILL_RUN";

    private static final String ACCOUNT =
            "SELECT BILLING_ACCOUNT_ID, STATE, REASON, MESSAGE, INVOICE_ID, TOTAL_AMOUNT AS AMOUNT, CURRENCY, ATTEMPTS, STATE_AT"
                    + " FROM BILL_RUN_ACCOUNT WHERE RUN_ID = ?";

    /** Column width. */
    private static final int MAX_MESSAGE = 255;

    private RunRows() {}

    /** What was decided about an account. */
    record Decided(
            String account,
            AccountState state,
            Optional<Rejection> reason,
            Optional<InvoiceId> invoice,
            Optional<Money> total) {

        static Decided without(String account, AccountState state) {
            return new Decided(account, state, Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    static Optional<BillRun> find(Connection connection, long id) throws SQLException {
        return one(connection, RUN + " WHERE ID = ?", id);
    }

    /** Under its lock until the transaction ends. */
    static Optional<BillRun> locked(Connection connection, long id) throws SQLException {
        return one(connection, RUN + " WHERE ID = ? FOR UPDATE", id);
    }

    private static Optional<BillRun> one(Connection connection, String sql, long id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(run(row)) : Optional.empty();
            }
        }
    }

    private static BillRun run(ResultSet row) throws SQLException {
        return new BillRun(
                row.getLong("ID"),
                BillRun.Kind.valueOf(row.getString("RUN_KIND")),
                Columns.date(row, "BILLED_TO_ON"),
                BillRun.State.valueOf(row.getString("STATE")),
                row.getString("STARTED_BY"),
                Columns.instant(row, "STARTED_AT"),
                row.getString("STATE_BY"),
                Columns.instant(row, "STATE_AT"));
    }

    static List<Long> running(Connection connection) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT ID FROM BILL_RUN WHERE STATE = 'RUNNING' ORDER BY ID")) {
            List<Long> ids = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getLong("ID"));
                }
            }
            return ids;
        }
    }

    /** Newest first, of one kind or of all. */
    static Page<BillRun> list(Connection connection, Optional<BillRun.Kind> kind, int offset, int limit)
            throws SQLException {
        List<BillRun> runs = new ArrayList<>();
        String of = " WHERE RUN_KIND = COALESCE(?, RUN_KIND)";
        try (PreparedStatement select =
                connection.prepareStatement(RUN + of + " ORDER BY ID DESC OFFSET ? ROWS FETCH NEXT ? ROWS ONLY")) {
            select.setString(1, kind.map(Enum::name).orElse(null));
            select.setInt(2, offset);
            select.setInt(3, limit);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    runs.add(run(row));
                }
            }
        }
        try (PreparedStatement select = connection.prepareStatement("SELECT COUNT(*) FROM BILL_RUN" + of)) {
            select.setString(1, kind.map(Enum::name).orElse(null));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new Page<>(runs, offset, row.getLong(1));
            }
        }
    }

    /**
     * Inserts a run and its accounts: those of the cycle day that were opened in time, without those that have an invoice of this cycle or of a
     * later one: that has what there was of it, or the next one will. Of invoices, credit notes too, by INVOICE_ACCOUNT_IX.
     *
     * @throws java.sql.SQLIntegrityConstraintViolationException if the cycle has a run already
     */
    static long insert(Connection connection, BillRun.Kind kind, LocalDate billedTo, String by, Instant now)
            throws SQLException {
        long id = insertRun(connection, kind, billedTo, by, now);
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO BILL_RUN_ACCOUNT (RUN_ID, BILLING_ACCOUNT_ID, STATE)"
                        + " SELECT CAST(? AS NUMBER(19)), B.BILLING_ACCOUNT_ID, 'WAITING' FROM BILLING_ACCOUNT B WHERE B.CYCLE_DAY = ?"
                        + " AND B.OPENED_ON < ?"
                        + " AND NOT EXISTS (SELECT 1 FROM INVOICE I WHERE I.BILLING_ACCOUNT_ID = B.BILLING_ACCOUNT_ID"
                        + " AND I.CYCLE_TO_ON >= ?)")) {
            insert.setLong(1, id);
            insert.setInt(2, billedTo.getDayOfMonth());
            insert.setObject(3, billedTo);
            insert.setObject(4, billedTo);
            insert.executeUpdate();
        }
        return id;
    }

    /** Inserts a run of one account. */
    static long insertOnDemand(Connection connection, String account, LocalDate billedTo, String by, Instant now)
            throws SQLException {
        long id = insertRun(connection, BillRun.Kind.DEMAND, billedTo, by, now);
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO BILL_RUN_ACCOUNT (RUN_ID, BILLING_ACCOUNT_ID, STATE) VALUES (?, ?, 'WAITING')")) {
            insert.setLong(1, id);
            insert.setString(2, account);
            insert.executeUpdate();
        }
        return id;
    }

    private static long insertRun(Connection connection, BillRun.Kind kind, LocalDate billedTo, String by, Instant now)
            throws SQLException {
        long id;
        try (PreparedStatement select = connection.prepareStatement("SELECT BILL_RUN_SEQ.NEXTVAL FROM DUAL");
                ResultSet row = select.executeQuery()) {
            row.next();
            id = row.getLong(1);
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO BILL_RUN (ID, RUN_KIND, BILLED_TO_ON, RUN_KEY, STATE, STARTED_BY, STARTED_AT, STATE_BY, STATE_AT)"
                        + " VALUES (?, ?, ?, ?, 'RUNNING', ?, ?, ?, ?)")) {
            insert.setLong(1, id);
            insert.setString(2, kind.name());
            insert.setObject(3, billedTo);
            insert.setString(4, kind == BillRun.Kind.REAL ? billedTo.toString() : null);
            insert.setString(5, by);
            insert.setObject(6, Columns.utc(now));
            insert.setString(7, by);
            insert.setObject(8, Columns.utc(now));
            insert.executeUpdate();
        }
        return id;
    }

    /** By BILL_RUN_ACCOUNT_STATE_IX. */
    static List<String> waiting(Connection connection, long runId, int skip, int limit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT BILLING_ACCOUNT_ID FROM BILL_RUN_ACCOUNT WHERE RUN_ID = ? AND STATE = 'WAITING'"
                        + " ORDER BY RUN_ID, STATE, BILLING_ACCOUNT_ID OFFSET ? ROWS FETCH NEXT ? ROWS ONLY")) {
            select.setLong(1, runId);
            select.setInt(2, skip);
            select.setInt(3, limit);
            List<String> accounts = new ArrayList<>(limit);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    accounts.add(row.getString("BILLING_ACCOUNT_ID"));
                }
            }
            return accounts;
        }
    }

    /**
     * Locks those of a run that wait, from the first to the last of these accounts, and are nobody else's at the moment. By
     * BILL_RUN_ACCOUNT_STATE_IX: the rows lie side by side in it, where a list would be looked for among all that wait.
     *
     * @param accounts in their order
     * @return with how often they were tried, this time too
     */
    static Map<String, Integer> lock(Connection connection, long runId, List<String> accounts) throws SQLException {
        Map<String, Integer> locked = new TreeMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT BILLING_ACCOUNT_ID, ATTEMPTS FROM BILL_RUN_ACCOUNT WHERE RUN_ID = ? AND STATE = 'WAITING'"
                        + " AND BILLING_ACCOUNT_ID >= ? AND BILLING_ACCOUNT_ID <= ? FOR UPDATE SKIP LOCKED")) {
            select.setLong(1, runId);
            select.setString(2, accounts.getFirst());
            select.setString(3, accounts.getLast());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    locked.put(row.getString("BILLING_ACCOUNT_ID"), row.getInt("ATTEMPTS") + 1);
                }
            }
        }
        return locked;
    }

    static void decide(Connection connection, long runId, List<Decided> decided, Instant now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE BILL_RUN_ACCOUNT SET STATE = ?, REASON = ?, MESSAGE = ?, INVOICE_ID = ?, TOTAL_AMOUNT = ?, CURRENCY = ?,"
                        + " ATTEMPTS = ATTEMPTS + 1, STATE_AT = ? WHERE RUN_ID = ? AND BILLING_ACCOUNT_ID = ?")) {
            for (Decided each : decided) {
                update.setString(1, each.state().name());
                update.setString(2, each.reason().map(Rejection::code).orElse(null));
                update.setString(
                        3, each.reason().map(reason -> cut(reason.message())).orElse(null));
                update.setString(4, each.invoice().map(InvoiceId::value).orElse(null));
                update.setBigDecimal(5, each.total().map(Money::amount).orElse(null));
                update.setString(
                        6,
                        each.total()
                                .map(total -> total.currency().getCurrencyCode())
                                .orElse(null));
                update.setObject(7, Columns.utc(now));
                update.setLong(8, runId);
                update.setString(9, each.account());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    static void noteFailure(
            Connection connection, long runId, String account, String message, int maxAttempts, Instant now)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE BILL_RUN_ACCOUNT SET STATE = CASE WHEN FAULTS + 1 >= ? THEN 'FAILED' ELSE 'WAITING' END,"
                        + " REASON = CASE WHEN FAULTS + 1 >= ? THEN 'FAULT' ELSE NULL END, MESSAGE = ?, ATTEMPTS = ATTEMPTS + 1, FAULTS = FAULTS + 1,"
                        + " STATE_AT = ? WHERE RUN_ID = ? AND BILLING_ACCOUNT_ID = ? AND STATE = 'WAITING'")) {
            update.setInt(1, maxAttempts);
            update.setInt(2, maxAttempts);
            update.setString(3, cut(message));
            update.setObject(4, Columns.utc(now));
            update.setLong(5, runId);
            update.setString(6, account);
            update.executeUpdate();
        }
    }

    private static String cut(String message) {
        return message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE);
    }

    /** Under the run's lock, which whoever lets accounts wait again has first: what he has done is seen. */
    static boolean complete(Connection connection, long runId, Instant now) throws SQLException {
        if (locked(connection, runId)
                .filter(run -> run.state() == BillRun.State.RUNNING)
                .isEmpty()) {
            return false;
        }
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE BILL_RUN SET STATE = 'COMPLETED', STATE_AT = ? WHERE ID = ? AND STATE = 'RUNNING'"
                        + " AND NOT EXISTS (SELECT 1 FROM BILL_RUN_ACCOUNT A WHERE A.RUN_ID = BILL_RUN.ID AND A.STATE = 'WAITING')")) {
            update.setObject(1, Columns.utc(now));
            update.setLong(2, runId);
            return update.executeUpdate() == 1;
        }
    }

    /** @param releaseKey whether another run of the cycle may be started from now on */
    static void setState(
            Connection connection, long runId, BillRun.State state, boolean releaseKey, String by, Instant now)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE BILL_RUN SET STATE = ?, RUN_KEY = CASE WHEN ? = 1 THEN NULL ELSE RUN_KEY END, STATE_BY = ?, STATE_AT = ?"
                        + " WHERE ID = ?")) {
            update.setString(1, state.name());
            update.setInt(2, releaseKey ? 1 : 0);
            update.setString(3, by);
            update.setObject(4, Columns.utc(now));
            update.setLong(5, runId);
            update.executeUpdate();
        }
    }

    /**
     * Faults are counted anew; attempts go on, for journal entries are named by them.
     *
     * @return how many accounts were in the former state
     */
    static int move(
            Connection connection,
            long runId,
            AccountState from,
            AccountState to,
            Optional<BillingAccountId> only,
            Instant now)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE BILL_RUN_ACCOUNT SET STATE = ?, REASON = NULL, MESSAGE = NULL, FAULTS = 0, STATE_AT = ?"
                        + " WHERE RUN_ID = ? AND STATE = ? AND BILLING_ACCOUNT_ID = COALESCE(?, BILLING_ACCOUNT_ID)")) {
            update.setString(1, to.name());
            update.setObject(2, Columns.utc(now));
            update.setLong(3, runId);
            update.setString(4, from.name());
            update.setString(5, only.map(BillingAccountId::value).orElse(null));
            return update.executeUpdate();
        }
    }

    /** Of one run, as of several. */
    static BillRun.Progress progress(Connection connection, long runId) throws SQLException {
        return requireNonNull(progress(connection, List.of(runId)).get(runId));
    }

    /**
     * How far runs are, with one statement. It adds up all their accounts, found by the primary key: a hundred thousand rows of a run of so
     * many. Whoever looks on asks while a run is running, and not after.
     *
     * @param runIds at most {@link Columns#IN_LIST}
     * @return of each
     */
    static Map<Long, BillRun.Progress> progress(Connection connection, List<Long> runIds) throws SQLException {
        Map<Long, Map<AccountState, Long>> counts = new HashMap<>();
        Map<Long, Map<String, Money>> billed = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT RUN_ID, STATE, CURRENCY, COUNT(*) AS ACCOUNTS, SUM(TOTAL_AMOUNT) AS AMOUNT FROM BILL_RUN_ACCOUNT WHERE RUN_ID IN ("
                        + Columns.inList() + ") GROUP BY RUN_ID, STATE, CURRENCY")) {
            for (List<Long> list : Columns.inLists(runIds)) {
                Lists.bind(select, 1, list);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        long run = row.getLong("RUN_ID");
                        counts.computeIfAbsent(run, added -> new EnumMap<>(AccountState.class))
                                .merge(
                                        AccountState.valueOf(row.getString("STATE")),
                                        row.getLong("ACCOUNTS"),
                                        Long::sum);
                        @Nullable String currency = row.getString("CURRENCY");
                        if (currency != null) {
                            billed.computeIfAbsent(run, added -> new TreeMap<>())
                                    .merge(currency, Columns.money(row), Money::plus);
                        }
                    }
                }
            }
        }
        Map<Long, BillRun.Progress> progress = new HashMap<>();
        for (Long run : runIds) {
            progress.put(
                    run,
                    new BillRun.Progress(
                            counts.getOrDefault(run, Map.of()),
                            List.copyOf(billed.getOrDefault(run, Map.of()).values())));
        }
        return progress;
    }

    /** By account, those in one state or all. */
    static Page<RunAccount> accounts(
            Connection connection, long runId, Optional<AccountState> state, int offset, int limit)
            throws SQLException {
        List<RunAccount> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(ACCOUNT
                + " AND STATE = COALESCE(?, STATE) ORDER BY BILLING_ACCOUNT_ID OFFSET ? ROWS FETCH NEXT ? ROWS ONLY")) {
            select.setLong(1, runId);
            select.setString(2, state.map(Enum::name).orElse(null));
            select.setInt(3, offset);
            select.setInt(4, limit);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(account(row));
                }
            }
        }
        return new Page<>(found, offset, count(connection, runId, state));
    }

    /** By BILL_RUN_ACCOUNT_STATE_IX alone. */
    private static long count(Connection connection, long runId, Optional<AccountState> state) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT COUNT(*) FROM BILL_RUN_ACCOUNT WHERE RUN_ID = ? AND STATE = COALESCE(?, STATE)")) {
            select.setLong(1, runId);
            select.setString(2, state.map(Enum::name).orElse(null));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static RunAccount account(ResultSet row) throws SQLException {
        @Nullable String reason = row.getString("REASON");
        @Nullable BigDecimal total = row.getBigDecimal("AMOUNT");
        return new RunAccount(
                new BillingAccountId(row.getString("BILLING_ACCOUNT_ID")),
                AccountState.valueOf(row.getString("STATE")),
                reason == null ? Optional.empty() : Optional.of(Rejection.of(reason, Columns.text(row, "MESSAGE"))),
                Optional.ofNullable(row.getString("INVOICE_ID")).map(InvoiceId::new),
                total == null
                        ? Optional.empty()
                        : Optional.of(new Money(total, Currency.getInstance(row.getString("CURRENCY")))),
                row.getInt("ATTEMPTS"),
                Columns.instantOrNone(row, "STATE_AT"));
    }
}
