package dialtone.pool.tmf;

import dialtone.base.Page;
import dialtone.platform.tmf.PageRange;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
import dialtone.pool.DeviceReturn;
import dialtone.pool.service.DeviceReturns;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.EnumSet;

/** {@code /ops/v1/device-returns}: devices that customers are asked to send back. */
@Path("/device-returns")
@RequestScoped
@RolesAllowed({"csr", "operations", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class DeviceReturnResource {

    @EJB
    private DeviceReturns returns;

    @Context
    private UriInfo uri;

    /**
     * Those that have not come, the longest asked for first.
     *
     * @return 200 all, 206 a part, 400 naming the parameter, 416 past the end
     */
    @GET
    public Response list() {
        PageRange range = PageRange.of(uri.getQueryParameters());
        Page<DeviceReturn> page = returns.list(
                EnumSet.complementOf(EnumSet.of(DeviceReturn.State.RECEIVED)), range.offset(), range.limit());
        String rows = ResourceJson.write(
                page.rows().stream().map(DeviceReturnView::of).toList());
        return range.answer(rows, page.rows().size(), page.total(), uri.getRequestUri());
    }

    /** @return 200 with what the warehouse has told of it; 404 */
    @GET
    @Path("{rma}")
    public String find(@PathParam("rma") String rma) {
        DeviceReturn asked = returns.find(rma).orElseThrow(() -> TmfRefusal.notFound("device return", rma));
        return ResourceJson.write(DeviceReturnView.of(
                asked,
                returns.notices(rma).stream().map(DeviceReturnView.Notice::of).toList()));
    }
}
