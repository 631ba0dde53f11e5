package dialtone.order.console;

import dialtone.base.console.Badge;
import dialtone.base.console.When;
import dialtone.order.Jeopardy;
import dialtone.order.OrderItem;
import dialtone.order.ProductOrder;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An order as a line of a list.
 *
 * @param late amber or red; empty when it is neither
 */
public record OrderRow(
        String id,
        String externalId,
        Badge state,
        List<Badge> late,
        String customer,
        String what,
        String channel,
        When placed) {
    /** @param customer name of the order's customer */
    public static OrderRow of(ProductOrder order, String customer) {
        return new OrderRow(
                order.id().value(),
                order.externalId().orElse(""),
                Badge.of(order.state()),
                order.jeopardy().stream()
                        .filter(jeopardy -> jeopardy != Jeopardy.GREEN)
                        .map(Badge::of)
                        .toList(),
                customer,
                order.items().stream().map(OrderRow::what).collect(Collectors.joining(" + ")),
                channel(order.channel()),
                When.of(order.placedAt()));
    }

    private static String what(OrderItem item) {
        return item.offeringName()
                + (item.isSwap()
                        ? ", another SIM"
                        : item.isUpgrade() ? ", another handset" : item.isSeating() ? ", seats" : "")
                + (item.isSuspension() ? ", suspended" : item.isResumption() ? ", back in use" : "");
    }

    static String channel(String channel) {
        return switch (channel) {
            case "console" -> "Console";
            case "tmf622" -> "TMF622";
            case "soap" -> "SOAP";
            default -> channel;
        };
    }
}
