package dialtone.esim.tmf;

import dialtone.base.Page;
import dialtone.esim.EsimProfile;
import dialtone.esim.service.EsimProfiles;
import dialtone.platform.tmf.Caller;
import dialtone.platform.tmf.PageRange;
import dialtone.platform.tmf.Remark;
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

/** {@code /ops/v1/esim-profiles}: customers who could not load their eSIM, or never have. Without codes: those are with the order. */
@Path("/esim-profiles")
@RequestScoped
@RolesAllowed({"csr", "operations", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class EsimProfileResource {

    @EJB
    private EsimProfiles profiles;

    @Context
    private UriInfo uri;

    @Inject
    private Caller caller;

    /**
     * Those whose customers somebody has to look after, the longest first.
     *
     * @return 200 all, 206 a part, 400 naming the parameter, 416 past the end
     */
    @GET
    public Response list() {
        PageRange range = PageRange.of(uri.getQueryParameters());
        Page<EsimProfile> page = profiles.ofConcern(range.offset(), range.limit());
        return range.answer(page, EsimProfileView::of, uri.getRequestUri());
    }

    /** @return 200 with what the SM-DP+ has told of it; 404 */
    @GET
    @Path("{iccid}")
    public String find(@PathParam("iccid") String iccid) {
        EsimProfile profile = profiles.find(iccid).orElseThrow(() -> TmfRefusal.notFound("eSIM profile", iccid));
        return ResourceJson.write(EsimProfileView.of(
                profile,
                profiles.notices(iccid).stream().map(DownloadNoticeView::of).toList()));
    }

    /**
     * Says that the customer is looked after: {@code {"note": "..."}}.
     *
     * @return 200 with the profile; 400 naming the field; 404; 409 nobody has to look after him
     */
    @POST
    @Path("{iccid}/closure")
    @Consumes(MediaType.APPLICATION_JSON)
    public String close(@PathParam("iccid") String iccid, InputStream body) {
        String note = Remark.read(body);
        EsimProfile closed = TmfRefusal.unlessAccepted(profiles.seenTo(iccid, caller.login(), note));
        return ResourceJson.write(EsimProfileView.of(closed));
    }
}
