package dialtone.party.tmf;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.party.BillingAccount;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.party.service.Parties;
import dialtone.party.tmf.BillingAccountView.AskedView;
import dialtone.platform.tmf.RequestJson;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /tmf-api/accountManagement/v4/billingAccount} (TMF666 v4). */
@Path("/billingAccount")
@RequestScoped
@RolesAllowed({"billing", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class BillingAccountResource {

    private static final String MERGE_PATCH = "application/merge-patch+json";

    /** Names that the service has, as they are in the request. */
    private static final Map<String, String> FIELDS =
            Map.of("customer", "relatedParty", "cycleDay", "billStructure.cycleSpecification.id");

    @Inject
    private AccountReading accounts;

    @EJB
    private Parties parties;

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

    /**
     * Opens another account for a customer: {@code {"name": "Fleet", "relatedParty": [{"id": "CUS-100001", "role": "customer"}],
     * "billStructure": {"cycleSpecification": {"id": "monthly-1"}}}}.
     *
     * @return 201; 400 naming the field
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response open(InputStream body) {
        AskedView asked = RequestJson.read(body, AskedView.class);
        BillingAccountView view = accounts.view(
                done(parties.open(new CustomerId(asked.customerRead()), asked.nameRead(), asked.cycleDayRead())));
        return Response.created(URI.create(view.href()))
                .entity(ResourceJson.write(view))
                .build();
    }

    /**
     * Addresses the account's invoices otherwise: {@code {"name": "Fleet North"}}. Its customer and its cycle stay.
     *
     * @return 200; 400 naming the field; 404
     */
    @PATCH
    @Path("{id}")
    @Consumes({MERGE_PATCH, MediaType.APPLICATION_JSON})
    public String patch(@PathParam("id") String id, InputStream body) {
        RequestJson.Patch<AskedView> patch = RequestJson.patch(body, AskedView.class);
        BillingAccount account =
                parties.account(new BillingAccountId(id)).orElseThrow(() -> TmfRefusal.notFound("account", id));
        for (String stays : List.of("relatedParty", "billStructure")) {
            if (patch.isAbout(stays)) {
                throw TmfRefusal.at(stays, "READ_ONLY_ATTRIBUTE", "This stays as the account was opened.");
            }
        }
        return ResourceJson.write(accounts.view(
                patch.isAbout("name")
                        ? done(parties.rename(account.id(), patch.amends().nameRead()))
                        : account));
    }

    private static BillingAccount done(Outcome<BillingAccount> outcome) {
        return switch (outcome) {
            case Outcome.Accepted<BillingAccount>(BillingAccount account) -> account;
            case Outcome.Rejected<BillingAccount>(List<Rejection> reasons) -> throw TmfRefusal.of(reasons, FIELDS);
        };
    }
}
