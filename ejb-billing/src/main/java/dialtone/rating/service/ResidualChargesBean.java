package dialtone.rating.service;

import dialtone.catalog.Price;
import dialtone.ledger.JournalEntry;
import dialtone.ledger.service.Journal;
import dialtone.order.OrderFacts;
import dialtone.rating.RatedCharge;
import dialtone.rating.ResidualCharges;
import dialtone.rating.Subscription;
import dialtone.rating.Tariff;
import jakarta.annotation.Resource;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Posts what a device costs that has not come back. Like all that is charged once, it begins and ends on one day: the invoice has it in that
 * month, and nothing goes on.
 */
@Stateless
@Local(ResidualCharges.class)
public class ResidualChargesBean implements ResidualCharges {

    private static final String PRICE_ID = "device-not-returned";

    /** Before the place of the step in its order's plan; no item of an order is named so. */
    private static final String ITEM = "return:";

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @Inject
    private Tariffs tariffs;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public ResidualChargesBean() {}

    @SuppressWarnings("UnnecessaryAssignment") // the same fields, for who is not a container
    ResidualChargesBean(DataSource dataSource, Tariffs tariffs, Clock clock) {
        this.dataSource = dataSource;
        this.tariffs = tariffs;
        this.clock = clock;
    }

    /** The primary key of the subscription refuses a second one of two that come at the same time. */
    @Override
    public boolean charge(Device device) {
        String item = item(device);
        try (Connection connection = dataSource.getConnection()) {
            if (isCharged(connection, device, item)) {
                return false;
            }
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            Tariff tariff = new Tariff(List.of(new Price.OneOff(PRICE_ID, "not sent back", device.amount())));
            Subscription once = new Subscription(
                    device.order(),
                    item,
                    device.customer(),
                    device.account(),
                    device.offering(),
                    device.name(),
                    device.zone(),
                    now.atZone(device.zone()).toLocalDate(),
                    tariff);
            tariffs.ensure(connection, List.of(tariff), clock);
            SubscriptionRows.insert(connection, List.of(once), now);
            new EndCharges(connection, tariffs, clock)
                    .ended(
                            device.order(),
                            new OrderFacts.Ending(device.order(), item, Optional.empty(), Optional.empty()),
                            now,
                            false);
            List<RatedCharge> due = once.startCharges();
            ChargeRows.insert(connection, due, now);
            Journal.append(
                    connection,
                    due.stream()
                            .map(charge -> new JournalEntry.Charge(charge.account(), charge.kind(), charge.amount()))
                            .toList(),
                    postings -> new JournalEntry(
                            "order:" + device.rma(), "Residual charge of return " + device.rma(), now, postings));
            return true;
        } catch (SQLException e) {
            throw new IllegalStateException("The device of return " + device.rma() + " is not charged", e);
        }
    }

    private static String item(Device device) {
        return ITEM + device.rma().substring(device.order().value().length() + 1);
    }

    /** By the primary key. */
    private static boolean isCharged(Connection connection, Device device, String item) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT ITEM_ID FROM RATING_SUBSCRIPTION WHERE ORDER_ID = ? AND ITEM_ID = ?")) {
            select.setString(1, device.order().value());
            select.setString(2, item);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }
}
