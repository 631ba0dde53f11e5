package dialtone.pool.tmf;

import dialtone.base.Page;
import dialtone.platform.tmf.Caller;
import dialtone.platform.tmf.PageRange;
import dialtone.platform.tmf.QueryFilter;
import dialtone.platform.tmf.Remark;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
import dialtone.pool.DeviceReturn;
import dialtone.pool.ReturnQuery;
import dialtone.pool.service.DeviceReturns;
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
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** {@code /ops/v1/device-returns}: devices that customers are asked to send back. */
@Path("/device-returns")
@RequestScoped
@RolesAllowed({"csr", "operations", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class DeviceReturnResource {

    private static final String STATE = "state";

    @EJB
    private DeviceReturns returns;

    @Inject
    private Caller caller;

    @Context
    private UriInfo uri;

    /**
     * Those that are awaited or under way and those that a person has to look at, the longest asked for first; with {@code state}, such as
     * {@code state=overdue,received}, all of those states.
     *
     * @return 200 all, 206 a part, 400 naming the parameter, 416 past the end
     */
    @GET
    public Response list() {
        QueryFilter filter = QueryFilter.of(uri.getQueryParameters(), Set.of(STATE), Set.of());
        PageRange range = PageRange.of(uri.getQueryParameters());
        Set<DeviceReturn.State> states = states(filter.values(STATE));
        Page<DeviceReturn> page = returns.list(ReturnQuery.of(states, range.offset(), range.limit()));
        return range.answer(page, DeviceReturnView::of, uri.getRequestUri());
    }

    static Set<DeviceReturn.State> states(Collection<String> named) {
        Set<DeviceReturn.State> states = EnumSet.noneOf(DeviceReturn.State.class);
        for (String name : named) {
            states.add(Arrays.stream(DeviceReturn.State.values())
                    .filter(state -> state.name().toLowerCase(Locale.ROOT).equals(name))
                    .findFirst()
                    .orElseThrow(() -> TmfRefusal.at(
                            STATE, "INVALID_FILTER", "A return is awaited, under_way, received or overdue.")));
        }
        return states;
    }

    /**
     * Says that a person has looked at it: {@code {"note": "..."}}. One that is still awaited is so with the whole time from now on.
     *
     * @return 200 with the return; 400 naming the field; 404; 409 nobody has to look at it
     */
    @POST
    @Path("{rma}/closure")
    @Consumes(MediaType.APPLICATION_JSON)
    public String close(@PathParam("rma") String rma, InputStream body) {
        String note = Remark.read(body);
        DeviceReturn seen = TmfRefusal.unlessAccepted(returns.seenTo(rma, caller.login(), note));
        return ResourceJson.write(DeviceReturnView.of(seen));
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
