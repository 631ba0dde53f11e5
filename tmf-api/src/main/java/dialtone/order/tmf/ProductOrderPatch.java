package dialtone.order.tmf;

import dialtone.base.Rejection;
import dialtone.order.AmendOrder;
import dialtone.order.OrderDetails;
import dialtone.order.OrderNote;
import dialtone.order.PlaceOrder;
import dialtone.order.ProductOrder;
import dialtone.platform.tmf.EntityRef;
import dialtone.platform.tmf.RequestJson.Patch;
import dialtone.platform.tmf.TmfRefusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A merge patch of an order (TMF622 v4 PATCH, RFC 7396): what it does not name stays; null takes away; a list is the whole list. So
 * {@code productOrderItem} holds all items that the order is to have: one that it leaves out is withdrawn, one with an id of its own is
 * added. Of {@code note} what is there stays, with its id, and one without an id is added.
 */
final class ProductOrderPatch {

    static final String MERGE_PATCH = "application/merge-patch+json";

    private static final String ITEMS = "productOrderItem";
    private static final String NOTE = "note";

    /** Whose order it is, who pays, and what it goes back to do not change under it. */
    private static final List<String> LASTING = List.of(
            "externalId", "relatedParty", "billingAccount", "channel", "agreement", "productOfferingQualification");

    private ProductOrderPatch() {}

    /**
     * The amendment that this asks for.
     *
     * @param order as the requester may see it
     * @throws TmfRefusal with everything that cannot be read, each with its field: NOT_AMENDABLE, UNSUPPORTED_TYPE, and those of
     *                    {@link ProductOrderView#toCommand} about items and priority
     */
    static AmendOrder toCommand(
            Patch<ProductOrderView> patch, ProductOrder order, Optional<String> idempotencyKey, String requestedBy) {
        List<Rejection> refusals = new ArrayList<>();
        LASTING.stream()
                .filter(patch::isAbout)
                .forEach(attribute -> refusals.add(Rejection.at(
                        attribute, "NOT_AMENDABLE", "This stays as it was ordered: cancel the order and order anew.")));
        if (patch.amends().type() != null && !patch.amends().type().equals(ProductOrderView.TYPE)) {
            refusals.add(Rejection.at("@type", "UNSUPPORTED_TYPE", "An order stays a " + ProductOrderView.TYPE + "."));
        }
        Optional<List<PlaceOrder.Item>> items = patch.isAbout(ITEMS)
                ? Optional.of(patch.amends()
                        .items(Optional.of(EntityRef.to(order.billingAccount().value(), "BillingAccount")), refusals))
                : Optional.empty();
        OrderDetails details = details(patch, order.details(), refusals);
        if (!refusals.isEmpty()) {
            throw TmfRefusal.of(refusals);
        }
        return new AmendOrder(
                order.id(),
                idempotencyKey,
                patch.given().toString(),
                order.revision(),
                "tmf622",
                requestedBy,
                items,
                details);
    }

    private static OrderDetails details(Patch<ProductOrderView> patch, OrderDetails said, List<Rejection> refusals) {
        ProductOrderView to = patch.amends();
        return new OrderDetails(
                patch.isAbout("description") ? ProductOrderView.given(to.description()) : said.description(),
                patch.isAbout("category") ? ProductOrderView.given(to.category()) : said.category(),
                patch.isAbout("priority") ? to.priority(refusals) : said.priority(),
                patch.isAbout("requestedStartDate")
                        ? Optional.ofNullable(to.requestedStartDate())
                        : said.requestedStart(),
                patch.isAbout("requestedCompletionDate")
                        ? Optional.ofNullable(to.requestedCompletionDate())
                        : said.requestedCompletion(),
                patch.isAbout("notificationContact")
                        ? ProductOrderView.given(to.notificationContact())
                        : said.notificationContact(),
                patch.isAbout(NOTE) ? notes(to, said) : said.notes(),
                said.references());
    }

    /** One that is there may be named by its id and text alone. */
    private static List<OrderNote> notes(ProductOrderView to, OrderDetails said) {
        List<NoteView> given = Objects.requireNonNullElse(to.note(), List.of());
        return given.stream()
                .map(NoteView::toNote)
                .map(note -> said.notes().stream()
                        .filter(known -> note.id() != null
                                && note.id().equals(known.id())
                                && note.text().equals(known.text()))
                        .findFirst()
                        .orElse(note))
                .toList();
    }
}
