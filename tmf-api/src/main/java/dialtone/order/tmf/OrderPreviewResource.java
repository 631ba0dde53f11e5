package dialtone.order.tmf;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.catalog.SuspensionReason;
import dialtone.order.OrderPreview;
import dialtone.order.PlaceOrder;
import dialtone.order.service.OrderEntry;
import dialtone.platform.tmf.Caller;
import dialtone.platform.tmf.RequestJson;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** {@code /ops/v1/order-previews}: the dry run of an order, with the body that a POST of TMF622 would have. */
@Path("/order-previews")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class OrderPreviewResource {

    @EJB
    private OrderEntry entry;

    @Inject
    private Caller caller;

    /**
     * What the order would cost, and what would be charged and given back; nothing is stored, reserved or checked with others.
     *
     * @return 200; 400 with the reasons that the order would be refused for
     */
    @POST
    @RolesAllowed({"csr", "admin"})
    @Consumes(MediaType.APPLICATION_JSON)
    public String preview(InputStream body) {
        ProductOrderView asked = RequestJson.read(body, ProductOrderView.class);
        PlaceOrder command = asked.toCommand(Optional.empty(), caller.login())
                .withSuspensionRights(SuspensionReason.grantedTo(caller::hasRole));
        return switch (entry.preview(command)) {
            case Outcome.Accepted<OrderPreview>(OrderPreview preview) ->
                ResourceJson.write(OrderPreviewView.of(preview));
            case Outcome.Rejected<OrderPreview>(List<Rejection> reasons) ->
                throw TmfRefusal.of(asked.inRequest(reasons), ProductOrderResource.FIELDS);
        };
    }
}
