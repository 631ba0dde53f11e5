package dialtone.invoice.tmf;

import dialtone.billrun.BillRun.AccountState;
import dialtone.billrun.service.BillRuns;
import dialtone.billrun.service.BillRuns.Standing;
import dialtone.party.BillingAccountId;
import dialtone.platform.tmf.Caller;
import dialtone.platform.tmf.PacedWorkApi;
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
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** {@code /billing/v1/bill-runs}: the accounts of a cycle are billed, with progress and what could not be. */
@Path("/bill-runs")
@RequestScoped
@RolesAllowed({"billing", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class BillRunResource {

    @EJB
    private BillRuns runs;

    @Context
    private UriInfo uri;

    @Inject
    private Caller caller;

    /** The latest first. @return 200 all, 206 a part, 400 naming the parameter, 416 past the end */
    @GET
    public Response list() {
        return work().list(runs::list);
    }

    /**
     * Starts one: {@code {"billedTo": "2026-12-01"}} bills what accounts with that cycle day have until the day before.
     *
     * @return 201 with the run; 400 naming the field; 409 the cycle has a run
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response start(InputStream body) {
        BillRunRequestView asked = RequestJson.read(body, BillRunRequestView.class);
        BillRunView started = BillRunView.of(
                TmfRefusal.unlessAccepted(runs.start(asked.kindRead(), asked.billedToRead(), caller.login())));
        return Response.created(URI.create("/billing/v1/bill-runs/" + started.id()))
                .entity(ResourceJson.write(started))
                .build();
    }

    /** @return 200; 404 */
    @GET
    @Path("{id: [0-9]{1,18}}")
    public String find(@PathParam("id") long id) {
        return work().find(id);
    }

    /**
     * Its accounts; {@code state} takes one of the counts' names.
     *
     * @return 200 all, 206 a part, 400 naming the parameter, 404, 416 past the end
     */
    @GET
    @Path("{id: [0-9]{1,18}}/accounts")
    public Response accounts(@PathParam("id") long id) {
        return work().log(id, List.of(AccountState.values()), BillRunView::name, runs::accounts, RunAccountView::of);
    }

    /** Bills nothing more until it is resumed. @return 200; 404; 409 it does not run */
    @POST
    @Path("{id: [0-9]{1,18}}/pause")
    public String pause(@PathParam("id") long id) {
        return work().changed(runs.pause(id, caller.login()));
    }

    /** @return 200; 404; 409 it is not paused */
    @POST
    @Path("{id: [0-9]{1,18}}/resume")
    public String resume(@PathParam("id") long id) {
        return work().changed(runs.resume(id, caller.login()));
    }

    /** Ends it for good; invoices that there are stay, and another run may bill the rest. @return 200; 404; 409 it has ended */
    @POST
    @Path("{id: [0-9]{1,18}}/cancel")
    public String cancel(@PathParam("id") long id) {
        return work().changed(runs.cancel(id, caller.login()));
    }

    /** Tries all accounts again that could not be billed. @return 200; 404; 409 there is none, or it was cancelled */
    @POST
    @Path("{id: [0-9]{1,18}}/retry")
    public String retry(@PathParam("id") long id) {
        return work().changed(runs.retry(id, Optional.empty(), caller.login()));
    }

    /** Tries one account again. @return as of all */
    @POST
    @Path("{id: [0-9]{1,18}}/accounts/{account}/retry")
    public String retryAccount(@PathParam("id") long id, @PathParam("account") String account) {
        return work().changed(runs.retry(id, Optional.of(new BillingAccountId(account)), caller.login()));
    }

    private PacedWorkApi<Long, Standing> work() {
        return new PacedWorkApi<>("bill run", runs::find, BillRunView::of, uri);
    }
}
