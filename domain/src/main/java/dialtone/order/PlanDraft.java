package dialtone.order;

import dialtone.catalog.Catalog;
import dialtone.catalog.Decomposition;
import dialtone.catalog.ServiceSpecification;
import dialtone.catalog.ServiceSpecification.StepTemplate;
import dialtone.catalog.SimSwap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The steps of a plan before they are put in order, and what has to come before each. */
final class PlanDraft {

    /**
     * A service of an item.
     *
     * @param part of a SIM swap, which has several steps for a service; of an upgrade the last one, for what ends with the former handset;
     *             empty elsewhere
     */
    record Node(String itemId, String service, Optional<SimSwap.Part> part) {
        Node(String itemId, String service) {
            this(itemId, service, Optional.empty());
        }
    }

    /** @param replaces name of the service whose place is taken; empty for a step that takes none */
    record Work(StepTemplate template, Optional<String> replaces) {}

    private final Catalog catalog;
    private final Map<Node, Work> work = new LinkedHashMap<>();
    private final Map<Node, Set<Node>> before = new LinkedHashMap<>();

    /** Which step is about a service of an item that is there before or after: its own, or that of what takes its place. */
    private final Map<Node, Node> about = new LinkedHashMap<>();

    /** The steps that bring, or have brought, services: they say what rests on what. */
    private final Map<Node, StepTemplate> delivering = new LinkedHashMap<>();

    /** Steps that take away. */
    private final Set<Node> ends = new LinkedHashSet<>();

    PlanDraft(Catalog catalog, List<OrderedItem> items) {
        this.catalog = catalog;
        for (OrderedItem item : items) {
            switch (item.action()) {
                case ADD, NO_CHANGE -> services(item).forEach(service -> bring(item, service));
                case DELETE -> services(item).forEach(service -> end(item, service));
                case MODIFY -> modify(item);
            }
        }
        items.stream().filter(OrderedItem::isAdd).forEach(this::ask);
        items.forEach(this::order);
    }

    /** What only asks stands behind all that is done. */
    private void ask(OrderedItem item) {
        Decomposition.of(catalog, item.offering(), item.characteristics()).performed().stream()
                .filter(ServiceSpecification::onlyAsks)
                .forEach(service -> bring(item, service));
    }

    /** Services of an item that brings or ends a product. */
    List<ServiceSpecification> services(OrderedItem item) {
        return item.product()
                .filter(product -> item.isEnd())
                .map(OwnedProduct::ending)
                .orElseGet(() -> delivered(catalog, item));
    }

    static List<ServiceSpecification> delivered(Catalog catalog, OrderedItem item) {
        return Decomposition.of(catalog, item.offering(), item.characteristics())
                .resourceFacing();
    }

    static ServiceChange change(Catalog catalog, OrderedItem item) {
        return ServiceChange.of(
                item.product().map(OwnedProduct::services).orElse(List.of()),
                item.product().map(OwnedProduct::skipped).orElse(List.of()),
                delivered(catalog, item));
    }

    private void modify(OrderedItem item) {
        if (item.isSwap()) {
            SwapDraft swap = new SwapDraft(catalog, item);
            work.putAll(swap.work());
            swap.before().forEach((node, first) -> first.forEach(each -> follow(each, node)));
        } else if (item.isUpgrade()) {
            upgrade(item);
        } else if (item.isChange()) {
            change(item);
        } else if (!item.isSeating()) { // seats are charged for, and known to no element
            use(catalog, item).forEach(use -> put(use.node(), use.step(), new Work(use.step(), Optional.empty())));
        }
    }

    /** What one service of a line is asked for when the line is suspended or comes back. */
    record Use(Node node, StepTemplate step) {}

    /**
     * What suspends the line or brings it back, by the catalogue of the order: how a service is barred is the network's business of
     * today, not of the day the line was ordered. Empty when no service has a part in that.
     */
    static List<Use> use(Catalog catalog, OrderedItem item) {
        return item.product().map(OwnedProduct::services).orElse(List.of()).stream()
                .flatMap(service -> catalog.service(service.name()).stream())
                .flatMap(service -> service
                        .step()
                        .flatMap(step -> item.isSuspension() ? step.suspending() : step.resuming())
                        .map(step -> new Use(node(item, service), step))
                        .stream())
                .toList();
    }

    Map<Node, Work> work() {
        return work;
    }

    Set<Node> before(Node node) {
        return before.getOrDefault(node, Set.of());
    }

    private void bring(OrderedItem item, ServiceSpecification service) {
        service.step().ifPresent(step -> put(node(item, service), step, new Work(step, Optional.empty())));
    }

    /**
     * What ends without anything being done has no step.
     *
     * @throws IllegalArgumentException if nothing ends it; the checks refuse such an item
     */
    private void end(OrderedItem item, ServiceSpecification service) {
        if (service.step().filter(StepTemplate::isForGood).isPresent()) {
            throw new IllegalArgumentException("Nothing ends service " + service.name());
        }
        service.step()
                .ifPresent(step -> step.ending().ifPresent(ending -> {
                    put(node(item, service), step, new Work(ending, Optional.empty()));
                    ends.add(node(item, service));
                }));
    }

    /** What comes is there before what goes is taken away: the latter is for good. */
    private void change(OrderedItem item) {
        ServiceChange change = change(catalog, item);
        for (ServiceChange.Replaced each : change.replaced()) {
            Node node = node(item, each.service());
            put(node, each.step(), new Work(each.step(), Optional.of(each.former())));
            about.put(new Node(item.itemId(), each.former()), node);
        }
        change.added().forEach(service -> bring(item, service));
        List<Node> coming = work.keySet().stream()
                .filter(node -> node.itemId().equals(item.itemId()))
                .toList();
        for (ServiceSpecification service : change.gone()) {
            end(item, service);
            coming.forEach(first -> follow(first, node(item, service)));
        }
    }

    /** The new handset works before anything of the former one is taken away, which is for good; what rests on another goes before it. */
    private void upgrade(OrderedItem item) {
        delivered(catalog, item).forEach(service -> bring(item, service));
        Set<Node> comes = Set.copyOf(work.keySet());
        for (ServiceSpecification service :
                item.product().map(OwnedProduct::ending).orElse(List.of())) {
            service.step().flatMap(StepTemplate::endingFormer).ifPresent(ending -> {
                Node goes = former(item, service.name());
                work.put(goes, new Work(ending, Optional.empty()));
                comes.forEach(first -> follow(first, goes));
                service.step().stream()
                        .flatMap(step -> step.dependsOn().stream())
                        .forEach(basis -> follow(goes, former(item, basis)));
            });
        }
    }

    private static Node former(OrderedItem item, String service) {
        return new Node(item.itemId(), service, Optional.of(SimSwap.Part.ENDS));
    }

    private static Node node(OrderedItem item, ServiceSpecification service) {
        return new Node(item.itemId(), service.name());
    }

    private void put(Node node, StepTemplate brings, Work step) {
        delivering.put(node, brings);
        about.put(node, node);
        work.put(node, step);
    }

    private void order(OrderedItem item) {
        delivering.forEach((node, step) -> {
            if (node.itemId().equals(item.itemId())) {
                for (String name : step.dependsOn()) {
                    Stream.of(Optional.of(item.itemId()), item.lineItem())
                            .flatMap(Optional::stream)
                            .map(id -> Optional.ofNullable(about.get(new Node(id, name))))
                            .flatMap(Optional::stream)
                            .findFirst()
                            .ifPresent(basis -> order(node, basis));
                }
            }
        });
    }

    /** What rests on another comes after it and goes before it; what comes does not wait for what goes. */
    private void order(Node resting, Node basis) {
        if (ends.contains(resting)) {
            follow(resting, basis);
        } else if (!ends.contains(basis)) {
            follow(basis, resting);
        }
    }

    private void follow(Node first, Node then) {
        before.computeIfAbsent(then, waiting -> new LinkedHashSet<>()).add(first);
    }
}
