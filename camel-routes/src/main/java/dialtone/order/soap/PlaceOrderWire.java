package dialtone.order.soap;

import dialtone.catalog.OfferingId;
import dialtone.inventory.InventoryState;
import dialtone.order.Additions;
import dialtone.order.ItemAction;
import dialtone.order.OrderDetails;
import dialtone.order.OrderNote;
import dialtone.order.OrderReference;
import dialtone.order.OrderReference.Kind;
import dialtone.order.PlaceOrder;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.soap.orderentry.v1.Action;
import dialtone.soap.orderentry.v1.Characteristic;
import dialtone.soap.orderentry.v1.OrderItemRequest;
import dialtone.soap.orderentry.v1.ProductStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** PlaceOrder of the contract as the command, and the fields of its refusals as the contract names them. */
final class PlaceOrderWire {

    private static final String CHANNEL = "soap";

    private PlaceOrderWire() {}

    /** An option stands behind the item it belongs to, which is how the command knows its line. */
    static PlaceOrder toCommand(dialtone.soap.orderentry.v1.PlaceOrder order, String placedBy) {
        List<PlaceOrder.Item> items = new ArrayList<>();
        addAll(items, order.getItem(), "item");
        return new PlaceOrder(
                Optional.of(order.getRequestId()),
                Optional.ofNullable(order.getExternalId()),
                new CustomerId(order.getCustomerId()),
                Optional.ofNullable(order.getBillingAccountId()).map(BillingAccountId::new),
                CHANNEL,
                placedBy,
                items,
                details(order));
    }

    private static OrderDetails details(dialtone.soap.orderentry.v1.PlaceOrder order) {
        return new OrderDetails(
                given(order.getDescription()),
                Optional.ofNullable(order.getCategory()),
                Optional.ofNullable(order.getPriority()),
                Optional.ofNullable(order.getRequestedStartAt()),
                Optional.ofNullable(order.getRequestedCompletionAt()),
                Optional.ofNullable(order.getNotificationContact()),
                order.getNote().stream()
                        .map(note -> new OrderNote(null, note.getAuthor(), note.getWrittenAt(), note.getText()))
                        .toList(),
                Optional.ofNullable(order.getChannel())
                        .map(channel -> new OrderReference(Kind.CHANNEL, channel, null, null, null, null))
                        .stream()
                        .toList());
    }

    private static Optional<String> given(@Nullable String text) {
        return Optional.ofNullable(text).filter(written -> !written.isBlank());
    }

    private static void addAll(List<PlaceOrder.Item> items, List<OrderItemRequest> requested, String path) {
        for (int i = 0; i < requested.size(); i++) {
            OrderItemRequest item = requested.get(i);
            String field = path + "[" + i + "]";
            items.add(new PlaceOrder.Item(
                    item.getId(),
                    action(item.getAction()),
                    Optional.ofNullable(item.getOfferingId()).map(OfferingId::new),
                    Optional.ofNullable(item.getProductId()),
                    Optional.ofNullable(item.getProductStatus()).map(PlaceOrderWire::status),
                    Optional.ofNullable(item.getLineProductId()),
                    characteristics(item.getCharacteristic()),
                    field));
            addAll(items, item.getOption(), field + ".option");
        }
    }

    private static ItemAction action(Action action) {
        return switch (action) {
            case ADD -> ItemAction.ADD;
            case MODIFY -> ItemAction.MODIFY;
            case DELETE -> ItemAction.DELETE;
        };
    }

    private static InventoryState status(ProductStatus status) {
        return switch (status) {
            case ACTIVE -> InventoryState.ACTIVE;
            case SUSPENDED -> InventoryState.SUSPENDED;
        };
    }

    private static Map<String, String> characteristics(List<Characteristic> requested) {
        Map<String, String> characteristics = new LinkedHashMap<>();
        requested.forEach(characteristic -> characteristics.put(characteristic.getName(), characteristic.getValue()));
        return characteristics;
    }

    /**
     * The path of a field as this contract names it: {@code item[0].productOffering.id} of the command is
     * {@code item[0].offeringId}.
     */
    static String field(String field) {
        return field.replace(".productOffering.id", ".offeringId")
                .replace(".product.productCharacteristic", ".characteristic")
                .replace(Additions.LINE, ".lineProductId")
                .replace(".product.id", ".productId")
                .replace(".product.status", ".productStatus")
                .replace("productOrderItem", "item")
                .replaceFirst("^order$", "orderId")
                .replaceFirst("^customer$", "customerId")
                .replaceFirst("^billingAccount$", "billingAccountId")
                .replaceFirst("^idempotencyKey$", "requestId")
                .replaceFirst("^requestedStartDate$", "requestedStartAt")
                .replaceFirst("^requestedCompletionDate$", "requestedCompletionAt")
                .replaceFirst("^(note\\[\\d+])\\.date$", "$1.writtenAt")
                .replaceFirst("^channel\\[0]\\.id$", "channel");
    }
}
