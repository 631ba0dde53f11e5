package dialtone.rating.service;

import dialtone.order.OrderFacts;
import dialtone.order.OrderId;
import dialtone.rating.RatedCharge;
import dialtone.rating.Subscription;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings what an order changes to its new prices, in the transaction of its charges: today, in the zone of each, the former subscription
 * ends and the next begins, and from now on the number is rated by the new tariff.
 */
final class ChangeCharges {

    private final Connection connection;
    private final Tariffs tariffs;
    private final Clock clock;

    ChangeCharges(Connection connection, Tariffs tariffs, Clock clock) {
        this.connection = connection;
        this.tariffs = tariffs;
        this.clock = clock;
    }

    /**
     * @return what is given back and what is to be charged, for the former and the next
     * @throws IllegalStateException if a former one is not there, or has ended by another order
     */
    List<RatedCharge> change(OrderId by, List<OrderFacts.Change> changes) throws SQLException {
        Instant now = clock.instant();
        EndCharges ends = new EndCharges(connection, tariffs, clock);
        List<RatedCharge> charges = new ArrayList<>();
        for (OrderFacts.Change change : changes) {
            Subscription former = ends.succeeded(by, change.former(), now);
            Subscription changed = former.changedInto(by, change.into(), now);
            Subscription next =
                    ContractPriceRows.of(connection, List.of(changed)).agreed(changed);
            tariffs.ensure(connection, List.of(next.prices()), clock);
            SubscriptionRows.insert(connection, List.of(next), now);
            charges.addAll(ends.charges(former));
            charges.addAll(
                    CompanionRows.beside(connection, List.of(next)).getFirst().startCharges());
            new NumberChange(connection, change).change(former, next, tariffs, clock);
            new SharedAllowanceRows(connection, tariffs, clock)
                    .succeed(former, next, change.former().msisdn());
        }
        return charges;
    }
}
