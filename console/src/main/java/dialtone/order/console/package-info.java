/** The CSR's desk: order entry, the list of orders, an order and its progress, and what waits for a decision. */
@NullMarked
package dialtone.order.console;

import org.jspecify.annotations.NullMarked;
