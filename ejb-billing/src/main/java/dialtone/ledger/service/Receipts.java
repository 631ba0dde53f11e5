package dialtone.ledger.service;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.ledger.AccountStanding;
import dialtone.ledger.LedgerAccount;
import dialtone.ledger.Receipt;
import dialtone.party.BillingAccountId;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** Money received for billing accounts, and how they stand with it. */
@Stateless
public class Receipts {

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // the container injects
    public Receipts() {}

    @SuppressWarnings("UnnecessaryAssignment") // outside a container: tests
    Receipts(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /**
     * Books money received. Sent again with the same reference, it has no second effect.
     *
     * <p>Rejections: {@code INVALID_AMOUNT} (field {@code amount}), {@code INVALID_REFERENCE}, {@code REFERENCE_REUSED} for another amount
     * or kind (field {@code reference}).
     *
     * @return what is booked
     */
    public Outcome<Receipt> receive(Receipt.Kind kind, BillingAccountId account, Money amount, String reference) {
        if (amount.isNegative() || amount.isZero()) {
            return Outcome.rejected(Rejection.at("amount", "INVALID_AMOUNT", "What is received is more than nothing."));
        }
        if (reference.isBlank() || reference.length() > Receipt.MAX_REFERENCE) {
            return Outcome.rejected(Rejection.at(
                    "reference",
                    "INVALID_REFERENCE",
                    "A reference has 1 to " + Receipt.MAX_REFERENCE + " characters."));
        }
        Receipt receipt = new Receipt(account, kind, amount, reference, clock.instant());
        try (Connection connection = dataSource.getConnection()) {
            LedgerAccount against = receipt.entry().postings().getLast().account();
            Optional<Booked> before = booked(connection, receipt.entryKey());
            if (before.isEmpty()) {
                try {
                    Journal.append(connection, receipt.entry());
                } catch (SQLException e) {
                    // the same at the same moment: the key was not there before, and its row is waited for
                    return booked(connection, receipt.entryKey())
                            .orElseThrow(() -> new IllegalStateException(cannot(receipt), e))
                            .answer(receipt, against);
                }
                return Outcome.accepted(receipt);
            }
            return before.get().answer(receipt, against);
        } catch (SQLException e) {
            throw new IllegalStateException(cannot(receipt), e);
        }
    }

    private static String cannot(Receipt receipt) {
        return "Receipt " + receipt.entryKey() + " cannot be booked";
    }

    private record Booked(String ledgerAccount, Money amount, Instant at) {

        Outcome<Receipt> answer(Receipt again, LedgerAccount against) {
            return ledgerAccount.equals(against.code())
                            && amount.equals(again.amount().negated())
                    ? Outcome.accepted(
                            new Receipt(again.account(), again.kind(), again.amount(), again.reference(), at))
                    : Outcome.rejected(Rejection.at(
                            "reference", "REFERENCE_REUSED", "This reference was booked for something else."));
        }
    }

    /** The credit of the entry of that key, by JOURNAL_ENTRY_KEY_UK. */
    private static Optional<Booked> booked(Connection connection, String key) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT P.LEDGER_ACCOUNT, P.AMOUNT, P.CURRENCY, E.BOOKED_AT"
                        + " FROM JOURNAL_ENTRY E JOIN POSTING P ON P.ENTRY_ID = E.ID WHERE E.ENTRY_KEY = ? AND P.AMOUNT < 0")) {
            select.setString(1, key);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Booked(
                                row.getString("LEDGER_ACCOUNT"), Columns.money(row), Columns.instant(row, "BOOKED_AT")))
                        : Optional.empty();
            }
        }
    }

    /**
     * How the account stands in that currency, by POSTING_ACCOUNT_IX.
     *
     * @param paymentsFrom what was booked before does not count as owed or paid; empty: nothing does
     */
    public AccountStanding standing(BillingAccountId account, Currency currency, Optional<Instant> paymentsFrom) {
        String receivable = LedgerAccount.receivable(account).code();
        String deposit = LedgerAccount.deposit(account).code();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("SELECT P.LEDGER_ACCOUNT, SUM(P.AMOUNT) AS AMOUNT,"
                                + " SUM(CASE WHEN E.BOOKED_AT >= ? AND (P.AMOUNT < 0 OR E.BOOKED_AT < ?) THEN P.AMOUNT ELSE 0 END)"
                                + " AS OLD_AMOUNT"
                                + " FROM POSTING P JOIN JOURNAL_ENTRY E ON E.ID = P.ENTRY_ID"
                                + " WHERE P.LEDGER_ACCOUNT IN (?, ?) AND P.CURRENCY = ? GROUP BY P.LEDGER_ACCOUNT")) {
            Instant now = clock.instant();
            select.setObject(1, Columns.utc(paymentsFrom.orElse(now)));
            select.setObject(2, Columns.utc(now.minus(AccountStanding.OVERDUE_AFTER)));
            select.setString(3, receivable);
            select.setString(4, deposit);
            select.setString(5, currency.getCurrencyCode());
            Map<String, BigDecimal> sums = new HashMap<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    String code = rows.getString("LEDGER_ACCOUNT");
                    sums.put(code, rows.getBigDecimal(code.equals(deposit) ? "AMOUNT" : "OLD_AMOUNT"));
                }
            }
            return new AccountStanding(
                    new Money(sums.getOrDefault(receivable, BigDecimal.ZERO).max(BigDecimal.ZERO), currency),
                    new Money(
                            sums.getOrDefault(deposit, BigDecimal.ZERO).negate().max(BigDecimal.ZERO), currency));
        } catch (SQLException e) {
            throw new IllegalStateException("How " + account + " stands cannot be read", e);
        }
    }
}
