package dialtone.invoice.tmf;

import dialtone.base.Page;
import dialtone.platform.tmf.Caller;
import dialtone.platform.tmf.PageRange;
import dialtone.platform.tmf.QueryFilter;
import dialtone.platform.tmf.RequestJson;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
import dialtone.usage.RecordKey;
import dialtone.usage.SuspendedUsage;
import dialtone.usage.SuspenseAction;
import dialtone.usage.SuspenseFilter;
import dialtone.usage.Suspension;
import dialtone.usage.service.SuspenseBatches;
import dialtone.usage.service.UsageSuspense;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code /billing/v1/usage-suspensions}: records that nobody can be charged for, and what people do with them. */
@Path("/usage-suspensions")
@RequestScoped
@RolesAllowed({"billing", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class UsageSuspensionResource {

    private static final String RECORD = "{source: [^/]{1,64}}/{sequence: [0-9]{1,18}}";
    private static final Set<String> FILTERS = Set.of("reason", "source", "usageFile", "msisdn");
    private static final String SINCE = "suspendedAt";
    private static final String AFTER = "after";

    @EJB
    private UsageSuspense suspense;

    @EJB
    private SuspenseBatches batches;

    @Context
    private UriInfo uri;

    @Inject
    private Caller caller;

    /**
     * By source and sequence; filters {@code reason}, {@code source}, {@code usageFile}, {@code msisdn}, and {@code suspendedAt.lt} or
     * {@code .lte}.
     *
     * @return 200 all, 206 a part, 400 naming the parameter, 416 past the end
     */
    @GET
    public Response list() {
        PageRange range = PageRange.of(uri.getQueryParameters());
        Page<SuspendedUsage> page = suspense.list(filter(asked(FILTERS)), range.offset(), range.limit());
        return range.answer(page, SuspendedUsageView::of, uri.getRequestUri());
    }

    /** With the latest of what was done with it. @return 200; 404 when it is neither suspended nor refused */
    @GET
    @Path(RECORD)
    public String find(@PathParam("source") String source, @PathParam("sequence") long sequence) {
        return ResourceJson.write(suspense.find(new RecordKey(source, sequence))
                .map(SuspenseCaseView::of)
                .orElseThrow(() -> TmfRefusal.notFound("suspended record", source + "/" + sequence)));
    }

    /** What was done with a record, whatever has become of it since: the latest first. @return 200 all, 206 a part, 416 past the end */
    @GET
    @Path(RECORD + "/history")
    public Response history(@PathParam("source") String source, @PathParam("sequence") long sequence) {
        PageRange range = PageRange.of(uri.getQueryParameters());
        Page<SuspenseAction> page = suspense.actions(new RecordKey(source, sequence), range.offset(), range.limit());
        return range.answer(page, SuspenseCaseView.ActionView::of, uri.getRequestUri());
    }

    /**
     * Corrects fields: {@code {"msisdn": "491510000001"}}. The record is tried again when that is asked for.
     *
     * @return 200 the record; 400 naming the field; 409 it is not suspended
     */
    @PATCH
    @Path(RECORD)
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    public String correct(@PathParam("source") String source, @PathParam("sequence") long sequence, InputStream body) {
        SuspenseCorrectionView asked = RequestJson.read(body, SuspenseCorrectionView.class);
        return ResourceJson.write(SuspendedUsageView.of(TmfRefusal.unlessAccepted(
                suspense.correct(new RecordKey(source, sequence), asked.read(), caller.login()))));
    }

    /** Tries a record again. @return 200 what became of it; 409 it is not suspended */
    @POST
    @Path(RECORD + "/recycling")
    public String recycle(@PathParam("source") String source, @PathParam("sequence") long sequence) {
        return ResourceJson.write(SuspenseResultView.of(
                TmfRefusal.unlessAccepted(suspense.recycle(new RecordKey(source, sequence), caller.login()))));
    }

    /** Refuses a record for good: {@code {"reason": "Test call"}}. @return 200; 400; 409 it is not suspended */
    @POST
    @Path(RECORD + "/refusal")
    @Consumes(MediaType.APPLICATION_JSON)
    public String refuse(@PathParam("source") String source, @PathParam("sequence") long sequence, InputStream body) {
        return ResourceJson.write(SuspenseResultView.of(TmfRefusal.unlessAccepted(
                suspense.refuse(new RecordKey(source, sequence), reason(body), caller.login()))));
    }

    /**
     * Tries all records again that the filter means, as the list has it; without one all there are. A request takes some twenty thousand; where
     * there are more the answer says as {@code next} what {@code after} is in the next request.
     *
     * @return 200 what became of them; 400 naming the parameter
     */
    @POST
    @Path("recycling")
    public String recycleAll() {
        QueryFilter asked =
                asked(Stream.concat(FILTERS.stream(), Stream.of(AFTER)).collect(Collectors.toSet()));
        Optional<RecordKey> after = asked.value(AFTER)
                .map(text -> RecordKey.parse(text)
                        .orElseThrow(() -> TmfRefusal.at(
                                AFTER,
                                "INVALID_FILTER",
                                "This has to be what an answer said as next, such as msc1/17.")));
        UsageSuspense.Step step = batches.recycle(filter(asked), after, caller.login());
        return ResourceJson.write(SuspenseResultView.of(step.result(), step.last()));
    }

    /**
     * Refuses all records for good that the filter means, as the list has it: {@code {"reason": "Test calls"}}. It has to mean less than all; with
     * {@code suspendedAt.lte} nothing is refused that came after somebody had looked.
     *
     * @return 200 what became of them; 400 naming the parameter or the field
     */
    @POST
    @Path("refusal")
    @Consumes(MediaType.APPLICATION_JSON)
    public String refuseAll(InputStream body) {
        SuspenseFilter filter = filter(asked(FILTERS));
        return ResourceJson.write(
                SuspenseResultView.of(TmfRefusal.unlessAccepted(batches.refuse(filter, reason(body), caller.login()))));
    }

    private static String reason(InputStream body) {
        return Objects.requireNonNullElse(
                RequestJson.read(body, SuspenseRefusalView.class).reason(), "");
    }

    private QueryFilter asked(Set<String> filters) {
        return QueryFilter.of(uri.getQueryParameters(), filters, Set.of(SINCE));
    }

    private static SuspenseFilter filter(QueryFilter asked) {
        if (asked.from(SINCE).isPresent()) {
            throw TmfRefusal.at(SINCE, "INVALID_FILTER", "This filter says until when: it takes .lt or .lte.");
        }
        return new SuspenseFilter(
                asked.value("reason").map(UsageSuspensionResource::suspension),
                asked.value("source"),
                asked.value("usageFile").map(UsageSuspensionResource::number),
                asked.value("msisdn"),
                asked.to(SINCE));
    }

    private static Suspension suspension(String written) {
        Optional<Suspension> known = Arrays.stream(Suspension.values())
                .filter(reason -> reason.name().equals(written))
                .findFirst();
        return known.orElseThrow(() -> TmfRefusal.at(
                "reason",
                "INVALID_FILTER",
                "A reason is one of "
                        + Arrays.stream(Suspension.values()).map(Enum::name).collect(Collectors.joining(", ")) + "."));
    }

    private static long number(String usageFile) {
        if (!usageFile.matches("[0-9]{1,18}")) {
            throw TmfRefusal.at("usageFile", "INVALID_FILTER", "This has to be the number of a usage file.");
        }
        return Long.parseLong(usageFile);
    }
}
