package dialtone.order.tmf;

import dialtone.order.MovedOrder;
import dialtone.order.service.ProcessMoves;
import dialtone.order.service.ProcessMoves.Standing;
import dialtone.platform.tmf.Caller;
import dialtone.platform.tmf.PacedWorkApi;
import dialtone.platform.tmf.RequestJson;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.net.URI;
import java.util.List;

/** {@code /ops/v1/process-moves}: orders moved to the newest versions of their processes, the moves' progress and their logs. */
@Path("/process-moves")
@RequestScoped
@RolesAllowed({"operations", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class ProcessMoveResource {

    @EJB
    private ProcessMoves moves;

    @Context
    private UriInfo uri;

    @Inject
    private Caller caller;

    /** The latest first. @return 200 all, 206 a part, 400 naming the parameter, 416 past the end */
    @GET
    public Response list() {
        return work().list(moves::list);
    }

    /**
     * Begins one: {@code {"processId": "order-fulfilment", "version": 3, "reason": "The loop of version 3"}}, or
     * {@code {"orderId": "ORD-100001", "reason": "..."}}. It has the orders that are meant at this moment. With {@code "dryRun": true} nothing
     * is begun, and the answer says what would be.
     *
     * @return 201 with the move; 200 with what it would do; 400 naming the field; 404 no such order
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response begin(InputStream body) {
        MoveRequestView asked = RequestJson.read(body, MoveRequestView.class);
        if (asked.isDryRun()) {
            ProcessMoves.Preview preview = TmfRefusal.unlessAccepted(moves.preview(asked.target()));
            return Response.ok(ResourceJson.write(MovePreviewView.of(preview))).build();
        }
        ProcessMoveView begun =
                ProcessMoveView.of(TmfRefusal.unlessAccepted(moves.begin(asked.proposal(), caller.login())));
        return Response.created(URI.create("/ops/v1/process-moves/" + begun.id()))
                .entity(ResourceJson.write(begun))
                .build();
    }

    /** @return 200; 404 */
    @GET
    @Path("{id}")
    public String find(@PathParam("id") String id) {
        return work().find(id);
    }

    /**
     * The log: a line for each order, in the order in which they are moved; {@code state} takes one of the counts' names.
     *
     * @return 200 all, 206 a part, 400 naming the parameter, 404, 416 past the end
     */
    @GET
    @Path("{id}/orders")
    public Response orders(@PathParam("id") String id) {
        return work().log(
                        id,
                        List.of(MovedOrder.State.values()),
                        MovedOrder.State::wire,
                        moves::orders,
                        MovedOrderView::of);
    }

    /** Moves no further order until it is resumed. @return 200; 404; 409 it does not run */
    @POST
    @Path("{id}/pause")
    public String pause(@PathParam("id") String id) {
        return work().changed(moves.pause(id, caller.login()));
    }

    /** @return 200; 404; 409 it is not paused */
    @POST
    @Path("{id}/resume")
    public String resume(@PathParam("id") String id) {
        return work().changed(moves.resume(id, caller.login()));
    }

    /** Ends it for good; orders whose turn has not come stay where they are. @return 200; 404; 409 it has ended */
    @POST
    @Path("{id}/stop")
    public String stop(@PathParam("id") String id) {
        return work().changed(moves.stop(id, caller.login()));
    }

    private PacedWorkApi<String, Standing> work() {
        return new PacedWorkApi<>("process move", moves::find, ProcessMoveView::of, uri);
    }
}
