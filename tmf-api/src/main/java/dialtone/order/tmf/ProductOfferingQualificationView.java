package dialtone.order.tmf;

import dialtone.base.Rejection;
import dialtone.order.OfferingQualification;
import dialtone.order.OfferingQualification.Result;
import dialtone.order.OfferingQualification.Wishes;
import dialtone.order.PlaceOrder;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.platform.settings.Settings;
import dialtone.platform.tmf.EntityRef;
import dialtone.platform.tmf.NotTaken;
import dialtone.platform.tmf.ReadOnly;
import dialtone.platform.tmf.RelatedEntity;
import dialtone.platform.tmf.TmfRefusal;
import jakarta.json.JsonValue;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * TMF679 v4 ProductOfferingQualification, both ways: {@link #of} answers with it, {@link #toCommand} takes a POST's.
 *
 * @param state                       done, or terminatedWithError when something could not be asked and nothing else speaks against it
 * @param qualificationResult         of all items together; absent in that state
 * @param expirationDate              for as long the answer is worth reading; an order is checked again in any case
 * @param instantSyncQualification    true: answered with 200, else with 201; the answer is in it either way
 * @param billingAccount              that is to pay, as an order names it; not echoed
 * @param provideAlternative          true when it is not said
 * @param provideUnavailabilityReason true when it is not said
 * @param provideOnlyAvailable        only the items that are qualified are told
 */
@JsonbPropertyOrder({
    "id",
    "href",
    "description",
    "state",
    "qualificationResult",
    "productOfferingQualificationDate",
    "effectiveQualificationDate",
    "expirationDate",
    "instantSyncQualification",
    "provideAlternative",
    "provideOnlyAvailable",
    "provideUnavailabilityReason",
    "billingAccount",
    "relatedParty",
    "productOfferingQualificationItem"
})
public record ProductOfferingQualificationView(
        @ReadOnly @Nullable String id,
        @ReadOnly @Nullable String href,
        @Nullable String description,
        @ReadOnly @Nullable String state,
        @ReadOnly @Nullable String qualificationResult,
        @ReadOnly @Nullable Instant productOfferingQualificationDate,
        @ReadOnly @Nullable Instant effectiveQualificationDate,
        @ReadOnly @Nullable Instant expirationDate,
        @ReadOnly @Nullable Instant expectedPOQCompletionDate,
        @Nullable Boolean instantSyncQualification,
        @Nullable Boolean provideAlternative,
        @Nullable Boolean provideOnlyAvailable,
        @Nullable Boolean provideUnavailabilityReason,
        @Nullable EntityRef billingAccount,
        @Nullable List<RelatedEntity> relatedParty,
        @Nullable List<QualificationItemView> productOfferingQualificationItem,

        @NotTaken("It is answered at once.") @Nullable JsonValue requestedPOQCompletionDate,

        @NotTaken("Each item names its offering.") @Nullable JsonValue category,

        @NotTaken("The answer is the same by every channel.") @Nullable
        JsonValue channel,

        @NotTaken("Say it as description.") @Nullable JsonValue note,

        @NotTaken("The place of use is the customer's address.") @Nullable
        JsonValue place,

        @JsonbProperty("@type") @Nullable String type) {

    static final String PATH = "/tmf-api/productOfferingQualification/v4/productOfferingQualification";

    private static final String TYPE = "ProductOfferingQualification";
    private static final String ITEMS = "productOfferingQualificationItem";
    private static final int MAX_ID = 32;

    static String href(String id) {
        return Settings.publicUri() + PATH + "/" + id;
    }

    static ProductOfferingQualificationView of(OfferingQualification qualification) {
        Result result = qualification.result();
        Wishes wishes = qualification.wishes();
        return new ProductOfferingQualificationView(
                qualification.id(),
                href(qualification.id()),
                wishes.description().orElse(null),
                result == Result.UNKNOWN ? QualificationItemView.TERMINATED : QualificationItemView.DONE,
                result == Result.UNKNOWN ? null : result.tmf(),
                qualification.askedAt(),
                qualification.answeredAt(),
                qualification.expiresAt(),
                null,
                wishes.instant(),
                wishes.alternatives(),
                wishes.onlyQualified(),
                wishes.reasons(),
                null,
                List.of(RelatedEntity.customer(qualification.customer().value())),
                qualification.items().stream()
                        .filter(item ->
                                !wishes.onlyQualified() || qualification.resultOf(item.id()) == Result.QUALIFIED)
                        .map(item -> QualificationItemView.of(qualification, item))
                        .toList(),
                null,
                null,
                null,
                null,
                null,
                TYPE);
    }

    /** What it wants told. */
    Wishes wishes() {
        return new Wishes(
                ProductOrderView.given(description),
                !Boolean.FALSE.equals(provideAlternative),
                !Boolean.FALSE.equals(provideUnavailabilityReason),
                Boolean.TRUE.equals(provideOnlyAvailable),
                Boolean.TRUE.equals(instantSyncQualification));
    }

    /**
     * The order that it asks about.
     *
     * @throws TmfRefusal with everything that cannot be read, each with its field: MISSING, TOO_LONG, UNSUPPORTED_TYPE, UNSUPPORTED_PARTY,
     *                    AMBIGUOUS_CUSTOMER, and of the items those of an order's
     */
    PlaceOrder toCommand(String askedBy) {
        List<Rejection> refusals = new ArrayList<>();
        if (type != null && !type.equals(TYPE)) {
            refusals.add(Rejection.at("@type", "UNSUPPORTED_TYPE", "Qualifications here are of type " + TYPE + "."));
        }
        if (description != null && description.length() > OfferingQualification.MAX_DESCRIPTION) {
            refusals.add(Rejection.at(
                    "description",
                    "TOO_LONG",
                    "The text has more than " + OfferingQualification.MAX_DESCRIPTION + " characters."));
        }
        CustomerId customer = customer(refusals);
        Optional<BillingAccountId> account = Optional.ofNullable(billingAccount)
                .map(ref -> new BillingAccountId(
                        ProductOrderItemView.limited(ref.id(), MAX_ID, "billingAccount.id", refusals)));
        List<QualificationItemView> given =
                productOfferingQualificationItem == null ? List.of() : productOfferingQualificationItem;
        if (given.isEmpty()) {
            refusals.add(ProductOrderItemView.missing(ITEMS));
        }
        List<PlaceOrder.Item> items = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            given.get(i).collect(ITEMS + "[" + i + "]", items, refusals);
        }
        if (!refusals.isEmpty()) {
            throw TmfRefusal.of(refusals);
        }
        return new PlaceOrder(Optional.empty(), Optional.empty(), customer, account, "tmf679", askedBy, items);
    }

    private CustomerId customer(List<Rejection> refusals) {
        List<RelatedEntity> parties = relatedParty == null ? List.of() : relatedParty;
        String found = "";
        for (int i = 0; i < parties.size(); i++) {
            String field = "relatedParty[" + i + "]";
            if (!parties.get(i).namesCustomer()) {
                refusals.add(Rejection.at(
                        field + ".role", "UNSUPPORTED_PARTY", "The answer depends on the customer and nobody else."));
                continue;
            }
            if (!found.isEmpty()) {
                refusals.add(Rejection.at(field, "AMBIGUOUS_CUSTOMER", "It is asked for one customer."));
            }
            found = ProductOrderItemView.limited(parties.get(i).id(), MAX_ID, field + ".id", refusals);
        }
        if (parties.stream().noneMatch(RelatedEntity::namesCustomer)) {
            refusals.add(
                    Rejection.at("relatedParty", "MISSING", "A related party with the role customer is required."));
        }
        return new CustomerId(found);
    }
}
