package dialtone.order.tmf;

import dialtone.fulfilment.CheckResult;
import dialtone.order.CancellationAssessment;
import dialtone.order.OrderId;
import dialtone.order.ProductOrder;
import dialtone.order.service.OrderEntry;
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
import org.jspecify.annotations.Nullable;

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

    /**
     * What a cancellation would do just now.
     *
     * @param objection why it is not possible, a sentence; absent when it is
     * @param undo      steps that would be taken back, the last first
     * @param leave     steps that would not be begun
     */
    public record CancellationView(
            String orderId,
            String state,
            boolean possible,
            @Nullable String objection,
            List<PlanStepView> undo,
            List<PlanStepView> leave) {}

    @EJB
    private Orders orders;

    @EJB
    private OrderEntry entry;

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

    /**
     * The dry run of a cancellation; nothing is changed.
     *
     * @return 200; 404
     */
    @GET
    @Path("{id}/cancellation")
    @RolesAllowed({"csr", "operations", "partner", "admin"})
    public String cancellation(@PathParam("id") String id) {
        OrderId orderId = new OrderId(id);
        ProductOrder order = orders.find(orderId, CallerOrders.of(security))
                .orElseThrow(() -> TmfRefusal.notFound("product order", id));
        CancellationAssessment assessment =
                entry.assessCancellation(orderId).orElseThrow(() -> TmfRefusal.notFound("product order", id));
        return ResourceJson.write(new CancellationView(
                id,
                order.state().tmf(),
                assessment.objection().isEmpty(),
                assessment.objection().orElse(null),
                assessment.undone().stream().map(PlanStepView::of).toList(),
                assessment.leftOut().stream().map(PlanStepView::of).toList()));
    }
}
