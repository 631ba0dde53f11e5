package dialtone.order.soap;

import dialtone.catalog.Price;
import dialtone.fulfilment.CheckResult;
import dialtone.order.OrderDetails;
import dialtone.order.OrderId;
import dialtone.order.OrderItem;
import dialtone.order.OrderNote;
import dialtone.order.OrderReference;
import dialtone.order.OrderReference.Kind;
import dialtone.order.PlanStep;
import dialtone.order.ProductOrder;
import dialtone.platform.settings.Settings;
import dialtone.soap.orderentry.v1.Action;
import dialtone.soap.orderentry.v1.Characteristic;
import dialtone.soap.orderentry.v1.ItemState;
import dialtone.soap.orderentry.v1.Note;
import dialtone.soap.orderentry.v1.Order;
import dialtone.soap.orderentry.v1.OrderState;
import dialtone.soap.orderentry.v1.PriceType;
import dialtone.soap.orderentry.v1.ProductStatus;
import dialtone.soap.orderentry.v1.StepState;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A product order as the contract shows it. */
final class OrderWire {

    private static final String PRODUCT_ORDERS = "/tmf-api/productOrderingManagement/v4/productOrder/";

    /** Of the contract's Amount. */
    private static final int AMOUNT_SCALE = 4;

    private static final int TEXT_LENGTH = 1_000;

    private OrderWire() {}

    /** Where the order is found by TMF622. */
    static String href(OrderId id) {
        return Settings.publicUri() + PRODUCT_ORDERS + id.value();
    }

    static Order of(ProductOrder order, List<PlanStep> plan, List<CheckResult> checks) {
        var wire = new Order();
        wire.setId(order.id().value());
        wire.setHref(href(order.id()));
        order.externalId().ifPresent(wire::setExternalId);
        wire.setCustomerId(order.customer().value());
        wire.setBillingAccountId(order.billingAccount().value());
        OrderDetails details = order.details();
        wire.setChannel(details.references(Kind.CHANNEL).stream()
                .map(OrderReference::id)
                .findFirst()
                .orElse(order.channel()));
        wire.setState(OrderState.fromValue(order.state().tmf()));
        reason(order, checks).ifPresent(wire::setStateReason);
        wire.setOrderedAt(order.placedAt());
        order.finishedAt().ifPresent(wire::setCompletedAt);
        order.items().stream().map(OrderWire::item).forEach(wire.getItem()::add);
        plan.stream().map(OrderWire::step).forEach(wire.getPlanStep()::add);
        details.description().ifPresent(wire::setDescription);
        details.category().ifPresent(wire::setCategory);
        details.priority().ifPresent(wire::setPriority);
        details.requestedStart().ifPresent(wire::setRequestedStartAt);
        details.requestedCompletion().ifPresent(wire::setRequestedCompletionAt);
        details.notificationContact().ifPresent(wire::setNotificationContact);
        details.notes().stream().map(OrderWire::note).forEach(wire.getNote()::add);
        return wire;
    }

    private static Note note(OrderNote note) {
        var wire = new Note();
        wire.setText(note.text());
        wire.setAuthor(note.author());
        wire.setWrittenAt(note.writtenAt());
        return wire;
    }

    private static Optional<String> reason(ProductOrder order, List<CheckResult> checks) {
        String refusals = order.state() == dialtone.order.OrderState.REJECTED
                ? checks.stream()
                        .filter(CheckResult::isObjection)
                        .map(CheckResult::message)
                        .collect(Collectors.joining(" "))
                : "";
        String reason = refusals.isEmpty() ? order.cancelReason().orElse("") : refusals;
        return reason.isEmpty()
                ? Optional.empty()
                : Optional.of(reason.substring(0, Math.min(reason.length(), TEXT_LENGTH)));
    }

    private static dialtone.soap.orderentry.v1.OrderItem item(OrderItem item) {
        var wire = new dialtone.soap.orderentry.v1.OrderItem();
        wire.setId(item.itemId());
        item.lineItem().ifPresent(wire::setParentId);
        wire.setAction(Action.fromValue(item.action().tmf()));
        wire.setOfferingId(item.offering().value());
        item.product().ifPresent(wire::setProductId);
        item.status().map(status -> ProductStatus.fromValue(status.tmf())).ifPresent(wire::setProductStatus);
        wire.setState(ItemState.fromValue(item.state().tmf()));
        item.characteristics().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> {
                    var characteristic = new Characteristic();
                    characteristic.setName(entry.getKey());
                    characteristic.setValue(entry.getValue());
                    wire.getCharacteristic().add(characteristic);
                });
        item.prices().stream().map(OrderWire::price).flatMap(Optional::stream).forEach(wire.getPrice()::add);
        return wire;
    }

    /** An allowance has no price. */
    private static Optional<dialtone.soap.orderentry.v1.Price> price(Price price) {
        return switch (price) {
            case Price.OneOff once ->
                Optional.of(price(
                        PriceType.ONE_TIME,
                        once.name(),
                        once.amount().amount(),
                        once.amount().currency()));
            case Price.Recurring recurring -> {
                var wire = price(
                        PriceType.RECURRING,
                        recurring.name(),
                        recurring.amount().amount(),
                        recurring.amount().currency());
                wire.setPeriod(recurring.terms().period().times(1).toString());
                yield Optional.of(wire);
            }
            case Price.EarlyTermination fee ->
                Optional.of(price(
                        PriceType.ONE_TIME,
                        fee.name(),
                        fee.amount().amount(),
                        fee.amount().currency()));
            case Price.Usage usage ->
                Optional.of(price(
                        PriceType.USAGE,
                        usage.name() + ", per " + usage.perUnitCount() + " "
                                + usage.type().unit(),
                        shown(usage.price().amount()),
                        usage.price().currency()));
            case Price.Allowance allowance -> Optional.empty();
        };
    }

    /** What is shown of a usage price; it is charged by the exact one. */
    private static BigDecimal shown(BigDecimal exact) {
        return exact.setScale(AMOUNT_SCALE, RoundingMode.HALF_UP);
    }

    private static dialtone.soap.orderentry.v1.Price price(
            PriceType type, String name, BigDecimal amount, Currency currency) {
        var wire = new dialtone.soap.orderentry.v1.Price();
        wire.setPriceType(type);
        wire.setName(name);
        wire.setAmount(amount);
        wire.setCurrency(currency.getCurrencyCode());
        return wire;
    }

    private static dialtone.soap.orderentry.v1.PlanStep step(PlanStep step) {
        var wire = new dialtone.soap.orderentry.v1.PlanStep();
        wire.setId(step.id());
        wire.setName(step.label());
        wire.setItemId(step.itemId());
        switch (step.state()) {
            case PLANNED -> wire.setState(StepState.WAITING);
            case RELEASED -> wire.setState(StepState.RUNNING);
            case AWAITING_OUTCOME -> {
                wire.setState(StepState.RUNNING);
                wire.setText("The network element has accepted it and will report");
            }
            case IN_FALLOUT -> {
                wire.setState(StepState.RUNNING);
                wire.setText("A person has to decide");
            }
            case COMPLETED -> wire.setState(StepState.COMPLETED);
            case FAILED -> wire.setState(StepState.FAILED);
            case CANCELLED -> wire.setState(StepState.CANCELLED);
            case SKIPPED -> {
                wire.setState(StepState.CANCELLED);
                wire.setText("The order goes on without it");
            }
        }
        step.releasedAt().ifPresent(wire::setStartedAt);
        step.completedAt().ifPresent(wire::setCompletedAt);
        return wire;
    }
}
