package dialtone.order.tmf;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.catalog.OfferingId;
import dialtone.catalog.ProductOffering;
import dialtone.event.DomainEvent;
import dialtone.order.Cancellation;
import dialtone.order.ItemAction;
import dialtone.order.OrderId;
import dialtone.order.OrderedItem;
import dialtone.order.PlaceOrder;
import dialtone.order.ProductOrder;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OrderEventRenderingTest {

    private static final Instant TEN = Instant.parse("2026-11-25T10:00:00Z");
    private static final OrderId ORDER = new OrderId("ORD-100001");

    private final ProductOrder order = order();
    private final Cancellation cancellation = new Cancellation(
            "CAN-100001",
            ORDER,
            Optional.of("changed my mind"),
            "csr",
            TEN,
            true,
            Optional.of(TEN),
            "The order is cancelled.");
    private final OrderEventRendering rendering = new OrderEventRendering(
            id -> Optional.of(order).filter(known -> known.id().equals(id)),
            id -> Optional.of(cancellation).filter(known -> known.id().equals(id)));

    @Test
    void anEventIsTheEnvelopeWithTheWholeOrder() {
        order.begin(TEN);
        JsonObject json = render("ProductOrderStateChangeEvent", ORDER.value(), "inProgress");
        assertThat(json.getString("eventId")).isEqualTo("e-1");
        assertThat(json.getString("eventType")).isEqualTo("ProductOrderStateChangeEvent");
        assertThat(json.getString("eventTime")).isEqualTo("2026-11-25T10:00:00Z");
        assertThat(json.getString("timeOcurred")).isEqualTo("2026-11-25T10:00:00Z");
        assertThat(json.getString("correlationId")).isEqualTo(ORDER.value());
        assertThat(json.getString("title")).isEqualTo("Product order is inProgress");
        JsonObject told = json.getJsonObject("event").getJsonObject("productOrder");
        assertThat(told.getString("id")).isEqualTo(ORDER.value());
        assertThat(told.getString("state")).isEqualTo("inProgress");
        assertThat(told.getJsonArray("productOrderItem")).hasSize(1);
    }

    @Test
    void anEventToldLateShowsTheOrderAsItWasThen() {
        order.begin(TEN);
        order.complete(TEN.plusSeconds(60));
        JsonObject told = render("ProductOrderCreateEvent", ORDER.value(), "acknowledged")
                .getJsonObject("event")
                .getJsonObject("productOrder");
        assertThat(told.getString("state")).isEqualTo("acknowledged");
        assertThat(told.getJsonArray("productOrderItem").getJsonObject(0).getString("state"))
                .isEqualTo("acknowledged");
        assertThat(told).doesNotContainKey("completionDate");
    }

    @Test
    void aCancellationIsToldAsItsTask() {
        JsonObject json = render("CancelProductOrderStateChangeEvent", "CAN-100001", "done");
        JsonObject told = json.getJsonObject("event").getJsonObject("cancelProductOrder");
        assertThat(told.getString("state")).isEqualTo("done");
        assertThat(told.getJsonObject("productOrder").getString("id")).isEqualTo(ORDER.value());
        assertThat(told.getString("effectiveCancellationDate")).isEqualTo("2026-11-25T10:00:00Z");
    }

    @Test
    void anAmendmentIsToldWithTheItemsThatChanged() {
        JsonObject json = render(new DomainEvent(
                "ORD-100001:revision:2",
                "ProductOrderAttributeValueChangeEvent",
                ORDER.value(),
                TEN,
                Map.of("state", "acknowledged", "revision", "2", "changedItems", "7")));
        assertThat(json.getString("title")).isEqualTo("Product order is amended, revision 2");
        JsonObject told = json.getJsonObject("event").getJsonObject("productOrder");
        assertThat(told.getJsonArray("productOrderItem").getValuesAs(JsonObject.class))
                .as("one that is not in the order any more, and none that is as it was")
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.getString("id")).isEqualTo("7");
                    assertThat(item.getString("state")).isEqualTo("cancelled");
                });
    }

    @Test
    void anAlertIsToldInTheWordsThatTmf622HasSinceV5() {
        JsonObject json = render(new DomainEvent(
                "ORD-100001-J1",
                "ProductOrderJeopardyAlertEvent",
                ORDER.value(),
                TEN,
                Map.of(
                        "state", "acknowledged",
                        "jeopardyAlert", "ORD-100001-J1",
                        "jeopardyType", "Hazard",
                        "exception", "checks",
                        "message", "Checks: 1 min later than expected.")));
        assertThat(json.getString("title")).isEqualTo("Product order's jeopardy is Hazard");
        JsonObject alert = json.getJsonObject("event")
                .getJsonObject("productOrder")
                .getJsonArray("productOrderJeopardyAlert")
                .getJsonObject(0);
        assertThat(alert.getString("id")).isEqualTo("ORD-100001-J1");
        assertThat(alert.getString("alertDate")).isEqualTo("2026-11-25T10:00:00Z");
        assertThat(alert.getString("jeopardyType")).isEqualTo("Hazard");
        assertThat(alert.getString("exception")).isEqualTo("checks");
        assertThat(alert.getString("message")).isEqualTo("Checks: 1 min later than expected.");
    }

    @Test
    void aMilestoneIsToldInTheWordsThatTmf622HasSinceV5() {
        JsonObject json = render(new DomainEvent(
                "ORD-100001:milestone:accepted",
                "ProductOrderMilestoneEvent",
                ORDER.value(),
                TEN,
                Map.of("state", "acknowledged", "milestone", "accepted", "message", "Checked and accepted")));
        JsonObject milestone = json.getJsonObject("event")
                .getJsonObject("productOrder")
                .getJsonArray("productOrderMilestone")
                .getJsonObject(0);
        assertThat(milestone.getString("name")).isEqualTo("accepted");
        assertThat(milestone.getString("message")).isEqualTo("Checked and accepted");
        assertThat(milestone.getString("milestoneDate")).isEqualTo("2026-11-25T10:00:00Z");
        assertThat(milestone.getString("status")).isEqualTo("completed");
        assertThat(json.getString("title")).isEqualTo("Product order has reached accepted");
    }

    @Test
    void anOrderThatIsGoneIsNotToldOf() {
        assertThat(rendering.render(event("ProductOrderStateChangeEvent", "ORD-2", "completed")))
                .isEmpty();
    }

    private JsonObject render(String type, String subject, String state) {
        return render(event(type, subject, state));
    }

    private JsonObject render(DomainEvent event) {
        try (var reader =
                Json.createReader(new StringReader(rendering.render(event).orElseThrow()))) {
            return reader.readObject();
        }
    }

    private static DomainEvent event(String type, String subject, String state) {
        return new DomainEvent("e-1", type, subject, TEN, Map.of("state", state));
    }

    private static ProductOrder order() {
        ProductOffering offering = new ProductOffering(
                new OfferingId("mobile-m"),
                "Mobile M",
                "",
                ProductOffering.Role.PLAN,
                "mobile-line",
                List.of(),
                List.of(),
                ProductOffering.Relations.NONE,
                ProductOffering.Terms.NONE);
        PlaceOrder command = new PlaceOrder(
                Optional.empty(),
                Optional.empty(),
                new CustomerId("CUS-100001"),
                Optional.empty(),
                "tmf622",
                "csr",
                List.of(new PlaceOrder.Item("1", ItemAction.ADD, offering.id(), Map.of(), "productOrderItem[0]")));
        return new ProductOrder(
                ORDER,
                command,
                new BillingAccountId("BAC-100001"),
                "1",
                List.of(new OrderedItem("1", offering, Map.of(), Optional.empty())),
                Optional.empty(),
                TEN);
    }
}
