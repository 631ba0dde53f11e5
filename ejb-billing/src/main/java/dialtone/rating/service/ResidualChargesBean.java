package dialtone.rating.service;

import dialtone.ledger.JournalEntry;
import dialtone.ledger.service.Journal;
import dialtone.rating.ChargeKind;
import dialtone.rating.ChargePeriod;
import dialtone.rating.RatedCharge;
import dialtone.rating.ResidualCharges;
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
import javax.sql.DataSource;

/** Posts what a device costs that has not come back: a charge of its item, paid once. */
@Stateless
@Local(ResidualCharges.class)
public class ResidualChargesBean implements ResidualCharges {

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public ResidualChargesBean() {}

    @SuppressWarnings("UnnecessaryAssignment") // the same fields, for who is not a container
    ResidualChargesBean(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /** The key of the journal refuses a second one of two that come at the same time. */
    @Override
    public boolean charge(Device device) {
        try (Connection connection = dataSource.getConnection()) {
            if (isCharged(connection, device)) {
                return false;
            }
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            RatedCharge charge = new RatedCharge(
                    device.order(),
                    device.itemId(),
                    PRICE_ID,
                    ChargeKind.ONE_OFF,
                    device.account(),
                    shortened(device.name() + ", not sent back"),
                    "Residual charge of the device with IMEI " + device.imei(),
                    ChargePeriod.day(device.on()),
                    device.amount());
            ChargeRows.insert(connection, List.of(charge), now);
            Journal.append(
                    connection,
                    List.of(new JournalEntry.Charge(charge.account(), charge.kind(), charge.amount())),
                    postings -> new JournalEntry(
                            "device-return:" + device.order() + "/" + device.itemId(),
                            "Residual charge of a device that order " + device.order() + " asked back",
                            now,
                            postings));
            return true;
        } catch (SQLException e) {
            throw new IllegalStateException("The device of " + device.order() + " is not charged", e);
        }
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(text.length(), RatedCharge.MAX_TEXT));
    }

    /** By the primary key. */
    private static boolean isCharged(Connection connection, Device device) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT ITEM_ID FROM RATED_CHARGE WHERE ORDER_ID = ? AND ITEM_ID = ? AND PRICE_ID = ?"
                        + " FETCH FIRST 1 ROWS ONLY")) {
            select.setString(1, device.order().value());
            select.setString(2, device.itemId());
            select.setString(3, PRICE_ID);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }
}
