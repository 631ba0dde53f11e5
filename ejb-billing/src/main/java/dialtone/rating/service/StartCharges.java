package dialtone.rating.service;

import static java.util.Objects.requireNonNull;

import dialtone.catalog.Price;
import dialtone.ledger.JournalEntry;
import dialtone.ledger.service.Journal;
import dialtone.order.OrderFacts;
import dialtone.order.OrderId;
import dialtone.order.PricedItem;
import dialtone.rating.RatedCharge;
import dialtone.rating.Subscription;
import dialtone.rating.Tariff;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Begins to charge what an order brought: its prices are copied, the one-off and the first month are rated and posted, and its
 * numbers are known to mediation from then on. What it ends is charged no more, see {@link EndCharges}; what it changes is charged by
 * other prices, see {@link ChangeCharges}; what gets another number of seats for these, see {@link OrderedSeats}; of what it suspends no use is charged, see {@link NumberBars}. All in one transaction, once for
 * an order.
 */
@Stateless
public class StartCharges {

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @Inject
    private Tariffs tariffs;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // the container injects
    public StartCharges() {}

    @SuppressWarnings({"UnnecessaryAssignment", "NullAway"}) // outside a container: tests
    StartCharges(DataSource dataSource, Tariffs tariffs, Clock clock) {
        this.dataSource = dataSource;
        this.tariffs = tariffs;
        this.clock = clock;
    }

    /**
     * @return whether it began now; false when it had begun before
     * @throws IllegalStateException if the database fails
     */
    public boolean start(OrderFacts.Charges charges) {
        try (Connection connection = dataSource.getConnection()) {
            // one moment for all of it, as fine as the tables have it
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            Clock moment = Clock.fixed(now, clock.getZone());
            EndCharges ends = new EndCharges(connection, tariffs, moment);
            NumberBars bars = new NumberBars(connection, charges.order());
            OrderedSeats seats = new OrderedSeats(connection, charges.order());
            if (hasStarted(connection, charges.order())
                    || hasEnded(ends, charges)
                    || bars.isDone(charges)
                    || seats.isDone(charges.seatings())) {
                return false;
            }
            new ChargeLocks(connection, charges).take(now);
            LocalDate today = now.atZone(charges.zone()).toLocalDate();
            List<Subscription> subscriptions = new ArrayList<>();
            for (PricedItem item : charges.items()) {
                subscriptions.add(begun(ends, charges, item, now));
            }
            subscriptions.replaceAll(ContractPriceRows.of(connection, subscriptions)::agreed);
            Map<String, Tariff> tariffOfNumber = tariffsOfNumbers(charges);
            ensureTariffs(connection, subscriptions, tariffOfNumber);
            SubscriptionRows.insert(connection, subscriptions, now);
            SubscriptionRows.belong(connection, charges.order(), linesOfAddOns(charges));
            List<RatedCharge> due = new ArrayList<>();
            CompanionRows.beside(connection, subscriptions)
                    .forEach(subscription -> due.addAll(subscription.startCharges()));
            due.addAll(ends.end(charges.order(), charges.ends()));
            due.addAll(new ChangeCharges(connection, tariffs, moment).change(charges.order(), charges.changes()));
            due.addAll(seats.seat(ends, charges.seatings(), now));
            due.addAll(once(connection, charges, now));
            charge(connection, charges, due, now);
            bars.bar(charges.barred());
            bars.lift(charges.unbarred());
            for (OrderFacts.Line line : charges.lines()) {
                new NumberRow(connection, charges, line)
                        .assign(requireNonNull(tariffOfNumber.get(line.msisdn())), today, now);
            }
            extend(connection, charges, moment);
            share(connection, charges, moment);
            return true;
        } catch (SQLException e) {
            throw new IllegalStateException("The charges of " + charges.order() + " do not start", e);
        }
    }

    /** What is charged once begins and ends on one day: the invoice has it in that month, and nothing goes on. */
    private List<RatedCharge> once(Connection connection, OrderFacts.Charges charges, Instant now) throws SQLException {
        List<Subscription> fees = charges.fees().stream()
                .map(item -> Subscription.of(charges, item, now))
                .toList();
        ensureTariffs(connection, fees, Map.of());
        SubscriptionRows.insert(connection, fees, now);
        EndCharges ends = new EndCharges(connection, tariffs, clock);
        List<RatedCharge> due = new ArrayList<>();
        for (Subscription fee : fees) {
            due.addAll(fee.startCharges());
            ends.ended(
                    charges.order(),
                    new OrderFacts.Ending(charges.order(), fee.itemId(), Optional.empty(), Optional.empty()),
                    now,
                    false);
        }
        return due;
    }

    private static Subscription begun(EndCharges ends, OrderFacts.Charges charges, PricedItem item, Instant now)
            throws SQLException {
        Subscription subscription = Subscription.of(charges, item, now);
        Optional<String> number = charges.numberOf(item);
        return number.isPresent() && ends.takePaid(subscription, number.get())
                ? subscription.paidBefore()
                : subscription;
    }

    private static boolean hasStarted(Connection connection, OrderId order) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT ITEM_ID FROM RATING_SUBSCRIPTION WHERE ORDER_ID = ? FETCH FIRST 1 ROWS ONLY")) {
            select.setString(1, order.value());
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    /** All or none of what it ends has been. */
    private static boolean hasEnded(EndCharges ends, OrderFacts.Charges charges) throws SQLException {
        return !charges.ends().isEmpty()
                && ends.hasEnded(charges.order(), charges.ends().getFirst());
    }

    /** What belongs to a line that was there before: its number has a tariff, which the item's prices of use come into. */
    private void extend(Connection connection, OrderFacts.Charges charges, Clock moment) throws SQLException {
        Set<String> own = charges.lines().stream().map(OrderFacts.Line::msisdn).collect(Collectors.toSet());
        for (PricedItem item : charges.items()) {
            Optional<String> number = charges.numberOf(item).filter(msisdn -> !own.contains(msisdn));
            Tariff brought = new Tariff(item.prices());
            if (number.isPresent() && !NumberTariff.ofUse(brought).isEmpty()) {
                new NumberTariff(connection, number.get()).bring(brought, tariffs, moment);
            }
        }
    }

    /** What lines of the account have together begins with the line that it was ordered with. */
    private void share(Connection connection, OrderFacts.Charges charges, Clock moment) throws SQLException {
        SharedAllowanceRows rows = new SharedAllowanceRows(connection, tariffs, moment);
        for (PricedItem item : charges.items()) {
            rows.begin(Subscription.of(charges, item, moment.instant()), lineOf(charges, item));
        }
    }

    /** The number of an item, or of the line that it belongs to; the first number of the order where nothing says which. */
    private static Optional<String> lineOf(OrderFacts.Charges charges, PricedItem item) {
        return charges.lines().stream()
                .filter(line -> line.itemId().equals(item.itemId()))
                .map(OrderFacts.Line::msisdn)
                .findFirst()
                .or(() -> charges.numberOf(item))
                .or(() -> charges.lines().stream().map(OrderFacts.Line::msisdn).findFirst());
    }

    /** Of those that bring their line's number prices of use, or something that is included: by their items. */
    private static Map<String, String> linesOfAddOns(OrderFacts.Charges charges) {
        Set<String> numbered =
                charges.lines().stream().map(OrderFacts.Line::itemId).collect(Collectors.toSet());
        Map<String, String> lines = new LinkedHashMap<>();
        charges.items().stream()
                .filter(item -> !numbered.contains(item.itemId())
                        && item.prices().stream().anyMatch(NumberTariff::isOfUse))
                .forEach(item -> lineOf(charges, item).ifPresent(number -> lines.put(item.itemId(), number)));
        return lines;
    }

    /** A number is rated by the prices of its item, and by those of the items that belong to its line. */
    private static Map<String, Tariff> tariffsOfNumbers(OrderFacts.Charges charges) {
        Map<String, Tariff> tariffs = new LinkedHashMap<>();
        for (OrderFacts.Line line : charges.lines()) {
            List<Price> prices = new ArrayList<>();
            for (PricedItem item : charges.items()) {
                if (lineOf(charges, item).equals(Optional.of(line.msisdn()))) {
                    item.prices().stream().filter(NumberTariff::isOfUse).forEach(prices::add);
                }
            }
            tariffs.put(line.msisdn(), new Tariff(prices));
        }
        return tariffs;
    }

    private void ensureTariffs(
            Connection connection, List<Subscription> subscriptions, Map<String, Tariff> tariffOfNumber)
            throws SQLException {
        List<Tariff> all = new ArrayList<>(tariffOfNumber.values());
        subscriptions.forEach(subscription -> all.add(subscription.prices()));
        tariffs.ensure(connection, all, clock);
    }

    private static void charge(Connection connection, OrderFacts.Charges charges, List<RatedCharge> due, Instant now)
            throws SQLException {
        ChargeRows.insert(connection, due, now);
        Journal.append(
                connection,
                due.stream()
                        .map(charge -> new JournalEntry.Charge(charge.account(), charge.kind(), charge.amount()))
                        .toList(),
                postings -> new JournalEntry("order:" + charges.order(), description(charges), now, postings));
    }

    private static String description(OrderFacts.Charges charges) {
        boolean begins = !charges.items().isEmpty() || !charges.changes().isEmpty();
        if (!charges.seatings().isEmpty()) {
            return "Seats of " + charges.order();
        }
        if (charges.ends().isEmpty() && charges.changes().isEmpty()) {
            return "One-off and first recurring charges of " + charges.order();
        }
        return begins
                ? "First charges of " + charges.order() + ", credits and fees of what ends with it"
                : "Credits and fees of what ends with " + charges.order();
    }
}
