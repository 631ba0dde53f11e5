package dialtone.invoice.tmf;

import dialtone.base.Rejection;
import dialtone.catalog.service.CouponSeries;
import dialtone.catalog.service.Promotions;
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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** {@code /billing/v1/promotions}: what coupons are for, and codes for them. */
@Path("/promotions")
@RequestScoped
@RolesAllowed({"billing", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class PromotionResource {

    @EJB
    private Promotions promotions;

    @EJB
    private CouponSeries series;

    @Inject
    private Caller caller;

    /** @return 200 those of the current catalogue, with how often their coupons were used */
    @GET
    public String list() {
        return ResourceJson.write(
                promotions.list().stream().map(PromotionView::of).toList());
    }

    /** @return 200 series of codes of all promotions, the latest first */
    @GET
    @Path("/coupons")
    public String series() {
        return ResourceJson.write(
                series.list().stream().map(CouponStandingView::of).toList());
    }

    /**
     * From now on its codes give nothing; said again it changes nothing.
     *
     * @return 200 the series; 404 there is none
     */
    @POST
    @Path("/{id}/coupons/{number}/stop")
    public String stop(@PathParam("id") String id, @PathParam("number") String number) {
        return Optional.of(number)
                .filter(text -> text.matches("[1-9][0-9]{0,8}"))
                .flatMap(text -> series.stop(id, Integer.parseInt(text), caller.login()))
                .map(CouponStandingView::of)
                .map(ResourceJson::write)
                .orElseThrow(() -> TmfRefusal.of(
                        List.of(Rejection.of("NO_SUCH_SERIES", "There is no series " + number + " of " + id + "."))));
    }

    /**
     * {@code {"code": "7KQM-2ZPA-XW4T-9HBC"}}: what has become of one coupon. In the body, so that no log has the code.
     *
     * @return 200; 400 without a code; 404 nobody has made it
     */
    @POST
    @Path("/coupon-lookup")
    @Consumes(MediaType.APPLICATION_JSON)
    public String look(InputStream body) {
        CouponSeries.Coupon coupon = TmfRefusal.unlessAccepted(
                series.look(RequestJson.read(body, CouponLookupView.class).codeRead()));
        return ResourceJson.write(CouponView.of(coupon));
    }

    /**
     * {@code {"count": 100}}: a series of codes, each for one order.
     *
     * @return 200 with the codes, which are told this once; 400 naming the field; 404 no such promotion; 409 it has one code for all
     */
    @POST
    @Path("/{id}/coupons")
    @Consumes(MediaType.APPLICATION_JSON)
    public String make(@PathParam("id") String id, InputStream body) {
        CouponSeriesView asked = RequestJson.read(body, CouponSeriesView.class);
        Promotions.Series made = TmfRefusal.unlessAccepted(promotions.make(id, asked.countRead(), caller.login()));
        return ResourceJson.write(CouponSeriesView.of(id, made));
    }
}
