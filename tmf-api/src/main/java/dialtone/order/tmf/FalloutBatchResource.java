package dialtone.order.tmf;

import dialtone.order.BatchedTask;
import dialtone.order.service.FalloutBatches;
import dialtone.order.service.FalloutBatches.Standing;
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

/** {@code /ops/v1/fallout-batches}: one decision about many fallout tasks, its progress and its log. */
@Path("/fallout-batches")
@RequestScoped
@RolesAllowed({"operations", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class FalloutBatchResource {

    @EJB
    private FalloutBatches batches;

    @Context
    private UriInfo uri;

    @Inject
    private Caller caller;

    /** The latest first. @return 200 all, 206 a part, 400 naming the parameter, 416 past the end */
    @GET
    public Response list() {
        return work().list(batches::list);
    }

    /**
     * Begins one: {@code {"decision": "resubmit", "reason": "SIM vendor is back", "filter": {"jobType": ["fulfilment.activate-sim"]}}}.
     * It has the tasks that are open at this moment. One that skips their steps waits until a second person approves it.
     *
     * @return 201 with the batch; 400 naming the field
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response begin(InputStream body) {
        BatchRequestView asked = RequestJson.read(body, BatchRequestView.class);
        FalloutBatchView begun =
                FalloutBatchView.of(TmfRefusal.unlessAccepted(batches.begin(asked.proposal(), caller.login())));
        return Response.created(URI.create("/ops/v1/fallout-batches/" + begun.id()))
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
     * The log: a line for each task, in the order in which they are decided; {@code state} takes one of the counts' names.
     *
     * @return 200 all, 206 a part, 400 naming the parameter, 404, 416 past the end
     */
    @GET
    @Path("{id}/tasks")
    public Response tasks(@PathParam("id") String id) {
        return work().log(
                        id,
                        List.of(BatchedTask.State.values()),
                        BatchedTask.State::wire,
                        batches::tasks,
                        BatchedTaskView::of);
    }

    /** Decides nothing more until it is resumed. @return 200; 404; 409 it does not run */
    @POST
    @Path("{id}/pause")
    public String pause(@PathParam("id") String id) {
        return work().changed(batches.pause(id, caller.login()));
    }

    /** A second person agrees, and it begins. @return 200; 403 the caller has proposed it; 404; 409 it does not wait for one */
    @POST
    @Path("{id}/approval")
    public String approve(@PathParam("id") String id) {
        return work().changed(batches.approve(id, caller.login()));
    }

    /** @return 200; 404; 409 it is not paused */
    @POST
    @Path("{id}/resume")
    public String resume(@PathParam("id") String id) {
        return work().changed(batches.resume(id, caller.login()));
    }

    /** Ends it for good; what it has not decided is left as it is. @return 200; 404; 409 it has ended */
    @POST
    @Path("{id}/stop")
    public String stop(@PathParam("id") String id) {
        return work().changed(batches.stop(id, caller.login()));
    }

    private PacedWorkApi<String, Standing> work() {
        return new PacedWorkApi<>("fallout batch", batches::find, FalloutBatchView::of, uri);
    }
}
