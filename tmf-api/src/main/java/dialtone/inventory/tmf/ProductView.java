package dialtone.inventory.tmf;

import dialtone.inventory.InventoryState;
import dialtone.inventory.Product;
import dialtone.inventory.ProductId;
import dialtone.inventory.ProductPart;
import dialtone.inventory.Resource;
import dialtone.inventory.Service;
import dialtone.platform.tmf.EntityRef;
import dialtone.platform.tmf.FieldSelection;
import dialtone.platform.tmf.RelatedEntity;
import dialtone.platform.tmf.ResourceJson;
import jakarta.json.JsonValue;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * TMF637 Product, as it is answered.
 *
 * @param productOrderItem    the item that has brought it, and each that has changed it, suspended it or brought it back
 * @param productRelationship {@code reliesOn} the line that it belongs to
 * @param realizingService    services that deliver it now, without those that were skipped; of one that has ended, those that did to the end
 * @param realizingResource   what they run on: the value is the number, ICCID, IMSI or IMEI
 */
@JsonbPropertyOrder({
    "id",
    "href",
    "name",
    "status",
    "isBundle",
    "isCustomerVisible",
    "startDate",
    "terminationDate",
    "productOffering",
    "relatedParty",
    "billingAccount",
    "productCharacteristic",
    "productOrderItem",
    "productRelationship",
    "realizingService",
    "realizingResource",
    "type"
})
public record ProductView(
        String id,
        String href,
        String name,
        String status,
        @JsonbProperty("isBundle") Boolean isBundle,
        @JsonbProperty("isCustomerVisible") Boolean isCustomerVisible,
        Instant startDate,
        @Nullable Instant terminationDate,
        EntityRef productOffering,
        List<RelatedEntity> relatedParty,
        EntityRef billingAccount,
        List<CharacteristicView> productCharacteristic,
        List<OrderItemView> productOrderItem,
        @Nullable List<RelationshipView> productRelationship,
        List<EntityRef> realizingService,
        List<ResourceView> realizingResource,
        @JsonbProperty("@type") String type) {

    private static final String TYPE = "Product";
    private static final String PATH = "/tmf-api/productInventory/v4/product/";

    /** Attributes that are not in the product's own row. */
    private static final Map<String, ProductPart> READ_FROM = Map.of(
            "productCharacteristic", ProductPart.CHARACTERISTICS,
            "productOrderItem", ProductPart.CHANGES,
            "realizingService", ProductPart.SERVICES,
            "realizingResource", ProductPart.SERVICES);

    public record CharacteristicView(String name, String valueType, JsonValue value) {}

    /** TMF637 RelatedProductOrderItem. */
    public record OrderItemView(String productOrderId, String orderItemId, String orderItemAction) {}

    public record RelationshipView(String relationshipType, EntityRef product) {}

    /** @param name kind of the resource: MSISDN, SIM, IMSI, DEVICE */
    public record ResourceView(
            String id,
            String name,
            String value,
            @JsonbProperty("@referredType") String referredType) {}

    /** The parts that a selection of attributes needs to have read. */
    static Set<ProductPart> parts(FieldSelection fields) {
        return fields.needed(READ_FROM);
    }

    static ProductView of(Product product) {
        return of(product, EnumSet.allOf(ProductPart.class));
    }

    /** @param read parts of the product that may be asked for; attributes that come from others say nothing */
    static ProductView of(Product product, Set<ProductPart> read) {
        boolean services = read.contains(ProductPart.SERVICES);
        return new ProductView(
                product.id().value(),
                PATH + product.id().value(),
                product.offeringName(),
                product.state().tmf(),
                false,
                true,
                product.activatedAt(),
                product.terminatedAt().orElse(null),
                EntityRef.to(product.offering().value(), product.offeringName(), "ProductOffering"),
                List.of(RelatedEntity.customer(product.customer().value())),
                EntityRef.to(product.billingAccount().value(), "BillingAccount"),
                read.contains(ProductPart.CHARACTERISTICS) ? characteristics(product) : List.of(),
                read.contains(ProductPart.CHANGES) ? orderItems(product) : List.of(),
                product.lineProduct().map(ProductView::reliesOn).orElse(null),
                services ? references(product) : List.of(),
                services
                        ? product.resources().stream()
                                .flatMap(ProductView::values)
                                .toList()
                        : List.of(),
                TYPE);
    }

    private static List<CharacteristicView> characteristics(Product product) {
        Map<String, String> all = new TreeMap<>(product.characteristics());
        product.suspension().ifPresent(suspension -> all.putAll(suspension.characteristics()));
        return all.entrySet().stream()
                .map(entry -> new CharacteristicView(entry.getKey(), "string", ResourceJson.text(entry.getValue())))
                .toList();
    }

    private static List<OrderItemView> orderItems(Product product) {
        List<OrderItemView> items = new ArrayList<>();
        items.add(new OrderItemView(product.order().value(), product.itemId(), "add"));
        product.changes().forEach(change -> items.add(new OrderItemView(change.order(), change.itemId(), "modify")));
        return items;
    }

    private static List<RelationshipView> reliesOn(ProductId line) {
        return List.of(new RelationshipView("reliesOn", EntityRef.to(line.value(), TYPE)));
    }

    private static List<EntityRef> references(Product product) {
        return product.delivering().stream()
                .filter(service -> service.state() != InventoryState.INACTIVE)
                .map(ProductView::reference)
                .toList();
    }

    private static EntityRef reference(Service service) {
        return EntityRef.to(service.id(), service.name(), "Service");
    }

    /** A SIM also with the IMSI that is on it. */
    private static Stream<ResourceView> values(Resource resource) {
        Stream<ResourceView> itself =
                Stream.of(new ResourceView(resource.id(), resource.kind().name(), resource.identifier(), "Resource"));
        return Stream.concat(
                itself,
                resource.imsi().stream().map(imsi -> new ResourceView(resource.id(), "IMSI", imsi, "Resource")));
    }
}
