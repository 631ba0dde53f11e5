package dialtone.invoice.tmf;

import dialtone.base.Outcome;
import dialtone.hierarchy.AccountHierarchy;
import dialtone.hierarchy.AccountRelationship;
import dialtone.hierarchy.service.AccountHierarchies;
import dialtone.invoice.SectionSummary;
import dialtone.invoice.service.Invoices;
import dialtone.party.BillingAccount;
import dialtone.party.BillingAccountId;
import dialtone.party.service.Parties;
import dialtone.platform.tmf.Caller;
import dialtone.platform.tmf.RequestJson;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;

/** {@code /billing/v1/accounts/{id}/relationships}: what an account belongs to, what belongs to it, and who pays. */
@Path("/accounts/{id}/relationships")
@RequestScoped
@RolesAllowed({"billing", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class AccountRelationshipResource {

    /** Sections of the account on invoices of others that are listed, the newest. */
    private static final int MAX_SECTIONS = 24;

    @EJB
    private AccountHierarchies hierarchies;

    @EJB
    private Invoices invoices;

    @EJB
    private Parties parties;

    @Inject
    private Clock clock;

    @Inject
    private Caller caller;

    /**
     * The tree that an account is in.
     *
     * @param payer         who pays for it today
     * @param relationships of all days, of all accounts that are above it, below it or beside it
     * @param sections      what of it is on invoices of others, newest first
     */
    public record TreeView(
            String billingAccount,
            String payer,
            List<AccountRelationshipView> relationships,
            List<SectionView> sections) {}

    /** @param firstLine number of its first line there */
    public record SectionView(
            String invoice, String payer, String issuedOn, int firstLine, AmountView net, AmountView tax) {

        static SectionView of(SectionSummary section) {
            return new SectionView(
                    section.invoice().value(),
                    section.payer().value(),
                    section.issuedOn().toString(),
                    section.firstLine(),
                    AmountView.of(section.net()),
                    AmountView.of(section.tax()));
        }
    }

    /** @return 200 the tree it is in; 404 no such account */
    @GET
    public String tree(@PathParam("id") String id) {
        BillingAccount account = account(id);
        AccountHierarchy hierarchy = hierarchies.of(account.id());
        return ResourceJson.write(new TreeView(
                id,
                hierarchy
                        .payerOf(
                                account.id(),
                                clock.instant().atZone(account.timeZone()).toLocalDate())
                        .value(),
                hierarchy.relationships().stream()
                        .map(AccountRelationshipView::of)
                        .toList(),
                invoices.sectionsOf(account.id(), MAX_SECTIONS).stream()
                        .map(SectionView::of)
                        .toList()));
    }

    /**
     * Lets the account belong to another one from a day on.
     *
     * @return 201, also when the same was said before; 400 naming the field; 404 no such account
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response join(@PathParam("id") String id, InputStream body) {
        AccountRelationshipView said = RequestJson.read(body, AccountRelationshipView.class);
        BillingAccountId child = account(id).id();
        return Response.status(Response.Status.CREATED)
                .entity(written(hierarchies.join(said.read(child), caller.login())))
                .build();
    }

    /**
     * Says from which day on the account does not belong there any more: {@code {"to": "2027-01-01"}}; the day it began takes it back.
     *
     * @return 200; 400 naming the field; 404 no such account, or relationship in which it is the child
     */
    @PUT
    @Path("{number: [0-9]{1,18}}")
    @Consumes(MediaType.APPLICATION_JSON)
    public String leave(@PathParam("id") String id, @PathParam("number") long number, InputStream body) {
        AccountRelationshipView said = RequestJson.read(body, AccountRelationshipView.class);
        return written(hierarchies.leave(account(id).id(), number, said.endRead(), caller.login()));
    }

    private static String written(Outcome<AccountRelationship> outcome) {
        AccountRelationship done = TmfRefusal.unlessAccepted(outcome);
        return ResourceJson.write(AccountRelationshipView.of(done));
    }

    private BillingAccount account(String id) {
        return parties.account(new BillingAccountId(id)).orElseThrow(() -> TmfRefusal.notFound("billing account", id));
    }
}
