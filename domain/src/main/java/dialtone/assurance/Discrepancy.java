package dialtone.assurance;

import dialtone.order.OrderId;
import java.util.Optional;

/**
 * Something that two records do not agree about.
 *
 * @param subject what it is: a product, a number, an account; never blank
 * @param order   the order it came with
 * @param detail  what there is to know of it, in a few words
 */
public record Discrepancy(String subject, Optional<OrderId> order, String detail) {}
