package dialtone.fulfilment;

import dialtone.order.OrderId;
import java.util.List;
import java.util.Optional;

/**
 * What a customer is told when an order is complete.
 *
 * @param email empty when the customer has given none
 * @param lines the mobile lines of the order
 */
public record CustomerNotice(
        OrderId order, String customerName, Optional<String> email, List<String> offeringNames, List<Line> lines) {

    public CustomerNotice {
        offeringNames = List.copyOf(offeringNames);
        lines = List.copyOf(lines);
    }

    /**
     * @param msisdn         E.164 without the plus sign
     * @param activationCode of an eSIM, {@code LPA:1$...}
     */
    public record Line(String msisdn, Optional<String> activationCode) {}
}
