package dialtone.invoice.tmf;

import dialtone.party.BillingAccount;
import dialtone.party.BillingAccountId;
import dialtone.party.service.Parties;
import dialtone.platform.tmf.Caller;
import dialtone.platform.tmf.RequestJson;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
import dialtone.spending.SpendingStanding;
import dialtone.spending.service.SpendingChoices;
import dialtone.spending.service.SpendingDesk;
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
import java.util.Optional;

/** {@code /billing/v1/accounts/{id}/spending-limits}: what use may cost in a bill cycle, how far it is, and what the customer wants of it. */
@Path("/accounts/{id}/spending-limits")
@RequestScoped
@RolesAllowed({"billing", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class SpendingLimitResource {

    @EJB
    private SpendingChoices choices;

    @EJB
    private SpendingDesk desk;

    @EJB
    private Parties parties;

    @Inject
    private Caller caller;

    /**
     * Each limit with each line, or with the account, in the cycle of now.
     *
     * @return 200; 404 no such account
     */
    @GET
    public String list(@PathParam("id") String id) {
        return written(choices.standing(account(id).id()));
    }

    /**
     * Raises, lowers, takes off or brings back a limit from this cycle on. What is held and may be charged then is charged.
     *
     * @return 200 with how far the account is then; 400 naming the field; 404 no such account
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public String choose(@PathParam("id") String id, InputStream body) {
        SpendingLimitView said = RequestJson.read(body, SpendingLimitView.class);
        BillingAccount account = account(id);
        List<SpendingStanding> all = TmfRefusal.unlessAccepted(desk.choose(
                account.id(),
                said.limitRead(),
                Optional.ofNullable(said.number()),
                said.read(account.currency()),
                caller.login()));
        return written(all);
    }

    private static String written(List<SpendingStanding> all) {
        return ResourceJson.write(all.stream().map(SpendingLimitView::of).toList());
    }

    private BillingAccount account(String id) {
        return parties.account(new BillingAccountId(id)).orElseThrow(() -> TmfRefusal.notFound("billing account", id));
    }
}
