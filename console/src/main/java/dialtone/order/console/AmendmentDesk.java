package dialtone.order.console;

import dialtone.base.Rejection;
import dialtone.base.console.Words;
import dialtone.catalog.AnswerForm;
import dialtone.catalog.Catalog;
import dialtone.catalog.CharacteristicSpecification;
import dialtone.catalog.OfferingId;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.ProductOffering.Role;
import dialtone.catalog.service.CatalogStore;
import dialtone.order.AmendOrder;
import dialtone.order.ItemAction;
import dialtone.order.OrderId;
import dialtone.order.OrderItem;
import dialtone.order.OrderedItem;
import dialtone.order.PlaceOrder;
import dialtone.order.ProductOrder;
import dialtone.order.service.AmendmentEntry;
import dialtone.order.service.OrderAmendments;
import dialtone.order.service.Orders;
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
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** An order that is amended under way: what is to be another or not at all, and what that means before it is done. */
@Named("amendment")
@ViewScoped
public class AmendmentDesk implements Serializable {
    private static final long serialVersionUID = 1;

    private static final String OFFERING = "offering:";
    private static final String ANSWER = "answer:";

    @EJB
    private Orders orders;

    @EJB
    private CatalogStore catalogs;

    @EJB
    private OrderAmendments amendments;

    @EJB
    private AmendmentEntry entry;

    @Inject
    private SignedIn signedIn;

    public record Option(String value, String label) implements Serializable {}

    /**
     * Something that an item answers.
     *
     * @param key     of what is entered
     * @param hint    what is typed looks like that, a sentence; empty when anything will do
     * @param options none: it is typed
     */
    public record Question(String key, String label, String hint, List<Option> options) implements Serializable {
        public Question {
            options = List.copyOf(options);
        }

        public boolean typed() {
            return options.isEmpty();
        }
    }

    /**
     * An item of the order.
     *
     * @param key       of the offering that is entered
     * @param line      whether it is one, and not what belongs to one
     * @param offerings that it could be of
     */
    public record Row(
            String item, String key, String name, boolean line, List<Option> offerings, List<Question> questions)
            implements Serializable {
        public Row {
            offerings = List.copyOf(offerings);
            questions = List.copyOf(questions);
        }
    }

    /** By key: the offering and the answers of each item. */
    private final Map<String, String> entered = new HashMap<>();

    /** By item: whether it is withdrawn. */
    private final Map<String, Boolean> withdrawn = new HashMap<>();

    private OrderId id = new OrderId("");
    private int revision;
    private List<Row> rows = List.of();
    private String settled = "";
    private AmendmentPreview view = AmendmentPreview.NOTHING;
    private List<Rejection> refusals = List.of();

    /** One for each time that the dialog is opened: a second click on the same one is the same amendment. */
    private String key = "";

    /** Shows the order's items as they are; nothing is changed yet. */
    public void ask(String order) {
        id = new OrderId(order);
        key = UUID.randomUUID().toString();
        entered.clear();
        withdrawn.clear();
        ProductOrder found = orders.find(id).orElseThrow();
        revision = found.revision();
        found.items().stream().filter(AmendmentDesk::mayChange).forEach(item -> {
            entered.put(OFFERING + item.itemId(), item.offering().value());
            item.characteristics().forEach((name, value) -> entered.put(ANSWER + item.itemId() + ":" + name, value));
            withdrawn.put(item.itemId(), false);
        });
        rows = rows(found);
        settled = choice();
        view = AmendmentPreview.NOTHING;
        refusals = List.of();
    }

    private static boolean mayChange(OrderItem item) {
        return item.isAdd() && !item.state().isFinal();
    }

    /** Those that the dialog was opened with: what somebody else adds meanwhile is of another revision, and that is said. */
    private Stream<OrderItem> shown(ProductOrder order) {
        return order.items().stream()
                .filter(AmendmentDesk::mayChange)
                .filter(item -> entered.containsKey(OFFERING + item.itemId()));
    }

    private List<Row> rows(ProductOrder order) {
        Catalog catalog = catalogs.version(order.catalogVersion());
        return shown(order).map(item -> row(catalog, item)).toList();
    }

    private Row row(Catalog catalog, OrderItem item) {
        Role role = catalog.offering(item.offering()).orElseThrow().role();
        ProductOffering chosen = chosen(catalog, item.itemId());
        return new Row(
                item.itemId(),
                OFFERING + item.itemId(),
                item.offeringName(),
                role == Role.PLAN,
                catalog.offerings().stream()
                        .filter(offering -> offering.role() == role)
                        .map(offering -> new Option(offering.id().value(), offering.name()))
                        .toList(),
                chosen.characteristics().stream()
                        .filter(AmendmentDesk::isAsked)
                        .map(question -> question(item.itemId(), question))
                        .toList());
    }

    private ProductOffering chosen(Catalog catalog, String item) {
        return catalog.offering(new OfferingId(entered.getOrDefault(OFFERING + item, "")))
                .orElseThrow();
    }

    /** With one answer alone there is nothing to choose; the line is in the order, and so is the number that was asked for. */
    private static boolean isAsked(CharacteristicSpecification question) {
        return question.allowedValues().size() != 1
                && !question.name().equals(OrderedItem.LINE_MSISDN)
                && !question.name().equals(ResourceNeed.WANTED_MSISDN);
    }

    private static Question question(String item, CharacteristicSpecification question) {
        return new Question(
                ANSWER + item + ":" + question.name(),
                question.label(),
                question.form().map(AnswerForm::words).orElse(""),
                question.allowedValues().stream()
                        .map(value -> new Option(value, Words.of(value)))
                        .toList());
    }

    private String choice() {
        return new TreeMap<>(entered) + " " + new TreeMap<>(withdrawn);
    }

    /** Called before each rendering: when something was chosen, says what that means, or why it cannot be had. */
    public void settle() {
        String choice = choice();
        if (rows.isEmpty() || choice.equals(settled)) {
            return;
        }
        settled = choice;
        ProductOrder order = orders.find(id).orElseThrow();
        rows = rows(order);
        view = AmendmentPreview.NOTHING;
        refusals = List.of();
        amendments
                .assess(command(order))
                .fold(
                        assessment -> {
                            view = AmendmentPreview.of(assessment);
                            return "";
                        },
                        reasons -> {
                            refusals = reasons;
                            return "";
                        });
    }

    /** Amends the order, and shows it anew. */
    public String place() {
        return entry.amend(command(orders.find(id).orElseThrow()))
                .fold(
                        order -> "/orders/order?faces-redirect=true&id="
                                + order.id().value(),
                        reasons -> {
                            refusals = reasons;
                            view = AmendmentPreview.NOTHING;
                            return "";
                        });
    }

    private AmendOrder command(ProductOrder order) {
        Catalog catalog = catalogs.version(order.catalogVersion());
        List<PlaceOrder.Item> items = shown(order)
                .filter(item -> !Boolean.TRUE.equals(withdrawn.get(item.itemId())))
                .map(item -> item(catalog, item))
                .toList();
        return new AmendOrder(
                id,
                Optional.of(key),
                choice(),
                revision,
                "console",
                signedIn.name(),
                Optional.of(items),
                order.details());
    }

    private PlaceOrder.Item item(Catalog catalog, OrderItem item) {
        ProductOffering offering = chosen(catalog, item.itemId());
        Map<String, String> answers = new HashMap<>();
        for (CharacteristicSpecification question : offering.characteristics()) {
            boolean asked = isAsked(question);
            Optional.ofNullable(
                            asked
                                    ? entered.get(ANSWER + item.itemId() + ":" + question.name())
                                    : item.characteristics().get(question.name()))
                    .filter(answer -> !answer.isBlank())
                    .filter(answer -> question.allowedValues().isEmpty()
                            || question.allowedValues().contains(answer))
                    .ifPresent(answer -> answers.put(question.name(), answer));
        }
        return new PlaceOrder.Item(item.itemId(), ItemAction.ADD, offering.id(), answers, "item" + item.itemId());
    }

    public Map<String, String> entered() {
        return entered;
    }

    public Map<String, Boolean> withdrawn() {
        return withdrawn;
    }

    public List<Row> rows() {
        return rows;
    }

    public AmendmentPreview view() {
        return view;
    }

    public List<Rejection> refusals() {
        return refusals;
    }
}
