package dialtone.tax.service;

import dialtone.ledger.service.Columns;
import dialtone.party.BillingAccountId;
import dialtone.tax.TaxExemption;
import dialtone.tax.TaxPeriod;
import dialtone.tax.TaxPlace;
import dialtone.tax.TaxProfile;
import dialtone.tax.TaxProfile.CustomerType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The statements on TAX_PROFILE and TAX_EXEMPTION. */
final class ProfileRows {

    private ProfileRows() {}

    /**
     * The profiles of accounts; of one that nothing was told of, a consumer where the customer's address is. One statement for each list of
     * {@value Columns#IN_LIST}, by primary keys: a profile with its own exemptions, and not with those of another moment.
     */
    static Map<BillingAccountId, TaxProfile> profiles(Connection connection, Collection<String> accounts)
            throws SQLException {
        Map<BillingAccountId, TaxProfile> profiles = new HashMap<>();
        for (List<String> list : Columns.inLists(accounts)) {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT A.BILLING_ACCOUNT_ID, C.COUNTRY AS HOME, P.CUSTOMER_TYPE, P.COUNTRY, P.REGION, P.COUNTY, P.CITY,"
                            + " P.TAX_NUMBER, E.EXEMPTION_NUMBER, E.COUNTRY AS EXEMPT_COUNTRY, E.REGION AS EXEMPT_REGION, E.TAX, E.REASON,"
                            + " E.CERTIFICATE, E.FROM_ON, E.UNTIL_ON FROM BILLING_ACCOUNT A"
                            + " JOIN CUSTOMER C ON C.CUSTOMER_ID = A.CUSTOMER_ID"
                            + " LEFT JOIN TAX_PROFILE P ON P.BILLING_ACCOUNT_ID = A.BILLING_ACCOUNT_ID"
                            + " LEFT JOIN TAX_EXEMPTION E ON E.BILLING_ACCOUNT_ID = P.BILLING_ACCOUNT_ID"
                            + " WHERE A.BILLING_ACCOUNT_ID IN (" + Columns.inList()
                            + ") ORDER BY A.BILLING_ACCOUNT_ID, E.EXEMPTION_NUMBER")) {
                bind(select, list);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        profiles.merge(
                                new BillingAccountId(row.getString("BILLING_ACCOUNT_ID")),
                                profile(row),
                                ProfileRows::withExemptionsOf);
                    }
                }
            }
        }
        return profiles;
    }

    private static TaxProfile withExemptionsOf(TaxProfile profile, TaxProfile next) {
        List<TaxExemption> exemptions = new ArrayList<>(profile.exemptions());
        exemptions.addAll(next.exemptions());
        return new TaxProfile(profile.place(), profile.type(), profile.taxNumber(), exemptions);
    }

    /** With the one exemption that the row has, or none. */
    private static TaxProfile profile(ResultSet row) throws SQLException {
        String type = Columns.text(row, "CUSTOMER_TYPE");
        if (type.isEmpty()) {
            return TaxProfile.consumer(TaxPlace.country(row.getString("HOME")));
        }
        return new TaxProfile(
                new TaxPlace(
                        row.getString("COUNTRY"),
                        Columns.text(row, "REGION"),
                        Columns.text(row, "COUNTY"),
                        Columns.text(row, "CITY")),
                CustomerType.valueOf(type),
                Columns.text(row, "TAX_NUMBER"),
                Columns.text(row, "EXEMPTION_NUMBER").isEmpty() ? List.of() : List.of(exemption(row)));
    }

    private static TaxExemption exemption(ResultSet row) throws SQLException {
        return new TaxExemption(
                TaxPlace.region(row.getString("EXEMPT_COUNTRY"), Columns.text(row, "EXEMPT_REGION")),
                Columns.text(row, "TAX"),
                row.getString("REASON"),
                row.getString("CERTIFICATE"),
                new TaxPeriod(
                        Columns.date(row, "FROM_ON"), Optional.ofNullable(row.getObject("UNTIL_ON", LocalDate.class))));
    }

    static void bind(PreparedStatement select, List<String> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            select.setString(i + 1, values.get(i));
        }
    }

    /** Whether the account is there; nobody else changes what is told of it until the transaction ends. */
    static boolean lock(Connection connection, BillingAccountId account) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT BILLING_ACCOUNT_ID FROM BILLING_ACCOUNT WHERE BILLING_ACCOUNT_ID = ? FOR UPDATE")) {
            select.setString(1, account.value());
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    static void replace(Connection connection, BillingAccountId account, TaxProfile profile, String by, Instant now)
            throws SQLException {
        delete(connection, "DELETE FROM TAX_EXEMPTION WHERE BILLING_ACCOUNT_ID = ?", account);
        delete(connection, "DELETE FROM TAX_PROFILE WHERE BILLING_ACCOUNT_ID = ?", account);
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO TAX_PROFILE (BILLING_ACCOUNT_ID, CUSTOMER_TYPE, COUNTRY, REGION, COUNTY, CITY, TAX_NUMBER, CHANGED_AT,"
                        + " CHANGED_BY) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, account.value());
            insert.setString(2, profile.type().name());
            insert.setString(3, profile.place().country());
            insert.setString(4, profile.place().region());
            insert.setString(5, profile.place().county());
            insert.setString(6, profile.place().city());
            insert.setString(7, profile.taxNumber());
            insert.setObject(8, Columns.utc(now));
            insert.setString(9, by);
            insert.executeUpdate();
        }
        insertExemptions(connection, account, profile.exemptions());
    }

    private static void delete(Connection connection, String statement, BillingAccountId account) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(statement)) {
            delete.setString(1, account.value());
            delete.executeUpdate();
        }
    }

    private static void insertExemptions(Connection connection, BillingAccountId account, List<TaxExemption> exemptions)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO TAX_EXEMPTION (BILLING_ACCOUNT_ID, EXEMPTION_NUMBER, COUNTRY, REGION, TAX, REASON, CERTIFICATE, FROM_ON,"
                        + " UNTIL_ON) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            int number = 1;
            for (TaxExemption exemption : exemptions) {
                insert.setString(1, account.value());
                insert.setInt(2, number++);
                insert.setString(3, exemption.place().country());
                insert.setString(4, exemption.place().region());
                insert.setString(5, exemption.tax());
                insert.setString(6, exemption.reason());
                insert.setString(7, exemption.certificate());
                insert.setObject(8, exemption.period().from());
                if (exemption.period().until().isPresent()) {
                    insert.setObject(9, exemption.period().until().get());
                } else {
                    insert.setNull(9, Types.DATE);
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
