package dialtone.invoice.tmf;

import dialtone.base.Days;
import dialtone.base.Page;
import dialtone.billrun.service.BillRunTurns;
import dialtone.invoice.Invoice;
import dialtone.invoice.InvoiceSummary;
import dialtone.invoice.service.InvoicePreviews;
import dialtone.invoice.service.Invoices;
import dialtone.ledger.Receipt;
import dialtone.ledger.service.Ledger;
import dialtone.ledger.service.Receipts;
import dialtone.party.BillingAccount;
import dialtone.party.BillingAccountId;
import dialtone.party.service.Parties;
import dialtone.platform.tmf.PageRange;
import dialtone.platform.tmf.RequestJson;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
import dialtone.rating.service.AccountSubscriptions;
import dialtone.rating.service.AccountSubscriptions.Subscribed;
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
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /billing/v1/accounts/{id}}. */
@Path("/accounts/{id}")
@RequestScoped
@RolesAllowed({"billing", "admin"})
@Produces(MediaType.APPLICATION_JSON)
public class AccountResource {

    private static final String PERIOD = "period";

    @EJB
    private InvoicePreviews previews;

    @EJB
    private BillRunTurns turns;

    @EJB
    private Invoices invoices;

    @EJB
    private Ledger ledger;

    @EJB
    private Receipts receipts;

    @EJB
    private Parties parties;

    @EJB
    private AccountSubscriptions subscriptions;

    @Inject
    private Clock clock;

    @Context
    private UriInfo uri;

    /**
     * What the invoice for a month would be today, down to the usage record.
     *
     * @param period {@code 2026-11}; without it the current month in the account's zone
     * @return 200; 400 INVALID_PERIOD; 404
     */
    @GET
    @Path("invoice-preview")
    public String invoicePreview(@PathParam("id") String id, @QueryParam(PERIOD) @Nullable String period) {
        BillingAccountId account = new BillingAccountId(id);
        YearMonth month = month(period, zoneOf(account));
        return ResourceJson.write(InvoicePreviewView.of(previews.preview(account, month)));
    }

    /**
     * The invoice that the run of a cycle would make now, with taxes and a section of each account that it pays for; it has no number, and nothing is stored.
     *
     * @param billedTo first day that it does not have, {@code 2026-12-01}; without it the end of the cycle that is not over
     * @return 200; 400 INVALID_DATE, INVALID_CYCLE_END, or why it could not be billed; 404; 409 NOTHING_TO_BILL
     */
    @GET
    @Path("next-invoice")
    public String nextInvoice(@PathParam("id") String id, @QueryParam("billedTo") @Nullable String billedTo) {
        BillingAccount account =
                parties.account(new BillingAccountId(id)).orElseThrow(() -> TmfRefusal.notFound("billing account", id));
        LocalDate today = clock.instant().atZone(account.timeZone()).toLocalDate();
        LocalDate thisMonth = today.withDayOfMonth(account.cycleDay());
        LocalDate end = billedTo == null
                ? thisMonth.isAfter(today) ? thisMonth : thisMonth.plusMonths(1)
                : Dates.day("billedTo", billedTo);
        if (end.getDayOfMonth() != account.cycleDay()
                || end.isBefore(account.openedOn())
                || end.isAfter(today.plusYears(1))) {
            throw TmfRefusal.at(
                    "billedTo",
                    "INVALID_CYCLE_END",
                    "Its cycles end before day " + account.cycleDay() + " of a month, a year ahead at most.");
        }
        Invoice invoice = TmfRefusal.unlessAccepted(turns.preview(account.id(), end));
        return ResourceJson.write(InvoiceView.of(invoice, Map.of()));
    }

    /** @return 200 with balance and postings, newest first, by offset and limit; 400 INVALID_RANGE; 404 */
    @GET
    @Path("ledger")
    public String ledger(@PathParam("id") String id) {
        BillingAccountId account = new BillingAccountId(id);
        zoneOf(account);
        PageRange range = PageRange.of(uri.getQueryParameters());
        return ResourceJson.write(StatementView.of(
                account, ledger.balance(account), ledger.statement(account, range.offset(), range.limit())));
    }

    /** Invoices and credit notes, newest first. @return 200 all, 206 a part; 400 INVALID_RANGE; 404; 416 past the end */
    @GET
    @Path("invoices")
    public Response invoices(@PathParam("id") String id) {
        BillingAccountId account = new BillingAccountId(id);
        zoneOf(account);
        PageRange range = PageRange.of(uri.getQueryParameters());
        Page<InvoiceSummary> page = invoices.ofAccount(account, range.offset(), range.limit());
        return range.answer(page, InvoiceView::of, uri.getRequestUri());
    }

    /** What the account pays for, or has, the latest first. @return 200 all, 206 a part; 400 INVALID_RANGE; 404; 416 past the end */
    @GET
    @Path("subscriptions")
    public Response subscriptions(@PathParam("id") String id) {
        BillingAccountId account = new BillingAccountId(id);
        zoneOf(account);
        PageRange range = PageRange.of(uri.getQueryParameters());
        Page<Subscribed> page = subscriptions.ofAccount(account, range.offset(), range.limit());
        return range.answer(page, SubscriptionView::of, uri.getRequestUri());
    }

    /**
     * Books money received for the account: a payment of what it owes, or a deposit.
     *
     * @return 201 with what is booked, also when this reference was booked before with the same; 400 naming the field; 404; 409 the
     *     reference was booked for something else
     */
    @POST
    @Path("receipts")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response receive(@PathParam("id") String id, InputStream body) {
        ReceiptView received = RequestJson.read(body, ReceiptView.class);
        BillingAccount account =
                parties.account(new BillingAccountId(id)).orElseThrow(() -> TmfRefusal.notFound("billing account", id));
        Receipt receipt = TmfRefusal.unlessAccepted(receipts.receive(
                received.kindRead(), account.id(), received.amountRead(account.currency()), received.referenceRead()));
        return Response.status(Response.Status.CREATED)
                .entity(ResourceJson.write(ReceiptView.of(receipt)))
                .build();
    }

    private ZoneId zoneOf(BillingAccountId account) {
        return parties.account(account)
                .orElseThrow(() -> TmfRefusal.notFound("billing account", account.value()))
                .timeZone();
    }

    private YearMonth month(@Nullable String period, ZoneId zone) {
        if (period == null) {
            return YearMonth.from(clock.instant().atZone(zone));
        }
        return Days.month(period)
                .orElseThrow(() -> TmfRefusal.at(PERIOD, "INVALID_PERIOD", "A period is a month such as 2026-11."));
    }
}
