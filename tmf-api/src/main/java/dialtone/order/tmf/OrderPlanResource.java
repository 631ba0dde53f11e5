package dialtone.order.tmf;

import dialtone.fulfilment.CheckResult;
import dialtone.order.OrderId;
import dialtone.order.ProductOrder;
import dialtone.order.service.Orders;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;

/** {@code /ops/v1/orders/{id}/plan}: how far an order is, step by step. For a partner there are only the orders he placed. */
@Path("/orders")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class OrderPlanResource {

    /**
     * @param state  of the order, as TMF622 names it
     * @param checks what the dependency checks found; empty before they have been made
     * @param steps  in the plan's order; empty before the order has been validated
     */
    public record OrderPlanView(String orderId, String state, List<CheckView> checks, List<PlanStepView> steps) {}

    /** @param verdict PASSED or REFUSED
     *  @param code    OK, or the refusal's own */
    public record CheckView(String check, String verdict, String code, String message) {
        static CheckView of(CheckResult result) {
            return new CheckView(result.check(), result.verdict().name(), result.code(), result.message());
        }
    }

    @EJB
    private Orders orders;

    @Context
    private SecurityContext security;

    /** @return 200; 404 */
    @GET
    @Path("{id}/plan")
    @RolesAllowed({"csr", "operations", "partner", "admin"})
    public String plan(@PathParam("id") String id) {
        OrderId orderId = new OrderId(id);
        ProductOrder order = orders.find(orderId, CallerOrders.of(security))
                .orElseThrow(() -> TmfRefusal.notFound("product order", id));
        return ResourceJson.write(new OrderPlanView(
                id,
                order.state().tmf(),
                orders.checks(orderId).stream().map(CheckView::of).toList(),
                orders.plan(orderId).stream().map(PlanStepView::of).toList()));
    }
}
