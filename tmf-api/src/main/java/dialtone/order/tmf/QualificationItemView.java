package dialtone.order.tmf;

import dialtone.base.Rejection;
import dialtone.fulfilment.Alternative;
import dialtone.fulfilment.CheckResult;
import dialtone.fulfilment.CheckResult.Verdict;
import dialtone.inventory.InventoryState;
import dialtone.order.ItemAction;
import dialtone.order.OfferingQualification;
import dialtone.order.OfferingQualification.Result;
import dialtone.order.PlaceOrder;
import dialtone.order.tmf.ProductOrderItemView.CharacteristicView;
import dialtone.order.tmf.ProductOrderItemView.ProductView;
import dialtone.platform.tmf.EntityRef;
import dialtone.platform.tmf.NotTaken;
import dialtone.platform.tmf.ReadOnly;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonValue;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * TMF679 ProductOfferingQualificationItem, both ways.
 *
 * @param action                  add when it is not said
 * @param state                   terminatedWithError when not everybody could be asked and nothing speaks against it otherwise
 * @param qualificationItemResult qualified, alternate or unqualified; absent in that state
 * @param terminationError        what could not be asked
 * @param note                    of an answer: what is said of the item although nothing speaks against it, such as what leaving it early costs
 */
@JsonbPropertyOrder({
    "id",
    "action",
    "state",
    "qualificationItemResult",
    "productOffering",
    "product",
    "eligibilityUnavailabilityReason",
    "alternateProductOfferingProposal",
    "terminationError",
    "note"
})
public record QualificationItemView(
        @Nullable String id,
        @Nullable String action,
        @ReadOnly @Nullable String state,
        @ReadOnly @Nullable String qualificationItemResult,
        @Nullable EntityRef productOffering,
        @Nullable ProductView product,
        @ReadOnly @Nullable List<ReasonView> eligibilityUnavailabilityReason,
        @ReadOnly @Nullable List<ProposalView> alternateProductOfferingProposal,
        @ReadOnly @Nullable List<TerminationErrorView> terminationError,

        @NotTaken("It is answered for now; an order says when it is to begin: requestedStartDate.") @Nullable
        JsonValue expectedActivationDate,

        @NotTaken("An item belongs to the plan before it, as in an order.") @Nullable
        JsonValue qualificationItemRelationship,

        @NotTaken("Say it of the whole: description.") @Nullable
        JsonValue note,

        @JsonbProperty("@type") @Nullable String type) {

    static final String DONE = "done";
    static final String TERMINATED = "terminatedWithError";

    private static final String TYPE = "ProductOfferingQualificationItem";
    private static final String OFFERING = "ProductOffering";

    /**
     * @param label  what speaks against it, a sentence
     * @param remedy what would make it pass, a sentence; absent when nothing would
     * @param check  the check that has found it
     */
    @JsonbPropertyOrder({"code", "label", "remedy", "check"})
    public record ReasonView(
            String code,
            String label,
            @Nullable String remedy,
            String check,
            @JsonbProperty("@type") String type,
            @JsonbProperty("@baseType") String baseType) {
        static ReasonView of(CheckResult finding) {
            return new ReasonView(
                    finding.code(),
                    finding.message(),
                    finding.remedy().orElse(null),
                    finding.check(),
                    "DependencyCheckReason",
                    "EligibilityUnavailabilityReason");
        }
    }

    /**
     * @param alternateProductOffering another offering, or the same
     * @param alternateProduct         with what other characteristics
     * @param condition                what is to be first, such as a deposit, or a later day that is not told; the order is the same
     */
    @JsonbPropertyOrder({"id", "alternateProductOffering", "alternateProduct", "alternateActivationDate", "condition"})
    public record ProposalView(
            String id,
            @Nullable EntityRef alternateProductOffering,
            @Nullable ProductView alternateProduct,
            @Nullable Instant alternateActivationDate,
            @Nullable String condition) {
        static ProposalView of(int number, Alternative alternative, PlaceOrder.Item item) {
            EntityRef same = item.offering()
                    .map(id -> EntityRef.to(id.value(), OFFERING))
                    .orElse(null);
            String id = Integer.toString(number);
            return switch (alternative.kind()) {
                case OFFERING ->
                    new ProposalView(
                            id, EntityRef.to(alternative.content(), alternative.label(), OFFERING), null, null, null);
                case CHARACTERISTIC ->
                    new ProposalView(
                            id,
                            same,
                            product(null, null, Map.of(alternative.name(), alternative.content())),
                            null,
                            null);
                case DEPOSIT -> new ProposalView(id, same, null, null, alternative.label());
                case START ->
                    // a partner is not told the day
                    alternative.content().isEmpty()
                            ? new ProposalView(id, same, null, null, alternative.label())
                            : new ProposalView(id, same, null, Instant.parse(alternative.content()), null);
            };
        }
    }

    /** @param id    name of the check
     *  @param value why it could not be made, a sentence */
    public record TerminationErrorView(String id, String value) {}

    private static ProductView product(@Nullable String id, @Nullable String status, Map<String, String> given) {
        return new ProductView(id, status, null, listed(CharacteristicView.of(given)), null, null, null, null, null);
    }

    static QualificationItemView of(OfferingQualification qualification, PlaceOrder.Item item) {
        Result result = qualification.resultOf(item.id());
        List<CheckResult> findings = qualification.findingsOn(item.id());
        return new QualificationItemView(
                item.id(),
                item.action().tmf(),
                result == Result.UNKNOWN ? TERMINATED : DONE,
                result == Result.UNKNOWN ? null : result.tmf(),
                item.offering().map(id -> EntityRef.to(id.value(), OFFERING)).orElse(null),
                echo(item),
                qualification.wishes().reasons()
                        ? listed(findings.stream()
                                .filter(CheckResult::isObjection)
                                .map(ReasonView::of)
                                .toList())
                        : null,
                qualification.wishes().alternatives() ? listed(proposals(qualification, item)) : null,
                listed(findings.stream()
                        .filter(finding -> finding.verdict() == Verdict.UNANSWERED)
                        .map(finding -> new TerminationErrorView(finding.check(), finding.message()))
                        .toList()),
                null,
                null,
                notes(item, findings),
                TYPE);
    }

    /** What has passed and is about this item alone; null when there is none. */
    private static @Nullable JsonValue notes(PlaceOrder.Item item, List<CheckResult> findings) {
        JsonArrayBuilder notes = Json.createArrayBuilder();
        findings.stream()
                .filter(CheckResult::isPassed)
                .filter(finding -> finding.item().equals(Optional.of(item.id())))
                .forEach(finding -> notes.add(Json.createObjectBuilder()
                        .add("author", finding.check())
                        .add("text", finding.message())));
        JsonArray said = notes.build();
        return said.isEmpty() ? null : said;
    }

    private static @Nullable ProductView echo(PlaceOrder.Item item) {
        return item.product().isEmpty() && item.characteristics().isEmpty()
                ? null
                : product(
                        item.product().orElse(null),
                        item.status().map(InventoryState::tmf).orElse(null),
                        item.characteristics());
    }

    private static List<ProposalView> proposals(OfferingQualification qualification, PlaceOrder.Item item) {
        List<ProposalView> proposals = new ArrayList<>();
        qualification
                .alternativesTo(item.id())
                .forEach(alternative -> proposals.add(ProposalView.of(proposals.size() + 1, alternative, item)));
        return proposals;
    }

    /** Null when there are none, so that the attribute is left out. */
    private static <T> @Nullable List<T> listed(List<T> views) {
        return views.isEmpty() ? null : views;
    }

    /** The item as an order would have it; what is refused of it is refused here. */
    void collect(String path, List<PlaceOrder.Item> items, List<Rejection> refusals) {
        new ProductOrderItemView(
                        id,
                        null,
                        action == null ? ItemAction.ADD.tmf() : action,
                        null,
                        productOffering,
                        product,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null)
                .collect(path, Optional.empty(), items, refusals);
    }
}
