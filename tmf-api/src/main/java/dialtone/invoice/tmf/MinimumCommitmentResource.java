package dialtone.invoice.tmf;

import dialtone.party.BillingAccount;
import dialtone.party.BillingAccountId;
import dialtone.party.service.Parties;
import dialtone.platform.tmf.Caller;
import dialtone.platform.tmf.RequestJson;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
import dialtone.rating.service.MinimumCommitments;
import dialtone.rating.service.MinimumCommitments.Said;
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
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.List;

/** {@code /billing/v1/accounts/{id}/minimum-commitments}: what an account is invoiced for at the least, over all that it pays for. */
@Path("/accounts/{id}/minimum-commitments")
@RequestScoped
@RolesAllowed({"billing", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class MinimumCommitmentResource {

    @EJB
    private MinimumCommitments commitments;

    @EJB
    private Parties parties;

    @Inject
    private Caller caller;

    /**
     * In the order it was said, of two for one day the later one holds.
     *
     * @return 200, all of them; 404 no such account
     */
    @GET
    public String list(@PathParam("id") String id) {
        return written(commitments.of(account(id).id()));
    }

    /**
     * Agrees on a minimum of invoices that are not made yet.
     *
     * @return 200 with all that was said of the account; 400 naming the field; 404 no such account
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public String agree(@PathParam("id") String id, InputStream body) {
        MinimumCommitmentView said = RequestJson.read(body, MinimumCommitmentView.class);
        BillingAccount account = account(id);
        List<Said> all = TmfRefusal.unlessAccepted(
                commitments.agree(account.id(), said.read(account.currency()), caller.login()));
        return written(all);
    }

    private static String written(List<Said> all) {
        return ResourceJson.write(all.stream().map(MinimumCommitmentView::of).toList());
    }

    private BillingAccount account(String id) {
        return parties.account(new BillingAccountId(id)).orElseThrow(() -> TmfRefusal.notFound("billing account", id));
    }
}
