package dialtone.order.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dialtone.base.Rejection;
import dialtone.catalog.OfferingId;
import dialtone.inventory.InventoryState;
import dialtone.order.ItemAction;
import dialtone.order.OrderDetails;
import dialtone.order.OrderNote;
import dialtone.order.OrderReference;
import dialtone.order.OrderReference.Kind;
import dialtone.order.PlaceOrder;
import dialtone.soap.orderentry.v1.Action;
import dialtone.soap.orderentry.v1.Characteristic;
import dialtone.soap.orderentry.v1.InvalidField;
import dialtone.soap.orderentry.v1.OrderItemRequest;
import dialtone.soap.orderentry.v1.ProductStatus;
import jakarta.xml.bind.ValidationEvent;
import jakarta.xml.bind.helpers.ValidationEventImpl;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderEntryWireTest {

    @Test
    void anOptionFollowsItsItemUnderAPathOfItsOwn() {
        var handset = item("2", "handset", "deviceColour", "black");
        var line = item("1", "mobile-sim-only-m", "simType", "esim");
        line.getOption().add(handset);
        var order = new dialtone.soap.orderentry.v1.PlaceOrder();
        order.setRequestId("R-1");
        order.setCustomerId("CUS-1");
        order.setBillingAccountId("BAC-1");
        order.getItem().add(line);
        PlaceOrder command = PlaceOrderWire.toCommand(order, "partner");
        assertThat(command.idempotencyKey()).hasValue("R-1");
        assertThat(command.channel()).isEqualTo("soap");
        assertThat(command.placedBy()).isEqualTo("partner");
        assertThat(command.items()).extracting(PlaceOrder.Item::field).containsExactly("item[0]", "item[0].option[0]");
        assertThat(command.items()).extracting(PlaceOrder.Item::action).containsOnly(ItemAction.ADD);
        assertThat(command.items().getFirst().characteristics()).containsEntry("simType", "esim");
    }

    @Test
    void aLineThatChangesNamesItsProductAndTheOfferingItGoesOverTo() {
        var change = new OrderItemRequest();
        change.setId("1");
        change.setAction(Action.MODIFY);
        change.setProductId("PRD-100001-1");
        change.setOfferingId("mobile-sim-only-l");
        var order = new dialtone.soap.orderentry.v1.PlaceOrder();
        order.setRequestId("R-1");
        order.setCustomerId("CUS-1");
        order.getItem().add(change);
        PlaceOrder command = PlaceOrderWire.toCommand(order, "partner");
        assertThat(command.billingAccount()).as("the line's").isEmpty();
        assertThat(command.items())
                .containsExactly(
                        PlaceOrder.Item.change("1", "PRD-100001-1", new OfferingId("mobile-sim-only-l"), "item[0]"));
    }

    @Test
    void aHandsetIsExchangedByItsProductTheOfferingAndTheAnswersOfTheNewOne() {
        var colour = new Characteristic();
        colour.setName("deviceColour");
        colour.setValue("sage");
        var upgrade = new OrderItemRequest();
        upgrade.setId("1");
        upgrade.setAction(Action.MODIFY);
        upgrade.setProductId("PRD-100001-2");
        upgrade.setOfferingId("handset-fairline-5-monthly");
        upgrade.getCharacteristic().add(colour);
        var order = new dialtone.soap.orderentry.v1.PlaceOrder();
        order.setRequestId("R-1");
        order.setCustomerId("CUS-1");
        order.setBillingAccountId("BAC-1");
        order.getItem().add(upgrade);
        assertThat(PlaceOrderWire.toCommand(order, "partner").items())
                .containsExactly(new PlaceOrder.Item(
                        "1",
                        ItemAction.MODIFY,
                        Optional.of(new OfferingId("handset-fairline-5-monthly")),
                        Optional.of("PRD-100001-2"),
                        Map.of("deviceColour", "sage"),
                        "item[0]"));
        assertThat(PlaceOrderWire.field("productOrderItem[0].product.productCharacteristic[deviceColour]"))
                .isEqualTo("item[0].characteristic[deviceColour]");
    }

    @Test
    void whatIsAddedToALineNamesItsProduct() {
        var add = new OrderItemRequest();
        add.setId("1");
        add.setAction(Action.ADD);
        add.setOfferingId("mobile-call-pack");
        add.setLineProductId("PRD-100001-1");
        var order = new dialtone.soap.orderentry.v1.PlaceOrder();
        order.setRequestId("R-1");
        order.setCustomerId("CUS-1");
        order.getItem().add(add);
        assertThat(PlaceOrderWire.toCommand(order, "partner").items())
                .containsExactly(PlaceOrder.Item.addTo(
                        "PRD-100001-1", "1", new OfferingId("mobile-call-pack"), Map.of(), "item[0]"));
    }

    @Test
    void aLineIsSuspendedByItsStatusAndComesBackByIt() {
        var reason = new Characteristic();
        reason.setName("suspensionReason");
        reason.setValue("lost-or-stolen");
        var suspend = new OrderItemRequest();
        suspend.setId("1");
        suspend.setAction(Action.MODIFY);
        suspend.setProductId("PRD-100001-1");
        suspend.setProductStatus(ProductStatus.SUSPENDED);
        suspend.getCharacteristic().add(reason);
        var resume = new OrderItemRequest();
        resume.setId("2");
        resume.setAction(Action.MODIFY);
        resume.setProductId("PRD-100002-1");
        resume.setProductStatus(ProductStatus.ACTIVE);
        var order = new dialtone.soap.orderentry.v1.PlaceOrder();
        order.setRequestId("R-1");
        order.setCustomerId("CUS-1");
        order.getItem().addAll(List.of(suspend, resume));
        assertThat(PlaceOrderWire.toCommand(order, "partner").items())
                .containsExactly(
                        new PlaceOrder.Item(
                                "1",
                                ItemAction.MODIFY,
                                Optional.empty(),
                                Optional.of("PRD-100001-1"),
                                Optional.of(InventoryState.SUSPENDED),
                                Map.of("suspensionReason", "lost-or-stolen"),
                                "item[0]"),
                        PlaceOrder.Item.resume("2", "PRD-100002-1", "item[1]"));
    }

    @ParameterizedTest
    @CsvSource({
        "item[0].productOffering.id, item[0].offeringId",
        "item[0].product.status, item[0].productStatus",
        "item[2].product.id, item[2].productId",
        "item[0].product.productRelationship[0].product.id, item[0].lineProductId",
        "item[1].option[0].product.productCharacteristic[simType], item[1].option[0].characteristic[simType]",
        "productOrderItem, item",
        "order, orderId",
        "customer, customerId",
        "billingAccount, billingAccountId",
        "idempotencyKey, requestId",
        "externalId, externalId",
        "requestedStartDate, requestedStartAt",
        "requestedCompletionDate, requestedCompletionAt",
        "note[1].date, note[1].writtenAt",
        "note[1].text, note[1].text",
        "channel[0].id, channel"
    })
    void aRefusalNamesTheFieldAsTheContractDoes(String field, String named) {
        var fault = OrderEntryFaults.invalidInput(List.of(Rejection.at(field, "UNKNOWN", "No.")));
        assertThat(fault.getFaultInfo().getInvalidField())
                .singleElement()
                .extracting(InvalidField::getField, InvalidField::getReason, InvalidField::getMessage)
                .containsExactly(named, "UNKNOWN", "No.");
    }

    @Test
    void aBrokenValueIsOneViolationOfTheElementThatHoldsIt() {
        var violations = new SchemaViolations();
        report(violations, "cvc-pattern-valid: Value 'a b' is not facet-valid for type 'Id'.");
        report(violations, "cvc-type.3.1.3: The value 'a b' of element 'tns:customerId' is not valid.");
        assertThat(violations.rejections(RequestFields.of(null)))
                .containsExactly(Rejection.at(
                        "customerId", "SCHEMA_VIOLATION", "Value 'a b' is not facet-valid for type 'Id'."));
    }

    @Test
    void aMissingElementAndAnUnknownOneAreNamed() {
        var violations = new SchemaViolations();
        report(
                violations,
                "cvc-complex-type.2.4.b: The content of element 'ns:PlaceOrder' is not complete. One of"
                        + " '{\"urn:dialtone:order-entry:v1\":item}' is expected.");
        report(
                violations,
                "cvc-complex-type.2.4.a: Invalid content was found starting with element"
                        + " '{\"urn:dialtone:order-entry:v1\":surprise}'. One of '{...}' is expected.");
        assertThat(violations.rejections(RequestFields.of(null)))
                .extracting(Rejection::field)
                .containsExactly("item", "surprise");
    }

    @Test
    void aRequestThatBreaksEverythingIsToldTheFirstTwentyFaults() {
        var violations = new SchemaViolations();
        for (int read = 0; read < 100; read++) {
            assertThat(report(violations, "cvc-type.3.1.3: The value '' of element 'id' is not valid."))
                    .as("the request is read to its end, so that the fault is a typed one")
                    .isTrue();
        }
        assertThat(violations.rejections(RequestFields.of(null))).hasSize(20);
    }

    @Test
    void aMissingElementIsNamedWithItsPathAndNotTheOneThatCameTooEarly() {
        var order = order();
        order.setCustomerId(null);
        order.getItem().getFirst().getOption().add(item("2", "handset", "deviceColour", null));
        order.getItem().getFirst().getOption().getFirst().setAction(null);
        var violations = new SchemaViolations();
        report(
                violations,
                "cvc-complex-type.2.4.a: Invalid content was found starting with element"
                        + " '{\"urn:dialtone:order-entry:v1\":billingAccountId}'. One of"
                        + " '{\"urn:dialtone:order-entry:v1\":customerId}' is expected.");
        report(
                violations,
                "cvc-complex-type.2.4.b: The content of element 'ns:characteristic' is not complete. One of"
                        + " '{\"urn:dialtone:order-entry:v1\":value}' is expected.");
        assertThat(violations.rejections(RequestFields.of(order)))
                .extracting(Rejection::field, Rejection::code)
                .containsExactly(
                        tuple("customerId", "MISSING"),
                        tuple("item[0].option[0].action", "MISSING"),
                        tuple("item[0].option[0].characteristic[0].value", "MISSING"));
    }

    @Test
    void aBrokenValueIsNamedWithItsPathAlsoWhenItCouldNotBeRead() {
        var order = order();
        order.getItem().getFirst().getOption().add(item("a b", "handset", "deviceColour", "black"));
        order.getItem().getFirst().getOption().getFirst().setAction(null);
        var violations = new SchemaViolations();
        report(violations, "cvc-pattern-valid: Value 'a b' is not facet-valid with respect to pattern '[!-~]+'.");
        report(violations, "cvc-type.3.1.3: The value 'a b' of element 'ns:id' is not valid.");
        report(
                violations,
                "cvc-enumeration-valid: Value 'buy' is not facet-valid with respect to enumeration '[add]'.");
        report(violations, "cvc-type.3.1.3: The value 'buy' of element 'ns:action' is not valid.");
        assertThat(violations.rejections(RequestFields.of(order)))
                .extracting(Rejection::field, Rejection::code)
                .containsExactly(
                        tuple("item[0].option[0].id", "SCHEMA_VIOLATION"),
                        tuple("item[0].option[0].action", "SCHEMA_VIOLATION"));
    }

    @Test
    void anElementThatTheContractDoesNotHaveIsNamedBesideWhatIsMissing() {
        var order = order();
        order.setCustomerId(null);
        var violations = new SchemaViolations();
        report(
                violations,
                "cvc-complex-type.2.4.a: Invalid content was found starting with element '{\"urn:x\":surprise}'. One of"
                        + " '{\"urn:x\":item}' is expected.");
        report(
                violations,
                "unexpected element (uri:\"urn:x\", local:\"surprise\"). Expected elements are <{urn:x}item>");
        assertThat(violations.rejections(RequestFields.of(order)))
                .extracting(Rejection::field, Rejection::code)
                .containsExactly(tuple("surprise", "SCHEMA_VIOLATION"), tuple("customerId", "MISSING"));
        assertThat(new SchemaViolations().rejections(RequestFields.of(order)))
                .as("a request that broke no rule is not looked at")
                .isEmpty();
    }

    @Test
    void whatIsSaidOfAnOrderIsTheSameAsByTmf622() {
        Instant start = Instant.parse("2026-12-01T08:00:00Z");
        var order = order();
        order.setChannel("shop-7");
        order.setDescription("For the workshop");
        order.setPriority(1);
        order.setRequestedStartAt(start);
        var note = new dialtone.soap.orderentry.v1.Note();
        note.setText("Call first.");
        order.getNote().add(note);
        OrderDetails details = PlaceOrderWire.toCommand(order, "partner").details();
        assertThat(details)
                .isEqualTo(new OrderDetails(
                        Optional.of("For the workshop"),
                        Optional.empty(),
                        Optional.of(1),
                        Optional.of(start),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(new OrderNote(null, null, null, "Call first.")),
                        List.of(new OrderReference(Kind.CHANNEL, "shop-7", null, null, null, null))));
        assertThat(PlaceOrderWire.toCommand(order(), "partner").details()).isEqualTo(OrderDetails.NONE);
    }

    private static dialtone.soap.orderentry.v1.PlaceOrder order() {
        var order = new dialtone.soap.orderentry.v1.PlaceOrder();
        order.setRequestId("R-1");
        order.setCustomerId("CUS-1");
        order.setBillingAccountId("BAC-1");
        order.getItem().add(item("1", "mobile-sim-only-m", "simType", "esim"));
        return order;
    }

    private static boolean report(SchemaViolations violations, String message) {
        return violations.handleEvent(new ValidationEventImpl(ValidationEvent.ERROR, message, null));
    }

    private static OrderItemRequest item(
            String id, @Nullable String offering, String characteristic, @Nullable String value) {
        var item = new OrderItemRequest();
        item.setId(id);
        item.setAction(Action.ADD);
        item.setOfferingId(offering);
        var answer = new Characteristic();
        answer.setName(characteristic);
        answer.setValue(value);
        item.getCharacteristic().add(answer);
        return item;
    }
}
