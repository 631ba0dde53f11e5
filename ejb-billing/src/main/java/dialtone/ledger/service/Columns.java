package dialtone.ledger.service;

import dialtone.base.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the billing tables hold values of ours. */
public final class Columns {

    /**
     * Values asked for in one IN list. Lists are filled up to it with their last value, so that the database sees one statement
     * and not a thousand; Oracle allows 1,000.
     */
    public static final int IN_LIST = 250;

    private Columns() {}

    /** An instant as a TIMESTAMP WITH TIME ZONE in UTC. */
    public static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    public static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    public static Optional<Instant> instantOrNone(ResultSet row, String column) throws SQLException {
        @Nullable OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return Optional.ofNullable(value).map(OffsetDateTime::toInstant);
    }

    public static LocalDate date(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDate.class);
    }

    public static Optional<LocalDate> dateOrNone(ResultSet row, String column) throws SQLException {
        @Nullable LocalDate value = row.getObject(column, LocalDate.class);
        return Optional.ofNullable(value);
    }

    public static Optional<Long> longOrNone(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }

    /** The columns AMOUNT and CURRENCY. */
    public static Money money(ResultSet row) throws SQLException {
        return money(row, "AMOUNT");
    }

    /** The column of this name and CURRENCY. */
    public static Money money(ResultSet row, String amount) throws SQLException {
        return new Money(row.getBigDecimal(amount), Currency.getInstance(row.getString("CURRENCY")));
    }

    /** A text that may be empty: Oracle holds an empty one as NULL. */
    public static String text(ResultSet row, String column) throws SQLException {
        @Nullable String value = row.getString(column);
        return value == null ? "" : value;
    }

    /** {@code ?,?,...}, {@value #IN_LIST} of them. */
    public static String inList() {
        return String.join(",", Collections.nCopies(IN_LIST, "?"));
    }

    /** The values in lists of exactly {@value #IN_LIST}, the last filled up with its last value. */
    public static <T> List<List<T>> inLists(Collection<T> values) {
        List<T> all = List.copyOf(values);
        List<List<T>> lists = new ArrayList<>();
        for (int from = 0; from < all.size(); from += IN_LIST) {
            List<T> list = new ArrayList<>(all.subList(from, Math.min(all.size(), from + IN_LIST)));
            T last = list.get(list.size() - 1);
            list.addAll(Collections.nCopies(IN_LIST - list.size(), last));
            lists.add(list);
        }
        return lists;
    }
}
