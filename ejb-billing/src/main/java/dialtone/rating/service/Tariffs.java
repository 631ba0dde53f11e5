package dialtone.rating.service;

import dialtone.base.Money;
import dialtone.base.UnitPrice;
import dialtone.catalog.AllowanceTerms;
import dialtone.catalog.Price;
import dialtone.catalog.RecurringTerms;
import dialtone.catalog.UsageScope;
import dialtone.catalog.UsageTerms;
import dialtone.catalog.UsageType;
import dialtone.ledger.service.Columns;
import dialtone.rating.Tariff;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.Types;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The tariffs in the tables, each stored once. They never change, so that a node keeps those it has read. */
@ApplicationScoped
public class Tariffs {

    /** Catalogue versions times combinations of plan and add-ons; beyond it a node reads again. */
    private static final int MAX_KEPT = 5_000;

    private final Map<String, Tariff> kept = new ConcurrentHashMap<>();

    /**
     * Those that this node has inserted, of which it is not known whether their transaction was committed: it may itself have read them before it was not. None is ever
     * forgotten; when there is no room for another one, of no tariff it is known without asking for it.
     */
    private final Set<String> inserted = ConcurrentHashMap.newKeySet();

    /** Stores those that are not there yet, in the order of their ids, so that two transactions do not wait for each other. */
    public void ensure(Connection connection, Collection<Tariff> tariffs, Clock clock) throws SQLException {
        Map<String, Tariff> byId = new TreeMap<>();
        tariffs.forEach(tariff -> byId.put(tariff.id(), tariff));
        for (Map.Entry<String, Tariff> tariff : byId.entrySet()) {
            if (!isStored(tariff.getKey())
                    && !exists(connection, tariff.getKey())
                    && insert(connection, tariff.getKey(), tariff.getValue(), clock)) {
                insertPrices(connection, tariff.getKey(), tariff.getValue());
            }
        }
    }

    private boolean isStored(String id) {
        return inserted.size() < MAX_KEPT && kept.containsKey(id) && !inserted.contains(id);
    }

    /** Tariffs by their ids. */
    public record Loaded(Map<String, Tariff> byId) {
        /** @throws IllegalArgumentException if it was not asked for */
        public Tariff of(String id) {
            Tariff tariff = byId.get(id);
            if (tariff == null) {
                throw new IllegalArgumentException("Not loaded: tariff " + id);
            }
            return tariff;
        }
    }

    /** @throws IllegalStateException if one of them is not stored */
    public Loaded load(Connection connection, Set<String> ids) throws SQLException {
        Map<String, Tariff> found = new HashMap<>();
        Set<String> missing = new HashSet<>();
        for (String id : ids) {
            Tariff known = kept.get(id);
            if (known == null) {
                missing.add(id);
            } else {
                found.put(id, known);
            }
        }
        if (!missing.isEmpty()) {
            if (kept.size() + missing.size() > MAX_KEPT) {
                kept.clear();
            }
            Map<String, Tariff> read = read(connection, missing);
            kept.putAll(read);
            found.putAll(read);
        }
        if (!found.keySet().containsAll(ids)) {
            throw new IllegalStateException("A tariff is missing: " + missing);
        }
        return new Loaded(found);
    }

    private static boolean exists(Connection connection, String id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT ID FROM TARIFF WHERE ID = ?")) {
            select.setString(1, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    /** @return false when another transaction has stored it in the meantime */
    private boolean insert(Connection connection, String id, Tariff tariff, Clock clock) throws SQLException {
        if (inserted.size() < MAX_KEPT) {
            inserted.add(id);
        }
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO TARIFF (ID, PRICE_COUNT, CREATED_AT) VALUES (?, ?, ?)")) {
            insert.setString(1, id);
            insert.setInt(2, tariff.prices().size());
            insert.setObject(3, Columns.utc(clock.instant()));
            insert.executeUpdate();
            return true;
        } catch (SQLIntegrityConstraintViolationException storedByAnother) {
            return false;
        }
    }

    private static void insertPrices(Connection connection, String id, Tariff tariff) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO TARIFF_PRICE (TARIFF_ID, PRICE_NUMBER, PRICE_ID, PRICE_KIND, NAME, AMOUNT, CURRENCY, USAGE_TYPES,"
                        + " PER_UNIT_COUNT, MINIMUM_UNITS, INCREMENT_UNITS, INCLUDED_UNITS, TERMS)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            int number = 0;
            for (Price price : tariff.prices()) {
                insert.setString(1, id);
                insert.setInt(2, number++);
                insert.setString(3, price.id());
                insert.setString(5, price.name());
                bind(insert, price);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void bind(PreparedStatement insert, Price price) throws SQLException {
        for (int column = 6; column <= 12; column++) {
            insert.setNull(column, column == 7 || column == 8 ? Types.VARCHAR : Types.NUMERIC);
        }
        insert.setNull(13, Types.VARCHAR);
        switch (price) {
            case Price.OneOff oneOff -> {
                insert.setString(4, "ONE_OFF");
                bind(insert, oneOff.amount().amount(), oneOff.amount().currency());
            }
            case Price.Recurring recurring -> {
                insert.setString(4, recurring.terms().isMonthly() ? "MONTHLY" : "RECURRING");
                bind(insert, recurring.amount().amount(), recurring.amount().currency());
                insert.setString(13, recurring.terms().text());
            }
            case Price.EarlyTermination fee ->
                throw new IllegalArgumentException("Charged when something ends, and in no tariff: " + fee.id());
            case Price.Usage usage -> {
                insert.setString(4, "USAGE");
                bind(insert, usage.price().amount(), usage.price().currency());
                insert.setString(8, usage.type().name());
                insert.setLong(9, usage.perUnitCount());
                insert.setLong(10, usage.minimum());
                insert.setLong(11, usage.increment());
                insert.setString(13, usage.terms().text());
            }
            case Price.Allowance allowance -> {
                insert.setString(4, "ALLOWANCE");
                insert.setString(
                        8,
                        String.join(
                                ",", allowance.types().stream().map(Enum::name).toList()));
                insert.setLong(12, allowance.quantity());
                insert.setString(13, allowance.terms().text());
            }
        }
    }

    private static void bind(PreparedStatement insert, BigDecimal amount, Currency currency) throws SQLException {
        insert.setBigDecimal(6, amount);
        insert.setString(7, currency.getCurrencyCode());
    }

    private static Map<String, Tariff> read(Connection connection, Set<String> ids) throws SQLException {
        Map<String, List<Price>> prices = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT T.ID, P.PRICE_ID, P.PRICE_KIND, P.NAME, P.AMOUNT, P.CURRENCY, P.USAGE_TYPES, P.PER_UNIT_COUNT,"
                        + " P.MINIMUM_UNITS, P.INCREMENT_UNITS, P.INCLUDED_UNITS, P.TERMS"
                        + " FROM TARIFF T LEFT JOIN TARIFF_PRICE P ON P.TARIFF_ID = T.ID"
                        + " WHERE T.ID IN (" + Columns.inList() + ") ORDER BY T.ID, P.PRICE_NUMBER")) {
            for (List<String> list : Columns.inLists(ids)) {
                for (int i = 0; i < list.size(); i++) {
                    select.setString(i + 1, list.get(i));
                }
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        List<Price> of = prices.computeIfAbsent(row.getString("ID"), added -> new ArrayList<>());
                        if (row.getString("PRICE_ID") != null) {
                            of.add(price(row));
                        }
                    }
                }
            }
        }
        Map<String, Tariff> tariffs = new HashMap<>();
        prices.forEach((id, list) -> tariffs.put(id, new Tariff(list)));
        return tariffs;
    }

    /**
     * The use that prices and allowances of all tariffs are for, where they say so. Once when a server starts: tariffs are as many as there are
     * different sets of prices, and no index is of use.
     */
    static List<UsageScope> scopes(Connection connection) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("SELECT DISTINCT PRICE_KIND, CURRENCY, TERMS FROM TARIFF_PRICE"
                                + " WHERE TERMS IS NOT NULL AND PRICE_KIND IN ('USAGE', 'ALLOWANCE')");
                ResultSet row = select.executeQuery()) {
            List<UsageScope> scopes = new ArrayList<>();
            while (row.next()) {
                String terms = row.getString("TERMS");
                scopes.add(
                        row.getString("PRICE_KIND").equals("USAGE")
                                ? UsageTerms.parse(terms, Currency.getInstance(row.getString("CURRENCY")))
                                        .scope()
                                : AllowanceTerms.parse(terms).scope());
            }
            return scopes;
        }
    }

    private static Price price(ResultSet row) throws SQLException {
        String id = row.getString("PRICE_ID");
        String name = row.getString("NAME");
        String kind = row.getString("PRICE_KIND");
        return switch (kind) {
            case "ONE_OFF" -> new Price.OneOff(id, name, money(row));
            case "MONTHLY", "RECURRING" ->
                new Price.Recurring(
                        id,
                        name,
                        money(row),
                        RecurringTerms.parse(
                                Columns.text(row, "TERMS"), Currency.getInstance(row.getString("CURRENCY"))));
            case "USAGE" -> usage(id, name, row);
            case "ALLOWANCE" ->
                new Price.Allowance(
                        id,
                        name,
                        Arrays.stream(row.getString("USAGE_TYPES").split(","))
                                .map(UsageType::valueOf)
                                .toList(),
                        row.getLong("INCLUDED_UNITS"),
                        AllowanceTerms.parse(Columns.text(row, "TERMS")));
            default -> throw new IllegalStateException("A price of unknown kind: " + kind);
        };
    }

    private static Price.Usage usage(String id, String name, ResultSet row) throws SQLException {
        Currency currency = Currency.getInstance(row.getString("CURRENCY"));
        return new Price.Usage(
                id,
                name,
                UsageType.valueOf(row.getString("USAGE_TYPES")),
                new UnitPrice(row.getBigDecimal("AMOUNT"), currency),
                row.getLong("PER_UNIT_COUNT"),
                row.getLong("MINIMUM_UNITS"),
                row.getLong("INCREMENT_UNITS"),
                UsageTerms.parse(Columns.text(row, "TERMS"), currency));
    }

    private static Money money(ResultSet row) throws SQLException {
        return Columns.money(row);
    }
}
