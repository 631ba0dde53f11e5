package dialtone.order;

import dialtone.catalog.Catalog;
import dialtone.catalog.ServiceSpecification.StepTemplate;
import dialtone.order.PlanDraft.Node;
import dialtone.order.PlanDraft.Work;
import dialtone.pool.ResourceNeed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The steps that fulfil an order, and what must be reserved before. A function of the order's items and its catalogue.
 *
 * <p>A plan M with a handset: 1 activate SIM, 2 apply network profile (after 1), 3 activate device (after 1); reserved are an
 * MSISDN and a SIM for the plan and a device for the handset.
 *
 * <p>A step depends on the services that its template names: those of its own item, else those of the plan item it belongs to.
 * A named service that neither has is there already (an add-on on a line that works) and is not waited for.
 *
 * <p>A product ends the other way round: each of its services is taken away by what would undo its step, and what depends on another
 * service goes before that. The end of the plan M with a handset: 1 remove network profile, 2 deactivate device, 3 deactivate SIM
 * (after 1 and 2). It needs nothing.
 *
 * <p>A product that changes its offering has steps for what changes alone, see {@link ServiceChange}: from S to M one, change network
 * profile. An add-on that ends with the same order because the new offering does not go with it ends before that. It needs nothing
 * either.
 *
 * <p>A line that is suspended or comes back has a step for each of its services that has a part in that: bar subscriber. It needs nothing.
 *
 * <p>A line that gets another handset: 1 activate device, 2 deactivate device, former handset (after 1). It needs a device.
 *
 * <p>A line that gets another SIM has the steps of {@link SwapDraft}, and needs a SIM.
 *
 * @param steps in an order in which each comes after those it depends on
 * @param needs each once for an item that brings something or gets another SIM
 */
public record FulfilmentPlan(List<Planned> steps, List<ResourceNeed> needs) {

    /** Twenty items of ten services; a plan is a page that a person reads. */
    public static final int MAX_STEPS = 200;

    /**
     * A step.
     *
     * @param position  from 1
     * @param service   resource-facing service it fulfils or ends
     * @param replaces  name of the service whose place it takes; empty for a step that takes none
     * @param dependsOn positions of the steps that must be completed before
     */
    public record Planned(
            int position,
            String itemId,
            String service,
            Optional<String> replaces,
            StepTemplate template,
            Set<Integer> dependsOn) {
        public Planned {
            dependsOn = Set.copyOf(dependsOn);
        }

        /** One that takes no other service's place. */
        public Planned(int position, String itemId, String service, StepTemplate template, Set<Integer> dependsOn) {
            this(position, itemId, service, Optional.empty(), template, dependsOn);
        }
    }

    public FulfilmentPlan {
        steps = List.copyOf(steps);
        needs = List.copyOf(needs);
    }

    /**
     * @throws IllegalArgumentException if steps wait for each other in a circle or are more than {@value #MAX_STEPS}; the
     *     loader refuses such a catalogue
     */
    public static FulfilmentPlan of(Catalog catalog, List<OrderedItem> items) {
        PlanDraft draft = new PlanDraft(catalog, items);
        Set<ResourceNeed> needs = new LinkedHashSet<>();
        items.stream()
                .filter(OrderedItem::brings)
                .forEach(item -> draft.services(item).stream()
                        .flatMap(service -> service.resources().stream())
                        .forEach(kind -> needs.add(ResourceNeed.of(item.itemId(), kind, item.characteristics()))));
        items.stream().filter(OrderedItem::isSwap).forEach(item -> needs.addAll(SwapDraft.needs(catalog, item)));
        return new FulfilmentPlan(sorted(draft), List.copyOf(needs));
    }

    /** Takes again and again the first service that waits for none of the rest. */
    private static List<Planned> sorted(PlanDraft draft) {
        Map<Node, Integer> positions = new LinkedHashMap<>();
        List<Planned> steps = new ArrayList<>();
        Map<Node, Work> rest = new LinkedHashMap<>(draft.work());
        if (rest.size() > MAX_STEPS) {
            throw new IllegalArgumentException("A plan has at most " + MAX_STEPS + " steps, not " + rest.size());
        }
        while (!rest.isEmpty()) {
            Map.Entry<Node, Work> next = rest.entrySet().stream()
                    .filter(entry -> positions.keySet().containsAll(draft.before(entry.getKey())))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("Steps wait for each other: " + rest.keySet()));
            Node node = next.getKey();
            Work work = next.getValue();
            int position = steps.size() + 1;
            Set<Integer> dependsOn = new LinkedHashSet<>();
            draft.before(node).forEach(first -> dependsOn.add(position(positions, first)));
            positions.put(node, position);
            rest.remove(node);
            steps.add(
                    new Planned(position, node.itemId(), node.service(), work.replaces(), work.template(), dependsOn));
        }
        return steps;
    }

    private static int position(Map<Node, Integer> positions, Node node) {
        return positions.getOrDefault(node, 0);
    }
}
