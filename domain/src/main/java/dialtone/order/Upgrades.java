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
import dialtone.catalog.ServiceSpecification.PointOfNoReturn;
import dialtone.pool.ResourceNeed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is to be said to the item of a command that gives a line another handset, and what it comes to. Such an item modifies the handset
 * that the line has: it names another offering, or the same one in another colour. What it does not answer of the same offering stays.
 *
 * <p>Rejections, beside {@code UNKNOWN_OFFERING} and those about characteristics: {@code UPGRADE_WITH_OTHERS} at the action; at the product
 * {@code PRODUCT_NOT_ACTIVE, DEVICE_WITHOUT_LINE, LINE_SUSPENDED, PRODUCT_IN_ANOTHER_ORDER, PRODUCT_CANNOT_END}; at the offering
 * {@code NOT_A_DEVICE, NOTHING_CHANGES, DEVICE_FOR_GOOD, DEVICE_INCOMPATIBLE, LINE_LACKS_SERVICE, REQUIRED_BY_ANOTHER} and those of
 * {@link Additions}.
 */
final class Upgrades {

    private static final String PRODUCT = ".product.id";
    private static final String OFFERING = ".productOffering.id";

    private final Catalog catalog;
    private final CustomerProducts customer;
    private final List<Rejection> refusals;

    Upgrades(Catalog catalog, CustomerProducts customer, List<Rejection> refusals) {
        this.catalog = catalog;
        this.customer = customer;
        this.refusals = refusals;
    }

    boolean isUpgrade(PlaceOrder.Item item) {
        return item.action() == ItemAction.MODIFY
                && item.status().isEmpty()
                && handset(item).isPresent();
    }

    private Optional<OwnedProduct> handset(PlaceOrder.Item item) {
        return item.product()
                .flatMap(customer::product)
                .filter(product -> product.offering().role() == Role.DEVICE);
    }

    /** @return empty when it is refused */
    Optional<OrderedItem> of(PlaceOrder command, PlaceOrder.Item item) {
        int before = refusals.size();
        OwnedProduct handset = handset(item).orElseThrow();
        Optional<OwnedProduct> line = handset.line().flatMap(customer::product);
        if (command.items().size() > 1) {
            refuse(
                    item,
                    ".action",
                    "UPGRADE_WITH_OTHERS",
                    "An order that gives a line another handset does nothing else: order the rest by itself.");
        }
        line.ifPresentOrElse(
                owned -> mayGo(item, handset, owned),
                () -> refuse(
                        item,
                        PRODUCT,
                        "DEVICE_WITHOUT_LINE",
                        handset.offering().name() + " belongs to no line: order the other handset by itself."));
        Optional<ProductOffering> offering = offering(item, handset);
        if (refusals.size() > before) {
            return Optional.empty();
        }
        OrderedItem upgrade = OrderedItem.change(
                item.id(), handset, offering.orElseThrow(), characteristics(item, handset, offering.get()));
        if (refusals.size() == before) {
            fits(item, upgrade, handset, line.orElseThrow());
        }
        return refusals.size() == before ? Optional.of(upgrade) : Optional.empty();
    }

    private void mayGo(PlaceOrder.Item item, OwnedProduct handset, OwnedProduct line) {
        String name = handset.offering().name();
        if (handset.ended()) {
            refuse(item, PRODUCT, "PRODUCT_NOT_ACTIVE", name + ", product " + handset.id() + ", has ended already.");
        }
        line.suspension()
                .ifPresent(suspended -> refuse(
                        item,
                        PRODUCT,
                        "LINE_SUSPENDED",
                        "The line is suspended, " + suspended.reason().words()
                                + ": it has to be back in use before it gets another handset."));
        Stream.of(handset, line)
                .flatMap(owned -> Optional.ofNullable(customer.claims().get(owned.id())).stream())
                .findFirst()
                .ifPresent(order -> refuse(
                        item,
                        PRODUCT,
                        "PRODUCT_IN_ANOTHER_ORDER",
                        "Order " + order + " is under way and about " + name + " or its line already."));
        handset.lasting()
                .ifPresent(step -> refuse(
                        item,
                        PRODUCT,
                        "PRODUCT_CANNOT_END",
                        name + " cannot be exchanged: nothing takes back \"" + step + "\"."));
    }

    private Optional<ProductOffering> offering(PlaceOrder.Item item, OwnedProduct handset) {
        OfferingId id = item.offering().orElse(handset.offering().id());
        Optional<ProductOffering> offering = catalog.offering(id);
        if (offering.isEmpty()) {
            refuse(
                    item,
                    OFFERING,
                    "UNKNOWN_OFFERING",
                    "The catalogue has no offering " + Answers.quoted(id.value()) + ".");
        } else if (offering.get().role() != Role.DEVICE) {
            refuse(
                    item,
                    OFFERING,
                    "NOT_A_DEVICE",
                    offering.get().name() + " is no handset that could take the place of one.");
        }
        return offering;
    }

    /** Of the same offering what is not said again stays; of another one only which line it is for. */
    private Map<String, String> characteristics(PlaceOrder.Item item, OwnedProduct handset, ProductOffering offering) {
        boolean same = offering.id().equals(handset.offering().id());
        Map<String, String> answers = new LinkedHashMap<>();
        offering.characteristics().stream()
                .map(CharacteristicSpecification::name)
                .filter(name -> same || name.equals(OrderedItem.LINE_MSISDN))
                .forEach(name -> Optional.ofNullable(handset.characteristics().get(name))
                        .ifPresent(answer -> answers.put(name, answer)));
        answers.putAll(item.characteristics());
        Optional.ofNullable(item.characteristics().get(OrderedItem.LINE_MSISDN))
                .filter(number -> !handset.number().equals(Optional.of(number)))
                .ifPresent(number -> refusals.add(Rejection.at(
                        Answers.field(item, OrderedItem.LINE_MSISDN),
                        "CHARACTERISTIC_NOT_ALLOWED",
                        "The handset stays with its line, which has another number.")));
        Map<String, String> all = new Answers(refusals).of(item, offering, answers);
        if (same && !changes(handset, offering, all)) {
            refuse(item, OFFERING, "NOTHING_CHANGES", "The line has this " + offering.name() + " already.");
        }
        return all;
    }

    /**
     * Whether an answer makes another thing of it. The line that it is for does not; neither does an answer that the catalogue gives by
     * itself and did not know of yet when the handset was ordered.
     */
    private static boolean changes(OwnedProduct handset, ProductOffering offering, Map<String, String> answers) {
        return offering.characteristics().stream()
                .filter(question -> !question.name().equals(OrderedItem.LINE_MSISDN))
                .anyMatch(question -> !Optional.ofNullable(
                                handset.characteristics().get(question.name()))
                        .or(question::defaultValue)
                        .equals(Optional.ofNullable(answers.get(question.name()))));
    }

    /** Whether the handset goes with all that stays on the line. Nothing is on its way to that: the order would have a claim on the line. */
    private void fits(PlaceOrder.Item item, OrderedItem upgrade, OwnedProduct handset, OwnedProduct line) {
        List<OwnedProduct> staying = customer.belongingTo(line).stream()
                .filter(other -> !other.id().equals(handset.id()))
                .toList();
        List<Rejection> rules = new Additions(
                        catalog, new Additions.Line(line, staying, List.of(), Set.of(), List.of(upgrade)))
                .refusals(upgrade, item.field());
        refusals.addAll(rules);
        lasting(item, upgrade);
        leavesNothingWanting(item, upgrade, handset, line, staying);
        Optional.ofNullable(upgrade.characteristics().get(ResourceNeed.DEVICE_MODEL))
                .flatMap(catalog::device)
                .flatMap(device -> misfit(device, line))
                .filter(misfit -> rules.stream().noneMatch(said -> said.code().equals("DEVICE_INCOMPATIBLE")))
                .ifPresent(misfit -> refuse(item, OFFERING, "DEVICE_INCOMPATIBLE", misfit));
        upgrade.withoutBasis(
                        catalog,
                        line.services().stream().map(ServiceSpecification::name).collect(Collectors.toSet()))
                .ifPresent(step -> refuse(
                        item,
                        OFFERING,
                        "LINE_LACKS_SERVICE",
                        "The line has none of what \"" + step.label() + "\" rests on: "
                                + String.join(", ", step.dependsOn()) + "."));
    }

    /** By its last way back such an order takes away what the former handset had. What brings the new one has to have a way back itself. */
    private void lasting(PlaceOrder.Item item, OrderedItem upgrade) {
        PlanDraft.delivered(catalog, upgrade).stream()
                .flatMap(service -> service.step().stream())
                .filter(step -> step.pointOfNoReturn() == PointOfNoReturn.HARD)
                .findFirst()
                .ifPresent(step -> refuse(
                        item,
                        OFFERING,
                        "DEVICE_FOR_GOOD",
                        upgrade.offering().name() + " cannot take the place of another handset: nothing takes back \""
                                + step.label() + "\"."));
    }

    /** What needs the handset that goes is met by the new one, or by something else that the line keeps. */
    private void leavesNothingWanting(
            PlaceOrder.Item item,
            OrderedItem upgrade,
            OwnedProduct handset,
            OwnedProduct line,
            List<OwnedProduct> staying) {
        Set<OfferingId> kept = Stream.of(
                        Stream.of(upgrade.offeringId(), line.offering().id()),
                        staying.stream().map(other -> other.offering().id()))
                .flatMap(ids -> ids)
                .collect(Collectors.toSet());
        staying.stream()
                .filter(other ->
                        other.offering().requires().contains(handset.offering().id()))
                .filter(other -> other.offering().requires().stream().noneMatch(kept::contains))
                .findFirst()
                .ifPresent(other -> refuse(
                        item,
                        OFFERING,
                        "REQUIRED_BY_ANOTHER",
                        other.offering().name() + ", which stays on the line, needs "
                                + handset.offering().name() + ". End product " + other.id() + " first."));
    }

    /** What the device cannot do of its line's plan and SIM, a sentence. */
    private Optional<String> misfit(DeviceModel device, OwnedProduct line) {
        ProductOffering plan = catalog.offering(line.offering().id()).orElse(line.offering());
        Optional<String> profile = Decomposition.of(catalog, plan, line.characteristics())
                .profile()
                .filter(needed -> !device.profiles().contains(needed))
                .map(needed -> device.label() + " cannot run what the line's " + plan.name() + " brings.");
        return profile.or(() -> Optional.ofNullable(line.characteristics().get(ResourceNeed.SIM_TYPE))
                .filter(sim -> !device.simTypes().contains(sim))
                .map(sim -> device.label() + " does not take the line's SIM, which is of type " + sim + "."));
    }

    private void refuse(PlaceOrder.Item item, String field, String code, String message) {
        refusals.add(Rejection.at(item.field() + field, code, message));
    }
}
