package dialtone.rating.service;

import dialtone.ledger.service.CreditedCharges;
import dialtone.rating.SeatQuote;
import dialtone.rating.SeatQuotes;
import dialtone.rating.Subscription;
import jakarta.annotation.Resource;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;
import javax.sql.DataSource;

/** Calculates what other numbers of seats would cost from what the books hold; nothing is locked. */
@Stateless
@Local(SeatQuotes.class)
public class SeatQuotesBean implements SeatQuotes {

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @Inject
    private Tariffs tariffs;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public SeatQuotesBean() {}

    @SuppressWarnings("UnnecessaryAssignment") // the same fields, for who is not a container
    SeatQuotesBean(DataSource dataSource, Tariffs tariffs) {
        this.dataSource = dataSource;
        this.tariffs = tariffs;
    }

    /** By the primary keys. */
    @Override
    public Optional<SeatQuote> quote(Asked asked) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        SubscriptionRows.SELECT + " WHERE ORDER_ID = ? AND ITEM_ID = ? AND ENDED_ON IS NULL")) {
            select.setString(1, asked.order().value());
            select.setString(2, asked.itemId());
            Optional<Subscription> found = SubscriptionRows.read(connection, select, tariffs).stream()
                    .filter(SeatRows::matter)
                    .findFirst();
            if (found.isEmpty()) {
                return Optional.empty();
            }
            Subscription charged = found.get();
            LocalDate day = asked.at().atZone(charged.zone()).toLocalDate();
            SeatQuote quote = SeatQuote.of(charged, asked.seats(), day, Recalculation.posted(connection, charged));
            return Optional.of(quote.charging(CreditedCharges.left(connection, quote.charges())));
        } catch (SQLException e) {
            throw new IllegalStateException("The seats of " + asked.order() + " are not priced", e);
        }
    }
}
