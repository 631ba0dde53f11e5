package dialtone.rating.service;

import dialtone.ledger.service.Columns;
import dialtone.order.OrderFacts;
import dialtone.party.BillingAccountId;
import dialtone.rating.Tariff;
import dialtone.rating.UsageCycles;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** Gives a number to the account that pays for it from now on, and ends the time of whoever had it before. */
record NumberRow(Connection connection, OrderFacts.Charges charges, OrderFacts.Line line) {

    /**
     * The number is the account's from the midnight that begins the day of activation: a call made between activation and this
     * charge is not lost. Where somebody had the number, it is from when that ended.
     */
    void assign(Tariff tariff, LocalDate activatedOn, Instant now) throws SQLException {
        endFormer(now);
        Instant midnight = activatedOn.atStartOfDay(charges.zone()).toInstant();
        Instant from = formerEnd().filter(midnight::isBefore).orElse(midnight);
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO NUMBER_ACCOUNT (ID, MSISDN, BILLING_ACCOUNT_ID, ORDER_ID, ITEM_ID, TARIFF_ID, TIME_ZONE,"
                        + " VALID_FROM_AT, USAGE_CYCLE) VALUES (NUMBER_ACCOUNT_SEQ.NEXTVAL, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, line.msisdn());
            insert.setString(2, charges.billingAccount().value());
            insert.setString(3, charges.order().value());
            insert.setString(4, line.itemId());
            insert.setString(5, tariff.id());
            insert.setString(6, charges.zone().getId());
            insert.setObject(7, Columns.utc(from));
            insert.setString(
                    8,
                    cycles(connection, tariff, activatedOn, charges.billingAccount())
                            .text());
            insert.executeUpdate();
        }
    }

    /**
     * The cycles that a line's use is counted in.
     *
     * @param anchoredOn its first day, whichever plan it had then
     */
    static UsageCycles cycles(Connection connection, Tariff tariff, LocalDate anchoredOn, BillingAccountId account)
            throws SQLException {
        int day = tariff.cycle().alignment().isPresent() ? 1 : cycleDay(connection, account);
        return UsageCycles.of(tariff.cycle(), anchoredOn, day);
    }

    private static int cycleDay(Connection connection, BillingAccountId account) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT CYCLE_DAY FROM BILLING_ACCOUNT WHERE BILLING_ACCOUNT_ID = ?")) {
            select.setString(1, account.value());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt("CYCLE_DAY");
            }
        }
    }

    private void endFormer(Instant now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE NUMBER_ACCOUNT SET VALID_TO_AT = ? WHERE MSISDN = ? AND VALID_TO_AT IS NULL")) {
            update.setObject(1, Columns.utc(now));
            update.setString(2, line.msisdn());
            update.executeUpdate();
        }
        NumberBars.end(connection, line.msisdn(), now);
        FavouriteRows.end(connection, line.msisdn(), now, charges.order().value());
    }

    private Optional<Instant> formerEnd() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT MAX(VALID_TO_AT) AS ENDED_AT FROM NUMBER_ACCOUNT WHERE MSISDN = ?")) {
            select.setString(1, line.msisdn());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return Columns.instantOrNone(row, "ENDED_AT");
            }
        }
    }
}
