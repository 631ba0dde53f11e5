package dialtone.invoice.tmf;

import dialtone.base.Page;
import dialtone.invoice.CustomerBill;
import dialtone.invoice.document.service.CustomerBills;
import dialtone.platform.tmf.FieldSelection;
import dialtone.platform.tmf.PageRange;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;

/** {@code /tmf-api/customerBillManagement/v4/customerBill} (TMF678 v4). */
@Path("/customerBill")
@RequestScoped
@RolesAllowed({"billing", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class CustomerBillResource {

    @EJB
    private CustomerBills bills;

    @Context
    private UriInfo uri;

    /** @return 200; 400 naming an unknown field; 404 */
    @GET
    @Path("{id}")
    public String find(@PathParam("id") String id, @QueryParam("fields") @Nullable String fields) {
        FieldSelection selection = FieldSelection.parse(fields, CustomerBillView.class);
        CustomerBill bill = bills.list(BillListRequest.of(id)).rows().stream()
                .findFirst()
                .orElseThrow(() -> TmfRefusal.notFound("customer bill", id));
        return ResourceJson.write(CustomerBillView.of(bill), selection);
    }

    /**
     * Newest first; filters as {@link BillListRequest#bills} has them; {@code fields}, {@code offset}, {@code limit}.
     *
     * @return 200 all, 206 a part with links, 400 naming the parameter, 416 past the end
     */
    @GET
    public Response list(@QueryParam("fields") @Nullable String fields) {
        FieldSelection selection = FieldSelection.parse(fields, CustomerBillView.class);
        PageRange range = PageRange.of(uri.getQueryParameters());
        Page<CustomerBill> page = bills.list(BillListRequest.bills(uri.getQueryParameters(), range));
        return range.answer(page, CustomerBillView::of, selection, uri.getRequestUri());
    }
}
