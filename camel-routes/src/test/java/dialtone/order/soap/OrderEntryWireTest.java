package dialtone.order.soap;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Rejection;
import dialtone.order.ItemAction;
import dialtone.order.PlaceOrder;
import dialtone.soap.orderentry.v1.Action;
import dialtone.soap.orderentry.v1.Characteristic;
import dialtone.soap.orderentry.v1.InvalidField;
import dialtone.soap.orderentry.v1.OrderItemRequest;
import jakarta.xml.bind.ValidationEvent;
import jakarta.xml.bind.helpers.ValidationEventImpl;
import java.util.List;
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

    @ParameterizedTest
    @CsvSource({
        "item[0].productOffering.id, item[0].offeringId",
        "item[1].option[0].product.productCharacteristic[simType], item[1].option[0].characteristic[simType]",
        "productOrderItem, item",
        "customer, customerId",
        "billingAccount, billingAccountId",
        "idempotencyKey, requestId",
        "externalId, externalId"
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
        assertThat(violations.rejections())
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
        assertThat(violations.rejections()).extracting(Rejection::field).containsExactly("item", "surprise");
    }

    @Test
    void aRequestThatBreaksEverythingIsReadNoFurther() {
        var violations = new SchemaViolations();
        int read = 0;
        while (report(violations, "cvc-type.3.1.3: The value '' of element 'id' is not valid.")) {
            assertThat(++read).isLessThan(100);
        }
        assertThat(violations.rejections()).hasSize(20);
    }

    private static boolean report(SchemaViolations violations, String message) {
        return violations.handleEvent(new ValidationEventImpl(ValidationEvent.ERROR, message, null));
    }

    private static OrderItemRequest item(String id, String offering, String characteristic, String value) {
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
