package dialtone.fulfilment;

import dialtone.inventory.LineSuspension;
import dialtone.order.OrderId;
import java.util.List;
import java.util.Optional;

/**
 * What a customer is told when an order is complete.
 *
 * @param email empty when the customer has given none
 * @param offeringNames what was added
 * @param ended         names of what has ended
 * @param changed       what a line had and has now
 * @param suspended     lines that are suspended
 * @param resumed       names of lines that are back in use
 * @param swapped       names of lines that have another SIM
 * @param lines the mobile lines that were added or have another SIM
 */
public record CustomerNotice(
        OrderId order,
        String customerName,
        Optional<String> email,
        List<String> offeringNames,
        List<String> ended,
        List<Change> changed,
        List<Suspended> suspended,
        List<String> resumed,
        List<String> swapped,
        List<Line> lines) {

    public CustomerNotice {
        offeringNames = List.copyOf(offeringNames);
        ended = List.copyOf(ended);
        changed = List.copyOf(changed);
        suspended = List.copyOf(suspended);
        resumed = List.copyOf(resumed);
        swapped = List.copyOf(swapped);
        lines = List.copyOf(lines);
    }

    /**
     * @param msisdn         E.164 without the plus sign
     * @param activationCode of an eSIM, {@code LPA:1$...}
     */
    public record Line(String msisdn, Optional<String> activationCode) {}

    /** @param name of the line's plan */
    public record Suspended(String name, LineSuspension suspension) {}

    /**
     * @param from name of the former plan or handset
     * @param to   name of the new one
     */
    public record Change(String from, String to) {}
}
