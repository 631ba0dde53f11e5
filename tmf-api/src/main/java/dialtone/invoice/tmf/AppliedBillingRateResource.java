package dialtone.invoice.tmf;

import dialtone.base.Page;
import dialtone.invoice.AppliedRate;
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
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code /tmf-api/customerBillManagement/v4/appliedCustomerBillingRate} (TMF678 v4): the lines of bills. */
@Path("/appliedCustomerBillingRate")
@RequestScoped
@RolesAllowed({"billing", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class AppliedBillingRateResource {

    private static final Pattern ID = Pattern.compile("(?<bill>.+):(?<line>[0-9]{1,9})");

    @EJB
    private CustomerBills bills;

    @Context
    private UriInfo uri;

    /**
     * @param id of bill and line, {@code INV-000000001:3}
     * @return 200; 400 naming an unknown field; 404
     */
    @GET
    @Path("{id}")
    public String find(@PathParam("id") String id, @QueryParam("fields") @Nullable String fields) {
        FieldSelection selection = FieldSelection.parse(fields, AppliedBillingRateView.class);
        Matcher parts = ID.matcher(id);
        if (!parts.matches()) {
            throw TmfRefusal.notFound("applied billing rate", id);
        }
        AppliedRate rate = bills
                .rates(BillListRequest.of(parts.group("bill")), OptionalInt.of(Integer.parseInt(parts.group("line"))))
                .rows()
                .stream()
                .findFirst()
                .orElseThrow(() -> TmfRefusal.notFound("applied billing rate", id));
        return ResourceJson.write(AppliedBillingRateView.of(rate), selection);
    }

    /**
     * By bill, newest first, and line; filters by {@code bill.id}, {@code billingAccount.id} and {@code date}; {@code fields}, {@code offset},
     * {@code limit}.
     *
     * @return 200 all, 206 a part with links, 400 naming the parameter, 416 past the end
     */
    @GET
    public Response list(@QueryParam("fields") @Nullable String fields) {
        FieldSelection selection = FieldSelection.parse(fields, AppliedBillingRateView.class);
        PageRange range = PageRange.of(uri.getQueryParameters());
        Page<AppliedRate> page =
                bills.rates(BillListRequest.rates(uri.getQueryParameters(), range), OptionalInt.empty());
        return range.answer(page, AppliedBillingRateView::of, selection, uri.getRequestUri());
    }
}
