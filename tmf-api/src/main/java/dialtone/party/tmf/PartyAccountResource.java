package dialtone.party.tmf;

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
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;

/**
 * {@code /tmf-api/accountManagement/v4/partyAccount} (TMF666 v4): the accounts that parties have, which are all billing accounts. They are
 * opened and changed as such.
 */
@Path("/partyAccount")
@RequestScoped
@RolesAllowed({"billing", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class PartyAccountResource {

    @Inject
    private AccountReading accounts;

    @Context
    private UriInfo uri;

    /** @return 200; 400 naming an unknown field; 404 */
    @GET
    @Path("{id}")
    public String find(@PathParam("id") String id, @QueryParam("fields") @Nullable String fields) {
        return accounts.find(id, fields);
    }

    /** @return 200 all, 206 a part with links, 400 naming the parameter, 416 past the end */
    @GET
    public Response list(@QueryParam("fields") @Nullable String fields) {
        return accounts.list(uri, fields);
    }
}
