package dialtone.invoice.tmf;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.party.BillingAccount;
import dialtone.party.BillingAccountId;
import dialtone.party.service.Parties;
import dialtone.platform.tmf.RequestJson;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
import dialtone.spending.SpendingStanding;
import dialtone.spending.service.SpendingChoices;
import dialtone.spending.service.SpendingDesk;
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
import jakarta.ws.rs.core.SecurityContext;
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
    public String choose(@PathParam("id") String id, InputStream body, @Context SecurityContext security) {
        SpendingLimitView said = RequestJson.read(body, SpendingLimitView.class);
        BillingAccount account = account(id);
        return switch (desk.choose(
                account.id(),
                said.limitRead(),
                Optional.ofNullable(said.number()),
                said.read(account.currency()),
                security.getUserPrincipal().getName())) {
            case Outcome.Accepted<List<SpendingStanding>>(List<SpendingStanding> all) -> written(all);
            case Outcome.Rejected<List<SpendingStanding>>(List<Rejection> reasons) -> throw TmfRefusal.of(reasons);
        };
    }

    private static String written(List<SpendingStanding> all) {
        return ResourceJson.write(all.stream().map(SpendingLimitView::of).toList());
    }

    private BillingAccount account(String id) {
        return parties.account(new BillingAccountId(id)).orElseThrow(() -> TmfRefusal.notFound("billing account", id));
    }
}
