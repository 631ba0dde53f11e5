package dialtone.rating.service;

import dialtone.catalog.Price;
import dialtone.ledger.service.Columns;
import dialtone.rating.Cell;
import dialtone.rating.CycleUsage;
import dialtone.rating.IncludedUse;
import dialtone.rating.LinkedUse;
import dialtone.rating.Tariff;
import dialtone.rating.UsageCycles;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What an add-on makes of its line's number: another tariff from now on, or a share of what lines of the account have together. What was used
 * before is rated by the former one, also when its record comes later; what that has included in this bill cycle counts on, and so does what was
 * left of former cycles, so that nobody gets a second allowance by having an add-on come and go.
 */
record NumberTariff(Connection connection, String msisdn) {

    /** Rows of one bill cycle that count on from each other: more than a line's add-ons come and go. */
    private static final int MAX_ROWS = 500;

    private static final String COLUMNS =
            "SELECT ID, TARIFF_ID, TIME_ZONE, VALID_FROM_AT, VALID_TO_AT, COUNTS_ON, SHARED_ALLOWANCE_ID,"
                    + " SHARED_POSITION, USAGE_CYCLE FROM NUMBER_ACCOUNT";

    /** What a line has beside its number. */
    private record Terms(Tariff tariff, Optional<Share> shared) {
        boolean shares(long id) {
            return shared.filter(share -> share.id() == id).isPresent();
        }
    }

    /**
     * @param id       of what is shared
     * @param position of the line among those that share it, from 1 in the order they joined
     */
    record Share(long id, int position) {}

    private record Row(
            long id,
            String tariffId,
            ZoneId zone,
            UsageCycles counted,
            Instant validFrom,
            Optional<Instant> validTo,
            boolean countsOn,
            Optional<Share> shared) {

        LocalDate cycleOf(Instant at) {
            return counted.startOf(at, zone);
        }
    }

    /**
     * Puts the prices of use and the allowances of an add-on behind those that the number has.
     *
     * @throws IllegalStateException if nobody pays for the number
     */
    void bring(Tariff addOn, Tariffs tariffs, Clock clock) throws SQLException {
        List<Price> ofUse = ofUse(addOn);
        Changed rows = change(
                terms -> {
                    List<Price> prices = new ArrayList<>(terms.tariff().prices());
                    prices.addAll(ofUse);
                    return new Terms(new Tariff(prices), terms.shared());
                },
                tariffs,
                clock);
        if (rows.found() == 0) {
            throw new IllegalStateException("Nobody pays for number " + msisdn + ", which an add-on is for");
        }
    }

    /**
     * Takes the prices and allowances of an add-on out: each price once, for an add-on that is there twice ends once.
     *
     * @return whether the number had them
     */
    boolean withdraw(Tariff addOn, Tariffs tariffs, Clock clock) throws SQLException {
        List<Price> ofUse = ofUse(addOn);
        return change(
                                terms -> {
                                    List<Price> left =
                                            new ArrayList<>(terms.tariff().prices());
                                    ofUse.forEach(left::remove);
                                    return new Terms(new Tariff(left), terms.shared());
                                },
                                tariffs,
                                clock)
                        .changed()
                > 0;
    }

    /**
     * The line shares something with others from now on.
     *
     * @return whether it did not before
     */
    boolean share(Share share, Tariffs tariffs, Clock clock) throws SQLException {
        return change(
                                terms -> terms.shares(share.id())
                                        ? terms
                                        : new Terms(terms.tariff(), Optional.of(share)),
                                tariffs,
                                clock)
                        .changed()
                > 0;
    }

    /**
     * The line does not share it any more.
     *
     * @return whether it did; what else it shares it keeps
     */
    boolean unshare(long id, Tariffs tariffs, Clock clock) throws SQLException {
        return change(terms -> terms.shares(id) ? new Terms(terms.tariff(), Optional.empty()) : terms, tariffs, clock)
                        .changed()
                > 0;
    }

    /**
     * @param found   rows of now and of what is to follow
     * @param changed how many of them have another tariff
     */
    private record Changed(int found, int changed) {}

    /** What the use of one line goes by. */
    static List<Price> ofUse(Tariff tariff) {
        return tariff.prices().stream().filter(NumberTariff::isOfUse).toList();
    }

    static boolean isOfUse(Price price) {
        return price instanceof Price.Usage
                || (price instanceof Price.Allowance own && !own.terms().shared());
    }

    private Changed change(UnaryOperator<Terms> next, Tariffs tariffs, Clock clock) throws SQLException {
        Instant now = clock.instant();
        List<Row> rows = fromNowOn(now);
        int changed = 0;
        for (Row row : rows) {
            Tariff former = tariffs.load(connection, Set.of(row.tariffId())).of(row.tariffId());
            Terms terms = next.apply(new Terms(former, row.shared()));
            Tariff tariff = terms.tariff();
            if (tariff.equals(former) && terms.shared().equals(row.shared())) {
                continue;
            }
            changed++;
            tariffs.ensure(connection, List.of(tariff), clock);
            if (row.validFrom().isBefore(now)) {
                IncludedUse included = included(row, tariffs, now);
                closeAt(connection, row.id(), now);
                countOn(openAt(row, now, terms), row.cycleOf(now), included, tariff);
            } else {
                alter(row, terms);
                if (row.countsOn()) {
                    countOn(row.id(), row.cycleOf(now), included(row, tariffs, now), tariff);
                }
            }
        }
        return new Changed(rows.size(), changed);
    }

    /** The row of now, and what is to follow it. By NUMBER_ACCOUNT_UK. */
    private List<Row> fromNowOn(Instant now) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(COLUMNS + " WHERE MSISDN = ?"
                + " AND (VALID_TO_AT IS NULL OR VALID_TO_AT > ?) ORDER BY ID FOR UPDATE")) {
            select.setString(1, msisdn);
            select.setObject(2, Columns.utc(now));
            return read(select);
        }
    }

    private static List<Row> read(PreparedStatement select) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                rows.add(new Row(
                        row.getLong("ID"),
                        row.getString("TARIFF_ID"),
                        ZoneId.of(row.getString("TIME_ZONE")),
                        UsageCycles.parse(Columns.text(row, "USAGE_CYCLE")),
                        Columns.instant(row, "VALID_FROM_AT"),
                        Columns.instantOrNone(row, "VALID_TO_AT"),
                        row.getInt("COUNTS_ON") == 1,
                        share(row)));
            }
        }
        return rows;
    }

    private static Optional<Share> share(ResultSet row) throws SQLException {
        Optional<Long> id = Columns.longOrNone(row, "SHARED_ALLOWANCE_ID");
        return id.isPresent() ? Optional.of(new Share(id.get(), row.getInt("SHARED_POSITION"))) : Optional.empty();
    }

    /** Under the row's lock, which whoever rates use of the number holds too. */
    private IncludedUse included(Row row, Tariffs tariffs, Instant now) throws SQLException {
        IncludedUse included = new IncludedUse();
        for (Row before : chain(row, now)) {
            // what began at this moment has nothing before it but what the others have
            if (before.validFrom().isBefore(now)) {
                included.add(usage(before, row.cycleOf(now), tariffs));
            }
        }
        return included;
    }

    /** Rows of the cycle up to this one, each counting on from that before it, oldest first. By NUMBER_ACCOUNT_UK. */
    private List<Row> chain(Row last, Instant now) throws SQLException {
        List<Row> rows;
        try (PreparedStatement select = connection.prepareStatement(COLUMNS + " WHERE MSISDN = ?"
                + " AND VALID_FROM_AT <= ? AND (VALID_TO_AT IS NULL OR VALID_TO_AT > ?)"
                + " ORDER BY VALID_FROM_AT DESC, ID DESC FETCH FIRST ? ROWS ONLY")) {
            select.setString(1, msisdn);
            select.setObject(2, Columns.utc(last.validFrom()));
            select.setObject(
                    3, Columns.utc(last.cycleOf(now).atStartOfDay(last.zone()).toInstant()));
            select.setInt(4, MAX_ROWS);
            rows = read(select);
        }
        List<Row> chain = new ArrayList<>();
        for (Row row : rows) {
            chain.addFirst(row);
            if (!row.countsOn()) {
                break;
            }
        }
        return chain;
    }

    /** What the row itself has used of the cycle; what it shares is no part of that. */
    private CycleUsage usage(Row row, LocalDate cycle, Tariffs tariffs) throws SQLException {
        LinkedUseRows.Row own = new LinkedUseRows.Row(
                row.id(),
                tariffs.load(connection, Set.of(row.tariffId())).of(row.tariffId()),
                row.counted(),
                row.cycleOf(row.validFrom()),
                Optional.empty(),
                Optional.empty());
        LinkedUseRows.Loaded linked = new LinkedUseRows(connection, tariffs).load(List.of(own), cycle, Map.of());
        return linked.of(row.id()).isPresent()
                ? linked.of(row.id()).get().of(row.id(), cycle)
                : CounterRows.read(connection, List.of(row.id()), cycle, cycle)
                        .getOrDefault(new LinkedUse.Place(row.id(), cycle), CounterRows.Stored.NOTHING)
                        .by(own.tariff());
    }

    static void closeAt(Connection connection, long id, Instant at) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE NUMBER_ACCOUNT SET VALID_TO_AT = ? WHERE ID = ?")) {
            update.setObject(1, Columns.utc(at));
            update.setLong(2, id);
            update.executeUpdate();
        }
    }

    /** @return id of the row that goes on */
    private long openAt(Row former, Instant at, Terms terms) throws SQLException {
        long id = nextId();
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO NUMBER_ACCOUNT (ID, MSISDN, BILLING_ACCOUNT_ID, ORDER_ID, ITEM_ID, TARIFF_ID, TIME_ZONE, VALID_FROM_AT,"
                        + " VALID_TO_AT, SHARED_ALLOWANCE_ID, SHARED_POSITION, BARRED, USAGE_CYCLE, COUNTS_ON) SELECT ?, MSISDN, BILLING_ACCOUNT_ID, ORDER_ID, ITEM_ID, ?,"
                        + " TIME_ZONE, ?, ?, ?, ?, BARRED, USAGE_CYCLE, 1 FROM NUMBER_ACCOUNT WHERE ID = ?")) {
            insert.setLong(1, id);
            insert.setString(2, terms.tariff().id());
            insert.setObject(3, Columns.utc(at));
            insert.setObject(4, former.validTo().map(Columns::utc).orElse(null));
            bindShare(insert, 5, terms);
            insert.setLong(7, former.id());
            insert.executeUpdate();
        }
        return id;
    }

    private static void bindShare(PreparedStatement statement, int from, Terms terms) throws SQLException {
        statement.setObject(from, terms.shared().map(Share::id).orElse(null), Types.NUMERIC);
        statement.setObject(from + 1, terms.shared().map(Share::position).orElse(null), Types.NUMERIC);
    }

    private long nextId() throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("SELECT NUMBER_ACCOUNT_SEQ.NEXTVAL AS ID FROM DUAL");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong("ID");
        }
    }

    /** In place of what it counted on from, which is something only for a row that began at this very moment. */
    private void countOn(long id, LocalDate cycle, IncludedUse included, Tariff tariff) throws SQLException {
        LinkedUseRows.keep(connection, id, included.left(tariff));
        try (PreparedStatement clear = connection.prepareStatement(
                "UPDATE USAGE_COUNTER SET OPENING_UNITS = 0 WHERE NUMBER_ACCOUNT_ID = ? AND CYCLE_ON = ?")) {
            clear.setLong(1, id);
            clear.setObject(2, cycle);
            clear.executeUpdate();
        }
        try (PreparedStatement update = connection.prepareStatement(
                        "UPDATE USAGE_COUNTER SET OPENING_UNITS = ? WHERE NUMBER_ACCOUNT_ID = ? AND CYCLE_ON = ? AND USAGE_TYPE = ? AND CELL = ?");
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO USAGE_COUNTER (OPENING_UNITS, NUMBER_ACCOUNT_ID, CYCLE_ON, USAGE_TYPE, CELL, BILLABLE_UNITS)"
                                + " VALUES (?, ?, ?, ?, ?, 0)")) {
            for (Map.Entry<Cell, Long> entry : included.of(tariff).entrySet()) {
                if (entry.getValue() > 0 && count(update, id, cycle, entry) == 0) {
                    count(insert, id, cycle, entry);
                }
            }
        }
    }

    private static int count(PreparedStatement statement, long id, LocalDate cycle, Map.Entry<Cell, Long> included)
            throws SQLException {
        statement.setLong(1, included.getValue());
        statement.setLong(2, id);
        statement.setObject(3, cycle);
        statement.setString(4, included.getKey().type().name());
        statement.setString(5, included.getKey().key());
        return statement.executeUpdate();
    }

    private void alter(Row row, Terms terms) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE NUMBER_ACCOUNT SET TARIFF_ID = ?, SHARED_ALLOWANCE_ID = ?, SHARED_POSITION = ? WHERE ID = ?")) {
            update.setString(1, terms.tariff().id());
            bindShare(update, 2, terms);
            update.setLong(4, row.id());
            update.executeUpdate();
        }
    }
}
