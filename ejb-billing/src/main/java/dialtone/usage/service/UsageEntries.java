package dialtone.usage.service;

import dialtone.base.Money;
import dialtone.base.Page;
import dialtone.ledger.service.Columns;
import dialtone.party.BillingAccountId;
import dialtone.usage.UsageEntry;
import dialtone.usage.UsageEntry.Rating;
import dialtone.usage.UsageEntry.State;
import dialtone.usage.UsageQuery;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Records that were taken, with what has become of each: rated ones, suspended ones, and those that were refused. */
@Stateless
public class UsageEntries {

    private static final String NONE_RATED =
            ", NULL AS ACCOUNT, 0 AS BILLABLE_UNITS, 0 AS INCLUDED_UNITS, NULL AS AMOUNT, NULL AS OTHER_AMOUNT, NULL AS CURRENCY,"
                    + " NULL AS OTHER_CURRENCY";

    /** By NUMBER_ACCOUNT_UK, USAGE_EVENT_NUMBER_IX and the primary key of USAGE_CHARGE. */
    private static final String RATED =
            "SELECT E.SOURCE_NAME, E.RECORD_SEQUENCE, E.USAGE_TYPE, E.MSISDN, E.STARTED_AT, E.QUANTITY, E.PEER,"
                    + " CASE WHEN COALESCE(E.BILL_CYCLE_ON, E.CYCLE_ON) < N.BILLED_TO_ON THEN 'BILLED' ELSE 'RATED' END AS STATE,"
                    + " NULL AS REMARK, N.BILLING_ACCOUNT_ID AS ACCOUNT, E.BILLABLE_UNITS, E.INCLUDED_UNITS, E.AMOUNT,"
                    + " (SELECT SUM(C.AMOUNT) FROM USAGE_CHARGE C WHERE C.SOURCE_NAME = E.SOURCE_NAME"
                    + " AND C.RECORD_SEQUENCE = E.RECORD_SEQUENCE) AS OTHER_AMOUNT, E.CURRENCY,"
                    + " (SELECT MIN(C.CURRENCY) FROM USAGE_CHARGE C WHERE C.SOURCE_NAME = E.SOURCE_NAME"
                    + " AND C.RECORD_SEQUENCE = E.RECORD_SEQUENCE) AS OTHER_CURRENCY"
                    + " FROM NUMBER_ACCOUNT N JOIN USAGE_EVENT E ON E.NUMBER_ACCOUNT_ID = N.ID"
                    + " WHERE N.MSISDN = ? AND E.CYCLE_ON >= ? AND E.CYCLE_ON <= ?";

    /** By the primary key, or USAGE_SUSPENSION_NUMBER_IX. */
    private static final String SUSPENDED =
            "SELECT SOURCE_NAME, RECORD_SEQUENCE, USAGE_TYPE, MSISDN, STARTED_AT, QUANTITY, PEER, 'RECEIVED' AS STATE, REASON AS REMARK"
                    + NONE_RATED + " FROM USAGE_SUSPENSION";

    private static final String REFUSED =
            "SELECT SOURCE_NAME, RECORD_SEQUENCE, USAGE_TYPE, MSISDN, STARTED_AT, QUANTITY, PEER, 'REJECTED' AS STATE, REMARK"
                    + NONE_RATED + " FROM USAGE_REFUSAL";

    private static final String MEANT = ") U WHERE U.STARTED_AT >= ? AND U.STARTED_AT < ?"
            + " AND U.MSISDN = COALESCE(?, U.MSISDN) AND U.USAGE_TYPE = COALESCE(?, U.USAGE_TYPE)"
            + " AND U.SOURCE_NAME = COALESCE(?, U.SOURCE_NAME) AND U.RECORD_SEQUENCE = COALESCE(?, U.RECORD_SEQUENCE)"
            + " AND U.STATE IN (?, ?, ?, ?)";

    private static final String IN_ORDER =
            " ORDER BY STARTED_AT, SOURCE_NAME, RECORD_SEQUENCE OFFSET ? ROWS FETCH NEXT ? ROWS ONLY";

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @SuppressWarnings("NullAway") // the container injects
    public UsageEntries() {}

    UsageEntries(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** At most {@link Page#MAX_LIMIT}. */
    public Page<UsageEntry> list(UsageQuery query) {
        boolean rated = query.msisdn().isPresent();
        String all = (rated ? RATED + " UNION ALL " : "") + SUSPENDED + " UNION ALL " + REFUSED;
        try (Connection connection = dataSource.getConnection();
                PreparedStatement count = connection.prepareStatement("SELECT COUNT(*) FROM (" + all + MEANT);
                PreparedStatement select = connection.prepareStatement("SELECT * FROM (" + all + MEANT + IN_ORDER)) {
            bind(count, query);
            int bound = bind(select, query);
            select.setInt(bound + 1, query.offset());
            select.setInt(bound + 2, Math.min(query.limit(), Page.MAX_LIMIT));
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return new Page<>(read(select), query.offset(), row.getLong(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Usage cannot be listed", e);
        }
    }

    /** @return how many values there are */
    private static int bind(PreparedStatement statement, UsageQuery query) throws SQLException {
        int bound = 0;
        if (query.msisdn().isPresent()) {
            statement.setString(++bound, query.msisdn().get());
            statement.setObject(++bound, cycle(query.from()).minusMonths(1)); // of a zone that is behind
            statement.setObject(++bound, cycle(query.to()).plusMonths(1));
        }
        statement.setObject(++bound, Columns.utc(query.from()));
        statement.setObject(++bound, Columns.utc(query.to()));
        statement.setString(++bound, query.msisdn().orElse(null));
        statement.setString(++bound, query.type().map(Enum::name).orElse(null));
        statement.setString(++bound, query.key().map(key -> key.source()).orElse(null));
        bound++;
        if (query.key().isPresent()) {
            statement.setLong(bound, query.key().get().sequence());
        } else {
            statement.setNull(bound, java.sql.Types.NUMERIC);
        }
        List<State> states = List.copyOf(query.states());
        for (int i = 0; i < State.values().length; i++) {
            statement.setString(
                    ++bound, states.get(Math.min(i, states.size() - 1)).name());
        }
        return bound;
    }

    private static LocalDate cycle(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC).withDayOfMonth(1);
    }

    private static List<UsageEntry> read(PreparedStatement select) throws SQLException {
        List<UsageEntry> found = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                @Nullable String account = row.getString("ACCOUNT");
                found.add(new UsageEntry(
                        UsageRows.event(row),
                        State.valueOf(row.getString("STATE")),
                        account == null ? Optional.empty() : Optional.of(rating(new BillingAccountId(account), row)),
                        Columns.text(row, "REMARK")));
            }
        }
        return found;
    }

    private static Rating rating(BillingAccountId account, ResultSet row) throws SQLException {
        @Nullable String own = row.getString("CURRENCY");
        @Nullable String currency = own == null ? row.getString("OTHER_CURRENCY") : own;
        Optional<Money> amount = Optional.empty();
        if (currency != null) {
            @Nullable BigDecimal charged = row.getBigDecimal("AMOUNT");
            @Nullable BigDecimal other = row.getBigDecimal("OTHER_AMOUNT");
            BigDecimal sum = (charged == null ? BigDecimal.ZERO : charged).add(other == null ? BigDecimal.ZERO : other);
            amount = Optional.of(new Money(sum, Currency.getInstance(currency)));
        }
        return new Rating(account, row.getLong("BILLABLE_UNITS"), row.getLong("INCLUDED_UNITS"), amount);
    }
}
