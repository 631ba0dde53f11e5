package dialtone.order.console;

import dialtone.base.console.Amounts;
import dialtone.base.console.Badge;
import dialtone.base.console.When;
import dialtone.base.console.Words;
import dialtone.catalog.Price;
import dialtone.fulfilment.Alternative;
import dialtone.fulfilment.CheckResult;
import dialtone.order.CancellationAssessment;
import dialtone.order.FalloutTask;
import dialtone.order.OrderItem;
import dialtone.order.OrderState;
import dialtone.order.PlanStep;
import dialtone.order.ProductOrder;
import dialtone.order.StepState;
import dialtone.platform.qr.QrCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the page of one order shows, at one moment. */
public record OrderView(
        String id,
        Badge state,
        boolean isFinal,
        CancellationView cancellation,
        When placed,
        When finished,
        String placedBy,
        String channel,
        String externalId,
        String billingAccount,
        String catalogVersion,
        String cancelReason,
        String instanceKey,
        List<ItemView> items,
        PriceLines prices,
        List<StepView> steps,
        int progressPercent,
        List<CheckView> checks,
        List<FalloutView> fallout) {

    /**
     * @param ends    whether it ends a product
     * @param former  name of the plan that a line has had before; empty for what is no change
     * @param use     what the item does to the use of a line, in a sentence; empty when nothing
     * @param line    whether it is one, and not what belongs to one
     * @param product id of the product it ends, changes or has brought; empty before it has
     * @param extras  allowances and usage prices of the snapshot, a line each
     */
    public record ItemView(
            String id,
            String name,
            boolean ends,
            String former,
            String use,
            boolean line,
            String product,
            Badge state,
            List<Fact> characteristics,
            List<String> prices,
            List<String> extras) {}

    public record Fact(String label, String value) {}

    /**
     * @param waitsFor labels of the steps before it that are not done
     * @param expected how long it is expected to take, and whether it can be taken back
     * @param decided  who has decided what two have to: "Skipped by ops, approved by admin"; of a step that is held, why
     */
    public record StepView(
            String id,
            String label,
            Badge state,
            String jobType,
            When released,
            When completed,
            String waitsFor,
            String expected,
            String decided,
            List<Fact> facts) {}

    /**
     * @param item    what it is about, the name of an item's offering; empty when it is about all of the order
     * @param remedy  what would make it pass; empty when passed
     * @param instead what would pass instead, with commas between; empty when there is nothing
     */
    public record CheckView(
            String label, boolean passed, String code, String message, String item, String remedy, String instead) {
        static CheckView of(CheckResult result, ProductOrder order) {
            return new CheckView(
                    Words.of(result.check()),
                    result.isPassed(),
                    result.code(),
                    result.message(),
                    result.item()
                            .flatMap(order::item)
                            .map(OrderItem::offeringName)
                            .orElse(""),
                    result.remedy().orElse(""),
                    result.alternatives().stream().map(Alternative::label).collect(Collectors.joining(", ")));
        }

        public String tone() {
            return passed ? "good" : "bad";
        }
    }

    /**
     * What a cancellation would do just now.
     *
     * @param undone  labels of the steps that would be taken back, the last first
     * @param leftOut labels of the steps that would not be begun
     */
    public record CancellationView(boolean possible, List<String> undone, List<String> leftOut) {
        static CancellationView of(CancellationAssessment assessment) {
            return new CancellationView(
                    assessment.objection().isEmpty(),
                    assessment.undone().stream().map(PlanStep::label).toList(),
                    assessment.leftOut().stream().map(PlanStep::label).toList());
        }
    }

    private static final int ALL_PERCENT = 100;

    /** How the activation code of an eSIM begins (GSMA SGP.22 section 4.1). */
    private static final String ACTIVATION_CODE = "LPA:";

    /** Facts of a step that the page shows with the resources. */
    private static final Set<String> RESOURCE_FACTS = Set.of("activationCode", "trackingNumber");

    public static OrderView of(
            ProductOrder order, List<PlanStep> plan, List<CheckResult> checks, List<FalloutTask> fallout) {
        Map<String, PlanStep> byId = plan.stream().collect(Collectors.toMap(PlanStep::id, step -> step));
        List<PlanStep> delivery = plan.stream().filter(PlanStep::isCurrent).toList();
        long done = delivery.stream().filter(step -> step.state().isPassed()).count();
        return new OrderView(
                order.id().value(),
                Badge.of(order.state()),
                order.state().isFinal(),
                CancellationView.of(CancellationAssessment.of(order, plan)),
                When.of(order.placedAt()),
                new When(order.finishedAt()),
                order.placedBy(),
                OrderRow.channel(order.channel()),
                order.externalId().orElse(""),
                order.billingAccount().value(),
                order.catalogVersion(),
                order.cancelReason().orElse(""),
                order.instanceKey().map(String::valueOf).orElse(""),
                order.items().stream().map(OrderView::item).toList(),
                PriceLines.of(order.items().stream().map(OrderItem::priced).toList(), Currency.getInstance("EUR")),
                steps(plan, byId, fallout),
                progress(order.state(), done, delivery.size()),
                // what is refused first: it is what the CSR has to say to the customer
                checks.stream()
                        .map(check -> CheckView.of(check, order))
                        .sorted(Comparator.comparing(CheckView::passed))
                        .toList(),
                fallout.stream()
                        .map(task -> FalloutView.of(
                                task,
                                task.stepId()
                                        .map(byId::get)
                                        .map(PlanStep::label)
                                        .orElse("Reservation")))
                        .toList());
    }

    /** Whether it is still on its way to being complete, or there: an order that ended otherwise has no progress. */
    public boolean showsProgress() {
        return !isFinal || progressPercent == ALL_PERCENT;
    }

    /** Whether it only suspends lines or brings them back: nothing is checked or reserved for it. */
    public boolean isAboutUseOnly() {
        return items.stream().noneMatch(item -> item.use().isEmpty());
    }

    public boolean needsDecision() {
        return fallout.stream().anyMatch(FalloutView::open);
    }

    /** What the network has brought that the customer asks for: codes, numbers of shipments. */
    public List<Fact> learned() {
        return learnedBut(Set.of());
    }

    /** The same without that of some steps. */
    List<Fact> learnedBut(Set<String> stepIds) {
        return steps.stream()
                .filter(step -> !stepIds.contains(step.id()))
                .flatMap(step -> step.facts().stream())
                .filter(fact -> !fact.value().isEmpty())
                .toList();
    }

    /** The same for somebody who has no need of what loads a customer's line. */
    public List<Fact> learnedButCodes() {
        return learned().stream()
                .filter(fact -> !fact.value().startsWith(ACTIVATION_CODE))
                .toList();
    }

    /**
     * Pictures of the codes that a telephone scans, as SVG.
     *
     * @param usedUp steps whose code it scans in vain
     */
    List<String> qrCodes(Set<String> usedUp) {
        return learnedBut(usedUp).stream()
                .filter(fact -> fact.value().startsWith(ACTIVATION_CODE))
                .map(fact -> QrCode.svg(fact.value(), "Activation code of the eSIM"))
                .toList();
    }

    private static int progress(OrderState state, long done, int steps) {
        if (state == OrderState.COMPLETED) {
            return ALL_PERCENT;
        }
        // One share each for acceptance and for charging and installing, the rest for the steps.
        return steps == 0 ? 0 : (int) (ALL_PERCENT * (done + 1) / (steps + 2));
    }

    private static String use(OrderItem item) {
        if (item.isSwap()) {
            return "Another SIM for this line with this order.";
        }
        if (item.isUpgrade()) {
            return "Another handset for its line with this order.";
        }
        if (item.newSeats().isPresent()) {
            long seats = item.newSeats().get();
            return "Has " + (seats == 1 ? "one seat" : seats + " seats") + " with this order.";
        }
        return item.isResumption()
                ? "Comes back into use with this order."
                : item.isSuspension() ? "Suspended with this order." : "";
    }

    private static ItemView item(OrderItem item) {
        List<String> prices = new ArrayList<>();
        List<String> extras = new ArrayList<>();
        for (Price price : item.prices()) {
            switch (price) {
                case Price.OneOff once -> prices.add(Amounts.text(once.amount()) + " once");
                case Price.Recurring monthly
                when monthly.terms().isMonthly() -> prices.add(Amounts.text(monthly.amount()) + " a month");
                case Price.Recurring recurring -> prices.add(OfferingCard.recurring(recurring));
                case Price.EarlyTermination fee ->
                    prices.add(Amounts.text(fee.amount()) + " for ending early: " + fee.explanation());
                case Price.Allowance allowance -> extras.add(OfferingCard.included(allowance));
                case Price.Usage usage -> extras.add(OfferingCard.overage(usage));
            }
        }
        return new ItemView(
                item.itemId(),
                item.offeringName(),
                item.isEnd(),
                item.formerOffering().orElse(""),
                use(item),
                item.lineItem().isEmpty() && item.lineProduct().isEmpty(),
                item.product().or(item::installedProduct).orElse(""),
                Badge.of(item.state()),
                new TreeMap<>(item.characteristics())
                        .entrySet().stream()
                                .map(entry -> new Fact(Words.of(entry.getKey()), Words.of(entry.getValue())))
                                .toList(),
                prices,
                extras);
    }

    /** In the plan's order; a step that another has taken back is not shown as done. */
    static List<StepView> steps(List<PlanStep> plan, Map<String, PlanStep> byId, List<FalloutTask> fallout) {
        Map<String, String> decided = fallout.stream()
                .filter(task -> task.askedBy().isPresent() && task.stepId().isPresent())
                .collect(Collectors.toMap(
                        task -> task.stepId().orElseThrow(),
                        task -> FalloutView.of(task, "").decided(),
                        (latest, earlier) -> latest));
        Set<String> takenBack = plan.stream()
                .filter(step -> step.state() == StepState.COMPLETED)
                .flatMap(step -> step.undoes().stream())
                .collect(Collectors.toSet());
        return plan.stream()
                .sorted(Comparator.comparingInt(PlanStep::position))
                .map(step -> step(
                        step,
                        takenBack.contains(step.id()) && step.state() == StepState.COMPLETED
                                ? Badge.TAKEN_BACK
                                : Badge.of(step),
                        byId,
                        decided.getOrDefault(step.id(), "")))
                .toList();
    }

    private static StepView step(PlanStep step, Badge state, Map<String, PlanStep> byId, String decided) {
        String waitsFor = step.state() != StepState.PLANNED
                ? ""
                : step.dependsOn().stream()
                        .filter(byId::containsKey)
                        .map(byId::get)
                        .filter(before -> !before.state().isPassed())
                        .map(PlanStep::label)
                        .sorted()
                        .collect(Collectors.joining(", "));
        return new StepView(
                step.id(),
                step.label(),
                state,
                step.jobType(),
                new When(step.releasedAt()),
                new When(step.completedAt()),
                waitsFor,
                "expected to take " + Spans.text(step.expectedDuration()) + noReturn(step),
                step.heldUntil().isPresent() ? "On hold, tried again by itself: " + step.heldWords() : decided,
                step.facts().entrySet().stream()
                        .filter(fact -> step.isCurrent() && RESOURCE_FACTS.contains(fact.getKey()))
                        .map(fact -> new Fact(Words.of(fact.getKey()), fact.getValue()))
                        .toList());
    }

    private static String noReturn(PlanStep step) {
        if (step.isUndo()) {
            return "";
        }
        return switch (step.pointOfNoReturn()) {
            case ASKS, NONE -> "";
            case SOFT -> ", taken back at a cost";
            case HARD -> ", no way back";
        };
    }
}
