package dialtone.order.service;

import dialtone.fulfilment.CustomerNotice;
import dialtone.order.OrderId;
import dialtone.order.OrderItem;
import dialtone.order.OrderState;
import dialtone.order.PlanStep;
import dialtone.order.ProductOrder;
import dialtone.party.Customer;
import dialtone.party.service.Parties;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What customers are told of their orders: all of it read in one transaction, so that nothing of an order is read twice. */
@Stateless
public class OrderNotices {

    private static final String MSISDN = "msisdn";
    private static final String ACTIVATION_CODE = "activationCode";

    @EJB
    private Orders orders;

    @EJB
    private Parties parties;

    @EJB
    private PlanSteps steps;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public OrderNotices() {}

    /** Outside a container. */
    OrderNotices(Orders orders, Parties parties, PlanSteps steps) {
        this.orders = orders;
        this.parties = parties;
        this.steps = steps;
    }

    /** @throws IllegalStateException if there is no such order */
    public CustomerNotice completion(OrderId id) {
        ProductOrder order = orders.find(id).orElseThrow(() -> new IllegalStateException("There is no order " + id));
        Customer customer = parties.find(order.customer())
                .orElseThrow(() -> new IllegalStateException("Order " + id + " has no customer"));
        return new CustomerNotice(
                id,
                customer.name(),
                Optional.of(customer.email()).filter(email -> !email.isBlank()),
                delivered(order)
                        .filter(item -> item.isAdd() || isOfTheSameName(item))
                        .map(OrderItem::offeringName)
                        .toList(),
                delivered(order)
                        .filter(OrderItem::isEnd)
                        .map(OrderItem::offeringName)
                        .toList(),
                delivered(order).flatMap(item -> changed(item).stream()).toList(),
                delivered(order).flatMap(item -> suspended(item).stream()).toList(),
                delivered(order)
                        .filter(OrderItem::isResumption)
                        .map(OrderItem::offeringName)
                        .toList(),
                delivered(order)
                        .filter(OrderItem::isSwap)
                        .map(OrderItem::offeringName)
                        .toList(),
                lines(order));
    }

    private static Optional<CustomerNotice.Change> changed(OrderItem item) {
        if (item.newSeats().isPresent()) {
            long seats = item.newSeats().get();
            return Optional.of(new CustomerNotice.Change(
                    item.offeringName(),
                    item.offeringName() + " with " + (seats == 1 ? "one seat" : seats + " seats")));
        }
        return item.formerOffering()
                .filter(former -> !isOfTheSameName(item))
                .map(former -> new CustomerNotice.Change(former, item.offeringName()));
    }

    /** Another handset of the same kind, in another colour. */
    private static boolean isOfTheSameName(OrderItem item) {
        return item.formerOffering().equals(Optional.of(item.offeringName()));
    }

    private static Optional<CustomerNotice.Suspended> suspended(OrderItem item) {
        return item.suspension().map(suspension -> new CustomerNotice.Suspended(item.offeringName(), suspension));
    }

    /** An item that was given up is nothing to tell the customer that it is there. */
    private static Stream<OrderItem> delivered(ProductOrder order) {
        return order.items().stream().filter(item -> item.state() == OrderState.COMPLETED);
    }

    /** The numbers of the steps of delivered items, each once, with what its activation has brought. */
    private List<CustomerNotice.Line> lines(ProductOrder order) {
        Set<String> delivered = delivered(order)
                .filter(item -> item.isAdd() || item.isSwap())
                .map(OrderItem::itemId)
                .collect(Collectors.toSet());
        Map<String, Optional<String>> codes = new LinkedHashMap<>();
        Map<String, Optional<String>> numbers = new HashMap<>();
        for (PlanStep step : orders.plan(order.id())) {
            if (!step.isCurrent() || !delivered.contains(step.itemId())) {
                continue;
            }
            Optional<String> code = Optional.ofNullable(step.facts().get(ACTIVATION_CODE));
            // the steps of an item are all of one number
            numbers.computeIfAbsent(
                            step.itemId(),
                            item -> Optional.ofNullable(steps.facts(step.id()).get(MSISDN)))
                    .ifPresent(msisdn -> codes.merge(msisdn, code, (before, now) -> before.isPresent() ? before : now));
        }
        return codes.entrySet().stream()
                .map(line -> new CustomerNotice.Line(line.getKey(), line.getValue()))
                .toList();
    }
}
