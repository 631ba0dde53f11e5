package dialtone.usage.service;

import dialtone.base.Money;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.ledger.service.Columns;
import dialtone.ledger.service.ListedRows;
import dialtone.party.BillingAccountId;
import dialtone.rating.ChargePeriod;
import dialtone.rating.Rerating;
import dialtone.rating.Rerating.NumberState;
import dialtone.rating.Rerating.State;
import dialtone.rating.service.Tariffs;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The statements on RERATING and RERATING_NUMBER. */
final class ReratingRows {

    private static final String SELECT =
            "SELECT ID, OFFERING_ID, PRICE_ID, CATALOG_VERSION, FROM_ON, TO_ON, BILLING_ACCOUNT_ID, REASON, STATE, ASKED_BY, ASKED_AT,"
                    + " DECIDED_BY, DECIDED_AT, TARIFF_ID, LISTED_DISCOUNTS FROM RERATING";

    /** Column width. */
    private static final int MAX_MESSAGE = 255;

    private static final String NUMBERS =
            "INSERT INTO RERATING_NUMBER (RERATING_ID, NUMBER_ACCOUNT_ID, STATE, OLD_VERSION)"
                    + " SELECT CAST(? AS NUMBER(19)), N.ID, 'WAITING', MIN(O.CATALOG_VERSION) FROM RATING_SUBSCRIPTION S"
                    + " JOIN NUMBER_ACCOUNT N ON N.BILLING_ACCOUNT_ID = S.BILLING_ACCOUNT_ID AND ";
    private static final String HAVING_THE_PRICE =
            " JOIN TARIFF_PRICE P ON P.TARIFF_ID = N.TARIFF_ID AND P.PRICE_KIND = 'USAGE'"
                    + " LEFT JOIN PRODUCT_ORDER O ON O.ORDER_ID = S.ORDER_ID WHERE S.OFFERING_ID = ? AND S.BILLING_ACCOUNT_ID = COALESCE(?, S.BILLING_ACCOUNT_ID)"
                    + " AND N.VALID_FROM_AT < ? AND (N.VALID_TO_AT IS NULL OR N.VALID_TO_AT > ?)"
                    + " AND P.PRICE_ID = ?";

    /** Of the lines that were sold the offering. */
    private static final String OF_PLAN =
            NUMBERS + "N.ORDER_ID = S.ORDER_ID AND N.ITEM_ID = S.ITEM_ID" + HAVING_THE_PRICE + " GROUP BY N.ID";

    /**
     * Of the lines that have the offering's price beside those of their plan, while they have the add-on; of one from before, where no row says which line it is for, of all
     * lines of who pays for it. What has a number of its own is a plan and comes to no other line.
     */
    private static final String OF_ADD_ON = NUMBERS
            + "(N.ORDER_ID <> S.ORDER_ID OR N.ITEM_ID <> S.ITEM_ID)"
            + " AND NOT EXISTS (SELECT 1 FROM NUMBER_ACCOUNT W WHERE W.BILLING_ACCOUNT_ID = S.BILLING_ACCOUNT_ID AND W.ORDER_ID = S.ORDER_ID AND W.ITEM_ID = S.ITEM_ID)"
            + " AND N.MSISDN = COALESCE(S.LINE_MSISDN, N.MSISDN)"
            + " AND (S.ENDED_AT IS NULL OR S.ENDED_AT > N.VALID_FROM_AT) AND (N.VALID_TO_AT IS NULL OR N.VALID_TO_AT > S.STARTED_AT)"
            + HAVING_THE_PRICE
            + " AND EXISTS (SELECT 1 FROM TARIFF_PRICE A WHERE A.TARIFF_ID = S.TARIFF_ID AND A.PRICE_ID = P.PRICE_ID AND A.PRICE_KIND = 'USAGE')"
            + " AND (S.LINE_MSISDN IS NOT NULL OR NOT EXISTS (SELECT 1 FROM RATING_SUBSCRIPTION L JOIN TARIFF_PRICE B ON B.TARIFF_ID = L.TARIFF_ID"
            + " WHERE L.ORDER_ID = N.ORDER_ID AND L.ITEM_ID = N.ITEM_ID AND B.PRICE_ID = P.PRICE_ID AND B.PRICE_KIND = 'USAGE')) GROUP BY N.ID";

    /** A plan's of its line, or an add-on's, as {@link #OF_ADD_ON} has it. */
    private static final String BOUGHT = "SELECT DISTINCT S.TARIFF_ID FROM NUMBER_ACCOUNT N"
            + " JOIN RATING_SUBSCRIPTION S ON S.BILLING_ACCOUNT_ID = N.BILLING_ACCOUNT_ID AND S.OFFERING_ID = ?"
            + " WHERE N.ID = ? AND ((N.ORDER_ID = S.ORDER_ID AND N.ITEM_ID = S.ITEM_ID) OR (N.MSISDN = COALESCE(S.LINE_MSISDN, N.MSISDN)"
            + " AND (S.ENDED_AT IS NULL OR S.ENDED_AT > N.VALID_FROM_AT) AND (N.VALID_TO_AT IS NULL OR N.VALID_TO_AT > S.STARTED_AT)))";

    private ReratingRows() {}

    /** Prices that an offering has brought to the line of a number. By RATING_SUBSCRIPTION_ACCOUNT_IX. */
    static List<Price> bought(Connection connection, Tariffs tariffs, long numberId, OfferingId offering)
            throws SQLException {
        Set<String> ids = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(BOUGHT)) {
            select.setString(1, offering.value());
            select.setLong(2, numberId);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getString("TARIFF_ID"));
                }
            }
        }
        Tariffs.Loaded loaded = tariffs.load(connection, ids);
        return ids.stream().flatMap(id -> loaded.of(id).prices().stream()).toList();
    }

    /**
     * @param tariffId of the corrected price alone
     * @param listed   names of what has ever come off the price by the catalogue
     */
    record Stored(Rerating rerating, String tariffId, Set<String> listed) {}

    private static List<Stored> read(PreparedStatement select) throws SQLException {
        List<Stored> found = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                found.add(new Stored(
                        new Rerating(
                                row.getLong("ID"),
                                new OfferingId(row.getString("OFFERING_ID")),
                                row.getString("PRICE_ID"),
                                row.getString("CATALOG_VERSION"),
                                new ChargePeriod(Columns.date(row, "FROM_ON"), Columns.date(row, "TO_ON")),
                                text(row, "BILLING_ACCOUNT_ID").map(BillingAccountId::new),
                                row.getString("REASON"),
                                State.valueOf(row.getString("STATE")),
                                row.getString("ASKED_BY"),
                                Columns.instant(row, "ASKED_AT"),
                                text(row, "DECIDED_BY"),
                                Columns.instantOrNone(row, "DECIDED_AT")),
                        row.getString("TARIFF_ID"),
                        text(row, "LISTED_DISCOUNTS")
                                .map(names -> Set.of(names.split("\n")))
                                .orElse(Set.of())));
            }
        }
        return found;
    }

    private static Optional<String> text(ResultSet row, String column) throws SQLException {
        @Nullable String value = row.getString(column);
        return Optional.ofNullable(value);
    }

    static Optional<Stored> find(Connection connection, long id) throws SQLException {
        return one(connection, SELECT + " WHERE ID = ?", id);
    }

    /** Under its lock until the transaction ends. */
    static Optional<Stored> locked(Connection connection, long id) throws SQLException {
        return one(connection, SELECT + " WHERE ID = ? FOR UPDATE", id);
    }

    private static Optional<Stored> one(Connection connection, String sql, long id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, id);
            return read(select).stream().findFirst();
        }
    }

    /** Newest first. */
    static List<Stored> list(Connection connection, int offset, int limit) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(SELECT + " ORDER BY ID DESC OFFSET ? ROWS FETCH NEXT ? ROWS ONLY")) {
            select.setInt(1, offset);
            select.setInt(2, limit);
            return read(select);
        }
    }

    static long count(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT COUNT(*) FROM RERATING");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Those that somebody has to go on with, oldest first. By RERATING_STATE_IX. */
    static List<Long> due(Connection connection) throws SQLException {
        List<Long> due = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT ID FROM RERATING WHERE STATE IN ('CALCULATING', 'POSTING') ORDER BY ID");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                due.add(row.getLong("ID"));
            }
        }
        return due;
    }

    static long nextId(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT RERATING_SEQ.NEXTVAL FROM DUAL");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** With all numbers that were sold the offering with a price of that id and were its in the period; where none was, that have it by an add-on. */
    static void insert(Connection connection, Rerating asked, String tariffId, Set<String> listed) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO RERATING (ID, OFFERING_ID, PRICE_ID, CATALOG_VERSION, TARIFF_ID, FROM_ON, TO_ON, BILLING_ACCOUNT_ID, REASON,"
                        + " STATE, ASKED_BY, ASKED_AT, LISTED_DISCOUNTS) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setLong(1, asked.id());
            insert.setString(2, asked.offering().value());
            insert.setString(3, asked.priceId());
            insert.setString(4, asked.version());
            insert.setString(5, tariffId);
            insert.setObject(6, asked.period().from());
            insert.setObject(7, asked.period().to());
            insert.setString(8, asked.account().map(BillingAccountId::value).orElse(null));
            insert.setString(9, asked.reason());
            insert.setString(10, asked.state().name());
            insert.setString(11, asked.askedBy());
            insert.setObject(12, Columns.utc(asked.askedAt()));
            insert.setString(13, listed.isEmpty() ? null : String.join("\n", new TreeSet<>(listed)));
            insert.executeUpdate();
        }
        if (insertNumbers(connection, asked, OF_PLAN) == 0) {
            insertNumbers(connection, asked, OF_ADD_ON);
        }
    }

    private static int insertNumbers(Connection connection, Rerating asked, String numbers) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(numbers)) {
            insert.setLong(1, asked.id());
            insert.setString(2, asked.offering().value());
            insert.setString(3, asked.account().map(BillingAccountId::value).orElse(null));
            // a zone's midnight is at most a day from that of UTC
            insert.setObject(4, asked.period().to().plusDays(1).atStartOfDay().atOffset(ZoneOffset.UTC));
            insert.setObject(
                    5, asked.period().from().minusDays(1).atStartOfDay().atOffset(ZoneOffset.UTC));
            insert.setString(6, asked.priceId());
            return insert.executeUpdate();
        }
    }

    static boolean isAccount(Connection connection, BillingAccountId account) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT BILLING_ACCOUNT_ID FROM BILLING_ACCOUNT WHERE BILLING_ACCOUNT_ID = ?")) {
            select.setString(1, account.value());
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    /** What a person has decided, or that it has come to its end. */
    static void state(Connection connection, long id, State state) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE RERATING SET STATE = ? WHERE ID = ?")) {
            update.setString(1, state.name());
            update.setLong(2, id);
            update.executeUpdate();
        }
    }

    static void decide(Connection connection, long id, State state, String by, Instant now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE RERATING SET STATE = ?, DECIDED_BY = ?, DECIDED_AT = ? WHERE ID = ?")) {
            update.setString(1, state.name());
            update.setString(2, by);
            update.setObject(3, Columns.utc(now));
            update.setLong(4, id);
            update.executeUpdate();
        }
    }

    /** Those that were calculated wait to be posted. */
    static void waitAgain(Connection connection, long id) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE RERATING_NUMBER SET STATE = 'WAITING' WHERE RERATING_ID = ? AND STATE = 'CALCULATED'")) {
            update.setLong(1, id);
            update.executeUpdate();
        }
    }

    /** The first numbers that wait. By RERATING_NUMBER_STATE_IX. */
    static List<Long> waiting(Connection connection, long id, int limit) throws SQLException {
        List<Long> waiting = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT NUMBER_ACCOUNT_ID FROM RERATING_NUMBER WHERE RERATING_ID = ? AND STATE = 'WAITING'"
                        + " ORDER BY NUMBER_ACCOUNT_ID FETCH FIRST ? ROWS ONLY")) {
            select.setLong(1, id);
            select.setInt(2, limit);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    waiting.add(row.getLong(1));
                }
            }
        }
        return waiting;
    }

    /** Locks those of some numbers that wait and that nobody else is at. */
    static List<Long> lockWaiting(Connection connection, long id, List<Long> numbers) throws SQLException {
        List<Long> locked = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT NUMBER_ACCOUNT_ID FROM RERATING_NUMBER WHERE RERATING_ID = ? AND NUMBER_ACCOUNT_ID IN ("
                        + Columns.inList()
                        + ") AND STATE = 'WAITING' ORDER BY NUMBER_ACCOUNT_ID FOR UPDATE SKIP LOCKED")) {
            for (List<Long> list : Columns.inLists(numbers)) {
                select.setLong(1, id);
                for (int i = 0; i < list.size(); i++) {
                    select.setLong(2 + i, list.get(i));
                }
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        locked.add(row.getLong(1));
                    }
                }
            }
        }
        return locked;
    }

    /** Whose some numbers are. */
    record Owners(NavigableSet<String> accounts, NavigableSet<String> msisdns) {}

    /** Locks the accounts of some numbers, in the order of their ids: what they want to spend is nobody's to change meanwhile. */
    static Owners lockAccounts(Connection connection, List<Long> numbers) throws SQLException {
        Owners owners = new Owners(new TreeSet<>(), new TreeSet<>());
        ListedRows.read(
                connection,
                "SELECT BILLING_ACCOUNT_ID, MSISDN FROM NUMBER_ACCOUNT WHERE ID IN (" + Columns.inList() + ")",
                numbers,
                row -> {
                    owners.accounts().add(row.getString("BILLING_ACCOUNT_ID"));
                    owners.msisdns().add(row.getString("MSISDN"));
                });
        ListedRows.read(
                connection,
                "SELECT BILLING_ACCOUNT_ID FROM BILLING_ACCOUNT WHERE BILLING_ACCOUNT_ID IN (" + Columns.inList()
                        + ") ORDER BY BILLING_ACCOUNT_ID FOR UPDATE",
                owners.accounts(),
                row -> {});
        return owners;
    }

    /**
     * Locks all rows of these numbers, and all numbers of the accounts whose lines spend together, in the order of their ids: nothing is added up of what they spend that lacks
     * what is being posted.
     */
    static void lockNumbers(Connection connection, Owners owners, Collection<String> together) throws SQLException {
        NavigableSet<Long> ids = new TreeSet<>();
        String of = "SELECT ID FROM NUMBER_ACCOUNT WHERE ";
        ListedRows.read(
                connection,
                of + "MSISDN IN (" + Columns.inList() + ")",
                owners.msisdns(),
                row -> ids.add(row.getLong("ID")));
        ListedRows.read(
                connection,
                of + "BILLING_ACCOUNT_ID IN (" + Columns.inList() + ")",
                together,
                row -> ids.add(row.getLong("ID")));
        ListedRows.read(connection, of + "ID IN (" + Columns.inList() + ") ORDER BY ID FOR UPDATE", ids, row -> {});
    }

    static void done(Connection connection, long id, List<NumberRerating.Result> results, NumberState state)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE RERATING_NUMBER SET STATE = ?, REASON = ?, MESSAGE = ?, OLD_AMOUNT = ?, NEW_AMOUNT = ?, CURRENCY = ?"
                        + " WHERE RERATING_ID = ? AND NUMBER_ACCOUNT_ID = ?")) {
            for (NumberRerating.Result result : results) {
                boolean refused = result.refusal().isPresent();
                update.setString(1, refused ? NumberState.REFUSED.name() : state.name());
                update.setString(
                        2, result.refusal().map(reason -> reason.code()).orElse(null));
                update.setString(
                        3, result.refusal().map(reason -> reason.message()).orElse(null));
                update.setBigDecimal(4, refused ? null : result.before().amount());
                update.setBigDecimal(5, refused ? null : result.after().amount());
                update.setString(6, refused ? null : result.after().currency().getCurrencyCode());
                update.setLong(7, id);
                update.setLong(8, result.numberAccountId());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    /** Accounts of numbers that were posted and cost less, while it is posted. */
    static List<String> cheaper(Connection connection, long id) throws SQLException {
        List<String> accounts = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT DISTINCT N.BILLING_ACCOUNT_ID FROM RERATING A JOIN RERATING_NUMBER R ON R.RERATING_ID = A.ID"
                        + " JOIN NUMBER_ACCOUNT N ON N.ID = R.NUMBER_ACCOUNT_ID WHERE A.ID = ? AND A.STATE = 'POSTING'"
                        + " AND R.STATE = 'POSTED' AND R.NEW_AMOUNT < R.OLD_AMOUNT ORDER BY N.BILLING_ACCOUNT_ID")) {
            select.setLong(1, id);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    accounts.add(row.getString("BILLING_ACCOUNT_ID"));
                }
            }
        }
        return accounts;
    }

    static void fault(Connection connection, long id, long number, String message) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE RERATING_NUMBER SET STATE = 'REFUSED', REASON = 'FAULT', MESSAGE = ? WHERE RERATING_ID = ? AND NUMBER_ACCOUNT_ID = ?")) {
            update.setString(1, message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE));
            update.setLong(2, id);
            update.setLong(3, number);
            update.executeUpdate();
        }
    }

    static Rerating.Progress progress(Connection connection, long id) throws SQLException {
        Map<NumberState, Long> numbers = new EnumMap<>(NumberState.class);
        Optional<Money> before = Optional.empty();
        Optional<Money> after = Optional.empty();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT STATE, CURRENCY, COUNT(*) AS NUMBERS, SUM(OLD_AMOUNT) AS OLD_SUM, SUM(NEW_AMOUNT) AS NEW_SUM FROM RERATING_NUMBER"
                        + " WHERE RERATING_ID = ? GROUP BY STATE, CURRENCY")) {
            select.setLong(1, id);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    numbers.merge(NumberState.valueOf(row.getString("STATE")), row.getLong("NUMBERS"), Long::sum);
                    @Nullable String code = row.getString("CURRENCY");
                    if (code != null) {
                        Currency currency = Currency.getInstance(code);
                        before = Optional.of(before.orElse(Money.zero(currency))
                                .plus(new Money(row.getBigDecimal("OLD_SUM"), currency)));
                        after = Optional.of(after.orElse(Money.zero(currency))
                                .plus(new Money(row.getBigDecimal("NEW_SUM"), currency)));
                    }
                }
            }
        }
        return new Rerating.Progress(numbers, before, after);
    }

    /** By state if one is named, what differs most first. */
    static List<Rerating.OfNumber> numbers(
            Connection connection, long id, Optional<NumberState> state, int offset, int limit) throws SQLException {
        List<Rerating.OfNumber> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT R.NUMBER_ACCOUNT_ID, N.MSISDN, N.BILLING_ACCOUNT_ID, R.STATE, R.MESSAGE, R.OLD_AMOUNT, R.NEW_AMOUNT, R.CURRENCY"
                        + " FROM RERATING_NUMBER R JOIN NUMBER_ACCOUNT N ON N.ID = R.NUMBER_ACCOUNT_ID"
                        + " WHERE R.RERATING_ID = ? AND R.STATE = COALESCE(?, R.STATE)"
                        + " ORDER BY ABS(COALESCE(R.NEW_AMOUNT - R.OLD_AMOUNT, 0)) DESC, R.NUMBER_ACCOUNT_ID"
                        + " OFFSET ? ROWS FETCH NEXT ? ROWS ONLY")) {
            select.setLong(1, id);
            select.setString(2, state.map(Enum::name).orElse(null));
            select.setInt(3, offset);
            select.setInt(4, limit);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    boolean known = row.getString("CURRENCY") != null;
                    found.add(new Rerating.OfNumber(
                            row.getLong("NUMBER_ACCOUNT_ID"),
                            row.getString("MSISDN"),
                            new BillingAccountId(row.getString("BILLING_ACCOUNT_ID")),
                            NumberState.valueOf(row.getString("STATE")),
                            Columns.text(row, "MESSAGE"),
                            known ? Optional.of(Columns.money(row, "OLD_AMOUNT")) : Optional.empty(),
                            known ? Optional.of(Columns.money(row, "NEW_AMOUNT")) : Optional.empty()));
                }
            }
        }
        return found;
    }
}
