package dialtone.rating.service;

import dialtone.ledger.service.Columns;
import dialtone.order.OrderId;
import dialtone.party.BillingAccountId;
import dialtone.rating.ChargeKind;
import dialtone.rating.ChargePeriod;
import dialtone.rating.RatedCharge;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The statements on RATED_CHARGE: facts, appended only. */
public final class ChargeRows {

    /** All that {@link #read} needs. */
    public static final String SELECT =
            "SELECT ORDER_ID, ITEM_ID, PRICE_ID, CHARGE_KIND, BILLING_ACCOUNT_ID, DESCRIPTION, EXPLANATION, PERIOD_FROM_ON,"
                    + " PERIOD_TO_ON, AMOUNT, CURRENCY, DUE_ON, REVISION FROM RATED_CHARGE";

    private ChargeRows() {}

    public static List<RatedCharge> read(PreparedStatement select) throws SQLException {
        List<RatedCharge> found = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                found.add(charge(row));
            }
        }
        return found;
    }

    /** Of a row that has the columns of {@link #SELECT}. */
    public static RatedCharge charge(ResultSet row) throws SQLException {
        return new RatedCharge(
                new OrderId(row.getString("ORDER_ID")),
                row.getString("ITEM_ID"),
                row.getString("PRICE_ID"),
                ChargeKind.valueOf(row.getString("CHARGE_KIND")),
                new BillingAccountId(row.getString("BILLING_ACCOUNT_ID")),
                row.getString("DESCRIPTION"),
                row.getString("EXPLANATION"),
                new ChargePeriod(Columns.date(row, "PERIOD_FROM_ON"), Columns.date(row, "PERIOD_TO_ON")),
                Columns.money(row),
                Columns.date(row, "DUE_ON"),
                row.getInt("REVISION"));
    }

    public static void insert(Connection connection, List<RatedCharge> charges, Instant now) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO RATED_CHARGE (ORDER_ID, ITEM_ID, PRICE_ID, CHARGE_KIND, PERIOD_FROM_ON, PERIOD_TO_ON,"
                        + " BILLING_ACCOUNT_ID, DESCRIPTION, EXPLANATION, AMOUNT, CURRENCY, RATED_AT, DUE_ON, REVISION)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (RatedCharge charge : charges) {
                insert.setString(1, charge.order().value());
                insert.setString(2, charge.itemId());
                insert.setString(3, charge.priceId());
                insert.setString(4, charge.kind().name());
                insert.setObject(5, charge.period().from());
                insert.setObject(6, charge.period().to());
                insert.setString(7, charge.account().value());
                insert.setString(8, charge.description());
                insert.setString(9, charge.explanation());
                insert.setBigDecimal(10, charge.amount().amount());
                insert.setString(11, charge.amount().currency().getCurrencyCode());
                insert.setObject(12, Columns.utc(now));
                insert.setObject(13, charge.dueOn());
                insert.setInt(14, charge.revision());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
