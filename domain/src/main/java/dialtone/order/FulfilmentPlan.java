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
 * @param steps in an order in which each comes after those it depends on
 * @param needs each once for an item
 */
public record FulfilmentPlan(List<Planned> steps, List<ResourceNeed> needs) {

    /** Twenty items of ten services; a plan is a page that a person reads. */
    public static final int MAX_STEPS = 200;

    /**
     * A step.
     *
     * @param position  from 1
     * @param service   resource-facing service it fulfils
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
        Map<Node, ServiceSpecification> nodes = new LinkedHashMap<>();
        Set<ResourceNeed> needs = new LinkedHashSet<>();
        for (OrderedItem item : items) {
            for (ServiceSpecification service : Decomposition.of(catalog, item.offering(), item.characteristics())
                    .resourceFacing()) {
                nodes.put(new Node(item.itemId(), service.name()), service);
                service.resources()
                        .forEach(kind -> needs.add(ResourceNeed.of(item.itemId(), kind, item.characteristics())));
            }
        }
        return new FulfilmentPlan(sorted(nodes, dependencies(items, nodes)), List.copyOf(needs));
    }

    private static Map<Node, Set<Node>> dependencies(List<OrderedItem> items, Map<Node, ServiceSpecification> nodes) {
        Map<String, OrderedItem> byId = new LinkedHashMap<>();
        items.forEach(item -> byId.put(item.itemId(), item));
        Map<Node, Set<Node>> dependencies = new LinkedHashMap<>();
        nodes.forEach((node, service) -> {
            Set<Node> before = new LinkedHashSet<>();
            for (String name : service.step().map(StepTemplate::dependsOn).orElse(List.of())) {
                Node own = new Node(node.itemId(), name);
                if (nodes.containsKey(own)) {
                    before.add(own);
                } else {
                    Optional.ofNullable(byId.get(node.itemId()))
                            .flatMap(OrderedItem::lineItem)
                            .map(line -> new Node(line, name))
                            .filter(nodes::containsKey)
                            .ifPresent(before::add);
                }
            }
            dependencies.put(node, before);
        });
        return dependencies;
    }

    /** Takes again and again the first service that waits for none of the rest. */
    private static List<Planned> sorted(Map<Node, ServiceSpecification> nodes, Map<Node, Set<Node>> dependencies) {
        Map<Node, Integer> positions = new LinkedHashMap<>();
        List<Planned> steps = new ArrayList<>();
        List<Node> rest = new ArrayList<>();
        nodes.forEach((node, service) -> {
            if (service.step().isPresent()) {
                rest.add(node);
            }
        });
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
            steps.add(new Planned(position, next.itemId(), next.service(), template(nodes, next), dependsOn));
        }
        return steps;
    }

    private static Set<Node> before(Map<Node, Set<Node>> dependencies, Node node) {
        return dependencies.getOrDefault(node, Set.of());
    }

    private static int position(Map<Node, Integer> positions, Node node) {
        return positions.getOrDefault(node, 0);
    }

    private static StepTemplate template(Map<Node, ServiceSpecification> nodes, Node node) {
        ServiceSpecification service = nodes.get(node);
        if (service == null) {
            throw new IllegalStateException("No such service: " + node);
        }
        return service.step().orElseThrow();
    }
}
