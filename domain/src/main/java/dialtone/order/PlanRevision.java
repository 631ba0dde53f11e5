package dialtone.order;

import dialtone.catalog.Catalog;
import dialtone.catalog.ServiceSpecification;
import dialtone.catalog.ServiceSpecification.PointOfNoReturn;
import dialtone.catalog.ServiceSpecification.ResourceKind;
import dialtone.catalog.ServiceSpecification.StepTemplate;
import dialtone.catalog.ServiceSpecification.StepTemplate.Undo;
import dialtone.order.FulfilmentPlan.Planned;
import dialtone.pool.PooledResource;
import dialtone.pool.ResourceNeed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a plan whose order is amended: the stored steps held against the plan that the amended order would have.
 *
 * <p>A step stays when the amended order has it too, with the same answers of its item and of the line that this belongs to, and when all
 * that it rests on stays. Any other is superseded: one that was not begun is forgone, and one that was is brought to its outcome and taken
 * back. What the amended order has beyond that is added, and waits until all that is taken back of its line has been.
 *
 * <p>A plan M with a handset, its SIM (1) and profile (2) done, the handset (3) in fallout: from a physical SIM to an eSIM, all three are
 * taken back, and the same three are added. To plan S: 2 is taken back, 1 and 3 stay, another profile is added. Without the handset: 3 is
 * taken back, and nothing is added.
 *
 * @param kept    in the plan's order
 * @param undone  steps that were begun and are to be taken back, in the plan's order
 * @param forgone steps of which nothing has to be taken back: not begun, or only asked, see {@link #leftOut}; in the plan's order
 * @param added   in an order in which each comes after those it waits for
 * @param needs   what the amended order needs reserved
 * @param usedUp  items whose SIM was given to the network and is taken back from it: it cannot be activated a second time
 * @param lines   item with the line of each item, of one that is withdrawn too
 */
public record PlanRevision(
        List<PlanStep> kept,
        List<PlanStep> undone,
        List<PlanStep> forgone,
        List<Planned> added,
        List<ResourceNeed> needs,
        Set<String> usedUp,
        Map<String, String> lines) {

    /** In place of the item with the plan, of what belongs to a line that the customer has already: no item is called so. */
    private static final String LINE_OF_THE_CUSTOMER = "";

    public PlanRevision {
        kept = List.copyOf(kept);
        undone = List.copyOf(undone);
        forgone = List.copyOf(forgone);
        added = List.copyOf(added);
        needs = List.copyOf(needs);
        usedUp = Set.copyOf(usedUp);
        lines = Map.copyOf(lines);
    }

    /** What a step is for. */
    private record Purpose(String itemId, String service) {
        static Purpose of(PlanStep step) {
            return new Purpose(step.itemId(), step.service());
        }

        static Purpose of(Planned planned) {
            return new Purpose(planned.itemId(), planned.service());
        }
    }

    /**
     * @param before the items of the order that are to be delivered, as they are
     * @param after  as they are to be; both by the catalogue that the order was placed under, and only such as are added
     * @param steps  the stored plan, in its order; none before it is made
     */
    public static PlanRevision of(
            Catalog catalog, List<OrderedItem> before, List<OrderedItem> after, List<PlanStep> steps) {
        FulfilmentPlan plan = FulfilmentPlan.of(catalog, after);
        Set<String> items = before.stream().map(OrderedItem::itemId).collect(Collectors.toSet());
        List<PlanStep> live = steps.stream()
                .filter(step -> step.isCurrent() && items.contains(step.itemId()))
                .toList();
        Map<Integer, PlanStep> kept = kept(plan, live, unchanged(before, after));
        Set<String> keptIds = kept.values().stream().map(PlanStep::id).collect(Collectors.toSet());
        List<PlanStep> superseded =
                live.stream().filter(step -> !keptIds.contains(step.id())).toList();
        List<PlanStep> undone =
                superseded.stream().filter(PlanStep::mayHaveTouchedTheNetwork).toList();
        return new PlanRevision(
                live.stream().filter(step -> keptIds.contains(step.id())).toList(),
                undone,
                superseded.stream()
                        .filter(step -> !step.mayHaveTouchedTheNetwork())
                        .toList(),
                steps.isEmpty()
                        ? List.of()
                        : plan.steps().stream()
                                .filter(planned -> !kept.containsKey(planned.position()))
                                .toList(),
                plan.needs(),
                undone.stream()
                        .filter(step -> runsOnSim(catalog, step))
                        .map(PlanStep::itemId)
                        .collect(Collectors.toSet()),
                lines(before, after));
    }

    private static Map<String, String> lines(List<OrderedItem> before, List<OrderedItem> after) {
        Map<String, String> lines = new HashMap<>();
        Stream.of(before, after)
                .flatMap(List::stream)
                .forEach(item -> lines.put(
                        item.itemId(), item.lineItem().orElse(item.isPlan() ? item.itemId() : LINE_OF_THE_CUSTOMER)));
        return lines;
    }

    /** A plan that stays as it is. */
    public static PlanRevision none(List<PlanStep> steps) {
        return new PlanRevision(
                steps.stream().filter(PlanStep::isCurrent).toList(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Set.of(),
                Map.of());
    }

    /** By position in the amended plan. A step comes after those it rests on, so that what becomes of these is known. */
    private static Map<Integer, PlanStep> kept(FulfilmentPlan plan, List<PlanStep> live, Predicate<String> unchanged) {
        Map<Purpose, PlanStep> stored = new HashMap<>();
        live.forEach(step -> stored.put(Purpose.of(step), step));
        Map<Integer, PlanStep> kept = new LinkedHashMap<>();
        Set<String> keptIds = new HashSet<>();
        Set<String> liveIds = live.stream().map(PlanStep::id).collect(Collectors.toSet());
        for (Planned planned : plan.steps()) {
            Optional.ofNullable(stored.get(Purpose.of(planned)))
                    .filter(step -> unchanged.test(step.itemId())
                            && step.jobType().equals(planned.template().jobType())
                            && kept.keySet().containsAll(planned.dependsOn())
                            && step.dependsOn().stream()
                                    .filter(liveIds::contains)
                                    .allMatch(keptIds::contains))
                    .ifPresent(step -> {
                        kept.put(planned.position(), step);
                        keptIds.add(step.id());
                    });
        }
        return kept;
    }

    /** Items that the network is told the same of: their own answers and those of the line they belong to have not changed. */
    private static Predicate<String> unchanged(List<OrderedItem> before, List<OrderedItem> after) {
        Map<String, OrderedItem> former = byId(before);
        Map<String, OrderedItem> amended = byId(after);
        return item -> Stream.concat(
                        Stream.of(item), Optional.ofNullable(former.get(item)).flatMap(OrderedItem::lineItem).stream())
                .allMatch(id -> {
                    OrderedItem was = former.get(id);
                    OrderedItem is = amended.get(id);
                    return was != null
                            && is != null
                            && was.characteristics().equals(is.characteristics())
                            && was.lineItem().equals(is.lineItem());
                });
    }

    private static Map<String, OrderedItem> byId(List<OrderedItem> items) {
        Map<String, OrderedItem> found = new HashMap<>();
        items.forEach(item -> found.put(item.itemId(), item));
        return found;
    }

    private static boolean runsOnSim(Catalog catalog, PlanStep step) {
        return catalog.service(step.service())
                .filter(service -> service.resources().contains(ResourceKind.SIM))
                .isPresent();
    }

    /** Steps that were not begun and will not be, in the plan's order. */
    public List<PlanStep> leftOut() {
        return forgone.stream().filter(PlanStep::isUnbegun).toList();
    }

    /** The first step that would have to be taken back and cannot be. */
    public Optional<PlanStep> pointOfNoReturn() {
        return undone.stream()
                .filter(step -> step.pointOfNoReturn() == PointOfNoReturn.HARD)
                .findFirst();
    }

    /** Whether the plan stays as it is. */
    public boolean changesNothing() {
        return undone.isEmpty() && forgone.isEmpty() && added.isEmpty();
    }

    /** Whether something that is held for the order is needed no more: another kind is, or none, or it is used up. */
    public boolean isUnneeded(PooledResource held) {
        boolean usedUpSim = held.kind() == ResourceKind.SIM && usedUp.contains(held.itemId());
        return usedUpSim
                || needs.stream()
                        .noneMatch(need -> need.itemId().equals(held.itemId())
                                && need.kind() == held.kind()
                                && need.variant().equals(held.variant()));
    }

    /** @param steps as they are to be stored: those that take something back first, then those that are added */
    public record Additions(List<PlanStep> undos, List<PlanStep> steps) {
        public Additions {
            undos = List.copyOf(undos);
            steps = List.copyOf(steps);
        }
    }

    /**
     * The steps that the plan gets, when those that this supersedes have been.
     *
     * @param steps    the whole stored plan, in its order
     * @param after    the items of the amended order
     * @param revision of the order that they come with
     */
    public Additions additions(Catalog catalog, List<PlanStep> steps, List<OrderedItem> after, int revision) {
        if (steps.isEmpty()) {
            return new Additions(List.of(), List.of());
        }
        OrderId order = steps.getFirst().order();
        List<PlanStep> undos = Rollback.ahead(steps, undone::contains, step -> undo(catalog, step));
        int last = Math.max(
                steps.getLast().position(),
                undos.isEmpty() ? 0 : undos.getLast().position());
        Map<Integer, String> ids = new HashMap<>();
        Map<Purpose, PlanStep> stays = new HashMap<>();
        kept.forEach(step -> stays.put(Purpose.of(step), step));
        List<PlanStep> coming = new ArrayList<>();
        for (Planned planned : FulfilmentPlan.of(catalog, after).steps()) {
            PlanStep same = stays.get(Purpose.of(planned));
            if (same != null) {
                ids.put(planned.position(), same.id());
                continue;
            }
            int position = last + coming.size() + 1;
            Set<String> before = new LinkedHashSet<>();
            planned.dependsOn().forEach(first -> before.add(Objects.requireNonNull(ids.get(first))));
            Stream.concat(steps.stream(), undos.stream())
                    .filter(step -> step.isUndo() && !step.state().isFinal())
                    .filter(undo -> mayBeOf(lines.get(planned.itemId()), undo))
                    .forEach(undo -> before.add(undo.id()));
            ids.put(planned.position(), PlanStep.id(order, position));
            coming.add(new PlanStep(
                    order,
                    new Planned(position, planned.itemId(), planned.service(), planned.template(), Set.of()),
                    before,
                    revision));
        }
        return new Additions(undos, coming);
    }

    /** The line of an item that was withdrawn long ago is not known here. */
    private boolean mayBeOf(@Nullable String line, PlanStep undo) {
        String other = lines.get(undo.itemId());
        return other == null || other.equals(line);
    }

    /** What takes back a step that brings something, by the catalogue of its order. */
    private static Optional<Undo> undo(Catalog catalog, PlanStep step) {
        return step.pointOfNoReturn() == PointOfNoReturn.HARD
                ? Optional.empty()
                : catalog.service(step.service())
                        .flatMap(ServiceSpecification::step)
                        .flatMap(StepTemplate::undo);
    }
}
