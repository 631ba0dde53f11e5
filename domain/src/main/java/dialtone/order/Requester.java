package dialtone.order;

import dialtone.base.Rejection;
import dialtone.catalog.SuspensionReason;
import dialtone.inventory.LineSuspension;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Who asks for an order to be cancelled.
 *
 * @param login            of the person or partner
 * @param suspensionRights reasons for which he may suspend lines and bring them back, by his roles
 */
public record Requester(String login, Set<SuspensionReason> suspensionRights) {
    public Requester {
        suspensionRights = Set.copyOf(suspensionRights);
    }

    /** @param hasRole whether he has the role of that name */
    public static Requester of(String login, Predicate<String> hasRole) {
        return new Requester(login, SuspensionReason.grantedTo(hasRole));
    }

    /**
     * What is to be said to him when he cancels the order: to cancel a suspension is to bring the line back, and to cancel a resumption
     * is to keep it suspended, so that both are of whoever answers for the reason.
     *
     * <p>Rejections, one for each such line: {@code REASON_NOT_GRANTED} (field {@code order}).
     *
     * @param suspension why a product is suspended just now, by its id; empty when it is not
     */
    public List<Rejection> refusalsToCancel(ProductOrder order, Function<String, Optional<LineSuspension>> suspension) {
        return order.items().stream()
                .flatMap(item -> refusal(item, suspension).stream())
                .toList();
    }

    private Optional<Rejection> refusal(OrderItem item, Function<String, Optional<LineSuspension>> suspension) {
        return item.isResumption()
                ? refusal(item.product().flatMap(suspension), "brings back a line that is suspended")
                : refusal(item.suspension(), "suspends a line");
    }

    private Optional<Rejection> refusal(Optional<LineSuspension> suspension, String does) {
        return suspension
                .map(LineSuspension::reason)
                .filter(reason -> !suspensionRights.contains(reason))
                .map(reason -> Rejection.at(
                        "order",
                        "REASON_NOT_GRANTED",
                        "The order " + does + ", " + reason.words() + ": it is " + Suspensions.responsible(reason)
                                + " who cancels it."));
    }
}
