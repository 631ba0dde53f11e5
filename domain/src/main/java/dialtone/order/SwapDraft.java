package dialtone.order;

import dialtone.catalog.Catalog;
import dialtone.catalog.ServiceSpecification;
import dialtone.catalog.ServiceSpecification.ResourceKind;
import dialtone.catalog.ServiceSpecification.StepTemplate;
import dialtone.catalog.SimSwap.Part;
import dialtone.order.PlanDraft.Node;
import dialtone.order.PlanDraft.Work;
import dialtone.pool.ResourceNeed;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The steps by which a line gets another SIM, and what has to come before each: all that prepares, then what moves, then what follows, and
 * when all of that is done the former SIM's end, what rests on others first. By the catalogue of the order: how a service follows its line is
 * the network's business of today.
 *
 * <p>A plan M from a card to an eSIM: activate the new SIM, then network profile and charging under it; the subscriber goes over; its
 * profile is ordered; network profile, charging and shipment of the former card go, and the card is deactivated.
 */
final class SwapDraft {

    private final Map<Node, Work> work = new LinkedHashMap<>();
    private final Map<Node, Set<Node>> before = new LinkedHashMap<>();
    private final OrderedItem item;

    SwapDraft(Catalog catalog, OrderedItem item) {
        this.item = item;
        List<ServiceSpecification> there = there(catalog, item);
        put(there, Part.PREPARES);
        put(there, Part.MOVES);
        put(anew(catalog, item), Part.FOLLOWS);
        put(there, Part.ENDS);
        order();
    }

    Map<Node, Work> work() {
        return work;
    }

    Map<Node, Set<Node>> before() {
        return before;
    }

    /** Whether the line's subscriber can go over to another SIM at all. */
    static boolean isPossible(Catalog catalog, OrderedItem item) {
        return there(catalog, item).stream()
                .flatMap(service -> service.step().stream())
                .anyMatch(step -> step.simSwap().has(Part.MOVES));
    }

    /** The SIM that takes the former one's place. */
    static List<ResourceNeed> needs(Catalog catalog, OrderedItem item) {
        return there(catalog, item).stream()
                .filter(service -> service.resources().contains(ResourceKind.SIM))
                .map(service -> ResourceNeed.of(item.itemId(), ResourceKind.SIM, item.characteristics()))
                .limit(1)
                .toList();
    }

    /** What delivers the line, and what belongs to it, in today's words. */
    private static List<ServiceSpecification> there(Catalog catalog, OrderedItem item) {
        return item.product().map(OwnedProduct::services).orElse(List.of()).stream()
                .flatMap(service -> catalog.service(service.name()).stream())
                .toList();
    }

    /** What a line with such a SIM has that comes with the SIM: a profile is handed out, a card is sent. */
    private static List<ServiceSpecification> anew(Catalog catalog, OrderedItem item) {
        return PlanDraft.delivered(catalog, item).stream()
                .filter(service -> service.step()
                        .filter(step -> step.simSwap().has(Part.FOLLOWS))
                        .isPresent())
                .toList();
    }

    private void put(List<ServiceSpecification> services, Part part) {
        for (ServiceSpecification service : services) {
            service.step()
                    .flatMap(step -> step.swapping(part))
                    .ifPresent(step -> work.put(node(service.name(), part), new Work(step, Optional.empty())));
        }
    }

    private Node node(String service, Part part) {
        return new Node(item.itemId(), service, Optional.of(part));
    }

    private void order() {
        List<Node> done = List.of();
        for (Part part : Part.values()) {
            List<Node> now = of(part);
            for (Node node : now) {
                follow(done, node);
                resting(node, part);
            }
            done = now.isEmpty() ? done : now;
        }
    }

    private List<Node> of(Part part) {
        return work.keySet().stream()
                .filter(node -> node.part().equals(Optional.of(part)))
                .toList();
    }

    private void resting(Node node, Part part) {
        StepTemplate step = template(node);
        Stream<Node> bases =
                step.dependsOn().stream().map(name -> node(name, part)).filter(work::containsKey);
        bases.forEach(basis -> {
            if (part == Part.ENDS) {
                follow(List.of(node), basis);
            } else {
                follow(List.of(basis), node);
            }
        });
    }

    private StepTemplate template(Node node) {
        return Optional.ofNullable(work.get(node)).orElseThrow().template();
    }

    private void follow(List<Node> first, Node then) {
        before.computeIfAbsent(then, waiting -> new LinkedHashSet<>()).addAll(first);
    }
}
