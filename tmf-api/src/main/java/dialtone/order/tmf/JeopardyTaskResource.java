package dialtone.order.tmf;

import dialtone.base.Page;
import dialtone.order.JeopardyTask;
import dialtone.order.service.JeopardyTasks;
import dialtone.platform.tmf.Caller;
import dialtone.platform.tmf.PageRange;
import dialtone.platform.tmf.QueryFilter;
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
import java.util.Set;

/** {@code /ops/v1/jeopardy-tasks}: orders that are so late that a person looks after them. */
@Path("/jeopardy-tasks")
@RequestScoped
@RolesAllowed({"operations", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class JeopardyTaskResource {

    @EJB
    private JeopardyTasks tasks;

    @Context
    private UriInfo uri;

    @Inject
    private Caller caller;

    /**
     * The open ones, the longest open first; with {@code state=closed} the closed ones, the latest first.
     *
     * @return 200 all, 206 a part, 400 naming the parameter, 416 past the end
     */
    @GET
    public Response list() {
        QueryFilter filter = QueryFilter.of(uri.getQueryParameters(), Set.of("state"), Set.of());
        PageRange range = PageRange.of(uri.getQueryParameters());
        String state = filter.value("state").orElse("open");
        if (!Set.of("open", "closed").contains(state)) {
            throw TmfRefusal.at("state", "INVALID_FILTER", "A task is open or closed.");
        }
        Page<JeopardyTask> page = tasks.list(state.equals("open"), range.offset(), range.limit());
        return range.answer(page, JeopardyTaskView::of, uri.getRequestUri());
    }

    /** @return 200; 404 */
    @GET
    @Path("{id}")
    public String find(@PathParam("id") String id) {
        return ResourceJson.write(
                JeopardyTaskView.of(tasks.find(id).orElseThrow(() -> TmfRefusal.notFound("jeopardy task", id))));
    }

    /**
     * Says that the order is seen to: {@code {"note": "..."}}.
     *
     * @return 200 with the closed task; 400 naming the field; 404; 409 it is closed already
     */
    @POST
    @Path("{id}/closure")
    @Consumes(MediaType.APPLICATION_JSON)
    public String close(@PathParam("id") String id, InputStream body) {
        String note = Remark.read(body);
        JeopardyTask closed = TmfRefusal.unlessAccepted(tasks.close(id, caller.login(), note));
        return ResourceJson.write(JeopardyTaskView.of(closed));
    }
}
