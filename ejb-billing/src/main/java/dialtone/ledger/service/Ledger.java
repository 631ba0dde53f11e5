package dialtone.ledger.service;

import dialtone.base.Money;
import dialtone.base.Page;
import dialtone.ledger.BookedPosting;
import dialtone.ledger.JournalEntry;
import dialtone.ledger.LedgerAccount;
import dialtone.ledger.Posting;
import dialtone.ledger.TrialBalance;
import dialtone.party.BillingAccountId;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** The double-entry ledger: what was posted, and what it adds up to. */
@Stateless
public class Ledger {

    private static final String SUMS = "SUM(CASE WHEN P.AMOUNT > 0 THEN P.AMOUNT ELSE 0 END) AS DEBIT,"
            + " SUM(CASE WHEN P.AMOUNT < 0 THEN -P.AMOUNT ELSE 0 END) AS CREDIT";

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @SuppressWarnings("NullAway") // the container injects
    public Ledger() {}

    Ledger(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Appends an entry in the caller's transaction. The entry itself refuses to be unless it balances.
     *
     * @throws IllegalStateException if an entry of this key is there already, or the database fails
     */
    public void post(JournalEntry entry) {
        try (Connection connection = dataSource.getConnection()) {
            Journal.append(connection, entry);
        } catch (SQLException e) {
            throw new IllegalStateException("The ledger does not take entry " + entry.key(), e);
        }
    }

    /** All postings by account and currency. */
    public TrialBalance trialBalance() {
        return trialBalance(
                "SELECT P.LEDGER_ACCOUNT, P.CURRENCY, " + SUMS
                        + " FROM POSTING P GROUP BY P.LEDGER_ACCOUNT, P.CURRENCY ORDER BY P.LEDGER_ACCOUNT, P.CURRENCY",
                Optional.empty());
    }

    /** Those of the entries that were booked before an instant. */
    public TrialBalance trialBalance(Instant before) {
        return trialBalance(
                "SELECT P.LEDGER_ACCOUNT, P.CURRENCY, " + SUMS
                        + " FROM POSTING P JOIN JOURNAL_ENTRY E ON E.ID = P.ENTRY_ID WHERE E.BOOKED_AT < ?"
                        + " GROUP BY P.LEDGER_ACCOUNT, P.CURRENCY ORDER BY P.LEDGER_ACCOUNT, P.CURRENCY",
                Optional.of(before));
    }

    private TrialBalance trialBalance(String sql, Optional<Instant> before) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            if (before.isPresent()) {
                select.setObject(1, Columns.utc(before.get()));
            }
            List<TrialBalance.Row> rows = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(new TrialBalance.Row(
                            LedgerAccount.of(row.getString("LEDGER_ACCOUNT")),
                            Columns.money(row, "DEBIT"),
                            Columns.money(row, "CREDIT")));
                }
            }
            return new TrialBalance(rows);
        } catch (SQLException e) {
            throw new IllegalStateException("The ledger cannot be summed up", e);
        }
    }

    /** What a billing account owes, one amount for each currency; empty when nothing was ever posted to it. */
    public List<Money> balance(BillingAccountId account) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT CURRENCY, SUM(AMOUNT) AS AMOUNT FROM POSTING WHERE LEDGER_ACCOUNT = ? GROUP BY CURRENCY"
                                + " ORDER BY CURRENCY")) { // by POSTING_ACCOUNT_IX
            select.setString(1, LedgerAccount.receivable(account).code());
            try (ResultSet row = select.executeQuery()) {
                List<Money> balances = new ArrayList<>();
                while (row.next()) {
                    balances.add(Columns.money(row));
                }
                return balances;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The balance of " + account + " cannot be read", e);
        }
    }

    /** The same of several accounts; one that nothing was ever posted to is left out. By POSTING_ACCOUNT_IX. */
    public Map<BillingAccountId, List<Money>> balances(Collection<BillingAccountId> accounts) {
        Map<BillingAccountId, List<Money>> balances = new HashMap<>();
        List<String> codes = accounts.stream()
                .map(account -> LedgerAccount.receivable(account).code())
                .toList();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT LEDGER_ACCOUNT, CURRENCY, SUM(AMOUNT) AS AMOUNT FROM POSTING WHERE LEDGER_ACCOUNT IN ("
                                + Columns.inList() + ") GROUP BY LEDGER_ACCOUNT, CURRENCY ORDER BY CURRENCY")) {
            for (List<String> list : Columns.inLists(codes)) {
                for (int i = 0; i < list.size(); i++) {
                    select.setString(i + 1, list.get(i));
                }
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        LedgerAccount.of(row.getString("LEDGER_ACCOUNT"))
                                .billingOwner()
                                .map(owner -> balances.computeIfAbsent(owner, added -> new ArrayList<>()))
                                .orElseThrow()
                                .add(Columns.money(row));
                    }
                }
            }
            return balances;
        } catch (SQLException e) {
            throw new IllegalStateException("The balances cannot be read", e);
        }
    }

    /**
     * The statement of a billing account, newest first.
     *
     * @param limit at most {@link Page#MAX_LIMIT}
     */
    public Page<BookedPosting> statement(BillingAccountId account, int offset, int limit) {
        LedgerAccount receivable = LedgerAccount.receivable(account);
        try (Connection connection = dataSource.getConnection()) {
            return new Page<>(
                    postings(connection, receivable, offset, Math.min(limit, Page.MAX_LIMIT)),
                    offset,
                    count(connection, receivable));
        } catch (SQLException e) {
            throw new IllegalStateException("The statement of " + account + " cannot be read", e);
        }
    }

    private static List<BookedPosting> postings(Connection connection, LedgerAccount account, int offset, int limit)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT P.ENTRY_ID, E.ENTRY_KEY, E.DESCRIPTION, E.BOOKED_AT, P.AMOUNT, P.CURRENCY FROM POSTING P"
                        + " JOIN JOURNAL_ENTRY E ON E.ID = P.ENTRY_ID WHERE P.LEDGER_ACCOUNT = ?"
                        + " ORDER BY P.ENTRY_ID DESC, P.POSTING_NUMBER OFFSET ? ROWS FETCH NEXT ? ROWS ONLY")) {
            select.setString(1, account.code());
            select.setInt(2, offset);
            select.setInt(3, limit);
            List<BookedPosting> found = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new BookedPosting(
                            row.getLong("ENTRY_ID"),
                            row.getString("ENTRY_KEY"),
                            row.getString("DESCRIPTION"),
                            Columns.instant(row, "BOOKED_AT"),
                            new Posting(account, Columns.money(row))));
                }
            }
            return found;
        }
    }

    private static long count(Connection connection, LedgerAccount account) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT COUNT(*) FROM POSTING WHERE LEDGER_ACCOUNT = ?")) {
            select.setString(1, account.code());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
