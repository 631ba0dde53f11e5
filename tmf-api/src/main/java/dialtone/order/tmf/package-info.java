/** TMF622 v4 product ordering, and what operations ask about an order's plan and its fallout. */
@NullMarked
package dialtone.order.tmf;

import org.jspecify.annotations.NullMarked;
