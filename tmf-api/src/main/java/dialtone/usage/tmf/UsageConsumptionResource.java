package dialtone.usage.tmf;

import dialtone.base.Days;
import dialtone.invoice.service.InvoicePreviews;
import dialtone.party.BillingAccount;
import dialtone.party.BillingAccountId;
import dialtone.party.service.Parties;
import dialtone.platform.tmf.FieldSelection;
import dialtone.platform.tmf.PageRange;
import dialtone.platform.tmf.QueryFilter;
import dialtone.platform.tmf.RequestJson;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
import dialtone.spending.service.SpendingChoices;
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
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code /tmf-api/usageConsumption/v4/queryUsageConsumption} (TMF677 v4): how far accounts have used what is included. */
@Path("/queryUsageConsumption")
@RequestScoped
@RolesAllowed({"csr", "billing", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class UsageConsumptionResource {

    private static final Pattern ID = Pattern.compile("(.{1,32})-([0-9]{4}-[0-9]{2})");
    private static final String ACCOUNT = "partyAccount.id";

    @EJB
    private InvoicePreviews previews;

    @EJB
    private SpendingChoices spending;

    @EJB
    private Parties parties;

    @Inject
    private Clock clock;

    @Context
    private UriInfo uri;

    /**
     * Asks for a month of an account: {@code {"partyAccount": [{"id": "BAC-100001"}]}}. Nothing is kept, so that the same may be asked twice.
     *
     * @return 201 with what is used; 400 naming the field, also {@code UNKNOWN_ACCOUNT}
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response query(InputStream body) {
        UsageConsumptionRequestView asked = RequestJson.read(body, UsageConsumptionRequestView.class);
        BillingAccount account = parties.account(new BillingAccountId(asked.accountRead()))
                .orElseThrow(() -> TmfRefusal.at("partyAccount[0].id", "UNKNOWN_ACCOUNT", "There is no such account."));
        UsageConsumptionView view = view(account, asked.monthRead(account.timeZone(), clock.instant()));
        return Response.created(URI.create(view.href()))
                .entity(ResourceJson.write(view))
                .build();
    }

    /** @return 200 with what holds now; 400 naming an unknown field; 404 */
    @GET
    @Path("{id}")
    public String find(@PathParam("id") String id, @QueryParam("fields") @Nullable String fields) {
        FieldSelection selection = FieldSelection.parse(fields, UsageConsumptionView.class);
        Matcher named = ID.matcher(id);
        Optional<YearMonth> month = named.matches() ? Days.month(named.group(2)) : Optional.empty();
        if (month.isEmpty()) {
            throw TmfRefusal.notFound("query of usage consumption", id);
        }
        BillingAccount account = parties.account(new BillingAccountId(named.group(1)))
                .orElseThrow(() -> TmfRefusal.notFound("query of usage consumption", id));
        return ResourceJson.write(view(account, month.get()), selection);
    }

    /**
     * The current month of the accounts of the filter {@code partyAccount.id}; without it nothing, for nothing is kept.
     *
     * @return 200; 400 naming the parameter; 416 past the end
     */
    @GET
    public Response list(@QueryParam("fields") @Nullable String fields) {
        FieldSelection selection = FieldSelection.parse(fields, UsageConsumptionView.class);
        PageRange range = PageRange.of(uri.getQueryParameters());
        Set<String> accounts = QueryFilter.of(uri.getQueryParameters(), Set.of(ACCOUNT), Set.of())
                .values(ACCOUNT);
        List<BillingAccount> found = accounts.stream()
                .sorted()
                .flatMap(id -> parties.account(new BillingAccountId(id)).stream())
                .toList();
        return range.answer(
                range.part(found),
                account -> view(account, YearMonth.from(now(account))),
                selection,
                uri.getRequestUri());
    }

    private ZonedDateTime now(BillingAccount account) {
        return clock.instant().atZone(account.timeZone());
    }

    private UsageConsumptionView view(BillingAccount account, YearMonth month) {
        return UsageConsumptionView.of(
                account,
                previews.preview(account.id(), month),
                spending.standing(account.id(), month),
                clock.instant());
    }
}
