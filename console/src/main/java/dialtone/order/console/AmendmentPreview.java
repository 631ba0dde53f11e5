package dialtone.order.console;

import dialtone.base.Money;
import dialtone.base.console.Amounts;
import dialtone.order.AmendmentAssessment;
import dialtone.order.FulfilmentPlan.Planned;
import dialtone.order.OrderPreview;
import dialtone.order.PlanStep;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What an amendment means, before it is done.
 *
 * @param changes   whether anything would be another
 * @param undone    labels of the steps that would be taken back, the last first
 * @param leftOut   labels of those that would not be begun
 * @param added     labels of those that would be done in their place or anew
 * @param kept      labels of those that stay
 * @param prices    what is paid as it is and as it would be; nothing when that is the same
 */
public record AmendmentPreview(
        boolean changes,
        List<String> undone,
        List<String> leftOut,
        List<String> added,
        List<String> kept,
        List<Price> prices)
        implements Serializable {

    static final AmendmentPreview NOTHING =
            new AmendmentPreview(false, List.of(), List.of(), List.of(), List.of(), List.of());

    /** @param label such as {@code Once} */
    public record Price(String label, String former, String amended) implements Serializable {}

    public AmendmentPreview {
        undone = List.copyOf(undone);
        leftOut = List.copyOf(leftOut);
        added = List.copyOf(added);
        kept = List.copyOf(kept);
        prices = List.copyOf(prices);
    }

    static AmendmentPreview of(AmendmentAssessment assessment) {
        return new AmendmentPreview(
                !assessment.changes().isEmpty(),
                labels(assessment.plan().undone().reversed()),
                labels(assessment.plan().leftOut()),
                assessment.plan().added().stream()
                        .map(Planned::template)
                        .map(template -> template.label())
                        .toList(),
                labels(assessment.plan().kept()),
                prices(assessment.before(), assessment.after()));
    }

    private static List<String> labels(List<PlanStep> steps) {
        return steps.stream().map(PlanStep::label).toList();
    }

    private static List<Price> prices(OrderPreview before, OrderPreview after) {
        List<Price> prices = new ArrayList<>();
        add(prices, "Once", before.oneOff(), after.oneOff());
        add(prices, "A month", before.monthly(), after.monthly());
        return prices;
    }

    private static void add(List<Price> prices, String label, Money former, Money amended) {
        if (!former.equals(amended)) {
            prices.add(new Price(label, Amounts.text(former), Amounts.text(amended)));
        }
    }

    public boolean pricesStay() {
        return changes && prices.isEmpty();
    }

    public boolean planStays() {
        return changes && undone.isEmpty() && leftOut.isEmpty() && added.isEmpty();
    }
}
