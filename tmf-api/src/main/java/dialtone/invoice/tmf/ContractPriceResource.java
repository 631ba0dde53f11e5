package dialtone.invoice.tmf;

import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.service.CatalogStore;
import dialtone.party.BillingAccount;
import dialtone.party.BillingAccountId;
import dialtone.party.service.Parties;
import dialtone.platform.tmf.Caller;
import dialtone.platform.tmf.PageRange;
import dialtone.platform.tmf.RequestJson;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
import dialtone.rating.AgreedAmount;
import dialtone.rating.RatedCharge;
import dialtone.rating.service.ContractPrices;
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
import java.util.List;

/** {@code /billing/v1/accounts/{id}/contract-prices}: what an account pays by agreement in place of what it bought. */
@Path("/accounts/{id}/contract-prices")
@RequestScoped
@RolesAllowed({"billing", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class ContractPriceResource {

    @EJB
    private ContractPrices prices;

    @EJB
    private Parties parties;

    @EJB
    private CatalogStore catalogs;

    @Inject
    private Caller caller;

    /**
     * In the order it was said, of two for one day the later one holds.
     *
     * @return 200 all, 206 a part; 400 INVALID_RANGE; 404 no such account; 416 past the end
     */
    @GET
    public Response list(@PathParam("id") String id, @Context UriInfo uri) {
        PageRange range = PageRange.of(uri.getQueryParameters());
        return range.answer(range.part(prices.of(account(id).id())), ContractPriceView::of, uri.getRequestUri());
    }

    /**
     * Agrees on another amount, and posts what that makes of what is due by today.
     *
     * @return 200 with what was posted, nothing when the same is said again; 400 naming the field; 404 no such account
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public String agree(@PathParam("id") String id, InputStream body) {
        ContractPriceView said = RequestJson.read(body, ContractPriceView.class);
        BillingAccount account = account(id);
        OfferingId offering = said.offeringRead();
        AgreedAmount agreed = said.read(account.currency());
        List<Price> sold = catalogs.current()
                .offering(offering)
                .map(ProductOffering::prices)
                .orElse(List.of());
        List<RatedCharge> posted =
                TmfRefusal.unlessAccepted(prices.agree(account.id(), offering, sold, agreed, caller.login()));
        return ResourceJson.write(ContractPriceView.of(offering, agreed, posted));
    }

    private BillingAccount account(String id) {
        return parties.account(new BillingAccountId(id)).orElseThrow(() -> TmfRefusal.notFound("billing account", id));
    }
}
