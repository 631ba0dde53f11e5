package dialtone.invoice.tmf;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.order.OrderId;
import dialtone.party.BillingAccountId;
import dialtone.party.service.Parties;
import dialtone.platform.tmf.Caller;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
import dialtone.rating.service.SharedAllowances;
import dialtone.rating.service.SharedAllowances.SharedAllowance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /billing/v1/accounts/{id}/shared-allowances}: what lines of an account have together, and which lines do. */
@Path("/accounts/{id}/shared-allowances")
@RequestScoped
@RolesAllowed({"billing", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class SharedAllowanceResource {

    @EJB
    private SharedAllowances shared;

    @EJB
    private Parties parties;

    @Inject
    private Caller caller;

    /** @param numbers in the order they joined, which is the order it covers their use in */
    public record View(
            String order,
            String item,
            String name,
            List<String> includes,
            Instant begunAt,
            @Nullable Instant endedAt,
            List<String> numbers,
            List<ChangeView> changes) {

        static View of(SharedAllowance each) {
            return new View(
                    each.order().value(),
                    each.itemId(),
                    each.name(),
                    each.includes(),
                    each.begunAt(),
                    each.endedAt().orElse(null),
                    each.lines(),
                    each.changes().stream()
                            .map(change -> new ChangeView(change.msisdn(), change.kind(), change.at(), change.by()))
                            .toList());
        }
    }

    /** @param by login, or order */
    public record ChangeView(String number, String kind, Instant at, String by) {}

    /** @return 200 newest first; 404 no such account */
    @GET
    public String list(@PathParam("id") String id) {
        return ResourceJson.write(shared.of(account(id)).stream().map(View::of).toList());
    }

    /** The line shares it from now on. @return 200; 400 in words; 404 no such account, or nothing that it shares */
    @PUT
    @Path("{order}/{item}/numbers/{number}")
    public String join(
            @PathParam("id") String id,
            @PathParam("order") String order,
            @PathParam("item") String item,
            @PathParam("number") String number) {
        return answer(shared.join(account(id), new OrderId(order), item, number, caller.login()), order + "/" + item);
    }

    /** The line does not share it any more. @return as for joining */
    @DELETE
    @Path("{order}/{item}/numbers/{number}")
    public String leave(
            @PathParam("id") String id,
            @PathParam("order") String order,
            @PathParam("item") String item,
            @PathParam("number") String number) {
        return answer(shared.leave(account(id), new OrderId(order), item, number, caller.login()), order + "/" + item);
    }

    private BillingAccountId account(String id) {
        BillingAccountId account = new BillingAccountId(id);
        if (parties.account(account).isEmpty()) {
            throw TmfRefusal.notFound("billing account", id);
        }
        return account;
    }

    private static String answer(Outcome<SharedAllowance> outcome, String what) {
        return switch (outcome) {
            case Outcome.Accepted<SharedAllowance>(SharedAllowance is) -> ResourceJson.write(View.of(is));
            case Outcome.Rejected<SharedAllowance>(List<Rejection> reasons) -> {
                if (reasons.getFirst().code().equals("UNKNOWN_SHARED_ALLOWANCE")) {
                    throw TmfRefusal.notFound("shared allowance", what);
                }
                throw TmfRefusal.of(reasons);
            }
        };
    }
}
