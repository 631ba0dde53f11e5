package dialtone.invoice.tmf;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.catalog.service.Promotions;
import dialtone.platform.tmf.RequestJson;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
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
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.util.List;

/** {@code /billing/v1/promotions}: what coupons are for, and codes for them. */
@Path("/promotions")
@RequestScoped
@RolesAllowed({"billing", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class PromotionResource {

    @EJB
    private Promotions promotions;

    /** @return 200 those of the current catalogue, with how often their coupons were used */
    @GET
    public String list() {
        return ResourceJson.write(
                promotions.list().stream().map(PromotionView::of).toList());
    }

    /**
     * {@code {"count": 100}}: a series of codes, each for one order.
     *
     * @return 200 with the codes, which are told this once; 400 naming the field; 404 no such promotion; 409 it has one code for all
     */
    @POST
    @Path("/{id}/coupons")
    @Consumes(MediaType.APPLICATION_JSON)
    public String make(@PathParam("id") String id, InputStream body, @Context SecurityContext security) {
        CouponSeriesView asked = RequestJson.read(body, CouponSeriesView.class);
        return switch (promotions.make(
                id, asked.countRead(), security.getUserPrincipal().getName())) {
            case Outcome.Accepted<Promotions.Series>(Promotions.Series made) ->
                ResourceJson.write(CouponSeriesView.of(id, made));
            case Outcome.Rejected<Promotions.Series>(List<Rejection> reasons) -> throw TmfRefusal.of(reasons);
        };
    }
}
