package dialtone.rating.service;

import static dialtone.rating.service.AgreementRules.refused;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.party.BillingAccountId;
import dialtone.rating.AgreedAmount;
import dialtone.rating.RatedCharge;
import dialtone.rating.Subscription;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Other amounts for recurring prices than those that were bought, by agreement with an account, from a day to a day. A period costs what is agreed
 * for its first day that is paid for. They hold for all subscriptions of the offering that the account has or gets.
 */
@Stateless
public class ContractPrices {

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @Inject
    private Tariffs tariffs;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // the container injects
    public ContractPrices() {}

    @SuppressWarnings({"UnnecessaryAssignment", "NullAway"}) // outside a container: tests
    ContractPrices(DataSource dataSource, Tariffs tariffs, Clock clock) {
        this.dataSource = dataSource;
        this.tariffs = tariffs;
        this.clock = clock;
    }

    /**
     * What was agreed, when and by whom.
     *
     * @param by login of who said so
     */
    public record ContractPrice(
            BillingAccountId account, OfferingId offering, AgreedAmount agreed, Instant at, String by) {}

    /** In the order it was said: of two for one day the later one holds. By CONTRACT_PRICE_ACCOUNT_IX. */
    public List<ContractPrice> of(BillingAccountId account) {
        try (Connection connection = dataSource.getConnection()) {
            return ContractPriceRows.read(connection, List.of(account.value()));
        } catch (SQLException e) {
            throw new IllegalStateException("What was agreed with " + account + " cannot be read", e);
        }
    }

    /**
     * Agrees on another amount, or that the price's own holds again. Charges that were due by today and are of another amount by that are
     * calculated anew, and the difference to what is in the books is posted, except for what a credit note has given back; nothing else is
     * touched. The same again is neither noted nor posted.
     *
     * @param sold prices of the offering in the catalogue, by which it can be agreed before the account has bought it
     * @param by   login of who says so
     * @return what was posted, or UNKNOWN_PRICE, NOT_AN_AMOUNT, INVALID_AMOUNT, FOREIGN_CURRENCY, INVALID_DATES, TOO_FAR_AHEAD, INVALID_REASON,
     *         TOO_MANY
     * @throws IllegalStateException if the database fails
     */
    public Outcome<List<RatedCharge>> agree(
            BillingAccountId account, OfferingId offering, List<Price> sold, AgreedAmount agreed, String by) {
        try (Connection connection = dataSource.getConnection()) {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            List<Subscription> subscriptions = locked(connection, account, offering);
            List<ContractPrice> said = ContractPriceRows.read(connection, List.of(account.value()));
            Optional<Rejection> refusal =
                    refusal(subscriptions, sold, agreed, now).or(() -> AgreementRules.tooMany(said.size()));
            if (refusal.isPresent()) {
                return Outcome.rejected(refusal.get());
            }
            if (last(said, offering, agreed.price()).equals(Optional.of(agreed))) {
                return Outcome.accepted(List.of());
            }
            ContractPriceRows.insert(connection, new ContractPrice(account, offering, agreed, now, by));
            ContractPriceRows rows = ContractPriceRows.of(connection, subscriptions);
            List<RatedCharge> differences = new ArrayList<>();
            for (Subscription each : subscriptions) {
                LocalDate today = now.atZone(each.zone()).toLocalDate();
                differences.addAll(
                        rows.agreed(each).reconcileChanged(each, today, Recalculation.posted(connection, each)));
            }
            return Outcome.accepted(Recalculation.post(
                    connection, differences, "contract:" + account + ":" + now, "Prices agreed with " + account, now));
        } catch (SQLException e) {
            throw new IllegalStateException("What is agreed with " + account + " cannot be stored", e);
        }
    }

    /** What was said last of a price. */
    private static Optional<AgreedAmount> last(List<ContractPrice> said, OfferingId offering, String price) {
        return said.reversed().stream()
                .filter(each -> each.offering().equals(offering))
                .map(ContractPrice::agreed)
                .filter(each -> each.price().equals(price))
                .findFirst();
    }

    private static Optional<Rejection> refusal(
            List<Subscription> subscriptions, List<Price> sold, AgreedAmount agreed, Instant now) {
        Optional<Price.Recurring> price = Stream.concat(
                        subscriptions.stream().flatMap(each -> each.prices().prices().stream()), sold.stream())
                .filter(each -> each.id().equals(agreed.price()))
                .filter(Price.Recurring.class::isInstance)
                .map(Price.Recurring.class::cast)
                .findFirst();
        if (price.isEmpty()) {
            return refused("price", "UNKNOWN_PRICE", "That offering has no recurring price " + agreed.price() + ".");
        }
        if (!price.get().terms().basis().of().isEmpty()) {
            return refused(
                    "price",
                    "NOT_AN_AMOUNT",
                    price.get().name() + " goes by other prices; their amounts can be agreed.");
        }
        if (agreed.amount().filter(Money::isNegative).isPresent()) {
            return refused("amount", "INVALID_AMOUNT", "An amount is not negative.");
        }
        return AgreementRules.foreign(
                        agreed.amount().map(Money::currency),
                        price.get().amount().currency())
                .or(() -> AgreementRules.PRICES.refusal(agreed.from(), agreed.to(), agreed.reason(), now));
    }

    /** Whoever ends, changes or bills them at the same time waits. By RATING_SUBSCRIPTION_ACCOUNT_IX. */
    private List<Subscription> locked(Connection connection, BillingAccountId account, OfferingId offering)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SubscriptionRows.SELECT
                + " WHERE BILLING_ACCOUNT_ID = ? AND OFFERING_ID = ? ORDER BY ORDER_ID, ITEM_ID FOR UPDATE")) {
            select.setString(1, account.value());
            select.setString(2, offering.value());
            return SubscriptionRows.read(connection, select, tariffs);
        }
    }
}
