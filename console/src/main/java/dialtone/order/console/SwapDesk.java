package dialtone.order.console;

import dialtone.base.Rejection;
import dialtone.base.console.Amounts;
import dialtone.base.console.When;
import dialtone.base.console.Words;
import dialtone.catalog.CharacteristicSpecification;
import dialtone.catalog.service.CatalogStore;
import dialtone.inventory.Product;
import dialtone.inventory.ProductId;
import dialtone.order.OrderPreview;
import dialtone.order.PlaceOrder;
import dialtone.order.service.SwapCodeEntry;
import dialtone.pool.ResourceNeed;
import dialtone.security.console.SignedIn;
import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A line gets another SIM: which kind, what that costs, and the code that its customer reads out before it is ordered. Its view is what the SIM costs;
 * empty when it cannot be had.
 */
@Named("swap")
@ViewScoped
public class SwapDesk extends ProductDesk<String> {
    private static final long serialVersionUID = 1;

    private static final String KIND = "kind";
    private static final String KIND_REFUSED = "[" + ResourceNeed.SIM_TYPE + "]";
    private static final String CODE = "code";

    /** More than six digits and spaces between them is no code. */
    private static final int MAX_CODE = 16;

    @EJB
    private CatalogStore catalogs;

    @EJB
    private SwapCodeEntry codes;

    @Inject
    private SignedIn signedIn;

    /** A choice of the dialog. */
    public record Choice(String value, String label) implements Serializable {}

    private String settled = "";
    private List<Choice> kinds = List.of();
    private String sentTo = "";
    private When validUntil = new When(Optional.empty());

    public SwapDesk() {
        super("");
    }

    /** Opens the dialog about a line. */
    public void ask(String line) {
        open(line);
        settled = "";
        sentTo = "";
        validUntil = new When(Optional.empty());
        Product owned = owned();
        kinds = kinds(owned);
        entered().put(KIND, owned.characteristics().getOrDefault(ResourceNeed.SIM_TYPE, ""));
        settle();
    }

    private List<Choice> kinds(Product line) {
        return catalogs.version(line.catalogVersion()).offering(line.offering()).stream()
                .flatMap(offering -> offering.characteristics().stream())
                .filter(question -> question.name().equals(ResourceNeed.SIM_TYPE))
                .map(CharacteristicSpecification::allowedValues)
                .flatMap(List::stream)
                .map(kind -> new Choice(kind, Words.of(kind)))
                .toList();
    }

    @Override
    public void settle() {
        if (!product().isEmpty() && !text(KIND).equals(settled)) {
            settled = text(KIND);
            preview();
        }
    }

    @Override
    String shown(OrderPreview preview, LocalDate on) {
        return preview.oneOff().isZero() ? "nothing" : Amounts.text(preview.oneOff()) + " once";
    }

    /** Has a code sent to the customer. */
    public void send() {
        say(codes.send(new ProductId(product()), signedIn.name())
                .fold(
                        sent -> {
                            sentTo = sent.to();
                            validUntil = When.of(sent.validUntil());
                            entered().put(CODE, "");
                            return List.<Rejection>of();
                        },
                        reasons -> reasons));
    }

    /** Says the code that the customer has read out, orders the SIM, and goes to that order's page. */
    @Override
    public String place() {
        List<Rejection> unconfirmed = confirm(text(CODE).strip());
        if (!unconfirmed.isEmpty()) {
            say(unconfirmed);
            return "";
        }
        return super.place();
    }

    private List<Rejection> confirm(String said) {
        ProductId line = new ProductId(product());
        if (codes.isConfirmed(line, signedIn.name())) {
            return List.of();
        }
        return said.isEmpty() || said.length() > MAX_CODE
                ? List.of(Rejection.at(CODE, "MISSING", "Type in the six digits that the customer reads out."))
                : codes.confirm(line, said, signedIn.name()).fold(until -> List.of(), reasons -> reasons);
    }

    @Override
    List<PlaceOrder.Item> items() {
        return List.of(PlaceOrder.Item.swap("1", product(), text(KIND), "line"));
    }

    public List<Choice> kinds() {
        return kinds;
    }

    /** Where the code has gone, the address all but left out; empty when none was sent. */
    public String sentTo() {
        return sentTo;
    }

    public When validUntil() {
        return validUntil;
    }

    /** Reasons to be shown beside the kind of the SIM. */
    public List<Rejection> kindRefusals() {
        return refusals().stream()
                .filter(refusal -> refusal.field().contains(KIND_REFUSED))
                .toList();
    }

    /** Reasons to be shown beside the code. */
    public List<Rejection> codeRefusals() {
        return refusals().stream()
                .filter(refusal -> refusal.field().equals(CODE))
                .toList();
    }

    /** Reasons that are about no field of the dialog. */
    public List<Rejection> otherRefusals() {
        return refusals().stream()
                .filter(refusal -> !refusal.field().contains(KIND_REFUSED)
                        && !refusal.field().equals(CODE))
                .toList();
    }
}
