package dialtone.invoice.tmf;

import dialtone.base.Page;
import dialtone.invoice.BilledLine;
import dialtone.invoice.Invoice;
import dialtone.invoice.InvoiceId;
import dialtone.invoice.NumberUsage.RatedRecord;
import dialtone.invoice.service.Invoices;
import dialtone.platform.tmf.PageRange;
import dialtone.platform.tmf.QueryFilter;
import dialtone.platform.tmf.RequestJson;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
import dialtone.rating.service.PriceVersions;
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
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.net.URI;
import java.util.Set;

/** {@code /billing/v1/invoices/{id}}: invoices and credit notes by their legal number, and what is behind their lines. */
@Path("/invoices/{id}")
@RequestScoped
@RolesAllowed({"billing", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class InvoiceResource {

    @EJB
    private Invoices invoices;

    @EJB
    private PriceVersions versions;

    @Context
    private UriInfo uri;

    /** @return 200; 404 */
    @GET
    public String find(@PathParam("id") String id) {
        Invoice invoice = invoice(id);
        return ResourceJson.write(InvoiceView.of(invoice, versions.of(invoice)));
    }

    /** The usage records behind a line, oldest first. @return 200 all, 206 a part, 400 naming the parameter, 404, 416 past the end */
    @GET
    @Path("lines/{number: [0-9]{1,9}}/records")
    public Response records(@PathParam("id") String id, @PathParam("number") int number) {
        BilledLine line = invoice(id).lines().stream()
                .filter(each -> each.number() == number)
                .findFirst()
                .orElseThrow(() -> TmfRefusal.notFound("line", Integer.toString(number)));
        QueryFilter.of(uri.getQueryParameters(), Set.of(), Set.of());
        PageRange range = PageRange.of(uri.getQueryParameters());
        Page<RatedRecord> page = invoices.records(line, range.offset(), range.limit());
        return range.answer(page, InvoicePreviewView.RecordView::of, uri.getRequestUri());
    }

    /** @return 200, oldest first; 404 */
    @GET
    @Path("credit-notes")
    public String creditNotes(@PathParam("id") String id) {
        return ResourceJson.write(invoices.creditNotesOf(invoice(id).id()).stream()
                .map(InvoiceView::of)
                .toList());
    }

    /**
     * Takes a line back, or all that is left: {@code {"line": 2, "reason": "Not ordered"}}.
     *
     * @return 201 with the credit note; 400 naming the field; 404; 409 it is taken back already
     */
    @POST
    @Path("credit-notes")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response credit(@PathParam("id") String id, InputStream body) {
        CreditRequestView asked = RequestJson.read(body, CreditRequestView.class);
        if (asked.reason() == null) {
            throw ReceiptView.missing("reason");
        }
        Set<Integer> lines = asked.line() == null ? Set.of() : Set.of(asked.line());
        Invoice note = TmfRefusal.unlessAccepted(invoices.credit(new InvoiceId(id), lines, asked.reason()));
        return Response.created(URI.create("/billing/v1/invoices/" + note.id()))
                .entity(ResourceJson.write(InvoiceView.of(note, versions.of(note))))
                .build();
    }

    private Invoice invoice(String id) {
        return invoices.find(new InvoiceId(id)).orElseThrow(() -> TmfRefusal.notFound("invoice", id));
    }
}
