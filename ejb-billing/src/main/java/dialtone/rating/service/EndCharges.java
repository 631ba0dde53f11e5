package dialtone.rating.service;

import dialtone.catalog.Price;
import dialtone.ledger.service.Columns;
import dialtone.ledger.service.CreditedCharges;
import dialtone.order.OrderFacts;
import dialtone.order.OrderId;
import dialtone.rating.RatedCharge;
import dialtone.rating.Subscription;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Ends what an order ends, in the transaction of its charges: each subscription once, and the number with the line. */
final class EndCharges {

    private final Connection connection;
    private final Tariffs tariffs;
    private final Clock clock;

    /** What lines of the account had together, and have no more. */
    private final Set<OrderFacts.Ending> sharedEnded = new HashSet<>();

    EndCharges(Connection connection, Tariffs tariffs, Clock clock) {
        this.connection = connection;
        this.tariffs = tariffs;
        this.clock = clock;
    }

    /** Whether the order has ended it before. */
    boolean hasEnded(OrderId by, OrderFacts.Ending ending) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT ITEM_ID FROM RATING_SUBSCRIPTION WHERE ORDER_ID = ? AND ITEM_ID = ? AND ENDED_BY_ORDER_ID = ?")) {
            select.setString(1, ending.order().value());
            select.setString(2, ending.itemId());
            select.setString(3, by.value());
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    /**
     * Ends the subscriptions today, in the zone of each, and their numbers now.
     *
     * @return what is to be charged and what is given back
     * @throws IllegalStateException if one is not there, or has ended by another order
     */
    List<RatedCharge> end(OrderId by, List<OrderFacts.Ending> endings) throws SQLException {
        Instant now = clock.instant();
        List<RatedCharge> charges = new ArrayList<>();
        List<OrderFacts.Ending> withoutNumber = new ArrayList<>();
        for (OrderFacts.Ending ending : endings) {
            if (!new NumberEnd(connection, ending).end(now)) {
                withoutNumber.add(ending);
            }
        }
        SharedAllowanceRows shared = new SharedAllowanceRows(connection, tariffs, clock);
        for (OrderFacts.Ending ending : endings) {
            if (shared.end(ending.order(), ending.itemId(), by.value())) {
                sharedEnded.add(ending);
            }
        }
        for (OrderFacts.Ending ending : endings) {
            // after all numbers that end: what belonged to one of them has nothing to be taken out of
            boolean feeKept = withoutNumber.contains(ending) && withdrawn(ending);
            charges.addAll(charges(ended(by, ending, now, feeKept)));
        }
        return charges;
    }

    /**
     * Takes what an add-on included out of the tariff of its number.
     *
     * @return whether its fee is kept: what a month includes was there whole, also when it came a minute ago
     */
    private boolean withdrawn(OrderFacts.Ending ending) throws SQLException {
        if (ending.msisdn().isEmpty()) {
            return false;
        }
        Subscription running = running(ending);
        boolean had = new NumberTariff(connection, ending.msisdn().get()).withdraw(running.prices(), tariffs, clock)
                || sharedEnded.contains(ending);
        return had && !running.prices().allowances().isEmpty() && !ending.isWithTheMonth(running.zone());
    }

    /**
     * Whether the month is paid for already what comes to a number, because one of the same offering has ended in it and kept its fee;
     * it is so for one that comes again. What lines share with that fee goes on with what they have used of it: one of which that cannot be,
     * because it includes something else now or another account pays, is paid for anew. By RATING_SUBSCRIPTION_PAID_IX.
     */
    boolean takePaid(Subscription coming, String msisdn) throws SQLException {
        SharedAllowanceRows shared = new SharedAllowanceRows(connection, tariffs, clock);
        for (Successors.Key former : paid(coming, msisdn)) {
            if (shared.goesOn(former, coming)) {
                try (PreparedStatement update = connection.prepareStatement(
                        "UPDATE RATING_SUBSCRIPTION SET PAID_MSISDN = NULL WHERE ORDER_ID = ? AND ITEM_ID = ?")) {
                    update.setString(1, former.order().value());
                    update.setString(2, former.itemId());
                    return update.executeUpdate() == 1;
                }
            }
        }
        return false;
    }

    /** The first that has ended first. Whoever asks has locked the number. */
    private List<Successors.Key> paid(Subscription coming, String msisdn) throws SQLException {
        List<Successors.Key> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT ORDER_ID, ITEM_ID FROM RATING_SUBSCRIPTION WHERE PAID_MSISDN = ? AND CUSTOMER_ID = ?"
                        + " AND OFFERING_ID = ? AND ENDED_ON >= ? ORDER BY ENDED_ON, ORDER_ID, ITEM_ID FOR UPDATE")) {
            select.setString(1, msisdn);
            select.setString(2, coming.customer().value());
            select.setString(3, coming.offering().value());
            select.setObject(4, coming.activatedOn().withDayOfMonth(1));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new Successors.Key(new OrderId(row.getString("ORDER_ID")), row.getString("ITEM_ID")));
                }
            }
        }
        return found;
    }

    /** What is to be posted for the end of a subscription. */
    List<RatedCharge> charges(Subscription ended) throws SQLException {
        return CreditedCharges.left(connection, ended.endCharges(Recalculation.posted(connection, ended)));
    }

    /**
     * Ends a subscription on the day of that instant, in its own zone.
     *
     * @param feeKept whether the days of the month that are left are not given back
     * @throws IllegalStateException if it is not there, or has ended already
     */
    Subscription ended(OrderId by, OrderFacts.Ending ending, Instant now, boolean feeKept) throws SQLException {
        return ended(by, ending, now, feeKept, false);
    }

    /** Ends it for another one of the same product, which begins at that instant. */
    Subscription succeeded(OrderId by, OrderFacts.Ending ending, Instant now) throws SQLException {
        return ended(by, ending, now, false, true);
    }

    private Subscription ended(OrderId by, OrderFacts.Ending ending, Instant now, boolean feeKept, boolean succeeded)
            throws SQLException {
        Subscription running = running(ending);
        LocalDate today = now.atZone(running.zone()).toLocalDate();
        Optional<Price.EarlyTermination> fee = ending.earlyTermination();
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE RATING_SUBSCRIPTION SET ENDED_ON = ?, ENDED_BY_ORDER_ID = ?, FEE_ID = ?, FEE_NAME = ?,"
                        + " FEE_AMOUNT = ?, FEE_CURRENCY = ?, FEE_EXPLANATION = ?, FEE_KEPT = ?, PAID_MSISDN = ?,"
                        + " ENDED_AT = ?, SUCCEEDED = ?"
                        + " WHERE ORDER_ID = ? AND ITEM_ID = ? AND ENDED_ON IS NULL")) {
            update.setObject(1, today);
            update.setString(2, by.value());
            update.setString(3, fee.map(Price.EarlyTermination::id).orElse(null));
            update.setString(4, fee.map(Price.EarlyTermination::name).orElse(null));
            update.setBigDecimal(5, fee.map(price -> price.amount().amount()).orElse(null));
            update.setString(
                    6,
                    fee.map(price -> price.amount().currency().getCurrencyCode())
                            .orElse(null));
            update.setString(7, fee.map(Price.EarlyTermination::explanation).orElse(null));
            update.setInt(8, feeKept ? 1 : 0);
            update.setString(9, feeKept ? ending.msisdn().orElse(null) : null);
            update.setObject(10, Columns.utc(now));
            update.setInt(11, succeeded ? 1 : 0);
            update.setString(12, ending.order().value());
            update.setString(13, ending.itemId());
            if (update.executeUpdate() != 1) {
                throw new IllegalStateException(
                        "Item " + ending.itemId() + " of " + ending.order() + " has ended already");
            }
        }
        return running.ended(new Subscription.End(today, fee, feeKept, Optional.of(now), succeeded));
    }

    /**
     * Locked, so that whoever bills it or says its seats at the same time waits or is waited for. With its seats, also where its own prices do
     * not go by them: those of what takes its place may.
     */
    Subscription running(OrderFacts.Ending ending) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                SubscriptionRows.SELECT + " WHERE ORDER_ID = ? AND ITEM_ID = ? FOR UPDATE")) {
            select.setString(1, ending.order().value());
            select.setString(2, ending.itemId());
            Subscription locked = SubscriptionRows.read(connection, select, tariffs).stream()
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(
                            "Item " + ending.itemId() + " of " + ending.order() + " is not charged for"));
            return SeatRows.withSeats(connection, locked);
        }
    }
}
