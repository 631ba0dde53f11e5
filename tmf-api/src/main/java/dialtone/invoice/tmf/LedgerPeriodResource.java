package dialtone.invoice.tmf;

import dialtone.ledger.ClosedPeriod;
import dialtone.ledger.service.LedgerPeriods;
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
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedWriter;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** {@code /billing/v1/ledger}: periods of the books are closed and written out. */
@Path("/ledger")
@RequestScoped
@RolesAllowed({"billing", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class LedgerPeriodResource {

    @EJB
    private LedgerPeriods periods;

    @Inject
    private Caller caller;

    /** Latest first. @return 200 */
    @GET
    @Path("closed-periods")
    public String closed() {
        return ResourceJson.write(
                periods.closed().stream().map(ClosedPeriodView::of).toList());
    }

    /**
     * Closes the books before a day, for ever: {@code {"until": "2026-12-01"}}.
     *
     * @return 201; 400 naming the field; 409 it is closed
     */
    @POST
    @Path("closed-periods")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response close(InputStream body) {
        LocalDate until = Dates.day(
                "until", RequestJson.read(body, ClosedPeriodView.class).until());
        ClosedPeriod closed = TmfRefusal.unlessAccepted(periods.close(until, caller.login()));
        return Response.status(Response.Status.CREATED)
                .entity(ResourceJson.write(ClosedPeriodView.of(closed)))
                .build();
    }

    /**
     * All postings of a time as comma-separated values, in the order they were booked.
     *
     * @param from first day, UTC
     * @param to   first day that no longer belongs to it
     * @return 200; 400 naming the parameter
     */
    @GET
    @Path("journal")
    @Produces("text/csv")
    public Response journal(@QueryParam("from") @Nullable String from, @QueryParam("to") @Nullable String to) {
        LocalDate first = Dates.day("from", from);
        LocalDate end = Dates.day("to", to);
        if (!first.isBefore(end)) {
            throw TmfRefusal.at("to", "INVALID_PERIOD", "The period ends after it begins.");
        }
        StreamingOutput rows = out -> {
            Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            periods.export(first, end, writer);
            writer.flush();
        };
        return Response.ok(rows)
                .header("Content-Disposition", "attachment; filename=\"journal-" + first + "-" + end + ".csv\"")
                .build();
    }
}
