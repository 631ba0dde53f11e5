package dialtone.order;

import dialtone.base.Rejection;
import dialtone.catalog.Catalog;
import dialtone.catalog.CharacteristicSpecification;
import dialtone.catalog.Decomposition;
import dialtone.catalog.DeviceModel;
import dialtone.catalog.OfferingId;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.ProductOffering.Role;
import dialtone.catalog.ServiceSpecification;
import dialtone.catalog.ServiceSpecification.StepTemplate;
import dialtone.pool.ResourceNeed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is to be said to the items of a command that bring a line to another plan, and what they come to. */
final class Changes {

    private static final String PRODUCT = ".product.id";
    private static final String OFFERING = ".productOffering.id";

    private final Catalog catalog;
    private final CustomerProducts customer;
    private final Endings endings;
    private final Suspensions suspensions;
    private final List<Rejection> refusals;

    /** Products that change, by the item that names them. */
    private final Map<String, String> changing = new HashMap<>();

    /**
     * @param endings     of all items of the same command: what ends with it is in nobody's way
     * @param suspensions of all items of the same command
     */
    Changes(
            Catalog catalog,
            CustomerProducts customer,
            Endings endings,
            Suspensions suspensions,
            List<Rejection> refusals) {
        this.catalog = catalog;
        this.customer = customer;
        this.endings = endings;
        this.suspensions = suspensions;
        this.refusals = refusals;
    }

    /** Item that changes the line that a product belongs to; empty when none does. */
    Optional<String> changing(OwnedProduct belonging) {
        return belonging.line().flatMap(line -> Optional.ofNullable(changing.get(line)));
    }

    /** @return empty when it is refused */
    Optional<OrderedItem> of(PlaceOrder.Item item) {
        int before = refusals.size();
        Optional<OwnedProduct> product = product(item);
        Optional<ProductOffering> offering = offering(item);
        if (product.isEmpty() || offering.isEmpty() || refusals.size() > before) {
            return Optional.empty();
        }
        OwnedProduct line = product.get();
        ProductOffering plan = offering.get();
        if (plan.id().equals(line.offering().id())) {
            refuse(item, OFFERING, "NOTHING_CHANGES", "The line has " + plan.name() + " already.");
            return Optional.empty();
        }
        OrderedItem change = OrderedItem.change(item.id(), line, plan, characteristics(item, line, plan));
        if (refusals.size() == before) {
            network(item, change);
            customer.belongingTo(line).stream()
                    .filter(belonging -> endings.item(belonging.id()).isEmpty())
                    .forEach(belonging -> stays(item, belonging, change));
        }
        return refusals.size() == before ? Optional.of(change) : Optional.empty();
    }

    private Optional<OwnedProduct> product(PlaceOrder.Item item) {
        if (item.product().isEmpty()) {
            refuse(item, PRODUCT, "MISSING", "This is required: the product that changes.");
            return Optional.empty();
        }
        Optional<OwnedProduct> product = item.product().flatMap(customer::product);
        if (product.isEmpty()) {
            refuse(item, PRODUCT, "UNKNOWN_PRODUCT", "The customer has no such product.");
        }
        product.ifPresent(line -> mayChange(item, line));
        return product;
    }

    private void mayChange(PlaceOrder.Item item, OwnedProduct line) {
        String name = line.offering().name();
        if (line.offering().role() != Role.PLAN) {
            refuse(
                    item,
                    PRODUCT,
                    "NOT_A_PLAN",
                    name + " is neither a plan nor a handset: it does not change. It ends, and another is added.");
            return;
        }
        if (line.ended()) {
            refuse(item, PRODUCT, "PRODUCT_NOT_ACTIVE", name + ", product " + line.id() + ", has ended already.");
            return;
        }
        line.suspension()
                .ifPresent(suspended -> refuse(
                        item,
                        PRODUCT,
                        "LINE_SUSPENDED",
                        name + " is suspended, " + suspended.reason().words()
                                + ": it has to be back in use before it changes."));
        Optional.ofNullable(changing.putIfAbsent(line.id(), item.id()))
                .or(() -> endings.item(line.id()))
                .or(() -> suspensions.item(line.id()))
                .ifPresent(other -> refuse(
                        item,
                        PRODUCT,
                        "DUPLICATE_PRODUCT",
                        "Item " + other + " of this order is about product " + line.id() + " already."));
        List<OwnedProduct> all = new ArrayList<>(List.of(line));
        all.addAll(customer.belongingTo(line));
        all.forEach(owned -> Optional.ofNullable(customer.claims().get(owned.id()))
                .ifPresent(order -> refuse(
                        item,
                        PRODUCT,
                        "PRODUCT_IN_ANOTHER_ORDER",
                        "Order " + order + " is under way and about "
                                + owned.offering().name() + " already.")));
    }

    private Optional<ProductOffering> offering(PlaceOrder.Item item) {
        if (item.offering().isEmpty()) {
            refuse(item, OFFERING, "MISSING", "This is required: the plan that it changes to.");
            return Optional.empty();
        }
        OfferingId id = item.offering().get();
        Optional<ProductOffering> offering = catalog.offering(id);
        if (offering.isEmpty()) {
            refuse(
                    item,
                    OFFERING,
                    "UNKNOWN_OFFERING",
                    "The catalogue has no offering " + Answers.quoted(id.value()) + ".");
        } else if (offering.get().role() != Role.PLAN) {
            refuse(item, OFFERING, "NOT_A_PLAN", offering.get().name() + " is no plan that a line could change to.");
        }
        return offering;
    }

    /** What the line has answered stays; only what the new plan asks beyond that is answered by the item. */
    private Map<String, String> characteristics(PlaceOrder.Item item, OwnedProduct line, ProductOffering plan) {
        Map<String, String> answers = new LinkedHashMap<>();
        for (CharacteristicSpecification question : plan.characteristics()) {
            Optional.ofNullable(line.characteristics().get(question.name()))
                    .ifPresent(answer -> answers.put(question.name(), answer));
        }
        item.characteristics().forEach((name, value) -> {
            if (name.equals(ResourceNeed.WANTED_MSISDN)
                    && !value.isBlank()
                    && !value.equals(line.characteristics().get(name))) {
                // its own is what it keeps, whether it was once asked for or not
                if (line.number().filter(value::equals).isEmpty()) {
                    refusals.add(Rejection.at(
                            Answers.field(item, name),
                            "NUMBER_STAYS",
                            "The line keeps its number: a change of plan does not change it."));
                }
                return;
            }
            String had = line.characteristics().get(name);
            if (had != null && !had.equals(value)) {
                refusals.add(Rejection.at(
                        Answers.field(item, name),
                        "CHARACTERISTIC_NOT_ALLOWED",
                        label(plan, name) + " is " + had + " and stays so: a change of plan does not change it."));
            } else {
                answers.put(name, value);
            }
        });
        return new Answers(refusals).of(item, plan, answers);
    }

    private static String label(ProductOffering plan, String name) {
        return plan.characteristics().stream()
                .filter(question -> question.name().equals(name))
                .map(CharacteristicSpecification::label)
                .findFirst()
                .orElse(name);
    }

    private void network(PlaceOrder.Item item, OrderedItem change) {
        PlanDraft.change(catalog, change)
                .objection()
                .ifPresent(objection -> refuse(
                        item,
                        OFFERING,
                        "PLAN_NOT_REACHABLE",
                        "The line cannot change to " + change.offering().name() + ": " + objection));
    }

    /** Whether what the line keeps goes with the new plan. */
    private void stays(PlaceOrder.Item item, OwnedProduct belonging, OrderedItem change) {
        ProductOffering plan = change.offering();
        ProductOffering kept = belonging.offering();
        String end = " End product " + belonging.id() + " with the same order.";
        if (plan.excludes().contains(kept.id()) || kept.excludes().contains(plan.id())) {
            refuse(
                    item,
                    OFFERING,
                    "EXCLUDED_OFFERING",
                    plan.name() + " does not go with " + kept.name() + ", which the line has." + end);
        } else if (!kept.requires().isEmpty() && !kept.requires().contains(plan.id())) {
            refuse(
                    item,
                    OFFERING,
                    "REQUIRED_OFFERING_MISSING",
                    kept.name() + ", which the line has, needs one of " + names(kept.requires()) + "." + end);
        }
        lacking(belonging)
                .ifPresent(step -> refuse(
                        item,
                        OFFERING,
                        "ADD_ON_OUTDATED",
                        kept.name() + ", which the line has, was ordered before it had \"" + step.label()
                                + "\", and a change of plan would not bring it that." + end
                                + " It can be ordered anew afterwards."));
        device(belonging)
                .filter(device -> Decomposition.of(catalog, plan, change.characteristics())
                        .profile()
                        .filter(profile -> !device.profiles().contains(profile))
                        .isPresent())
                .ifPresent(device -> refuse(
                        item,
                        OFFERING,
                        "DEVICE_INCOMPATIBLE",
                        "The line's " + device.label() + " cannot run what " + plan.name() + " brings."));
    }

    /**
     * What an add-on that was ordered by an older catalogue lacks: the change is about the plan alone, so that its customer would pay for
     * what the network does not know of.
     */
    private Optional<StepTemplate> lacking(OwnedProduct belonging) {
        Set<String> there =
                belonging.services().stream().map(ServiceSpecification::name).collect(Collectors.toSet());
        return catalog.offering(belonging.offering().id()).filter(kept -> kept.role() == Role.ADD_ON).stream()
                .flatMap(kept -> Decomposition.of(catalog, kept, belonging.characteristics()).resourceFacing().stream())
                .filter(service -> !there.contains(service.name()))
                .flatMap(service -> service.step().stream())
                .findFirst();
    }

    private Optional<DeviceModel> device(OwnedProduct belonging) {
        return Optional.ofNullable(belonging.characteristics().get(ResourceNeed.DEVICE_MODEL))
                .flatMap(catalog::device);
    }

    private String names(List<OfferingId> offerings) {
        return offerings.stream()
                .map(id -> catalog.offering(id).map(ProductOffering::name).orElse(id.value()))
                .collect(Collectors.joining(", "));
    }

    private void refuse(PlaceOrder.Item item, String field, String code, String message) {
        refusals.add(Rejection.at(item.field() + field, code, message));
    }
}
