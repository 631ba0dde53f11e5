package dialtone.order.console;

import dialtone.base.Rejection;
import dialtone.base.console.Amounts;
import dialtone.base.console.When;
import dialtone.base.console.Words;
import dialtone.catalog.CharacteristicSpecification;
import dialtone.catalog.service.CatalogStore;
import dialtone.inventory.Product;
import dialtone.inventory.ProductId;
import dialtone.inventory.service.Inventory;
import dialtone.order.PlaceOrder;
import dialtone.order.service.OrderEntry;
import dialtone.order.service.SwapCodeEntry;
import dialtone.pool.ResourceNeed;
import dialtone.security.console.SignedIn;
import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A line gets another SIM: which kind, what that costs, and the code that its customer reads out before it is ordered. */
@Named("swap")
@ViewScoped
public class SwapDesk implements Serializable {
    private static final long serialVersionUID = 1;

    private static final String KIND = "[" + ResourceNeed.SIM_TYPE + "]";
    private static final String CODE = "code";

    /** More than six digits and spaces between them is no code. */
    private static final int MAX_CODE = 16;

    @EJB
    private Inventory inventory;

    @EJB
    private CatalogStore catalogs;

    @EJB
    private OrderEntry entry;

    @EJB
    private SwapCodeEntry codes;

    @Inject
    private SignedIn signedIn;

    /** A choice of the dialog. */
    public record Choice(String value, String label) implements Serializable {}

    private final Map<String, String> entered = new HashMap<>();
    private String product = "";
    private String settled = "";
    private String cost = "";
    private List<Choice> kinds = List.of();
    private String sentTo = "";
    private When validUntil = new When(Optional.empty());
    private List<Rejection> refusals = List.of();

    /** One for each time that the dialog is opened: a second click on the same one is the same order. */
    private String key = "";

    /** Opens the dialog about a line. */
    public void ask(String line) {
        product = line;
        key = UUID.randomUUID().toString();
        entered.clear();
        settled = "";
        cost = "";
        sentTo = "";
        validUntil = new When(Optional.empty());
        refusals = List.of();
        Optional<Product> owned = inventory.find(new ProductId(line));
        kinds = owned.stream().flatMap(had -> kinds(had).stream()).toList();
        entered.put(
                "kind",
                owned.map(had -> had.characteristics().getOrDefault(ResourceNeed.SIM_TYPE, ""))
                        .orElse(""));
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

    /** Called before each rendering: when another kind was chosen, says what it costs, or why it cannot be had. */
    public void settle() {
        if (product.isEmpty() || text("kind").equals(settled)) {
            return;
        }
        settled = text("kind");
        cost = "";
        refusals = entry.preview(command())
                .fold(
                        preview -> {
                            cost = preview.oneOff().isZero() ? "nothing" : Amounts.text(preview.oneOff()) + " once";
                            return List.<Rejection>of();
                        },
                        reasons -> reasons);
    }

    /** Has a code sent to the customer. */
    public void send() {
        refusals = codes.send(new ProductId(product), signedIn.name())
                .fold(
                        sent -> {
                            sentTo = sent.to();
                            validUntil = When.of(sent.validUntil());
                            entered.put(CODE, "");
                            return List.<Rejection>of();
                        },
                        reasons -> reasons);
    }

    /** Says the code that the customer has read out, orders the SIM, and goes to that order's page. */
    public String place() {
        settle();
        ProductId line = new ProductId(product);
        String said = text(CODE).strip();
        if (!codes.isConfirmed(line, signedIn.name())) {
            refusals = said.isEmpty() || said.length() > MAX_CODE
                    ? List.of(Rejection.at(CODE, "MISSING", "Type in the six digits that the customer reads out."))
                    : codes.confirm(line, said, signedIn.name()).fold(until -> List.of(), reasons -> reasons);
            if (!refusals.isEmpty()) {
                return "";
            }
        }
        return entry.place(command())
                .fold(
                        order -> "/orders/order?faces-redirect=true&id="
                                + order.id().value(),
                        reasons -> {
                            refusals = reasons;
                            return "";
                        });
    }

    private PlaceOrder command() {
        Product line = inventory.find(new ProductId(product)).orElseThrow();
        return new PlaceOrder(
                Optional.of(key),
                Optional.empty(),
                line.customer(),
                Optional.of(line.billingAccount()),
                "console",
                signedIn.name(),
                List.of(PlaceOrder.Item.swap("1", product, text("kind"), "line")));
    }

    private String text(String name) {
        return Optional.ofNullable(entered.get(name)).orElse("");
    }

    public Map<String, String> entered() {
        return entered;
    }

    public List<Choice> kinds() {
        return kinds;
    }

    /** What the SIM costs; empty when it cannot be had. */
    public String cost() {
        return cost;
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
        return refusals.stream()
                .filter(refusal -> refusal.field().contains(KIND))
                .toList();
    }

    /** Reasons to be shown beside the code. */
    public List<Rejection> codeRefusals() {
        return refusals.stream().filter(refusal -> refusal.field().equals(CODE)).toList();
    }

    /** Reasons that are about no field of the dialog. */
    public List<Rejection> otherRefusals() {
        return refusals.stream()
                .filter(refusal ->
                        !refusal.field().contains(KIND) && !refusal.field().equals(CODE))
                .toList();
    }
}
