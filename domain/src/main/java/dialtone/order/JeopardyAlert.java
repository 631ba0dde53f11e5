package dialtone.order;

import java.time.Duration;
import java.time.Instant;

/**
 * An order came into more or less jeopardy: a fact.
 *
 * @param id          order id and number of the alert: {@code ORD-100001-J1}
 * @param former      what it was in before
 * @param at          when it was noticed
 * @param activity    id of the step or name of the phase that is late; empty when nothing is any more
 * @param lateBy      how much; zero when nothing is
 * @param explanation a sentence for a person, at most {@value #MAX_EXPLANATION} characters
 * @param expected    when all was expected to be done, as it looked then
 */
public record JeopardyAlert(
        String id,
        OrderId order,
        Jeopardy former,
        Jeopardy jeopardy,
        Instant at,
        String activity,
        Duration lateBy,
        String explanation,
        Instant expected) {

    public static final int MAX_EXPLANATION = 500;

    /** Alerts of one order that are looked at; an order goes up and down a few times. */
    public static final int MAX_OF_ORDER = 200;

    public JeopardyAlert {
        explanation = explanation.length() > MAX_EXPLANATION ? explanation.substring(0, MAX_EXPLANATION) : explanation;
    }

    /** @param number from 1 */
    public static String id(OrderId order, int number) {
        return order.value() + "-J" + number;
    }
}
