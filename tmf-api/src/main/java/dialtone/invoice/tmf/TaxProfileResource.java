package dialtone.invoice.tmf;

import dialtone.party.BillingAccountId;
import dialtone.platform.tmf.Caller;
import dialtone.platform.tmf.RequestJson;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
import dialtone.tax.TaxProfile;
import dialtone.tax.service.TaxProfiles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;

/** {@code /billing/v1/accounts/{id}/tax-profile}: what is told of an account for tax. */
@Path("/accounts/{id}/tax-profile")
@RequestScoped
@RolesAllowed({"billing", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class TaxProfileResource {

    @EJB
    private TaxProfiles profiles;

    @Inject
    private Caller caller;

    /** @return 200, also when nothing was told: then a consumer at the customer's address; 404 */
    @GET
    public String find(@PathParam("id") String id) {
        return ResourceJson.write(TaxProfileView.of(profile(id)));
    }

    /**
     * Replaces what was told, for all that is invoiced from now on.
     *
     * @return 200 with what holds; 400 naming the field; 404
     */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public String tell(@PathParam("id") String id, InputStream body) {
        TaxProfile told = RequestJson.read(body, TaxProfileView.class).read();
        profile(id);
        TaxProfile stored = TmfRefusal.unlessAccepted(profiles.tell(new BillingAccountId(id), told, caller.login()));
        return ResourceJson.write(TaxProfileView.of(stored));
    }

    /** All that was told, the latest first. @return 200; 404 */
    @GET
    @Path("changes")
    public String changes(@PathParam("id") String id) {
        profile(id);
        return ResourceJson.write(profiles.changes(new BillingAccountId(id)).stream()
                .map(TaxProfileChangeView::of)
                .toList());
    }

    private TaxProfile profile(String id) {
        return profiles.find(new BillingAccountId(id)).orElseThrow(() -> TmfRefusal.notFound("billing account", id));
    }
}
