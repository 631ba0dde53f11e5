package dialtone.usage.service;

import dialtone.base.Money;
import dialtone.base.Page;
import dialtone.ledger.service.Columns;
import dialtone.party.BillingAccountId;
import dialtone.usage.PartEntry;
import dialtone.usage.RecordKey;
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
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Records that were taken, with what has become of each: rated ones, suspended ones, and those that were refused. */
@Stateless
public class UsageEntries {

    private static final String RECORD =
            "SOURCE_NAME, RECORD_SEQUENCE, USAGE_TYPE, MSISDN, STARTED_AT, QUANTITY, PEER," + " VISITED_NETWORK";

    private static final String NONE_RATED =
            ", NULL AS ACCOUNT, 0 AS BILLABLE_UNITS, 0 AS INCLUDED_UNITS, NULL AS AMOUNT, NULL AS OTHER_AMOUNT, NULL AS CURRENCY,"
                    + " NULL AS OTHER_CURRENCY";

    private static final String BILLED = "COALESCE(E.BILL_CYCLE_ON, E.CYCLE_ON) < N.BILLED_TO_ON";
    private static final String NOT_BILLED =
            "(N.BILLED_TO_ON IS NULL OR COALESCE(E.BILL_CYCLE_ON, E.CYCLE_ON) >= N.BILLED_TO_ON)";

    /** By NUMBER_ACCOUNT_UK, USAGE_EVENT_NUMBER_IX and the primary key of USAGE_CHARGE. */
    private static final Kind RATED = new Kind(
            "E.SOURCE_NAME, E.RECORD_SEQUENCE, E.USAGE_TYPE, E.MSISDN, E.STARTED_AT, E.QUANTITY, E.PEER, E.VISITED_NETWORK,"
                    + " CASE WHEN " + BILLED + " THEN 'BILLED' ELSE 'RATED' END AS STATE,"
                    + " NULL AS REMARK, N.BILLING_ACCOUNT_ID AS ACCOUNT, E.BILLABLE_UNITS, E.INCLUDED_UNITS, E.AMOUNT,"
                    + " (SELECT SUM(C.AMOUNT) FROM USAGE_CHARGE C WHERE C.SOURCE_NAME = E.SOURCE_NAME"
                    + " AND C.RECORD_SEQUENCE = E.RECORD_SEQUENCE) AS OTHER_AMOUNT, E.CURRENCY,"
                    + " (SELECT MIN(C.CURRENCY) FROM USAGE_CHARGE C WHERE C.SOURCE_NAME = E.SOURCE_NAME"
                    + " AND C.RECORD_SEQUENCE = E.RECORD_SEQUENCE) AS OTHER_CURRENCY",
            "NUMBER_ACCOUNT N JOIN USAGE_EVENT E ON E.NUMBER_ACCOUNT_ID = N.ID",
            "E.");

    private static final Kind SUSPENDED =
            new Kind(RECORD + ", 'RECEIVED' AS STATE, REASON AS REMARK" + NONE_RATED, "USAGE_SUSPENSION", "");

    private static final Kind REFUSED =
            new Kind(RECORD + ", 'REJECTED' AS STATE, REMARK" + NONE_RATED, "USAGE_REFUSAL", "");

    /** A part whose charge is in the record that its session was rated as, or that told what another one had told. By the primary keys. */
    private static final Kind PART = new Kind(
            RECORD + ", CASE WHEN STATE = 'DUPLICATE' THEN 'REJECTED' ELSE (SELECT MIN(CASE WHEN " + BILLED
                    + " THEN 'BILLED' ELSE 'RATED' END) FROM USAGE_EVENT E JOIN NUMBER_ACCOUNT N ON N.ID = E.NUMBER_ACCOUNT_ID"
                    + " WHERE E.SOURCE_NAME = P.SOURCE_NAME AND E.RECORD_SEQUENCE = P.WHOLE_SEQUENCE) END AS STATE,"
                    + " CASE WHEN STATE = 'DUPLICATE' THEN 'Another part of its session says the same' ELSE"
                    + " 'Rated with ' || SOURCE_NAME || '/' || WHOLE_SEQUENCE END AS REMARK" + NONE_RATED,
            "USAGE_PART P",
            "");

    private static final String IN_ORDER =
            " ORDER BY STARTED_AT, SOURCE_NAME, RECORD_SEQUENCE OFFSET ? ROWS FETCH NEXT ? ROWS ONLY";

    /**
     * Where records of one kind are.
     *
     * @param prefix of the columns that came with a record
     */
    private record Kind(String columns, String table, String prefix) {}

    /** Some records of one kind: conditions stand there only for what is asked, so that an index can answer. */
    private static final class Selection {
        private final Kind kind;
        private final StringBuilder conditions = new StringBuilder();
        private final List<Object> values = new ArrayList<>();

        Selection(Kind kind) {
            this.kind = kind;
        }

        void and(String condition, Object... bound) {
            conditions.append(conditions.isEmpty() ? " WHERE " : " AND ").append(condition);
            values.addAll(List.of(bound));
        }

        /** Of a column that came with the record. */
        void record(String condition, Object bound) {
            and(kind.prefix() + condition, bound);
        }

        String rows() {
            return "SELECT " + kind.columns() + " FROM " + kind.table() + conditions;
        }

        String ones() {
            return "SELECT 1 AS ONE FROM " + kind.table() + conditions;
        }

        int bind(PreparedStatement statement, int bound) throws SQLException {
            int last = bound;
            for (Object value : values) {
                statement.setObject(++last, value);
            }
            return last;
        }
    }

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @SuppressWarnings("NullAway") // the container injects
    public UsageEntries() {}

    UsageEntries(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** At most {@link Page#MAX_LIMIT}. */
    public Page<UsageEntry> list(UsageQuery query) {
        List<Selection> kinds = selections(query);
        if (kinds.isEmpty()) {
            return new Page<>(List.of(), query.offset(), 0);
        }
        String rows = kinds.stream().map(Selection::rows).collect(Collectors.joining(" UNION ALL "));
        String ones = kinds.stream().map(Selection::ones).collect(Collectors.joining(" UNION ALL "));
        try (Connection connection = dataSource.getConnection();
                PreparedStatement count = connection.prepareStatement("SELECT COUNT(*) FROM (" + ones + ") U");
                PreparedStatement select = connection.prepareStatement("SELECT * FROM (" + rows + ") U" + IN_ORDER)) {
            int counted = 0;
            int bound = 0;
            for (Selection kind : kinds) {
                counted = kind.bind(count, counted);
                bound = kind.bind(select, bound);
            }
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

    /**
     * One record, in whatever state it is: by the primary key while it is not rated, then by its number and cycle.
     *
     * @param from it began then or later
     * @param to   it began before
     */
    public Optional<UsageEntry> find(RecordKey key, String msisdn, Instant from, Instant to) {
        // in the order in which a record goes on, so that one which goes on meanwhile is found
        List<Selection> places = List.of(
                of(SUSPENDED, Optional.of(msisdn), from, to),
                of(REFUSED, Optional.of(msisdn), from, to),
                rated(msisdn, from, to),
                joined(msisdn, from, to));
        try (Connection connection = dataSource.getConnection()) {
            for (Selection place : places) {
                place.record("SOURCE_NAME = ?", key.source());
                place.record("RECORD_SEQUENCE = ?", key.sequence());
                try (PreparedStatement select = connection.prepareStatement(place.rows())) {
                    place.bind(select, 0);
                    Optional<UsageEntry> found = read(select).stream().findFirst();
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
            return Optional.empty();
        } catch (SQLException e) {
            throw new IllegalStateException("Usage " + key + " cannot be found", e);
        }
    }

    /** The parts of the session that a record is, or is a part of, in their order; empty for a record that is by itself. */
    public List<PartEntry> parts(RecordKey key) {
        try (Connection connection = dataSource.getConnection()) {
            return UsageParts.around(connection, key);
        } catch (SQLException e) {
            throw new IllegalStateException("Parts of usage " + key + " cannot be found", e);
        }
    }

    private static List<Selection> selections(UsageQuery query) {
        List<Selection> kinds = new ArrayList<>();
        Set<State> states = query.states();
        if (query.msisdn().isPresent() && (states.contains(State.RATED) || states.contains(State.BILLED))) {
            Selection rated = rated(query.msisdn().get(), query.from(), query.to());
            if (!states.contains(State.RATED)) {
                rated.and(BILLED);
            } else if (!states.contains(State.BILLED)) {
                rated.and(NOT_BILLED);
            }
            kinds.add(rated);
        }
        if (states.contains(State.RECEIVED)) {
            kinds.add(of(SUSPENDED, query.msisdn(), query.from(), query.to()));
        }
        if (states.contains(State.REJECTED)) {
            kinds.add(of(REFUSED, query.msisdn(), query.from(), query.to()));
        }
        query.type().ifPresent(type -> kinds.forEach(kind -> kind.record("USAGE_TYPE = ?", type.name())));
        return kinds;
    }

    private static Selection rated(String msisdn, Instant from, Instant to) {
        Selection rated = new Selection(RATED);
        rated.and("N.MSISDN = ?", msisdn);
        // the zone may be behind, and of who has other cycles than months they are no longer than a year
        rated.and(
                "E.CYCLE_ON >= CASE WHEN N.USAGE_CYCLE IS NULL THEN CAST(? AS DATE) ELSE CAST(? AS DATE) END",
                cycle(from).minusMonths(1),
                cycle(from).minusMonths(13));
        rated.and("E.CYCLE_ON <= ?", cycle(to).plusMonths(1));
        return within(rated, from, to);
    }

    private static Selection joined(String msisdn, Instant from, Instant to) {
        Selection joined = of(PART, Optional.of(msisdn), from, to);
        joined.and("STATE IN ('JOINED', 'DUPLICATE')");
        return joined;
    }

    /** By USAGE_SUSPENSION_NUMBER_IX or USAGE_REFUSAL_NUMBER_IX where a number is asked for. */
    private static Selection of(Kind kind, Optional<String> msisdn, Instant from, Instant to) {
        Selection selection = new Selection(kind);
        msisdn.ifPresent(number -> selection.record("MSISDN = ?", number));
        return within(selection, from, to);
    }

    private static Selection within(Selection selection, Instant from, Instant to) {
        if (from.isAfter(UsageQuery.EARLIEST)) {
            selection.record("STARTED_AT >= ?", Columns.utc(from));
        }
        if (to.isBefore(UsageQuery.LATEST)) {
            selection.record("STARTED_AT < ?", Columns.utc(to));
        }
        return selection;
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
