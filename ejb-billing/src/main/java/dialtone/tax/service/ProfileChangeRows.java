package dialtone.tax.service;

import dialtone.ledger.service.Columns;
import dialtone.party.BillingAccountId;
import dialtone.tax.TaxExemption;
import dialtone.tax.TaxPlace;
import dialtone.tax.TaxProfile;
import dialtone.tax.TaxProfile.CustomerType;
import dialtone.tax.TaxProfileChange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The statements on TAX_PROFILE_CHANGE. */
final class ProfileChangeRows {

    private ProfileChangeRows() {}

    /**
     * Under the account's lock, so that numbers follow each other. The words may be longer than what Oracle takes for a CLOB in the select of
     * an INSERT (ORA-01461 over 4,000 bytes): they are bound in VALUES.
     */
    static void insert(
            Connection connection, BillingAccountId account, int change, TaxProfile profile, String by, Instant now)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO TAX_PROFILE_CHANGE (BILLING_ACCOUNT_ID, CHANGE_NUMBER, CHANGED_AT, CHANGED_BY, CUSTOMER_TYPE, COUNTRY,"
                        + " REGION, COUNTY, CITY, TAX_NUMBER, EXEMPTIONS) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, account.value());
            insert.setInt(2, change);
            insert.setObject(3, Columns.utc(now));
            insert.setString(4, by);
            insert.setString(5, profile.type().name());
            insert.setString(6, profile.place().country());
            insert.setString(7, profile.place().region());
            insert.setString(8, profile.place().county());
            insert.setString(9, profile.place().city());
            insert.setString(10, profile.taxNumber());
            insert.setString(
                    11,
                    profile.exemptions().stream().map(ProfileChangeRows::words).collect(Collectors.joining("\n")));
            insert.executeUpdate();
        }
    }

    /** {@code US-NY all taxes: Charity, certificate C-1, from 2026-01-01 until 2027-01-01}. */
    private static String words(TaxExemption exemption) {
        return exemption.place().code() + " " + (exemption.tax().isEmpty() ? "all taxes" : exemption.tax()) + ": "
                + exemption.reason() + ", certificate " + exemption.certificate() + ", from "
                + exemption.period().from()
                + exemption
                        .period()
                        .until()
                        .map(LocalDate::toString)
                        .map(day -> " until " + day)
                        .orElse("");
    }

    /** Number of the latest change; 0 when nothing was ever told. By the primary key. */
    static int last(Connection connection, BillingAccountId account) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT COALESCE(MAX(CHANGE_NUMBER), 0) AS LATEST FROM TAX_PROFILE_CHANGE WHERE BILLING_ACCOUNT_ID = ?")) {
            select.setString(1, account.value());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt("LATEST");
            }
        }
    }

    /** The latest ones, newest first. By the primary key. */
    static List<TaxProfileChange> ofAccount(Connection connection, BillingAccountId account, int limit)
            throws SQLException {
        List<TaxProfileChange> changes = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT CHANGED_AT, CHANGED_BY, CUSTOMER_TYPE, COUNTRY, REGION, COUNTY, CITY, TAX_NUMBER, EXEMPTIONS FROM"
                        + " TAX_PROFILE_CHANGE WHERE BILLING_ACCOUNT_ID = ? ORDER BY CHANGE_NUMBER DESC FETCH FIRST ? ROWS ONLY")) {
            select.setString(1, account.value());
            select.setInt(2, limit);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    changes.add(new TaxProfileChange(
                            Columns.instant(row, "CHANGED_AT"),
                            row.getString("CHANGED_BY"),
                            CustomerType.valueOf(row.getString("CUSTOMER_TYPE")),
                            new TaxPlace(
                                    row.getString("COUNTRY"),
                                    Columns.text(row, "REGION"),
                                    Columns.text(row, "COUNTY"),
                                    Columns.text(row, "CITY")),
                            Columns.text(row, "TAX_NUMBER"),
                            Columns.text(row, "EXEMPTIONS")));
                }
            }
        }
        return changes;
    }
}
