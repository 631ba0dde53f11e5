package dialtone.order.service;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.catalog.Catalog;
import dialtone.catalog.service.CatalogStore;
import dialtone.fulfilment.CheckRequest;
import dialtone.fulfilment.CheckResult;
import dialtone.fulfilment.DependencyRules;
import dialtone.fulfilment.NumberRules;
import dialtone.inventory.ProductId;
import dialtone.order.AmendOrder;
import dialtone.order.AmendmentChecks;
import dialtone.order.FulfilmentPlan;
import dialtone.order.OrderDetails;
import dialtone.order.OrderItem;
import dialtone.order.OrderNote;
import dialtone.order.OrderRevision;
import dialtone.order.OrderState;
import dialtone.order.OrderedItem;
import dialtone.order.PlaceOrder;
import dialtone.order.PlanRevision;
import dialtone.order.PlanStep;
import dialtone.order.ProductOrder;
import dialtone.pool.ResourceNeed;
import dialtone.pool.service.Pools;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is to be said to an amendment, or what it would come to. Nothing is changed by it.
 *
 * @param catalog of the order: an amendment is by the catalogue that it was placed under
 */
record AmendmentJudgement(Catalog catalog, OrderAssessment.Records records, Pools pools, OwnedCatalogs owned) {

    private static final String ITEMS = "productOrderItem";
    private static final String WANTED_MSISDN = ".product.productCharacteristic[" + ResourceNeed.WANTED_MSISDN + "]";

    /** The products of the inventory, and the catalogues that they were ordered under. */
    record OwnedCatalogs(OwnedProducts products, CatalogStore catalogs) {}

    Outcome<AmendmentDraft> of(ProductOrder order, List<PlanStep> steps, AmendOrder command, Instant now) {
        Optional<Rejection> objection = AmendmentChecks.objection(order, steps, command);
        if (objection.isPresent()) {
            return Outcome.rejected(objection.get());
        }
        OrderDetails details = signed(order, command, now);
        List<Rejection> refusals = new ArrayList<>(said(order, details, now));
        List<OrderedItem> before = StoredItems.wanted(order, catalog, owned.products());
        if (command.items().isEmpty()) {
            refusals.addAll(details.refusals(now));
            return refusals.isEmpty()
                    ? Outcome.accepted(draft(
                            order,
                            before,
                            new Wanted(before, Optional.empty(), details),
                            PlanRevision.none(steps),
                            steps))
                    : Outcome.rejected(refusals);
        }
        List<PlaceOrder.Item> asked = command.items().get();
        refusals.addAll(AmendmentChecks.items(order, asked));
        if (!refusals.isEmpty()) {
            return Outcome.rejected(refusals);
        }
        AmendmentChecks.Asked wanted = AmendmentChecks.wanted(order, asked, catalog);
        OrderAssessment assessment = OrderAssessment.of(
                new OrderAssessment.Amended(
                        Optional.of(order.id()), command(order, wanted.items(), details), wanted, line(order, wanted)),
                catalog,
                records,
                now);
        refusals.addAll(assessment.refusals());
        if (!refusals.isEmpty()) {
            return Outcome.rejected(refusals);
        }
        Map<String, String> fields = new LinkedHashMap<>();
        wanted.items().forEach(item -> fields.put(item.id(), item.field()));
        refusals.addAll(AmendmentChecks.identity(before, assessment.items(), fields));
        if (!refusals.isEmpty()) {
            return Outcome.rejected(refusals);
        }
        Wanted to = new Wanted(assessment.items(), assessment.lineProduct().map(ProductId::value), details);
        AmendmentDraft draft = draft(order, before, to, PlanRevision.of(catalog, before, to.items(), steps), steps);
        refusals.addAll(AmendmentChecks.plan(draft.plan(), steps.size(), before, draft.after()));
        if (refusals.isEmpty()) {
            refusals.addAll(dependencies(draft, fields));
        }
        return refusals.isEmpty() ? Outcome.accepted(draft) : Outcome.rejected(refusals);
    }

    /** Of the customer's: that which the items that stay belong to. */
    private static Optional<ProductId> line(ProductOrder order, AmendmentChecks.Asked wanted) {
        return order.items().stream()
                .filter(item -> item.isAdd() && wanted.known().contains(item.itemId()))
                .flatMap(item -> item.lineProduct().stream())
                .map(ProductId::new)
                .findFirst();
    }

    /** What the order is to be. */
    private record Wanted(List<OrderedItem> items, Optional<String> lineProduct, OrderDetails details) {}

    private AmendmentDraft draft(
            ProductOrder order, List<OrderedItem> before, Wanted to, PlanRevision plan, List<PlanStep> steps) {
        return new AmendmentDraft(
                order,
                catalog,
                records.parties().account(order.billingAccount()).orElseThrow(),
                before,
                to.items(),
                to.lineProduct(),
                to.details(),
                steps,
                plan,
                OrderRevision.changes(before, to.items(), order.details(), to.details()));
    }

    /** The amended order as it would be placed. */
    private static PlaceOrder command(ProductOrder order, List<PlaceOrder.Item> items, OrderDetails details) {
        return new PlaceOrder(
                Optional.empty(),
                order.externalId(),
                order.customer(),
                Optional.of(order.billingAccount()),
                order.channel(),
                order.placedBy(),
                items,
                details);
    }

    /** With the author and the time of notes that come without, and the priority that is not the requester's to say. */
    private static OrderDetails signed(ProductOrder order, AmendOrder command, Instant now) {
        OrderDetails details = command.details();
        return new OrderDetails(
                details.description(),
                details.category(),
                order.isUrgent() ? Optional.of(OrderDetails.HIGHEST_PRIORITY) : details.priority(),
                details.requestedStart(),
                details.requestedCompletion(),
                details.notificationContact(),
                details.notes().stream()
                        .map(note -> new OrderNote(
                                note.id(),
                                note.author() == null ? command.requestedBy() : note.author(),
                                note.writtenAt() == null ? now : note.writtenAt(),
                                note.text()))
                        .toList(),
                details.references());
    }

    private static List<Rejection> said(ProductOrder order, OrderDetails details, Instant now) {
        List<Rejection> refusals = new ArrayList<>();
        if (!details.notes().containsAll(order.details().notes())) {
            refusals.add(Rejection.at("note", "NOTE_STAYS", "What was noted stays: a note is added and not changed."));
        }
        boolean begun = order.state() != OrderState.ACKNOWLEDGED
                || order.instanceKey().isPresent()
                || !order.startsAt().isAfter(now);
        if (details.requestedStart().equals(order.details().requestedStart())) {
            return refusals;
        }
        if (!order.items().stream().allMatch(OrderItem::isAdd)) {
            refusals.add(
                    Rejection.at(
                            "requestedStartDate",
                            "AMENDMENT_NOT_TAKEN",
                            "What it costs to leave a product, and who may suspend a line, was judged for the start as it is: cancel this order and order anew."));
        } else if (begun) {
            refusals.add(Rejection.at(
                    "requestedStartDate", "ALREADY_BEGUN", "The order has begun: its start cannot be moved any more."));
        }
        return refusals;
    }

    /** Of the customer's: what the order has belongs to what it did. */
    private static Optional<String> lineProduct(AmendmentDraft draft, OrderedItem item) {
        return draft.order()
                .item(item.itemId())
                .map(OrderItem::lineProduct)
                .orElseGet(() -> item.lineItem().isEmpty() && !item.isPlan() ? draft.lineProduct() : Optional.empty());
    }

    /** What the dependency checks of an order in progress would say to what it is to be. Of one that has not begun they ask later. */
    private List<Rejection> dependencies(AmendmentDraft draft, Map<String, String> fields) {
        ProductOrder order = draft.order();
        if (order.state() != OrderState.IN_PROGRESS || !draft.changesItems()) {
            return List.of();
        }
        List<ResourceNeed> missing = pools.missing(order.id(), draft.plan().needs(), draft.plan()::isUnneeded);
        CheckRequest request = new CheckedItems(
                        CheckedItems.byId(draft.after()), catalog, records.inventory(), owned.catalogs())
                .request(
                        order.id().value(),
                        new CheckedItems.Payer(
                                records.parties().find(order.customer()).orElseThrow(),
                                Optional.of(order.billingAccount())),
                        draft.after().stream()
                                .map(item -> new CheckedItems.Added(item, lineProduct(draft, item)))
                                .toList(),
                        // an amendment ends nothing, and whether an element has room its activation says
                        List.of(),
                        new FulfilmentPlan(List.of(), missing));
        Stream<Rejection> ofItems = Stream.of(
                        DependencyRules.deviceCompatibility(request),
                        DependencyRules.resourcesFree(request, pools.free(missing)))
                .flatMap(List::stream)
                .filter(CheckResult::isObjection)
                .map(result -> Rejection.at(ITEMS, result.code(), result.message()));
        Stream<Rejection> ofNumbers =
                NumberRules.judge(request, new AmendedNumbers(draft, pools).standings(NumberRules.wanted(request)))
                        .stream()
                        .filter(CheckResult::isObjection)
                        .map(result -> Rejection.at(
                                result.item().map(fields::get).orElse(ITEMS) + WANTED_MSISDN,
                                result.code(),
                                AmendedNumbers.words(result)));
        return Stream.concat(ofNumbers, ofItems).toList();
    }
}
