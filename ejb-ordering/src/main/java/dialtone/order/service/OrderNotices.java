package dialtone.order.service;

import dialtone.fulfilment.CustomerNotice;
import dialtone.order.OrderId;
import dialtone.order.OrderItem;
import dialtone.order.PlanStep;
import dialtone.order.ProductOrder;
import dialtone.party.Customer;
import dialtone.party.service.Parties;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
                order.items().stream().map(OrderItem::offeringName).toList(),
                lines(id));
    }

    /** The numbers of the order's steps, each once, with what its activation has brought. */
    private List<CustomerNotice.Line> lines(OrderId id) {
        Map<String, Optional<String>> codes = new LinkedHashMap<>();
        for (PlanStep step : orders.plan(id)) {
            String msisdn = steps.work(step.id()).facts().get(MSISDN);
            if (msisdn != null) {
                Optional<String> code = Optional.ofNullable(step.facts().get(ACTIVATION_CODE));
                codes.merge(msisdn, code, (before, now) -> before.isPresent() ? before : now);
            }
        }
        return codes.entrySet().stream()
                .map(line -> new CustomerNotice.Line(line.getKey(), line.getValue()))
                .toList();
    }
}
