package dialtone.inventory.tmf;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.catalog.OfferingId;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.ServiceSpecification.Kind;
import dialtone.catalog.ServiceSpecification.ResourceKind;
import dialtone.catalog.SuspensionReason;
import dialtone.inventory.Barring;
import dialtone.inventory.LineSuspension;
import dialtone.inventory.Product;
import dialtone.inventory.ProductId;
import dialtone.inventory.Service;
import dialtone.order.OrderId;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.platform.tmf.FieldSelection;
import dialtone.platform.tmf.ResourceJson;
import dialtone.pool.PooledResource;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProductViewTest {

    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    private static Product.Origin by(String order, Optional<ProductId> line) {
        return new Product.Origin(
                new OrderId(order), "1", 1, new CustomerId("CUS-1"), new BillingAccountId("BAC-1"), "2026.11.1", line);
    }

    private static Product product(Optional<ProductId> line) {
        ProductOffering plan = new ProductOffering(
                new OfferingId("mobile-m"),
                "Mobile M",
                "A plan",
                ProductOffering.Role.PLAN,
                "mobile",
                List.of(),
                List.of(),
                ProductOffering.Relations.NONE,
                ProductOffering.Terms.NONE);
        Product product = new Product(by("ORD-1", line), plan, Map.of("simType", "esim"), NOON);
        product.install(new Service.Installed(
                "subscriber-and-sim",
                Kind.RESOURCE_FACING,
                Optional.empty(),
                List.of(new PooledResource(
                        "1",
                        ResourceKind.SIM,
                        "esim",
                        "8949000000000000001",
                        Optional.of("262010000000001"),
                        Optional.empty())),
                Map.of()));
        return product;
    }

    private static JsonObject json(Product product) {
        return ResourceJson.object(ProductView.of(product));
    }

    @Test
    void aProductIsWrittenAsTmf637HasIt() {
        JsonObject json = json(product(Optional.empty()));
        assertThat(json.getString("id")).isEqualTo("PRD-1-1");
        assertThat(json.getString("href")).isEqualTo("/tmf-api/productInventory/v4/product/PRD-1-1");
        assertThat(json.getString("status")).isEqualTo("active");
        assertThat(json.getString("startDate")).isEqualTo("2026-11-25T12:00:00Z");
        assertThat(json.getBoolean("isBundle")).isFalse();
        assertThat(json.getString("@type")).isEqualTo("Product");
        assertThat(json.getJsonObject("productOffering").getString("id")).isEqualTo("mobile-m");
        assertThat(json.getJsonArray("realizingResource").getValuesAs(JsonObject.class))
                .extracting(resource -> resource.getString("name") + " " + resource.getString("value"))
                .containsExactly("SIM 8949000000000000001", "IMSI 262010000000001");
        assertThat(json.getJsonArray("realizingService").getValuesAs(JsonObject.class))
                .extracting(service -> service.getString("name"))
                .containsExactly("subscriber-and-sim");
        assertThat(json.getJsonArray("relatedParty").getJsonObject(0).getString("role"))
                .isEqualTo("customer");
        assertThat(json).doesNotContainKeys("terminationDate", "productRelationship");
    }

    @Test
    void whateverIsAskedForIsShownThoughNothingElseIsRead() {
        Product product = product(Optional.of(new ProductId("PRD-7-1")));
        for (String attribute : json(product).keySet()) {
            FieldSelection fields = FieldSelection.parse(attribute, ProductView.class);
            assertThat(ResourceJson.write(ProductView.of(product, ProductView.parts(fields)), fields))
                    .isEqualTo(ResourceJson.write(ProductView.of(product), fields))
                    .contains("\"" + attribute + "\":");
        }
        assertThat(ProductView.parts(FieldSelection.parse("status,isBundle", ProductView.class)))
                .isEmpty();
    }

    @Test
    void aSuspendedProductSaysWhyAndByWhichOrder() {
        Product product = product(Optional.empty());
        product.suspend(
                by("ORD-2", Optional.empty()),
                new LineSuspension(SuspensionReason.VOLUNTARY, Barring.OUTGOING),
                true,
                NOON.plusSeconds(60));
        JsonObject json = json(product);
        assertThat(json.getString("status")).isEqualTo("suspended");
        assertThat(json.getJsonArray("productCharacteristic").getValuesAs(JsonObject.class))
                .extracting(each -> each.getString("name") + " " + each.getString("value"))
                .containsExactly("barring outgoing", "simType esim", "suspensionReason voluntary");
        assertThat(json.getJsonArray("productOrderItem").getValuesAs(JsonObject.class))
                .extracting(item -> item.getString("productOrderId") + " " + item.getString("orderItemAction"))
                .containsExactly("ORD-1 add", "ORD-2 modify");
    }

    @Test
    void whatBelongsToALineReliesOnItAndWhatHasEndedSaysWhen() {
        Product product = product(Optional.of(new ProductId("PRD-7-1")));
        product.terminate(NOON.plusSeconds(60));
        JsonObject json = json(product);
        assertThat(json.getString("terminationDate")).isEqualTo("2026-11-25T12:01:00Z");
        assertThat(json.getJsonArray("productRelationship").getJsonObject(0).getString("relationshipType"))
                .isEqualTo("reliesOn");
        assertThat(json.getJsonArray("productRelationship")
                        .getJsonObject(0)
                        .getJsonObject("product")
                        .getString("id"))
                .isEqualTo("PRD-7-1");
    }
}
