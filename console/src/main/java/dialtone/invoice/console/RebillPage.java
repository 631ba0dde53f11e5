package dialtone.invoice.console;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.base.console.Amounts;
import dialtone.base.console.FormPage;
import dialtone.base.console.When;
import dialtone.billrun.service.Rebills;
import dialtone.invoice.BilledLine;
import dialtone.invoice.Invoice;
import dialtone.invoice.InvoiceId;
import dialtone.invoice.RebillChange;
import dialtone.invoice.RebillRequest;
import dialtone.invoice.service.Invoices;
import dialtone.security.console.SignedIn;
import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an invoice would be that is credited whole and made again; where one asks for it and another one decides. Parameter of its address: invoice. */
@Named
@ViewScoped
public class RebillPage extends FormPage {
    private static final long serialVersionUID = 1;

    @EJB
    private Rebills rebills;

    @EJB
    private Invoices invoices;

    @Inject
    private SignedIn signedIn;

    private String id = "";
    private Optional<View> view = Optional.empty();

    @SuppressWarnings("NullAway") // the container injects
    public RebillPage() {}

    /**
     * What is shown.
     *
     * @param request that it be done, where it is asked for
     * @param totals  net, tax and total, of what is credited, of the new one, and what is more
     * @param changes lines that come to something else, are new, or are not made again
     * @param same    how many lines stay as they are
     * @param against why it cannot be done
     */
    public record View(
            String account,
            Optional<Asked> request,
            List<Sum> totals,
            List<Change> changes,
            int same,
            List<Rejection> against) {}

    /** @param mayApprove by who is signed in */
    public record Asked(
            long id,
            String by,
            When at,
            String reason,
            String decidedBy,
            String note,
            String issued,
            boolean open,
            boolean mayApprove) {}

    public record Sum(String name, String before, String after, String more) {}

    public record Change(
            String description,
            String subject,
            String explained,
            String wasExplained,
            String before,
            String after,
            String more) {}

    /** Reads the invoice of the address; answers 404 when there is none. */
    public void open() throws IOException {
        id = id("invoice").orElse("");
        refresh();
        if (view.isEmpty()) {
            notFound("No such invoice");
        }
    }

    private void refresh() {
        view = id.isEmpty()
                ? Optional.empty()
                : invoices.find(new InvoiceId(id)).map(this::view);
    }

    private View view(Invoice original) {
        Optional<RebillRequest> request = rebills.of(original.id());
        Outcome<Rebills.Preview> preview = request.flatMap(done -> issued(original, done))
                .<Outcome<Rebills.Preview>>map(Outcome::accepted)
                .orElseGet(() -> rebills.preview(original.id()));
        Optional<Asked> asked = request.map(this::asked);
        return preview.fold(
                shown -> view(asked, shown),
                against -> new View(original.account().value(), asked, List.of(), List.of(), 0, against));
    }

    private Optional<Rebills.Preview> issued(Invoice original, RebillRequest done) {
        return done.note()
                .flatMap(invoices::find)
                .flatMap(note ->
                        done.issued().flatMap(invoices::find).map(anew -> new Rebills.Preview(original, note, anew)));
    }

    private static View view(Optional<Asked> request, Rebills.Preview shown) {
        Invoice note = shown.note();
        Invoice anew = shown.anew();
        List<RebillChange> changes = RebillChange.of(shown.original(), note, anew);
        return new View(
                shown.original().account().value(),
                request,
                List.of(
                        sum("Net", note.net(), anew.net()),
                        sum("Tax", note.tax(), anew.tax()),
                        sum("Total", note.total(), anew.total())),
                changes.stream()
                        .filter(RebillChange::isChange)
                        .map(RebillPage::change)
                        .toList(),
                Math.toIntExact(
                        changes.stream().filter(each -> !each.isChange()).count()),
                List.of());
    }

    /** @param noted of the credit note: negative where something is taken back */
    private static Sum sum(String name, Money noted, Money anew) {
        return new Sum(name, Amounts.text(noted.negated()), Amounts.text(anew), Amounts.text(anew.plus(noted)));
    }

    private static Change change(RebillChange change) {
        return new Change(
                change.line().description(),
                change.line().subject(),
                change.after().map(BilledLine::explanation).orElse("not made again"),
                change.before().map(BilledLine::explanation).orElse(""),
                amount(change.before()),
                amount(change.after()),
                Amounts.text(change.difference()));
    }

    private static String amount(Optional<BilledLine> line) {
        return line.map(each -> Amounts.text(each.amount())).orElse("—");
    }

    private Asked asked(RebillRequest request) {
        boolean open = request.state() == RebillRequest.State.ASKED;
        return new Asked(
                request.id(),
                request.askedBy(),
                When.of(request.askedAt()),
                request.reason(),
                request.decidedBy().orElse(""),
                request.note().map(InvoiceId::value).orElse(""),
                request.issued().map(InvoiceId::value).orElse(""),
                open,
                open && !request.askedBy().equals(signedIn.name()));
    }

    /** Asks for it, for the reason that stands in the form. */
    public void ask() {
        take(rebills.ask(new InvoiceId(id), text("reason"), signedIn.name()));
    }

    public void approve() {
        asked().ifPresent(request -> take(rebills.approve(request.id(), signedIn.name())));
    }

    /** Declines it, or takes the own request back. */
    public void decline() {
        asked().ifPresent(request -> take(rebills.decline(request.id(), signedIn.name())));
    }

    private void take(Outcome<RebillRequest> outcome) {
        note(outcome);
        refresh();
    }

    private Optional<Asked> asked() {
        return view.flatMap(View::request);
    }

    /** @throws java.util.NoSuchElementException before {@link #open} */
    public View rebill() {
        return view.orElseThrow();
    }

    /** The request as a page asks for it: null where there is none. */
    public @Nullable Asked request() {
        return asked().orElse(null);
    }

    public String id() {
        return id;
    }
}
