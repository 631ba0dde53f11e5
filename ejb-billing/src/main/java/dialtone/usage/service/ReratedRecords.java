package dialtone.usage.service;

import dialtone.base.Money;
import dialtone.catalog.Price;
import dialtone.catalog.UsageType;
import dialtone.ledger.service.Columns;
import dialtone.rating.Cell;
import dialtone.rating.CycleUsage;
import dialtone.rating.LinkedUse;
import dialtone.rating.RatedUsage;
import dialtone.rating.Segment;
import dialtone.rating.UsageCharge;
import dialtone.rating.UsageCycles;
import dialtone.usage.UsageEvent;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The records of a number's cycle, rated again in the order in which they began: what each costs more or less is a row of USAGE_CHARGE. They are read one after
 * another, however many there are, each with the parts that were counted of it.
 */
final class ReratedRecords {

    /** Rows that the driver holds at once, either way. */
    private static final int BATCH = 1_000;

    private static final String SELECT =
            "SELECT E.SOURCE_NAME, E.RECORD_SEQUENCE, E.USAGE_TYPE, E.MSISDN, E.STARTED_AT, E.QUANTITY, E.PEER, E.VISITED_NETWORK, E.CELL,"
                    + " E.BILLABLE_UNITS, CASE WHEN E.PRICE_ID = ? THEN E.AMOUNT ELSE 0 END AS OWN_AMOUNT,"
                    + " (SELECT SUM(C.AMOUNT) FROM USAGE_CHARGE C WHERE C.SOURCE_NAME = E.SOURCE_NAME AND C.RECORD_SEQUENCE = E.RECORD_SEQUENCE"
                    + " AND C.NUMBER_ACCOUNT_ID = E.NUMBER_ACCOUNT_ID AND C.CYCLE_ON = E.CYCLE_ON AND C.PRICE_ID = ?) AS OTHER_AMOUNT,"
                    + " S.CELL AS PART_CELL, S.USAGE_TYPE AS PART_TYPE, S.BILLABLE_UNITS AS PART_UNITS FROM USAGE_EVENT E"
                    + " LEFT JOIN USAGE_SEGMENT S ON S.SOURCE_NAME = E.SOURCE_NAME AND S.RECORD_SEQUENCE = E.RECORD_SEQUENCE"
                    + " WHERE E.NUMBER_ACCOUNT_ID = ? AND E.CYCLE_ON = ?"
                    + " ORDER BY E.STARTED_AT, E.SOURCE_NAME, E.RECORD_SEQUENCE, S.CELL";

    private static final String INSERT =
            "INSERT INTO USAGE_CHARGE (SOURCE_NAME, RECORD_SEQUENCE, USAGE_TYPE, NUMBER_ACCOUNT_ID, CYCLE_ON, PRICE_ID, CHARGED_UNITS,"
                    + " AMOUNT, CURRENCY, BILL_CYCLE_ON, RERATING_ID, OLD_AMOUNT) VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?)";

    private final Connection connection;
    private final long numberId;
    private final Price.Usage price;

    ReratedRecords(Connection connection, long numberId, Price.Usage price) {
        this.connection = connection;
        this.numberId = numberId;
        this.price = price;
    }

    /** A record as it was counted, and what the price has charged for it so far. */
    private record Counted(UsageEvent event, Cell cell, long billable, Money before, List<Segment> others) {

        List<Segment> parts() {
            List<Segment> parts = new ArrayList<>();
            long elsewhere = others.stream().mapToLong(Segment::units).sum();
            parts.add(new Segment(cell, billable - elsewhere));
            parts.addAll(others);
            return parts;
        }
    }

    /**
     * A cycle of the number.
     *
     * @param calculatedBefore by the former price, where something was agreed after its records had been rated: what they cost before is calculated, too, for they keep
     *     what they were rated at
     * @param after            by the corrected price
     * @param difference       what all records have to come to: what none explains, such as by another cycle that left less, is the last one's
     * @param lateFor          first day of the cycle that is invoiced with it, where it is not its own
     */
    record Cycle(
            LocalDate on,
            Optional<CycleUsage> calculatedBefore,
            CycleUsage after,
            Money difference,
            Optional<LocalDate> lateFor) {}

    /** Writes down what each costs more or less. */
    void write(Cycle cycle, long reratingId) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            rateAgain(cycle, new Writing(insert, cycle, reratingId));
            insert.executeBatch();
        }
        if (cycle.lateFor().isPresent()) {
            UsageRecords.noteLate(
                    connection,
                    Map.of(
                            new LinkedUse.Place(numberId, cycle.on()),
                            cycle.lateFor().get()));
        }
    }

    /** What those of each month of the calendar cost more or less, by its first day; nothing is written. */
    Map<LocalDate, Money> moreByMonth(Cycle cycle, ZoneId zone) throws SQLException {
        Map<LocalDate, Money> more = new TreeMap<>();
        rateAgain(
                cycle,
                (record, each) ->
                        more.merge(UsageCycles.MONTHS.startOf(record.event().startedAt(), zone), each, Money::plus));
        return more;
    }

    /** Takes what a record costs more or less. */
    @FunctionalInterface
    private interface Differences {
        void take(Counted record, Money more) throws SQLException;
    }

    private void rateAgain(Cycle cycle, Differences differences) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setFetchSize(BATCH);
            select.setString(1, price.id());
            select.setString(2, price.id());
            select.setLong(3, numberId);
            select.setObject(4, cycle.on());
            Rating rating = new Rating(cycle, differences);
            try (ResultSet row = select.executeQuery()) {
                @Nullable Counted current = null;
                while (row.next()) {
                    UsageEvent event = UsageRows.event(row);
                    if (current == null || !current.event().equals(event)) {
                        if (current != null) {
                            rating.add(current);
                        }
                        current = counted(event, row);
                    }
                    if (row.getString("PART_CELL") != null) {
                        current.others()
                                .add(new Segment(cell(row, "PART_TYPE", "PART_CELL"), row.getLong("PART_UNITS")));
                    }
                }
                if (current != null) {
                    rating.addLast(current);
                }
            }
        }
    }

    private Counted counted(UsageEvent event, ResultSet row) throws SQLException {
        return new Counted(
                event,
                cell(row, "USAGE_TYPE", "CELL"),
                row.getLong("BILLABLE_UNITS"),
                money(row, "OWN_AMOUNT").plus(money(row, "OTHER_AMOUNT")),
                new ArrayList<>());
    }

    private Money money(ResultSet row, String column) throws SQLException {
        @Nullable BigDecimal amount = row.getBigDecimal(column);
        return amount == null
                ? Money.zero(price.price().currency())
                : new Money(amount, price.price().currency());
    }

    private static Cell cell(ResultSet row, String type, String column) throws SQLException {
        String key = Columns.text(row, column);
        UsageType of = UsageType.valueOf(row.getString(type));
        return key.isEmpty() ? Cell.of(of) : Cell.of(of, key);
    }

    private final class Rating {
        private final Differences differences;
        private Optional<CycleUsage> formerly;
        private CycleUsage usage;
        private Money left;

        Rating(Cycle cycle, Differences differences) {
            this.differences = differences;
            this.formerly = cycle.calculatedBefore().map(CycleUsage::begun);
            this.usage = cycle.after().begun();
            this.left = cycle.difference();
        }

        void add(Counted record) throws SQLException {
            Money before = record.before();
            if (formerly.isPresent()) {
                RatedUsage rated = formerly.get().rateAgain(record.event(), record.parts());
                formerly = Optional.of(rated.after());
                before = charged(rated);
            }
            RatedUsage rated = usage.rateAgain(record.event(), record.parts());
            usage = rated.after();
            take(record, charged(rated).minus(before));
        }

        void addLast(Counted record) throws SQLException {
            take(record, left);
        }

        private Money charged(RatedUsage rated) {
            return rated.charges().stream()
                    .filter(charge -> charge.priceId().equals(price.id()))
                    .map(UsageCharge::amount)
                    .reduce(Money.zero(price.price().currency()), Money::plus);
        }

        private void take(Counted record, Money more) throws SQLException {
            left = left.minus(more);
            if (!more.isZero()) {
                differences.take(record, more);
            }
        }
    }

    private final class Writing implements Differences {
        private final PreparedStatement insert;
        private final Cycle cycle;
        private final long reratingId;
        private int pending;

        Writing(PreparedStatement insert, Cycle cycle, long reratingId) {
            this.insert = insert;
            this.cycle = cycle;
            this.reratingId = reratingId;
        }

        @Override
        public void take(Counted record, Money more) throws SQLException {
            insert.setString(1, record.event().source());
            insert.setLong(2, record.event().sequence());
            insert.setString(3, price.type().name());
            insert.setLong(4, numberId);
            insert.setObject(5, cycle.on());
            insert.setString(6, price.id());
            insert.setBigDecimal(7, more.amount());
            insert.setString(8, more.currency().getCurrencyCode());
            insert.setObject(9, cycle.lateFor().orElse(null), Types.DATE);
            insert.setLong(10, reratingId);
            insert.setBigDecimal(11, record.before().amount());
            insert.addBatch();
            if (++pending % BATCH == 0) {
                insert.executeBatch();
            }
        }
    }
}
