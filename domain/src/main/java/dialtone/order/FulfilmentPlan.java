package dialtone.order;

import dialtone.catalog.Catalog;
import dialtone.catalog.Decomposition;
import dialtone.catalog.ServiceSpecification;
import dialtone.catalog.ServiceSpecification.StepTemplate;
import dialtone.pool.ResourceNeed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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
 * @param steps in an order in which each comes after those it depends on
 * @param needs each once for an item that is added
 */
public record FulfilmentPlan(List<Planned> steps, List<ResourceNeed> needs) {

    /** Twenty items of ten services; a plan is a page that a person reads. */
    public static final int MAX_STEPS = 200;

    /**
     * A step.
     *
     * @param position  from 1
     * @param service   resource-facing service it fulfils or ends
     * @param dependsOn positions of the steps that must be completed before
     */
    public record Planned(int position, String itemId, String service, StepTemplate template, Set<Integer> dependsOn) {
        public Planned {
            dependsOn = Set.copyOf(dependsOn);
        }
    }

    /** A service of an item. */
    private record Node(String itemId, String service) {}

    public FulfilmentPlan {
        steps = List.copyOf(steps);
        needs = List.copyOf(needs);
    }

    /**
     * @throws IllegalArgumentException if steps wait for each other in a circle or are more than {@value #MAX_STEPS}; the
     *     loader refuses such a catalogue
     */
    public static FulfilmentPlan of(Catalog catalog, List<OrderedItem> items) {
        Map<Node, StepTemplate> delivering = new LinkedHashMap<>();
        Map<Node, StepTemplate> steps = new LinkedHashMap<>();
        Set<ResourceNeed> needs = new LinkedHashSet<>();
        for (OrderedItem item : items) {
            for (ServiceSpecification service : services(catalog, item)) {
                Node node = new Node(item.itemId(), service.name());
                service.step().ifPresent(step -> {
                    delivering.put(node, step);
                    steps.put(node, item.isAdd() ? step : ending(service, step));
                });
                if (item.isAdd()) {
                    service.resources()
                            .forEach(kind -> needs.add(ResourceNeed.of(item.itemId(), kind, item.characteristics())));
                }
            }
        }
        return new FulfilmentPlan(sorted(steps, dependencies(items, delivering)), List.copyOf(needs));
    }

    private static List<ServiceSpecification> services(Catalog catalog, OrderedItem item) {
        return item.product()
                .map(OwnedProduct::services)
                .orElseGet(() -> Decomposition.of(catalog, item.offering(), item.characteristics())
                        .resourceFacing());
    }

    private static StepTemplate ending(ServiceSpecification service, StepTemplate step) {
        return step.ending().orElseThrow(() -> new IllegalArgumentException("Nothing ends service " + service.name()));
    }

    /** @param delivering the steps that bring, or have brought, each service: they say what rests on what */
    private static Map<Node, Set<Node>> dependencies(List<OrderedItem> items, Map<Node, StepTemplate> delivering) {
        Map<String, OrderedItem> byId = new LinkedHashMap<>();
        items.forEach(item -> byId.put(item.itemId(), item));
        Map<Node, Set<Node>> dependencies = new LinkedHashMap<>();
        delivering.forEach((node, step) -> {
            OrderedItem item = Objects.requireNonNull(byId.get(node.itemId()));
            for (String name : step.dependsOn()) {
                Stream.of(Optional.of(item.itemId()), item.lineItem())
                        .flatMap(Optional::stream)
                        .map(id -> new Node(id, name))
                        .filter(delivering::containsKey)
                        .findFirst()
                        .ifPresent(basis -> {
                            Node first = item.isAdd() ? basis : node;
                            Node then = item.isAdd() ? node : basis;
                            dependencies
                                    .computeIfAbsent(then, waiting -> new LinkedHashSet<>())
                                    .add(first);
                        });
            }
        });
        return dependencies;
    }

    /** Takes again and again the first service that waits for none of the rest. */
    private static List<Planned> sorted(Map<Node, StepTemplate> templates, Map<Node, Set<Node>> dependencies) {
        Map<Node, Integer> positions = new LinkedHashMap<>();
        List<Planned> steps = new ArrayList<>();
        List<Node> rest = new ArrayList<>(templates.keySet());
        if (rest.size() > MAX_STEPS) {
            throw new IllegalArgumentException("A plan has at most " + MAX_STEPS + " steps, not " + rest.size());
        }
        while (!rest.isEmpty()) {
            Node next = rest.stream()
                    .filter(node -> positions.keySet().containsAll(before(dependencies, node)))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("Steps wait for each other: " + rest));
            rest.remove(next);
            int position = steps.size() + 1;
            Set<Integer> dependsOn = new LinkedHashSet<>();
            before(dependencies, next).forEach(node -> dependsOn.add(position(positions, node)));
            positions.put(next, position);
            steps.add(new Planned(position, next.itemId(), next.service(), template(templates, next), dependsOn));
        }
        return steps;
    }

    private static Set<Node> before(Map<Node, Set<Node>> dependencies, Node node) {
        return dependencies.getOrDefault(node, Set.of());
    }

    private static int position(Map<Node, Integer> positions, Node node) {
        return positions.getOrDefault(node, 0);
    }

    private static StepTemplate template(Map<Node, StepTemplate> templates, Node node) {
        return Objects.requireNonNull(templates.get(node));
    }
}
