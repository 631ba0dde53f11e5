package dialtone.process.tmf;

import dialtone.base.Page;
import dialtone.platform.tmf.OpsError;
import dialtone.platform.tmf.PageRange;
import dialtone.process.InstanceFilter;
import dialtone.process.InstanceState;
import dialtone.process.ProcessInstance;
import dialtone.process.ProcessInstanceKey;
import dialtone.process.service.ProcessInstances;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /ops/v1/process-instances}. */
@Path("/process-instances")
@RequestScoped
@RolesAllowed({"operations", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class ProcessInstanceResource {

    private static final String KEY = "{key: [1-9][0-9]{0,17}}";

    @Inject
    private ProcessInstances instances;

    @Context
    private UriInfo uri;

    /**
     * The latest first; {@code X-Total-Count} says how many there are in all, up to {@link ProcessInstances#MAX_COUNT}.
     *
     * @param state       ACTIVE, COMPLETED or TERMINATED
     * @param businessKey id of the order
     * @return 200 a page by offset and limit, 400 for a state that there is not or naming the parameter
     */
    @GET
    public Response list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("processId") @Nullable String processId,
            @QueryParam("businessKey") @Nullable String businessKey,
            @QueryParam("hasIncident") boolean hasIncident,
            @QueryParam("rootsOnly") boolean rootsOnly) {
        PageRange range = PageRange.of(uri.getQueryParameters());
        Optional<InstanceState> known = Arrays.stream(InstanceState.values())
                .filter(value -> value.name().equals(state))
                .findFirst();
        if (state != null && known.isEmpty()) {
            return OpsError.answer(
                    Status.BAD_REQUEST, "STATE_UNKNOWN", "state is one of " + Arrays.toString(InstanceState.values()));
        }
        Page<ProcessInstance> page = instances.list(
                new InstanceFilter(
                        known,
                        Optional.ofNullable(processId),
                        Optional.ofNullable(businessKey),
                        hasIncident,
                        rootsOnly),
                range.offset(),
                range.limit());
        return Response.ok(page.rows().stream().map(ProcessInstanceView::of).toList())
                .header("X-Total-Count", page.total())
                .header("X-Result-Count", page.rows().size())
                .build();
    }

    /** @return 200 with tokens, counts, incidents, children, timers and variables; 404 */
    @GET
    @Path(KEY)
    public Response find(@PathParam("key") long key) {
        return instances
                .find(new ProcessInstanceKey(key))
                .map(detail ->
                        Response.ok(ProcessInstanceView.Detail.of(detail)).build())
                .orElseGet(() -> notFound(key));
    }

    /** @return 200 with the BPMN of the version that the instance runs; 404 */
    @GET
    @Path(KEY + "/diagram")
    @Produces({MediaType.APPLICATION_XML, MediaType.APPLICATION_JSON})
    public Response diagram(@PathParam("key") long key) {
        return instances
                .diagram(new ProcessInstanceKey(key))
                .map(xml -> Response.ok(xml, MediaType.APPLICATION_XML_TYPE.withCharset("UTF-8"))
                        .header("X-Content-Type-Options", "nosniff")
                        .build())
                .orElseGet(() -> notFound(key));
    }

    private static Response notFound(long key) {
        return OpsError.answer(
                Status.NOT_FOUND, "INSTANCE_UNKNOWN", "No process instance " + key + " has been seen here");
    }
}
