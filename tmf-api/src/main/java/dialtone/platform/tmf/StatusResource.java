package dialtone.platform.tmf;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;

/**
 * {@code /ops/v1/status}: what is up, what lags and by how much. Without a login, because it has to answer when nobody can log
 * in: the logins are in the database. It tells counts, ages and which parts are away, not why.
 */
@Path("/status")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class StatusResource {

    @Inject
    private StatusProbe probe;

    /** @return 200 up or degraded; 503 the database is down */
    @GET
    @PermitAll
    public Response status() {
        ServerStatus status = probe.status();
        boolean down = status.state().equals(ServerStatus.DOWN);
        return Response.status(down ? Status.SERVICE_UNAVAILABLE : Status.OK)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(ResourceJson.write(status))
                .build();
    }
}
