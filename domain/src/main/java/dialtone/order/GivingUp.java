package dialtone.order;

import dialtone.catalog.ServiceSpecification.PointOfNoReturn;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Whether the item of a step that cannot go on may be given up. What was done for it is taken back then; so it may not be when something
 * was done that nothing takes back, or may have been done: the customer would keep, and pay for, what works no more.
 *
 * <p>A line ends: its mailbox is removed, the removal of its charging is refused. To give the end up now would leave a line without a
 * mailbox. Had the mailbox been refused first, it would leave the line as it was.
 *
 * @param steps     the whole plan
 * @param traceOf   what a step that has not ended has told the network
 * @param needsLine whether what an item is about works with its line alone
 */
public record GivingUp(
        ProductOrder order,
        List<PlanStep> steps,
        Function<PlanStep, NetworkTrace> traceOf,
        Predicate<OrderItem> needsLine) {

    private static final String WAYS = " Try it again, or have it done by hand.";

    public GivingUp {
        steps = List.copyOf(steps);
    }

    /** The items that go when one is given up, that one among them; see {@link ProductOrder#giveUp}. None of those that have ended. */
    static List<OrderItem> with(ProductOrder order, String itemId) {
        Optional<String> line = order.item(itemId).flatMap(OrderItem::lineItem);
        return order.items().stream()
                .filter(item -> !item.state().isFinal())
                .filter(item -> item.itemId().equals(itemId)
                        || (item.isAdd() && item.lineItem().map(itemId::equals).orElse(false))
                        || (item.isChange() && line.map(item.itemId()::equals).orElse(false)))
                .toList();
    }

    /** Ids of the items that go when one is given up. */
    public static Set<String> idsWith(ProductOrder order, String itemId) {
        return with(order, itemId).stream().map(OrderItem::itemId).collect(Collectors.toSet());
    }

    /**
     * Whether a step takes away what the SIM or the handset had that the line has had until now. It is given up by itself: the line has its
     * new one, and what is left of the former one is left.
     */
    public static boolean endsFormer(OrderItem item, PlanStep step) {
        return (item.isSwap() || item.isUpgrade()) && !step.isUndo() && step.pointOfNoReturn() == PointOfNoReturn.HARD;
    }

    /** Why the item of that step may not be given up, whole sentences; empty when it may. What takes back is given up by itself. */
    public Optional<String> objection(PlanStep step) {
        if (!step.isCurrent() || endsFormer(order.item(step.itemId()).orElseThrow(), step)) {
            return Optional.empty();
        }
        Set<String> fails = idsWith(order, step.itemId());
        List<PlanStep> lasting = steps.stream()
                .filter(other -> other.isCurrent() && fails.contains(other.itemId()))
                .filter(other -> other.pointOfNoReturn() == PointOfNoReturn.HARD && other.mayHaveTouchedTheNetwork())
                .toList();
        return sentence(lasting, this::isDone, "cannot be given up any more: nothing takes back what was done, ")
                .or(() -> sentence(
                        lasting,
                        PlanStep::isBeingPerformed,
                        "cannot be given up just now: nothing takes back what is being done, "))
                .or(() -> sentence(
                        lasting,
                        other -> isInFallout(other) && traceOf.apply(other) == NetworkTrace.UNKNOWN,
                        "cannot be given up before it is known what the network has done of "))
                .or(() -> line(step))
                .or(() -> addOn(step));
    }

    private boolean isDone(PlanStep step) {
        return step.state() == StepState.COMPLETED || (isInFallout(step) && traceOf.apply(step) == NetworkTrace.DONE);
    }

    private static boolean isInFallout(PlanStep step) {
        return step.state() == StepState.IN_FALLOUT;
    }

    private Optional<String> sentence(List<PlanStep> lasting, Predicate<PlanStep> which, String what) {
        List<PlanStep> found = lasting.stream().filter(which).toList();
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of("Item " + found.getFirst().itemId() + " of order " + order.id() + " " + what
                        + found.stream().map(step -> "\"" + step.label() + "\"").collect(Collectors.joining(", ")) + "."
                        + WAYS);
    }

    /** A line does not stay without the add-on that its order takes away with it. */
    private Optional<String> addOn(PlanStep step) {
        Optional<OrderItem> line = order.item(step.itemId()).filter(OrderItem::isEnd);
        return line.stream()
                .flatMap(ends -> order.items().stream())
                .filter(item -> item.isEnd() && needsLine.test(item) && !order.isStopping(item.itemId()))
                .filter(item -> item.lineItem().filter(step.itemId()::equals).isPresent())
                .filter(item -> steps.stream()
                        .anyMatch(other ->
                                other.isCurrent() && other.itemId().equals(item.itemId()) && isTakenAway(other)))
                .findFirst()
                .map(item -> line.orElseThrow().offeringName() + " cannot be kept: " + item.offeringName() + ", item "
                        + item.itemId() + " of the same order, is taken away already." + WAYS);
    }

    private boolean isTakenAway(PlanStep step) {
        return isDone(step)
                || step.isBeingPerformed()
                || (isInFallout(step) && traceOf.apply(step) == NetworkTrace.UNKNOWN);
    }

    /** Of a line that ends nothing is kept that works with it alone. */
    private Optional<String> line(PlanStep step) {
        return order.item(step.itemId())
                .filter(item -> item.isEnd() && needsLine.test(item))
                .filter(item -> item.lineItem()
                        .flatMap(order::item)
                        .filter(line -> line.isEnd() && !order.isStopping(line.itemId()))
                        .isPresent())
                .map(item -> item.offeringName() + " cannot be kept: its line ends with item "
                        + item.lineItem().orElseThrow() + " of the same order." + WAYS);
    }
}
