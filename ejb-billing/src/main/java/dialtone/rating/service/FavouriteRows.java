package dialtone.rating.service;

import dialtone.ledger.service.Columns;
import dialtone.party.BillingAccountId;
import dialtone.rating.FavouriteChange;
import dialtone.rating.Favourites;
import dialtone.rating.Favourites.Favourite;
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

/** The table FAVOURITE_NUMBER. Whoever changes it has locked the number's row of NUMBER_ACCOUNT, as whoever rates has. */
public final class FavouriteRows {

    private FavouriteRows() {}

    /** Of all times, by the ids of rows of numbers. By the primary key of NUMBER_ACCOUNT and FAVOURITE_NUMBER_UK. */
    public static Map<Long, Favourites> read(Connection connection, Collection<Long> numberIds) throws SQLException {
        if (numberIds.isEmpty()) {
            return Map.of();
        }
        Map<Long, List<Favourite>> found = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT N.ID, F.PEER, F.CHOSEN_AT, F.GIVEN_UP_AT FROM NUMBER_ACCOUNT N JOIN FAVOURITE_NUMBER F"
                        + " ON F.MSISDN = N.MSISDN AND F.BILLING_ACCOUNT_ID = N.BILLING_ACCOUNT_ID"
                        + " WHERE N.ID IN (" + Columns.inList() + ") ORDER BY F.ID")) {
            for (List<Long> list : Columns.inLists(numberIds)) {
                for (int i = 0; i < list.size(); i++) {
                    select.setLong(i + 1, list.get(i));
                }
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        found.computeIfAbsent(row.getLong("ID"), added -> new ArrayList<>())
                                .add(favourite(row));
                    }
                }
            }
        }
        Map<Long, Favourites> favourites = new HashMap<>();
        found.forEach((id, numbers) -> favourites.put(id, new Favourites(numbers)));
        return favourites;
    }

    /** A line's, of all its times and not of lines before it that had the number, in the order they were chosen. By FAVOURITE_NUMBER_UK. */
    static Favourites of(Connection connection, String msisdn, BillingAccountId account) throws SQLException {
        List<Favourite> numbers = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement("SELECT PEER, CHOSEN_AT, GIVEN_UP_AT FROM FAVOURITE_NUMBER"
                        + " WHERE MSISDN = ? AND BILLING_ACCOUNT_ID = ? AND LINE_ENDED = 0 ORDER BY ID")) {
            select.setString(1, msisdn);
            select.setString(2, account.value());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    numbers.add(favourite(row));
                }
            }
        }
        return new Favourites(numbers);
    }

    private static Favourite favourite(ResultSet row) throws SQLException {
        return new Favourite(
                row.getString("PEER"), Columns.instant(row, "CHOSEN_AT"), Columns.instantOrNone(row, "GIVEN_UP_AT"));
    }

    static void change(
            Connection connection,
            String msisdn,
            BillingAccountId account,
            FavouriteChange change,
            Instant at,
            String by)
            throws SQLException {
        for (String number : change.givenUp()) {
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE FAVOURITE_NUMBER SET GIVEN_UP_AT = ?, GIVEN_UP_BY = ?"
                            + " WHERE MSISDN = ? AND BILLING_ACCOUNT_ID = ? AND PEER = ? AND GIVEN_UP_AT IS NULL")) {
                update.setObject(1, Columns.utc(at));
                update.setString(2, by);
                update.setString(3, msisdn);
                update.setString(4, account.value());
                update.setString(5, number);
                update.executeUpdate();
            }
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO FAVOURITE_NUMBER (ID, MSISDN, BILLING_ACCOUNT_ID, PEER, CHOSEN_AT, CHOSEN_BY)"
                        + " VALUES (FAVOURITE_NUMBER_SEQ.NEXTVAL, ?, ?, ?, ?, ?)")) {
            for (String number : change.chosen()) {
                insert.setString(1, msisdn);
                insert.setString(2, account.value());
                insert.setString(3, number);
                insert.setObject(4, Columns.utc(at));
                insert.setString(5, by);
                insert.executeUpdate();
            }
        }
    }

    /** The line has ended: whoever gets its number chooses anew. */
    static void end(Connection connection, String msisdn, Instant at, String by) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE FAVOURITE_NUMBER SET GIVEN_UP_AT = COALESCE(GIVEN_UP_AT, ?),"
                        + " GIVEN_UP_BY = COALESCE(GIVEN_UP_BY, ?), LINE_ENDED = 1"
                        + " WHERE MSISDN = ? AND LINE_ENDED = 0 AND CHOSEN_AT < ?")) {
            update.setObject(1, Columns.utc(at));
            update.setString(2, by);
            update.setString(3, msisdn);
            update.setObject(4, Columns.utc(at));
            update.executeUpdate();
        }
    }
}
