package dialtone.process.tmf;

import dialtone.base.Page;
import dialtone.platform.tmf.OpsError;
import dialtone.platform.tmf.PageRange;
import dialtone.process.Incident;
import dialtone.process.IncidentKey;
import dialtone.process.service.ProcessActions;
import dialtone.process.service.ProcessInstances;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;

/** {@code /ops/v1/incidents}. */
@Path("/incidents")
@RequestScoped
@RolesAllowed({"operations", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class IncidentResource {

    private static final System.Logger LOG = System.getLogger(IncidentResource.class.getName());

    @Inject
    private ProcessInstances instances;

    @Inject
    private ProcessActions actions;

    @Context
    private UriInfo uri;

    /**
     * The open ones, the oldest first; {@code X-Total-Count} as in {@link ProcessInstanceResource#list}.
     *
     * @return 200 a page by offset and limit, 400 naming the parameter
     */
    @GET
    public Response open() {
        PageRange range = PageRange.of(uri.getQueryParameters());
        Page<Incident> page = instances.openIncidents(range.offset(), range.limit());
        return Response.ok(page.rows().stream().map(IncidentView::of).toList())
                .header("X-Total-Count", page.total())
                .header("X-Result-Count", page.rows().size())
                .build();
    }

    /**
     * Lets the engine try again; the incident is gone from the list when its records have come back.
     *
     * @return 202; 404 unknown; 409 resolved already; 503 the engine is away
     */
    @POST
    @Path("{key: [1-9][0-9]{0,17}}/retry")
    public Response retry(@PathParam("key") long key) {
        try {
            return switch (actions.retryIncident(new IncidentKey(key))) {
                case DONE -> Response.accepted().build();
                case NOT_FOUND ->
                    OpsError.answer(Status.NOT_FOUND, "INCIDENT_UNKNOWN", "No incident " + key + " has been seen here");
                case ALREADY_DONE ->
                    OpsError.answer(Status.CONFLICT, "INCIDENT_RESOLVED", "Incident " + key + " is resolved already");
            };
        } catch (RuntimeException away) {
            LOG.log(System.Logger.Level.WARNING, "Incident " + key + " cannot be retried now", away);
            return OpsError.answer(
                    Status.SERVICE_UNAVAILABLE, "ENGINE_AWAY", "The engine does not answer; try again in a moment");
        }
    }
}
