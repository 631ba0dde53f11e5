package dialtone.order.tmf;

import dialtone.order.OrderScope;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;

/** Which orders a caller may see: the house's own people all, a partner those he placed. */
public final class CallerOrders {

    private static final List<String> SEE_ALL = List.of("csr", "operations", "billing", "admin");

    private CallerOrders() {}

    /** @param security of a request with a login */
    public static OrderScope of(SecurityContext security) {
        return SEE_ALL.stream().anyMatch(security::isUserInRole)
                ? OrderScope.ALL
                : OrderScope.placedBy(security.getUserPrincipal().getName());
    }
}
