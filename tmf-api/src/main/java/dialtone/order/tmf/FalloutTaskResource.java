package dialtone.order.tmf;

import dialtone.base.Page;
import dialtone.order.Correction;
import dialtone.order.DecisionRequest;
import dialtone.order.FalloutDecision;
import dialtone.order.FalloutTask;
import dialtone.order.service.FalloutQueue;
import dialtone.order.service.FalloutTasks;
import dialtone.order.service.OrderCorrections;
import dialtone.order.service.SecondPerson;
import dialtone.platform.tmf.Caller;
import dialtone.platform.tmf.PageRange;
import dialtone.platform.tmf.Remark;
import dialtone.platform.tmf.RequestJson;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /ops/v1/fallout-tasks}: what waits for a person's decision. */
@Path("/fallout-tasks")
@RequestScoped
@RolesAllowed({"operations", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class FalloutTaskResource {

    /** Body of a decision. */
    public record ResolutionView(
            @Nullable String decision, @Nullable String note) {}

    /** Body of a request for what needs a second person. */
    public record RequestedView(
            @Nullable String decision,
            @Nullable String reason,
            @Nullable List<@Nullable FactView> facts) {}

    /** Body of a correction. */
    public record CorrectionView(
            @Nullable String reason, @Nullable List<@Nullable FactView> values) {}

    @EJB
    private FalloutTasks tasks;

    @EJB
    private FalloutQueue queue;

    @EJB
    private SecondPerson secondPerson;

    @EJB
    private OrderCorrections corrections;

    @Context
    private UriInfo uri;

    @Inject
    private Caller caller;

    /**
     * The open ones, the longest waiting first; with {@code state=closed} the decided ones, the latest first. Filters are
     * {@code orderId}, {@code jobType}, {@code element}, {@code errorCode}, {@code offering}, {@code team}, {@code assignee} and
     * {@code openedAt}, and {@code dueAt.lt}.
     *
     * @return 200 all, 206 a part, 400 naming the parameter, 416 past the end
     */
    @GET
    public Response list() {
        FalloutListRequest request = FalloutListRequest.parse(uri.getQueryParameters());
        PageRange range = PageRange.of(uri.getQueryParameters());
        Page<FalloutTask> page = request.open()
                ? queue.listOpen(request.filter(), range.offset(), range.limit())
                : queue.listDecided(request.filter(), range.offset(), range.limit());
        return range.answer(page, FalloutTaskView::of, uri.getRequestUri());
    }

    /** @return 200; 404 */
    @GET
    @Path("{id}")
    public String find(@PathParam("id") String id) {
        return ResourceJson.write(
                FalloutTaskView.whole(tasks.find(id).orElseThrow(() -> TmfRefusal.notFound("fallout task", id))));
    }

    /**
     * Decides: {@code {"decision": "resubmit" | "fail" | "cancel", "note": "..."}}.
     *
     * @return 200 with the decided task; 400 naming the field; 403 a second person is needed; 404; 409 it is decided already, another
     *     works on it, or something was done that nothing takes back
     */
    @POST
    @Path("{id}/resolution")
    @Consumes(MediaType.APPLICATION_JSON)
    public String resolve(@PathParam("id") String id, InputStream body) {
        ResolutionView resolution = RequestJson.read(body, ResolutionView.class);
        FalloutDecision decision = Optional.ofNullable(resolution.decision())
                .flatMap(FalloutDecision::of)
                .orElseThrow(() ->
                        TmfRefusal.at("decision", "INVALID_DECISION", "The decision is resubmit, fail or cancel."));
        String note = Optional.ofNullable(resolution.note()).orElse("");
        return ResourceJson.write(
                FalloutTaskView.of(TmfRefusal.unlessAccepted(tasks.resolve(id, decision, caller.login(), note))));
    }

    /** What may be corrected of the order before the step is tried again. @return 200, nothing of a task that is decided; 404 */
    @GET
    @Path("{id}/correction")
    public String correctable(@PathParam("id") String id) {
        if (tasks.find(id).isEmpty()) {
            throw TmfRefusal.notFound("fallout task", id);
        }
        return ResourceJson.write(
                corrections.of(id).stream().map(CorrectableView::of).toList());
    }

    /**
     * Corrects answers of the order and has the step tried again with them: {@code {"reason": "...", "values": [{"name": "eid", "value":
     * "8904..."}]}}.
     *
     * @return 200 with the decided task; 400 naming the field; 404; 409 it is decided already, another works on it, or the network knows the
     *     former answer by now
     */
    @POST
    @Path("{id}/correction")
    @Consumes(MediaType.APPLICATION_JSON)
    public String correct(@PathParam("id") String id, InputStream body) {
        CorrectionView correction = RequestJson.read(body, CorrectionView.class);
        return ResourceJson.write(FalloutTaskView.whole(TmfRefusal.unlessAccepted(corrections.correct(
                id,
                new Correction(
                        FactView.facts(Optional.ofNullable(correction.values()).orElse(List.of()), "values"),
                        Optional.ofNullable(correction.reason()).orElse("").strip(),
                        caller.login())))));
    }

    /**
     * Asks for what needs a second person: {@code {"decision": "skip", "reason": "..."}}, or {@code {"decision": "completeByHand", "reason":
     * "what was done on the element", "facts": [{"name": "activationCode", "value": "LPA:1$..."}]}} with what the step would have brought.
     *
     * @return 200 with the task, which is open as before; 400 naming the field; 404; 409 it is decided, another works on it, or something
     *     is asked for already
     */
    @POST
    @Path("{id}/requests")
    @Consumes(MediaType.APPLICATION_JSON)
    public String ask(@PathParam("id") String id, InputStream body) {
        RequestedView asked = RequestJson.read(body, RequestedView.class);
        FalloutDecision decision = Optional.ofNullable(asked.decision())
                .flatMap(FalloutDecision::of)
                .orElseThrow(() -> TmfRefusal.at(
                        "decision", "INVALID_DECISION", "A second person is asked to skip and to completeByHand."));
        return ResourceJson.write(FalloutTaskView.whole(TmfRefusal.unlessAccepted(secondPerson.ask(
                id,
                new DecisionRequest.Asked(
                        decision,
                        caller.login(),
                        Optional.ofNullable(asked.reason()).orElse("").strip(),
                        FactView.facts(Optional.ofNullable(asked.facts()).orElse(List.of()), "facts"))))));
    }

    /**
     * The second person approves, and with that decides the task: {@code {"note": "..."}}, which may be left out.
     *
     * @return 200 with the decided task; 400 naming the field; 403 the caller is the one who asks; 404; 409 the request does not wait any
     *     more, or a third one works on the task
     */
    @POST
    @Path("{id}/requests/{request}/approval")
    @Consumes(MediaType.APPLICATION_JSON)
    public String approve(@PathParam("id") String id, @PathParam("request") String request, InputStream body) {
        return ResourceJson.write(FalloutTaskView.whole(
                TmfRefusal.unlessAccepted(secondPerson.approve(id, request, caller.login(), Remark.read(body)))));
    }

    /**
     * The second person says no: {@code {"note": "why not"}}; or the one who asks takes it back, and need not say why.
     *
     * @return 200 with the task, which is open as before; 400 naming the field; 404; 409 as for an approval
     */
    @POST
    @Path("{id}/requests/{request}/refusal")
    @Consumes(MediaType.APPLICATION_JSON)
    public String decline(@PathParam("id") String id, @PathParam("request") String request, InputStream body) {
        return ResourceJson.write(FalloutTaskView.whole(
                TmfRefusal.unlessAccepted(secondPerson.decline(id, request, caller.login(), Remark.read(body)))));
    }

    /**
     * The caller begins to work on the task, and nobody else decides it then. Again, it changes nothing.
     *
     * @return 200 with the task; 404; 409 it is decided already, or another works on it
     */
    @POST
    @Path("{id}/assignment")
    public String take(@PathParam("id") String id) {
        return ResourceJson.write(FalloutTaskView.whole(TmfRefusal.unlessAccepted(tasks.take(id, caller.login()))));
    }

    /** Nobody works on the task any more, whoever it was. @return 200 with the task; 404 */
    @DELETE
    @Path("{id}/assignment")
    public String giveBack(@PathParam("id") String id) {
        return ResourceJson.write(FalloutTaskView.whole(TmfRefusal.unlessAccepted(tasks.giveBack(id, caller.login()))));
    }
}
