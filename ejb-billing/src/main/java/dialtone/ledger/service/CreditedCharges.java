package dialtone.ledger.service;

import dialtone.rating.ChargePeriod;
import dialtone.rating.RatedCharge;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a credit note has taken back is not given back again when its subscription ends. */
public final class CreditedCharges {

    private CreditedCharges() {}

    private record Credited(String order, String item, String price, ChargePeriod period) {
        boolean has(RatedCharge charge) {
            return order.equals(charge.order().value())
                    && item.equals(charge.itemId())
                    && price.equals(charge.priceId())
                    && !charge.period().from().isBefore(period.from())
                    && charge.period().from().isBefore(period.to());
        }
    }

    /**
     * Of charges that are to be posted those that give nothing back of days whose charge is credited: of 15.00 EUR for November, invoiced and
     * credited, the 2.00 EUR of four days that are left are not given back once more. By the primary key of RATED_CHARGE, INVOICE_LINE_CHARGE_UK
     * and INVOICE_LINE_CREDITED_UK; nothing is asked when nothing is given back.
     */
    public static List<RatedCharge> left(Connection connection, List<RatedCharge> charges) throws SQLException {
        Set<String> orders = new TreeSet<>();
        charges.stream()
                .filter(charge -> charge.amount().isNegative())
                .forEach(charge -> orders.add(charge.order().value()));
        if (orders.isEmpty()) {
            return charges;
        }
        List<Credited> credited = credited(connection, orders);
        return charges.stream()
                .filter(charge ->
                        !charge.amount().isNegative() || credited.stream().noneMatch(taken -> taken.has(charge)))
                .toList();
    }

    private static List<Credited> credited(Connection connection, Set<String> orders) throws SQLException {
        List<Credited> credited = new ArrayList<>();
        read(connection, "L.CHARGE_ID = C.ID", orders, credited);
        read(connection, "L.REBILLED_ID = C.ID AND L.LINE_KIND <> 'ADJUSTMENT'", orders, credited);
        return credited;
    }

    /** @param line which lines are of a charge; the one of them that stands is credited, for no other one takes its place */
    private static void read(Connection connection, String line, Set<String> orders, List<Credited> into)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT C.ORDER_ID, C.ITEM_ID, C.PRICE_ID, C.PERIOD_FROM_ON, C.PERIOD_TO_ON FROM RATED_CHARGE C"
                        + " JOIN INVOICE_LINE L ON " + line
                        + " JOIN INVOICE_LINE N ON N.CREDITED_KEY = L.INVOICE_ID || ':' || TO_CHAR(L.LINE_NUMBER)"
                        + " WHERE C.ORDER_ID IN (" + Columns.inList() + ") AND C.AMOUNT > 0"
                        + " AND NOT EXISTS (SELECT 1 FROM INVOICE_LINE R WHERE R.REBILLED_KEY = N.CREDITED_KEY)")) {
            for (List<String> list : Columns.inLists(orders)) {
                for (int i = 0; i < list.size(); i++) {
                    select.setString(i + 1, list.get(i));
                }
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        into.add(new Credited(
                                row.getString("ORDER_ID"),
                                row.getString("ITEM_ID"),
                                row.getString("PRICE_ID"),
                                new ChargePeriod(
                                        Columns.date(row, "PERIOD_FROM_ON"), Columns.date(row, "PERIOD_TO_ON"))));
                    }
                }
            }
        }
    }
}
