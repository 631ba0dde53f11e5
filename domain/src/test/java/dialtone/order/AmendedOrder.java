package dialtone.order;

import static dialtone.order.Catalogs.order;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.catalog.Catalog;
import dialtone.party.BillingAccountId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** An order as it goes and is amended: its plan, and what the network has of it. */
final class AmendedOrder {

    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final Catalog CATALOG = Catalogs.small();

    final ProductOrder order;
    List<OrderedItem> items;
    final List<PlanStep> steps = new ArrayList<>();

    /** What is there on the network: item and service. */
    final Set<String> network = new HashSet<>();

    AmendedOrder(PlaceOrder.Item... asked) {
        PlaceOrder command = order(asked);
        items = checked(command);
        order = new ProductOrder(
                new OrderId("ORD-7"), command, new BillingAccountId("BAC-1"), "1", items, Optional.empty(), NOW);
        order.begin(NOW);
        FulfilmentPlan.of(CATALOG, items).steps().forEach(planned -> steps.add(new PlanStep(order.id(), planned)));
    }

    PlanRevision revision(PlaceOrder.Item... asked) {
        return PlanRevision.of(CATALOG, items, checked(order(asked)), steps);
    }

    PlanRevision amend(PlaceOrder.Item... asked) {
        List<OrderedItem> after = checked(order(asked));
        PlanRevision revision = PlanRevision.of(CATALOG, items, after, steps);
        int number = order.revision() + 1;
        revision.undone().forEach(step -> step.supersede(number, Map.of("begun", "with")));
        revision.forgone().forEach(step -> step.supersede(number, Map.of()));
        PlanRevision.Additions additions = revision.additions(CATALOG, steps, after, number);
        steps.addAll(additions.undos());
        steps.addAll(additions.steps());
        order.amend(OrderDetails.NONE);
        order.deliver(after, Optional.empty());
        items = after;
        return revision;
    }

    /** As the process is told what is due. */
    List<PlanStep> release() {
        Set<String> ended = steps.stream()
                .filter(step -> (step.isUndo() || step.isSuperseded())
                        ? step.state().isFinal()
                        : step.state().isPassed())
                .map(PlanStep::id)
                .collect(Collectors.toSet());
        steps.stream().filter(step -> step.isReady(ended)).forEach(step -> step.release(NOW));
        return underWay();
    }

    List<PlanStep> underWay() {
        return steps.stream().filter(PlanStep::isUnderWay).toList();
    }

    /** It makes its effect, or takes it back; one that is stopped may have made it all the same. */
    void perform(PlanStep step, boolean stopped) {
        String effect = step.itemId() + " " + step.service();
        if (step.isUndo()) {
            network.remove(effect);
        } else if (step.isSuperseded() && stopped) {
            step.cancel();
            return;
        } else {
            assertThat(network.add(effect)).as("%s is there once", effect).isTrue();
        }
        step.complete(Map.of(), NOW);
    }

    /** As {@link #perform}, or two persons skip it, whatever has become of it on the network, or say that they have done it there. */
    void go(PlanStep step, Random random) {
        boolean byPersons = step.isCurrent() && random.nextInt(6) == 0;
        if (!byPersons) {
            perform(step, random.nextBoolean());
            return;
        }
        String effect = step.itemId() + " " + step.service();
        boolean skipped = random.nextBoolean();
        if (!skipped || random.nextBoolean()) {
            assertThat(network.add(effect)).as("%s is there once", effect).isTrue();
        }
        step.fallOut();
        if (skipped) {
            step.skip();
        } else {
            step.completeByHand(Map.of(), NOW);
        }
    }

    void done(String service) {
        PlanStep step = step(service);
        step.release(NOW);
        perform(step, false);
    }

    PlanStep step(String service) {
        return steps.stream()
                .filter(step -> step.service().equals(service) && step.isCurrent())
                .findFirst()
                .orElseThrow();
    }

    /** To the end, and nobody has to help. */
    void finish() {
        for (List<PlanStep> due = release(); !due.isEmpty(); due = release()) {
            perform(due.getFirst(), true);
        }
    }

    /** To the end, each step in a random order. */
    void finish(Random random) {
        for (int turn = 0; turn <= FulfilmentPlan.MAX_STEPS; turn++) {
            List<PlanStep> due = release();
            if (due.isEmpty()) {
                break;
            }
            go(due.get(random.nextInt(due.size())), random);
        }
    }

    /** What the checks make of it. */
    static List<OrderedItem> checked(PlaceOrder command) {
        OrderChecks.Checked checked = OrderChecks.check(command, CATALOG, CustomerProducts.active(Set.of()));
        assertThat(checked.refusals()).isEmpty();
        return checked.items();
    }
}
