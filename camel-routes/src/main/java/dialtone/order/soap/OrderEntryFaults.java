package dialtone.order.soap;

import dialtone.base.Rejection;
import dialtone.order.OrderId;
import dialtone.order.OrderState;
import dialtone.soap.orderentry.v1.InvalidField;
import dialtone.soap.orderentry.v1.InvalidInput;
import dialtone.soap.orderentry.v1.InvalidInputFault;
import dialtone.soap.orderentry.v1.NotFound;
import dialtone.soap.orderentry.v1.NotFoundFault;
import dialtone.soap.orderentry.v1.NotInValidState;
import dialtone.soap.orderentry.v1.NotInValidStateFault;
import java.util.List;

/** The contract's typed faults, each with the field at fault. */
final class OrderEntryFaults {

    /** Of the contract's FaultCode. */
    private static final int INVALID_INPUT = 2001;

    private static final int NOT_FOUND = 2002;
    private static final int NOT_IN_VALID_STATE = 2003;

    /** Of the contract. */
    private static final int MAX_FIELDS = 100;

    private static final int NAME_LENGTH = 100;
    private static final int FIELD_LENGTH = 200;
    private static final int TEXT_LENGTH = 1_000;

    private OrderEntryFaults() {}

    /** @param reasons at least one */
    static InvalidInputFault invalidInput(List<Rejection> reasons) {
        var fault = new InvalidInput();
        fault.setCode(INVALID_INPUT);
        fault.setText(
                reasons.size() == 1
                        ? limited(reasons.getFirst().message(), TEXT_LENGTH)
                        : "The request is refused for " + reasons.size() + " reasons");
        reasons.stream().limit(MAX_FIELDS).map(OrderEntryFaults::field).forEach(fault.getInvalidField()::add);
        return new InvalidInputFault(fault.getText(), fault);
    }

    static NotFoundFault notFound(OrderId id) {
        var fault = new NotFound();
        fault.setCode(NOT_FOUND);
        fault.setText("There is no order " + id);
        fault.setField("orderId");
        fault.setId(id.value());
        return new NotFoundFault(fault.getText(), fault);
    }

    static NotInValidStateFault notInValidState(Rejection reason, OrderState state) {
        var fault = new NotInValidState();
        fault.setCode(NOT_IN_VALID_STATE);
        fault.setText(limited(reason.message(), TEXT_LENGTH));
        fault.setField("orderId");
        fault.setState(dialtone.soap.orderentry.v1.OrderState.fromValue(state.tmf()));
        return new NotInValidStateFault(fault.getText(), fault);
    }

    private static InvalidField field(Rejection reason) {
        var field = new InvalidField();
        field.setField(limited(PlaceOrderWire.field(reason.field()), FIELD_LENGTH));
        field.setCode(INVALID_INPUT);
        field.setReason(limited(reason.code(), NAME_LENGTH));
        field.setMessage(limited(reason.message(), TEXT_LENGTH));
        return field;
    }

    private static String limited(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
