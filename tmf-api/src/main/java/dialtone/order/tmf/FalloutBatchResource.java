package dialtone.order.tmf;

import dialtone.base.Outcome;
import dialtone.base.Page;
import dialtone.order.BatchedTask;
import dialtone.order.service.FalloutBatches;
import dialtone.order.service.FalloutBatches.Standing;
import dialtone.platform.tmf.PageRange;
import dialtone.platform.tmf.QueryFilter;
import dialtone.platform.tmf.RequestJson;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

    @Context
    private SecurityContext security;

    /** The latest first. @return 200 all, 206 a part, 400 naming the parameter, 416 past the end */
    @GET
    public Response list() {
        QueryFilter.of(uri.getQueryParameters(), Set.of(), Set.of());
        PageRange range = PageRange.of(uri.getQueryParameters());
        Page<Standing> page = batches.list(range.offset(), range.limit());
        return range.answer(page, FalloutBatchView::of, uri.getRequestUri());
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
        FalloutBatchView begun = view(batches.begin(asked.proposal(), login()));
        return Response.created(URI.create("/ops/v1/fallout-batches/" + begun.id()))
                .entity(ResourceJson.write(begun))
                .build();
    }

    /** @return 200; 404 */
    @GET
    @Path("{id}")
    public String find(@PathParam("id") String id) {
        return ResourceJson.write(FalloutBatchView.of(standing(id)));
    }

    /**
     * The log: a line for each task, in the order in which they are decided; {@code state} takes one of the counts' names.
     *
     * @return 200 all, 206 a part, 400 naming the parameter, 404, 416 past the end
     */
    @GET
    @Path("{id}/tasks")
    public Response tasks(@PathParam("id") String id) {
        Optional<BatchedTask.State> state = QueryFilter.of(uri.getQueryParameters(), Set.of("state"), Set.of())
                .value("state", List.of(BatchedTask.State.values()), BatchedTask.State::wire);
        PageRange range = PageRange.of(uri.getQueryParameters());
        standing(id);
        Page<BatchedTask> page = batches.tasks(id, state, range.offset(), range.limit());
        return range.answer(page, BatchedTaskView::of, uri.getRequestUri());
    }

    /** Decides nothing more until it is resumed. @return 200; 404; 409 it does not run */
    @POST
    @Path("{id}/pause")
    public String pause(@PathParam("id") String id) {
        return ResourceJson.write(view(batches.pause(id, login())));
    }

    /** A second person agrees, and it begins. @return 200; 403 the caller has proposed it; 404; 409 it does not wait for one */
    @POST
    @Path("{id}/approval")
    public String approve(@PathParam("id") String id) {
        return ResourceJson.write(view(batches.approve(id, login())));
    }

    /** @return 200; 404; 409 it is not paused */
    @POST
    @Path("{id}/resume")
    public String resume(@PathParam("id") String id) {
        return ResourceJson.write(view(batches.resume(id, login())));
    }

    /** Ends it for good; what it has not decided is left as it is. @return 200; 404; 409 it has ended */
    @POST
    @Path("{id}/stop")
    public String stop(@PathParam("id") String id) {
        return ResourceJson.write(view(batches.stop(id, login())));
    }

    private Standing standing(String id) {
        return batches.find(id).orElseThrow(() -> TmfRefusal.notFound("fallout batch", id));
    }

    private static FalloutBatchView view(Outcome<Standing> outcome) {
        return FalloutBatchView.of(TmfRefusal.unlessAccepted(outcome));
    }

    private String login() {
        return security.getUserPrincipal().getName();
    }
}
