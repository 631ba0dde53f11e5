package dialtone.order.tmf;

import dialtone.base.Rejection;
import dialtone.order.AmendmentAssessment;
import dialtone.order.FulfilmentPlan.Planned;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an amendment would do just now.
 *
 * @param revision  that the order would have; absent when the amendment is refused
 * @param objection why it is refused, each reason; absent when it is not
 * @param keep      steps that stay
 * @param undo      steps that were begun and would be taken back
 * @param leave     steps that would not be begun
 * @param add       steps that would be added
 * @param former    what the order costs as it is
 * @param amended   what it would cost
 */
@JsonbPropertyOrder({
    "orderId",
    "state",
    "possible",
    "objection",
    "revision",
    "change",
    "keep",
    "undo",
    "leave",
    "add",
    "former",
    "amended"
})
public record AmendmentView(
        String orderId,
        String state,
        boolean possible,
        @Nullable List<ObjectionView> objection,
        @Nullable Integer revision,
        List<RevisionChangeView> change,
        List<PlanStepView> keep,
        List<PlanStepView> undo,
        List<PlanStepView> leave,
        List<AddedStepView> add,
        List<OrderPriceView> former,
        List<OrderPriceView> amended) {

    /** @param field in the patch; empty when it is about the order */
    @JsonbPropertyOrder({"field", "code", "message"})
    public record ObjectionView(String field, String code, String message) {
        static ObjectionView of(Rejection reason) {
            return new ObjectionView(reason.field(), reason.code(), reason.message());
        }
    }

    /** A step that is not there yet. */
    @JsonbPropertyOrder({"name", "itemId", "service", "pointOfNoReturn"})
    public record AddedStepView(String name, String itemId, String service, String pointOfNoReturn) {
        static AddedStepView of(Planned step) {
            return new AddedStepView(
                    step.template().label(),
                    step.itemId(),
                    step.service(),
                    step.template().pointOfNoReturn().name().toLowerCase(Locale.ROOT));
        }
    }

    static AmendmentView refused(String orderId, String state, List<Rejection> reasons) {
        return new AmendmentView(
                orderId,
                state,
                false,
                reasons.stream().map(ObjectionView::of).toList(),
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    static AmendmentView of(String orderId, String state, AmendmentAssessment assessment) {
        return new AmendmentView(
                orderId,
                state,
                true,
                null,
                assessment.revision(),
                assessment.changes().stream().map(RevisionChangeView::of).toList(),
                assessment.plan().kept().stream().map(PlanStepView::of).toList(),
                assessment.plan().undone().reversed().stream()
                        .map(PlanStepView::of)
                        .toList(),
                assessment.plan().leftOut().stream().map(PlanStepView::of).toList(),
                assessment.plan().added().stream().map(AddedStepView::of).toList(),
                OrderPriceView.totals(assessment.before()),
                OrderPriceView.totals(assessment.after()));
    }
}
