package dialtone.usage.tmf;

import dialtone.base.Page;
import dialtone.catalog.UsageType;
import dialtone.platform.tmf.Caller;
import dialtone.platform.tmf.FieldSelection;
import dialtone.platform.tmf.PageRange;
import dialtone.platform.tmf.QueryFilter;
import dialtone.platform.tmf.RequestJson;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
import dialtone.usage.RecordKey;
import dialtone.usage.UsageCounts;
import dialtone.usage.UsageEntry;
import dialtone.usage.UsageEntry.State;
import dialtone.usage.UsageEvent;
import dialtone.usage.UsageQuery;
import dialtone.usage.service.ReportedUsage;
import dialtone.usage.service.UsageEntries;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.net.URI;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /tmf-api/usageManagement/v4/usage} (TMF635 v4): records are reported one by one, and read with what has become of them. */
@Path("/usage")
@RequestScoped
@RolesAllowed({"billing", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class UsageResource {

    private static final String NUMBER = "usageCharacteristic.msisdn";
    private static final Set<State> EVERY = EnumSet.allOf(State.class);

    @EJB
    private ReportedUsage reported;

    @EJB
    private UsageEntries entries;

    @Context
    private UriInfo uri;

    @Inject
    private Caller caller;

    /**
     * Takes a record by the path that the records of a file take. The same source and sequence again is the same record, and charges nothing.
     *
     * @return 201 rated or suspended, with a Location; 200 when it had been taken before; 400 naming the fields; 409 when source and sequence are
     *     those of another record
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response report(InputStream body) {
        UsageEvent event = ReportedView.read(RequestJson.read(body, UsageView.class), caller.login());
        UsageCounts counts = reported.take(event, caller.login());
        Optional<UsageEntry> taken =
                find(UsageId.of(event)).filter(entry -> entry.event().equals(event));
        if (counts.duplicate() > 0) {
            return taken.map(entry ->
                            Response.ok(ResourceJson.write(UsageView.of(entry))).build())
                    .orElseThrow(
                            () -> TmfRefusal.of(
                                    Status.CONFLICT,
                                    "RECORD_TAKEN",
                                    "The source has reported another record by this sequence number before, or this one was corrected."));
        }
        // it is taken: one that somebody has corrected since is answered as it was reported
        State state = counts.rated() > 0 ? State.RATED : State.RECEIVED;
        UsageView view = UsageView.of(taken.orElseGet(() -> new UsageEntry(event, state, Optional.empty(), "")));
        return Response.created(URI.create(UsageView.href(UsageId.of(event).text())))
                .entity(ResourceJson.write(view))
                .build();
    }

    /** @return 200; 400 naming an unknown field; 404 */
    @GET
    @Path("{id}")
    public String find(@PathParam("id") String id, @QueryParam("fields") @Nullable String fields) {
        FieldSelection selection = FieldSelection.parse(fields, UsageView.class);
        UsageEntry entry = UsageId.parse(id).flatMap(this::find).orElseThrow(() -> TmfRefusal.notFound("usage", id));
        return ResourceJson.write(UsageView.of(entry, entries.parts(RecordKey.of(entry.event()))), selection);
    }

    private Optional<UsageEntry> find(UsageId id) {
        return entries.find(
                id.key(),
                id.msisdn(),
                id.day().atStartOfDay(ZoneOffset.UTC).toInstant(),
                id.day().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    /**
     * Oldest first; filters {@code usageCharacteristic.msisdn}, {@code status}, {@code usageType}, {@code usageDate}; {@code fields}, {@code offset},
     * {@code limit}. Without a number there are those that are not rated, for of the others there are more than anybody reads; asking for those by
     * their status is refused.
     *
     * @return 200 all, 206 a part with links, 400 naming the parameter, 416 past the end
     */
    @GET
    public Response list(@QueryParam("fields") @Nullable String fields) {
        FieldSelection selection = FieldSelection.parse(fields, UsageView.class);
        PageRange range = PageRange.of(uri.getQueryParameters());
        QueryFilter filter =
                QueryFilter.of(uri.getQueryParameters(), Set.of(NUMBER, "status", "usageType"), Set.of("usageDate"));
        Optional<String> msisdn = filter.value(NUMBER).map(number -> number.replaceFirst("^[+]", ""));
        Set<State> states = states(filter.values("status"));
        if (msisdn.isEmpty()
                && (states.contains(State.RATED) || states.contains(State.BILLED))
                && !states.equals(EVERY)) {
            throw TmfRefusal.at(NUMBER, "FILTER_MISSING", "Whoever asks for rated use says of which number.");
        }
        Page<UsageEntry> page = entries.list(new UsageQuery(
                msisdn,
                states,
                filter.value("usageType").map(UsageResource::type),
                filter.from("usageDate").orElse(UsageQuery.EARLIEST),
                filter.to("usageDate").orElse(UsageQuery.LATEST),
                range.offset(),
                range.limit()));
        return range.answer(page, UsageView::of, selection, uri.getRequestUri());
    }

    private static Set<State> states(Set<String> written) {
        if (written.isEmpty()) {
            return EVERY;
        }
        Set<State> states = EnumSet.noneOf(State.class);
        for (String word : written) {
            states.add(Arrays.stream(State.values())
                    .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(word))
                    .findFirst()
                    .orElseThrow(() -> TmfRefusal.at(
                            "status", "INVALID_FILTER", "A status is one of received, rejected, rated, billed.")));
        }
        return states;
    }

    private static UsageType type(String written) {
        return Arrays.stream(UsageType.values())
                .filter(known -> known.name().equals(written))
                .findFirst()
                .orElseThrow(() ->
                        TmfRefusal.at("usageType", "INVALID_FILTER", "A type of use is one of VOICE, SMS, DATA."));
    }
}
