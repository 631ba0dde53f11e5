package dialtone.invoice.tmf;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.order.OrderId;
import dialtone.party.BillingAccountId;
import dialtone.party.service.Parties;
import dialtone.platform.tmf.Caller;
import dialtone.platform.tmf.RequestJson;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
import dialtone.rating.RatedCharge;
import dialtone.rating.service.SubscriptionSeats;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.List;

/** {@code /billing/v1/accounts/{id}/subscriptions/{order}/{item}}: what an account pays for, by the order item that brought it. */
@Path("/accounts/{id}/subscriptions/{order}/{item}")
@RequestScoped
@RolesAllowed({"billing", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class SubscriptionResource {

    @EJB
    private SubscriptionSeats seats;

    @EJB
    private Parties parties;

    @Inject
    private Caller caller;

    /**
     * Says how many seats there are from a day on, and posts what that makes of what is due by today.
     *
     * @return 200 with what was posted, nothing when the same is said again; 400 naming the field; 404 no such account, or nothing it pays for
     */
    @PUT
    @Path("seats")
    @Consumes(MediaType.APPLICATION_JSON)
    public String seats(
            @PathParam("id") String id,
            @PathParam("order") String order,
            @PathParam("item") String item,
            InputStream body) {
        SeatsView said = RequestJson.read(body, SeatsView.class);
        BillingAccountId account = new BillingAccountId(id);
        if (parties.account(account).isEmpty()) {
            throw TmfRefusal.notFound("billing account", id);
        }
        long count = said.seatsRead();
        LocalDate from = said.fromRead();
        return switch (seats.set(account, new OrderId(order), item, count, from, caller.login())) {
            case Outcome.Accepted<List<RatedCharge>>(List<RatedCharge> posted) ->
                ResourceJson.write(SeatsView.of(count, from, posted));
            case Outcome.Rejected<List<RatedCharge>>(List<Rejection> reasons) -> {
                if (reasons.getFirst().code().equals("UNKNOWN_SUBSCRIPTION")) {
                    throw TmfRefusal.notFound("item the account pays for", order + "/" + item);
                }
                throw TmfRefusal.of(reasons);
            }
        };
    }
}
