package dialtone.invoice.tmf;

import dialtone.billrun.PriceEstimate;
import dialtone.billrun.service.PriceEstimates;
import dialtone.catalog.Catalog;
import dialtone.catalog.OfferingChoice;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.service.CatalogStore;
import dialtone.party.BillingAccount;
import dialtone.party.BillingAccountId;
import dialtone.party.service.Parties;
import dialtone.platform.tmf.RequestJson;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
import dialtone.tax.TaxProfile;
import dialtone.tax.service.TaxProfiles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /billing/v1/price-estimates}: what offerings of the catalogue would cost, calculated as a bill is. Nothing is kept. */
@Path("/price-estimates")
@RequestScoped
@RolesAllowed({"billing", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class PriceEstimateResource {

    @EJB
    private PriceEstimates estimates;

    @EJB
    private CatalogStore catalogs;

    @EJB
    private Parties parties;

    @EJB
    private TaxProfiles profiles;

    /**
     * {@code {"offerings": ["mobile-sim-only-m"], "from": "2026-12-10", "billingAccount": "BAC-100001",
     * "usage": [{"type": "voice", "quantity": 300, "unit": "min", "records": 100}]}}.
     *
     * @return 200 with a bill for each month, each line with how its amount would come about; 400 naming the field; 404 the account
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public String estimate(InputStream body) {
        PriceEstimateRequestView asked = RequestJson.read(body, PriceEstimateRequestView.class);
        Catalog catalog = catalogs.current();
        List<ProductOffering> chosen = promoted(
                catalog,
                asked.promotion(),
                TmfRefusal.unlessAccepted(OfferingChoice.of(catalog, asked.offeringsRead())));
        int months = asked.monthsRead();
        if (months < 1 || months > PriceEstimate.MAX_MONTHS) {
            throw TmfRefusal.at(
                    "months", "INVALID_PERIOD", "There are bills of 1 to " + PriceEstimate.MAX_MONTHS + " months.");
        }
        PriceEstimate estimate = asked.billingAccount() == null
                ? PriceEstimate.of(chosen, asked.fromRead(), months, asked.usageRead())
                : PriceEstimate.of(
                        chosen, asked.fromRead(), months, asked.usageRead(), account(asked.billingAccount()));
        return ResourceJson.write(PriceEstimateView.of(
                catalog.version(),
                estimate,
                TmfRefusal.unlessAccepted(estimates.bills(estimate, profile(asked))),
                estimates.limits(estimate)));
    }

    private static List<ProductOffering> promoted(
            Catalog catalog, @Nullable String promotion, List<ProductOffering> chosen) {
        return promotion == null
                ? chosen
                : TmfRefusal.unlessAccepted(OfferingChoice.promoted(catalog, promotion, chosen));
    }

    private BillingAccount account(String id) {
        return parties.account(new BillingAccountId(id)).orElseThrow(() -> TmfRefusal.notFound("billing account", id));
    }

    private TaxProfile profile(PriceEstimateRequestView asked) {
        if (asked.billingAccount() != null) {
            String id = asked.billingAccount();
            return profiles.find(new BillingAccountId(id))
                    .orElseThrow(() -> TmfRefusal.notFound("billing account", id));
        }
        if (asked.taxProfile() == null) {
            throw TmfRefusal.at("billingAccount", "MISSING", "This or taxProfile is required.");
        }
        return TmfRefusal.unlessAccepted(profiles.judge(asked.taxProfile().read()));
    }
}
