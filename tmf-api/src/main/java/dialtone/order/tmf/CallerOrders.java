package dialtone.order.tmf;

import dialtone.order.OrderScope;
import dialtone.platform.tmf.Caller;
import dialtone.platform.tmf.TmfRefusal;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Which orders a caller may see: the house's own people all, a partner those he placed; and which he may place and cancel. */
public final class CallerOrders {

    private static final List<String> SEE_ALL = List.of("csr", "operations", "billing", "admin");

    /** Who places and cancels orders of all kinds. */
    private static final List<String> TAKE_ALL = List.of("csr", "partner", "admin");

    private CallerOrders() {}

    /**
     * Refuses an order that does more than to suspend lines and to bring them back, of a caller who does no more than that.
     *
     * @param useOnly whether it does no more
     * @throws TmfRefusal 403
     */
    static void refuseOtherKinds(Caller caller, boolean useOnly) {
        if (!useOnly && TAKE_ALL.stream().noneMatch(caller::hasRole)) {
            throw TmfRefusal.of(
                    Response.Status.FORBIDDEN,
                    "NOT_TAKEN_FROM_BILLING",
                    "Billing suspends lines and brings them back; other orders are customer service's.");
        }
    }

    /** Whether it is one of the house's own people. */
    static boolean isInside(Caller caller) {
        return SEE_ALL.stream().anyMatch(caller::hasRole);
    }

    public static OrderScope of(Caller caller) {
        return isInside(caller) ? OrderScope.ALL : OrderScope.placedBy(caller.login());
    }
}
