package dialtone.rating.service;

import static java.util.Objects.requireNonNull;

import dialtone.base.UnitPrice;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Tiers;
import dialtone.ledger.service.Columns;
import dialtone.party.BillingAccountId;
import dialtone.rating.AgreedUse;
import dialtone.rating.Tariff;
import dialtone.rating.service.ContractUsePrices.ContractUsePrice;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The statements on CONTRACT_USE_PRICE: what was agreed of use, and the tariffs of numbers with it. Most accounts have agreed on nothing, and cost one
 * statement together. Whoever agrees holds the rows of the account's numbers meanwhile, as whoever rates does.
 */
public final class AgreedUseRows {

    /** By the id of the number's row, as it was bought, with what was agreed of it and since when discounts count. */
    private final Map<Long, Tariff> tariffs;

    private AgreedUseRows(Map<Long, Tariff> tariffs) {
        this.tariffs = tariffs;
    }

    /**
     * What was agreed of some numbers, by the offering of each one's plan, and the first day of lines with discounts of use. By
     * CONTRACT_USE_PRICE_ACCOUNT_IX and the primary keys.
     *
     * @param accounts of the numbers, by the ids of their rows
     * @param bought   their tariffs, by the same
     */
    public static AgreedUseRows of(Connection connection, Map<Long, String> accounts, Map<Long, Tariff> bought)
            throws SQLException {
        return of(connection, accounts, bought, Tariff::isDiscounted);
    }

    /** The same with the first day of all lines: a tariff may be corrected to one with discounts of use. */
    public static AgreedUseRows withStarts(Connection connection, Map<Long, String> accounts, Map<Long, Tariff> bought)
            throws SQLException {
        return of(connection, accounts, bought, tariff -> true);
    }

    private static AgreedUseRows of(
            Connection connection, Map<Long, String> accounts, Map<Long, Tariff> bought, Predicate<Tariff> needsStart)
            throws SQLException {
        Map<String, List<ContractUsePrice>> said = SaidRows.by(
                read(connection, new TreeSet<>(accounts.values())),
                each -> each.account().value(),
                each -> each);
        List<Long> some = accounts.entrySet().stream()
                .filter(each -> said.containsKey(each.getValue()) || needsStart.test(tariffOf(bought, each.getKey())))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        Map<Long, Tariff> tariffs = new HashMap<>(bought);
        if (!some.isEmpty()) {
            LineStartRows.of(connection, some).forEach((number, line) -> {
                List<AgreedUse> agreed = said.getOrDefault(requireNonNull(accounts.get(number)), List.of()).stream()
                        .filter(each -> each.offering().equals(line.offering()))
                        .map(ContractUsePrice::agreed)
                        .toList();
                tariffs.put(number, tariffOf(bought, number).begun(line.start()).agreeing(agreed));
            });
        }
        return new AgreedUseRows(tariffs);
    }

    /** The tariff of a number with what was agreed of it, and with what comes off in its cycles. */
    public Tariff tariff(long numberId) {
        return tariffOf(tariffs, numberId);
    }

    private static Tariff tariffOf(Map<Long, Tariff> tariffs, long numberId) {
        return requireNonNull(tariffs.get(numberId), "Not loaded: the tariff of a number");
    }

    /** In the order it was said. By CONTRACT_USE_PRICE_ACCOUNT_IX. */
    static List<ContractUsePrice> read(Connection connection, Collection<String> accounts) throws SQLException {
        return SaidRows.read(
                connection,
                "SELECT ID, BILLING_ACCOUNT_ID, OFFERING_ID, PRICE_ID, FROM_ON, TO_ON, AMOUNT, CURRENCY, PER_UNIT_COUNT, TIERS, PERCENT_OFF,"
                        + " REASON, AGREED_AT, AGREED_BY FROM CONTRACT_USE_PRICE",
                accounts,
                AgreedUseRows::contractUsePrice);
    }

    private static ContractUsePrice contractUsePrice(ResultSet row) throws SQLException {
        return new ContractUsePrice(
                new BillingAccountId(row.getString("BILLING_ACCOUNT_ID")),
                new OfferingId(row.getString("OFFERING_ID")),
                new AgreedUse(
                        row.getString("PRICE_ID"),
                        Columns.date(row, "FROM_ON"),
                        Columns.dateOrNone(row, "TO_ON"),
                        rate(row),
                        row.getString("REASON")),
                Columns.instant(row, "AGREED_AT"),
                row.getString("AGREED_BY"));
    }

    private static Optional<AgreedUse.Rate> rate(ResultSet row) throws SQLException {
        @Nullable BigDecimal off = row.getBigDecimal("PERCENT_OFF");
        if (off != null) {
            return Optional.of(new AgreedUse.Percentage(off));
        }
        @Nullable String currency = row.getString("CURRENCY");
        if (currency == null) {
            return Optional.empty();
        }
        String tiers = Columns.text(row, "TIERS");
        return Optional.of(
                tiers.isEmpty()
                        ? new AgreedUse.PerUnits(
                                new UnitPrice(row.getBigDecimal("AMOUNT"), Currency.getInstance(currency)),
                                row.getLong("PER_UNIT_COUNT"))
                        : tiered(tiers, Currency.getInstance(currency)));
    }

    /** {@code graduated:1000:1.5/1:units:0,*:2/1:units:0}. */
    private static AgreedUse.Tiered tiered(String text, Currency currency) {
        int mode = text.indexOf(':');
        return new AgreedUse.Tiered(Tiers.parse(
                Tiers.Mode.valueOf(text.substring(0, mode).toUpperCase(Locale.ROOT)),
                Stream.of(text.substring(mode + 1).split(",")),
                currency));
    }

    /** @return its id */
    static long insert(Connection connection, ContractUsePrice price) throws SQLException {
        long id;
        try (PreparedStatement select =
                        connection.prepareStatement("SELECT CONTRACT_USE_PRICE_SEQ.NEXTVAL AS ID FROM DUAL");
                ResultSet row = select.executeQuery()) {
            row.next();
            id = row.getLong("ID");
        }
        AgreedUse agreed = price.agreed();
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO CONTRACT_USE_PRICE (ID, BILLING_ACCOUNT_ID, OFFERING_ID, PRICE_ID, FROM_ON, TO_ON, AMOUNT, CURRENCY,"
                        + " PER_UNIT_COUNT, TIERS, PERCENT_OFF, REASON, AGREED_AT, AGREED_BY) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setLong(1, id);
            insert.setString(2, price.account().value());
            insert.setString(3, price.offering().value());
            insert.setString(4, agreed.price());
            insert.setObject(5, agreed.from());
            insert.setObject(6, agreed.to().orElse(null), Types.DATE);
            bind(insert, agreed.rate());
            insert.setString(12, agreed.reason());
            insert.setObject(13, Columns.utc(price.at()));
            insert.setString(14, price.by());
            insert.executeUpdate();
        }
        return id;
    }

    private static void bind(PreparedStatement insert, Optional<AgreedUse.Rate> rate) throws SQLException {
        insert.setNull(7, Types.NUMERIC);
        insert.setNull(8, Types.VARCHAR);
        insert.setNull(9, Types.NUMERIC);
        insert.setNull(10, Types.VARCHAR);
        insert.setNull(11, Types.NUMERIC);
        if (rate.isEmpty()) {
            return;
        }
        switch (rate.get()) {
            case AgreedUse.PerUnits each -> {
                insert.setBigDecimal(7, each.price().amount());
                insert.setString(8, each.price().currency().getCurrencyCode());
                insert.setLong(9, each.perUnitCount());
            }
            case AgreedUse.Tiered each -> {
                Tiers tiers = each.tiers();
                insert.setString(8, tiers.tiers().getFirst().price().currency().getCurrencyCode());
                insert.setString(10, tiers.mode().wire() + ":" + tiers.text());
            }
            case AgreedUse.Percentage each -> insert.setBigDecimal(11, each.off());
        }
    }
}
