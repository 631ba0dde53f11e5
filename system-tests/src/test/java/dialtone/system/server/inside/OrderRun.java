package dialtone.system.server.inside;

import dialtone.base.Outcome;
import dialtone.catalog.OfferingId;
import dialtone.catalog.ServiceSpecification.ResourceKind;
import dialtone.fulfilment.CheckResult;
import dialtone.order.ItemAction;
import dialtone.order.OrderFacts;
import dialtone.order.OrderId;
import dialtone.order.PlaceOrder;
import dialtone.order.PlanStep;
import dialtone.order.Requester;
import dialtone.order.Serving;
import dialtone.order.service.DependencyChecks;
import dialtone.order.service.FalloutTasks;
import dialtone.order.service.OrderEntry;
import dialtone.order.service.OrderProgress;
import dialtone.order.service.PlanSteps;
import dialtone.party.CustomerId;
import dialtone.pool.PooledResource;
import dialtone.pool.service.Pools;
import dialtone.rating.service.StartCharges;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Places orders and takes the part of their process, where there is no broker: each step is the call that the step's job makes. */
@ApplicationScoped
public class OrderRun {

    /** How far an order is taken. */
    public enum Stage {
        /** In progress: checked, and what it needs is reserved. */
        RESERVED,
        /** In progress, and a person is asked about its first step. */
        FALLOUT,
        /** In progress, and each step of its plan is completed. */
        ACTIVATED,
        /** Activated, charged, installed, completed. */
        COMPLETED
    }

    public static final OfferingId PLAN = new OfferingId("mobile-sim-only-m");

    /** Customer service. */
    public static final Requester CSR = Requester.of("csr", "csr"::equals);

    private final AtomicLong instances = new AtomicLong(1_000_000);

    @EJB
    private OrderEntry entry;

    @EJB
    private OrderProgress progress;

    @EJB
    private DependencyChecks checks;

    @EJB
    private PlanSteps steps;

    @EJB
    private FalloutTasks fallout;

    @EJB(lookup = OrderFacts.JNDI)
    private OrderFacts facts;

    @EJB
    private StartCharges charges;

    @EJB
    private Pools pools;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public OrderRun() {}

    /** The command for a plan with an eSIM. */
    public static PlaceOrder mobileOrder(CustomerId customer, Optional<String> key) {
        return mobileOrder(customer, key, PLAN, "esim");
    }

    public static PlaceOrder mobileOrder(
            CustomerId customer, Optional<String> key, OfferingId offering, String simType) {
        return new PlaceOrder(
                key,
                Optional.empty(),
                customer,
                Optional.empty(),
                "console",
                "csr",
                List.of(new PlaceOrder.Item(
                        "1", ItemAction.ADD, offering, Map.of("simType", simType), "productOrderItem[0]")));
    }

    public OrderId place(CustomerId customer) {
        return accepted(entry.place(mobileOrder(customer, Optional.empty()))).id();
    }

    /** @return the number of the new line */
    public String complete(CustomerId customer) {
        return advance(place(customer), Stage.COMPLETED);
    }

    /** @return of a completed order the line's number, of a fallout its task's id, otherwise nothing */
    public String advance(OrderId order, Stage upTo) {
        reserve(order);
        return switch (upTo) {
            case RESERVED -> "";
            case FALLOUT -> fallOut(order);
            case ACTIVATED -> activate(order);
            case COMPLETED -> completeReserved(order);
        };
    }

    private void reserve(OrderId order) {
        if (!progress.validate(
                                order,
                                new Serving.Asking(
                                        instances.incrementAndGet(),
                                        Clock.systemUTC().instant()))
                        .goesOn()
                || checks.record(order, 1, List.of(CheckResult.passed("coverage", "The network is there.")))
                        .isEmpty()) {
            throw new IllegalStateException("Order " + order + " is not to be carried out");
        }
        accepted(progress.reserve(order));
    }

    private String fallOut(OrderId order) {
        PlanStep step = progress.releaseSteps(order).steps().getFirst();
        return fallout.open(
                        new FalloutTasks.Cause(
                                order, Optional.of(step.id()), "ELEMENT_REFUSED", "unableToComply: no such subscriber"),
                        instances.incrementAndGet())
                .id();
    }

    /** @return nothing */
    private String activate(OrderId order) {
        for (List<PlanStep> open = released(order); !open.isEmpty(); open = released(order)) {
            open.forEach(step -> steps.complete(step.id(), Map.of()));
        }
        return "";
    }

    private String completeReserved(OrderId order) {
        activate(order);
        charges.start(charges(order));
        progress.install(order);
        progress.complete(order);
        return pools.ofOrder(order).stream()
                .filter(held -> held.kind() == ResourceKind.MSISDN)
                .map(PooledResource::identifier)
                .findFirst()
                .orElseThrow();
    }

    /** What the order is to be charged for. */
    OrderFacts.Charges charges(OrderId order) {
        return facts.charges(order).orElseThrow();
    }

    private List<PlanStep> released(OrderId order) {
        return progress.releaseSteps(order).steps();
    }

    /** @throws AssertionError with the reasons when it is refused */
    static <T> T accepted(Outcome<T> outcome) {
        return outcome.fold(value -> value, reasons -> {
            throw new AssertionError("Refused: " + reasons);
        });
    }
}
