package dialtone.order.console;

import dialtone.base.Rejection;
import dialtone.catalog.OfferingId;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.service.CatalogStore;
import dialtone.inventory.Product;
import dialtone.order.OrderPreview;
import dialtone.order.PlaceOrder;
import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a line has beside its plan: what is to come, what is to end, from when, and what that costs before it is ordered. An exception from a
 * minimum term is asked for one add-on at a time.
 */
@Named("addOns")
@ViewScoped
public class AddOnDesk extends TermDesk<AddOnView> {
    private static final long serialVersionUID = 1;

    /** What belongs to a line is a handset and a handful of add-ons; a longer list is nothing to tick off in a dialog. */
    private static final int MAX_BELONGING = 20;

    @EJB
    private CatalogStore catalogs;

    /** An add-on that the line has. */
    public record Belonging(String product, String name) implements Serializable {}

    private final Map<String, Boolean> comes = new HashMap<>();
    private final Map<String, Boolean> ends = new HashMap<>();
    private List<OfferingCard> offered = List.of();
    private List<Belonging> belongings = List.of();
    private String settled = "";

    public AddOnDesk() {
        super(AddOnView.NOTHING);
    }

    /** Shows what the line has, and what goes with its plan and is not there as often as a line may have it. */
    public void ask(String line) {
        open(line);
        leave("");
        comes.clear();
        ends.clear();
        List<Product> there = belonging(MAX_BELONGING);
        Product plan = owned();
        offered = catalogs.current().offerings().stream()
                .filter(offering -> offering.role() == ProductOffering.Role.ADD_ON)
                .filter(offering -> goesWith(offering, plan))
                .filter(offering -> offering.mostPerLine()
                        .filter(most -> count(there, offering.id()) >= most)
                        .isEmpty())
                .map(OfferingCard::of)
                .toList();
        belongings = there.stream()
                .filter(owned -> owned.role() == ProductOffering.Role.ADD_ON)
                .map(owned -> new Belonging(owned.id().value(), owned.offeringName()))
                .toList();
        settled = choice();
    }

    /** What needs another add-on and not a plan is offered, too: whether that is there is said when it is chosen. */
    private boolean goesWith(ProductOffering offering, Product plan) {
        Optional<ProductOffering> current = catalogs.current().offering(plan.offering());
        boolean needsPlan = offering.requires().stream()
                .flatMap(id -> catalogs.current().offering(id).stream())
                .allMatch(required -> required.role() == ProductOffering.Role.PLAN);
        return (offering.requires().isEmpty() || offering.requires().contains(plan.offering()) || !needsPlan)
                && current.filter(offering::isExclusiveOf).isEmpty();
    }

    private static long count(List<Product> there, OfferingId id) {
        return there.stream().filter(owned -> owned.offering().equals(id)).count();
    }

    /** What the dialog has been brought up to date with. */
    private String choice() {
        return new TreeMap<>(comes) + " " + new TreeMap<>(ends) + " " + text(FROM) + " " + text(DATE);
    }

    @Override
    public void settle() {
        String choice = choice();
        if (choice.equals(settled)) {
            return;
        }
        settled = choice;
        List<String> ending = ending();
        String only = ending.size() == 1 ? ending.getFirst() : "";
        if (!only.equals(left())) {
            leave(only);
        }
        clear();
        if (!product().isEmpty() && !items().isEmpty()) {
            preview();
        }
    }

    /** Ids of the add-ons of the line that are ticked. */
    private List<String> ending() {
        return belongings.stream()
                .map(Belonging::product)
                .filter(product -> Boolean.TRUE.equals(ends.get(product)))
                .toList();
    }

    @Override
    void judgeAnew() {
        settled = "";
        settle();
    }

    @Override
    public boolean isDear() {
        return !left().isEmpty() && isBound();
    }

    /** Whether an exception could be asked for, if it were for one of them alone. */
    public boolean isDearTogether() {
        return ending().size() > 1 && isBound();
    }

    private boolean isBound() {
        return contract().bind() || !view().fees().isEmpty();
    }

    /** The day from which it may be left stands in the field for the day. */
    @Override
    void leftLater(ContractTerms terms) {
        if (text(DATE).isEmpty()) {
            entered().put(DATE, terms.freeOn());
            settled = choice();
        }
    }

    @Override
    AddOnView shown(OrderPreview preview, LocalDate on) {
        return AddOnView.of(preview, on);
    }

    @Override
    public String place() {
        settle();
        return items().isEmpty()
                ? stays(List.of(Rejection.at("items", "NO_ITEMS", "Choose what comes or what ends.")))
                : super.place();
    }

    @Override
    List<PlaceOrder.Item> items() {
        List<PlaceOrder.Item> items = new ArrayList<>();
        offered.stream()
                .filter(card -> Boolean.TRUE.equals(comes.get(card.id())))
                .forEach(card -> items.add(PlaceOrder.Item.addTo(
                        product(), String.valueOf(items.size() + 1), new OfferingId(card.id()), Map.of(), card.id())));
        ending().forEach(product -> items.add(PlaceOrder.Item.end(String.valueOf(items.size() + 1), product, product)));
        return items;
    }

    /** By the id of an offering: whether it comes. */
    public Map<String, Boolean> comes() {
        return comes;
    }

    /** By the id of an add-on that the line has: whether it ends. */
    public Map<String, Boolean> ends() {
        return ends;
    }

    public List<OfferingCard> offered() {
        return offered;
    }

    public List<Belonging> belongings() {
        return belongings;
    }
}
