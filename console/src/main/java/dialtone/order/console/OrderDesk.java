package dialtone.order.console;

import dialtone.base.Page;
import dialtone.base.Rejection;
import dialtone.catalog.Catalog;
import dialtone.catalog.CharacteristicSpecification;
import dialtone.catalog.OfferingId;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.ProductOffering.Role;
import dialtone.catalog.service.CatalogStore;
import dialtone.order.ItemAction;
import dialtone.order.OfferingQualification.Wishes;
import dialtone.order.PlaceOrder;
import dialtone.order.PricedItem;
import dialtone.order.service.OfferingQualifications;
import dialtone.order.service.OrderEntry;
import dialtone.party.BillingAccount;
import dialtone.party.BillingAccountId;
import dialtone.party.Customer;
import dialtone.party.CustomerId;
import dialtone.party.service.Parties;
import dialtone.security.console.SignedIn;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJB;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Order entry at the CSR's desk: a customer, a plan, what goes with it, and what it costs, on one page. Each opened page has
 * one idempotency key, so that "Place order" pressed twice places one order.
 */
@Named
@ViewScoped
public class OrderDesk implements Serializable {
    private static final long serialVersionUID = 1;

    /** More than a glance takes in is narrowed by typing on. */
    private static final int SUGGESTIONS = 8;

    /** One letter finds everybody. */
    private static final int MIN_SEARCH = 2;

    private static final int MAX_SEARCH = 64;

    /** What the page sends for "No handset"; no offering has this id. */
    private static final String NO_DEVICE = "none";

    private static final String PAYER = "payer";

    @EJB
    private Parties parties;

    @EJB
    private CatalogStore catalogs;

    @EJB
    private OrderEntry entry;

    @EJB
    private OfferingQualifications qualifications;

    @Inject
    private SignedIn signedIn;

    @Inject
    private Clock clock;

    private final String idempotencyKey = UUID.randomUUID().toString();
    private final Map<String, String> entered = new HashMap<>();
    private final Map<String, String> answers = new HashMap<>();
    private final Map<String, Boolean> addOns = new HashMap<>();
    private final NewCustomerForm newCustomer = new NewCustomerForm();
    private Catalog catalog = new Catalog("", List.of(), List.of(), List.of(), List.of());
    private List<CustomerRow> suggestions = List.of();
    private long found;
    private boolean creating;
    private Optional<CustomerRow> customer = Optional.empty();
    private List<Payer> payers = List.of();
    private ZoneId zone = ZoneOffset.UTC;
    private OrderPrice price = OrderPrice.NONE;
    private Refusals refusals = Refusals.NONE;
    private QualificationView qualification = QualificationView.NONE;
    private Selection settled = new Selection("", "", List.of(), Map.of());

    /** An account of the customer's that could pay. */
    public record Payer(String account, String label) implements Serializable {
        static Payer of(BillingAccount account) {
            return new Payer(
                    account.id().value(), account.name() + ", " + account.id().value());
        }
    }

    @PostConstruct
    void open() {
        catalog = catalogs.current();
        String asked = FacesContext.getCurrentInstance()
                .getExternalContext()
                .getRequestParameterMap()
                .getOrDefault("customer", "");
        if (!asked.isEmpty()) {
            parties.find(new CustomerId(asked)).ifPresent(this::take);
        }
        offerings(Role.PLAN).stream().findFirst().ifPresent(plan -> {
            if (offerings(Role.PLAN).size() == 1) {
                entered.put("plan", plan.id().value());
            }
        });
        settle();
    }

    // ---- the customer

    /** Finds customers as the CSR types. */
    public void search() {
        String text = text("search");
        if (text.length() < MIN_SEARCH) {
            suggestions = List.of();
            found = 0;
            return;
        }
        Page<Customer> page = parties.search(text.substring(0, Math.min(text.length(), MAX_SEARCH)), 0, SUGGESTIONS);
        suggestions = page.rows().stream().map(CustomerRow::of).toList();
        found = page.total();
    }

    public void chooseCustomer(String id) {
        parties.find(new CustomerId(id)).ifPresent(this::take);
    }

    public void changeCustomer() {
        customer = Optional.empty();
        creating = false;
        refusals = Refusals.NONE;
    }

    /** Shows the form of a new customer, with what was searched for as the name. */
    public void startCreating() {
        creating = true;
        newCustomer.nameFrom(text("search"));
    }

    public void stopCreating() {
        creating = false;
        refusals = Refusals.NONE;
    }

    /** Creates the customer with a billing account, or shows beside the fields why not. */
    public void createCustomer() {
        refusals = parties.create(newCustomer.command())
                .fold(
                        created -> {
                            take(created);
                            return Refusals.NONE;
                        },
                        Refusals::ofCustomer);
    }

    private void take(Customer taken) {
        customer = Optional.of(CustomerRow.of(taken));
        List<BillingAccount> accounts = parties.accounts(taken.id());
        zone = accounts.stream().findFirst().map(BillingAccount::timeZone).orElse(ZoneOffset.UTC);
        payers = accounts.stream().map(Payer::of).toList();
        entered.put(PAYER, "");
        creating = false;
        refusals = Refusals.NONE;
    }

    // ---- what is ordered

    /** What the page has been brought up to date with. */
    private record Selection(String customer, String payer, List<String> offerings, Map<String, String> answers)
            implements Serializable {
        private Selection {
            offerings = List.copyOf(offerings);
            answers = Map.copyOf(answers);
        }
    }

    /**
     * Called before each rendering: when something was chosen, questions get their usual answers, what no longer fits goes,
     * and the price follows.
     */
    public void settle() {
        if (selection().equals(settled)) {
            return;
        }
        if (devices().stream().noneMatch(device -> device.id().equals(text("device")))) {
            entered.put("device", NO_DEVICE);
        }
        addOns.keySet().retainAll(addOnCards().stream().map(OfferingCard::id).toList());
        for (ProductOffering offering : chosen()) {
            for (CharacteristicSpecification characteristic : offering.characteristics()) {
                usual(characteristic)
                        .ifPresent(value -> answers.putIfAbsent(OfferingCard.key(offering, characteristic), value));
            }
        }
        settled = selection();
        qualification = QualificationView.NONE;
        preview();
    }

    private Selection selection() {
        Map<String, String> given = new HashMap<>(answers);
        given.values().removeIf(Objects::isNull);
        return new Selection(
                customer.map(CustomerRow::id).orElse(""),
                text(PAYER),
                chosen().stream().map(offering -> offering.id().value()).toList(),
                given);
    }

    private static Optional<String> usual(CharacteristicSpecification characteristic) {
        if (characteristic.defaultValue().isPresent()) {
            return characteristic.defaultValue();
        }
        return characteristic.required()
                ? characteristic.allowedValues().stream().findFirst()
                : Optional.empty();
    }

    /** Asks what it would cost; what would be refused is shown where it is mended. */
    private void preview() {
        List<ProductOffering> chosen = chosen();
        if (chosen.isEmpty()) {
            price = OrderPrice.NONE;
            return;
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
        price = OrderPrice.of(
                chosen.stream()
                        .map(offering -> new PricedItem(
                                offering.id().value(), offering.id(), offering.name(), offering.prices()))
                        .toList(),
                today);
        refusals = customer.isEmpty()
                ? Refusals.NONE
                : entry.preview(command())
                        .fold(
                                preview -> {
                                    price = OrderPrice.of(preview.items(), today);
                                    return Refusals.NONE;
                                },
                                this::refused);
    }

    /** Asks whether the customer may have it, and shows beside what was chosen what speaks against it. */
    public void check() {
        settle();
        if (isIncomplete()) {
            return;
        }
        qualification = qualifications
                .qualify(command(), new Wishes(Optional.empty(), true, true, false, true))
                .fold(answered -> QualificationView.of(answered, chosen()), reasons -> {
                    refusals = refused(reasons);
                    return QualificationView.NONE;
                });
    }

    /** Takes what would do instead; what the checks said is about something else then. */
    public void choose(QualificationView.ChoiceView choice) {
        if (!choice.key().isEmpty()) {
            answers.put(choice.key(), choice.content());
            return;
        }
        catalog.offering(new OfferingId(choice.content())).ifPresent(offering -> {
            switch (offering.role()) {
                case PLAN -> entered.put("plan", choice.content());
                case DEVICE -> entered.put("device", choice.content());
                case ADD_ON -> addOns.put(choice.content(), true);
            }
        });
    }

    private boolean isIncomplete() {
        if (customer.isEmpty()) {
            refusals = Refusals.at("customer", "Choose a customer, or create one.");
        } else if (chosenPlan().isEmpty()) {
            refusals = Refusals.at("plan", "Choose an offering.");
        }
        return customer.isEmpty() || chosenPlan().isEmpty();
    }

    /**
     * Places the order.
     *
     * @return the order's page, or nothing when it is refused: the reasons are then beside their fields
     */
    public String place() {
        settle();
        if (isIncomplete()) {
            return "";
        }
        return entry.place(command())
                .fold(
                        order -> "/orders/order?faces-redirect=true&id="
                                + order.id().value(),
                        reasons -> {
                            refusals = refused(reasons);
                            return "";
                        });
    }

    private PlaceOrder command() {
        List<PlaceOrder.Item> items = new ArrayList<>();
        for (ProductOffering offering : chosen()) {
            Map<String, String> characteristics = new HashMap<>();
            for (CharacteristicSpecification characteristic : offering.characteristics()) {
                String answer = answers.get(OfferingCard.key(offering, characteristic));
                if (answer != null && !answer.isBlank()) {
                    characteristics.put(characteristic.name(), answer.strip());
                }
            }
            items.add(new PlaceOrder.Item(
                    String.valueOf(items.size() + 1),
                    ItemAction.ADD,
                    offering.id(),
                    characteristics,
                    offering.id().value()));
        }
        return new PlaceOrder(
                Optional.of(idempotencyKey),
                Optional.empty(),
                new CustomerId(customer.orElseThrow().id()),
                Optional.of(text(PAYER)).filter(payer -> !payer.isEmpty()).map(BillingAccountId::new),
                "console",
                signedIn.name(),
                items);
    }

    private Refusals refused(List<Rejection> reasons) {
        return Refusals.ofOrder(reasons, chosen());
    }

    private List<ProductOffering> chosen() {
        List<ProductOffering> chosen = new ArrayList<>();
        chosenPlan().ifPresent(chosen::add);
        catalog.offering(new OfferingId(text("device"))).ifPresent(chosen::add);
        offerings(Role.ADD_ON).stream()
                .filter(addOn -> Boolean.TRUE.equals(addOns.get(addOn.id().value())))
                .forEach(chosen::add);
        return chosen;
    }

    private Optional<ProductOffering> chosenPlan() {
        return catalog.offering(new OfferingId(text("plan")));
    }

    private List<ProductOffering> offerings(Role role) {
        return catalog.offerings().stream()
                .filter(offering -> offering.role() == role)
                .toList();
    }

    /** What may go with the chosen plan: nothing is offered that would be refused. */
    private List<OfferingCard> besides(Role role) {
        return chosenPlan()
                .map(plan -> offerings(role).stream()
                        .filter(offering -> offering.requires().isEmpty()
                                || offering.requires().contains(plan.id()))
                        .filter(offering -> !offering.excludes().contains(plan.id())
                                && !plan.excludes().contains(offering.id()))
                        .map(OfferingCard::of)
                        .toList())
                .orElse(List.of());
    }

    private String text(String name) {
        return Optional.ofNullable(entered.get(name)).orElse("").strip();
    }

    // ---- what the page shows

    public List<CustomerRow> suggestions() {
        return suggestions;
    }

    public long found() {
        return found;
    }

    /** Whether enough is typed to have searched. */
    public boolean isSearched() {
        return text("search").length() >= MIN_SEARCH;
    }

    public boolean isCreating() {
        return creating;
    }

    public boolean hasCustomer() {
        return customer.isPresent();
    }

    public CustomerRow customer() {
        return customer.orElseThrow();
    }

    /** Those of the customer's accounts of which one has to be chosen; empty when there is no choice. */
    public List<Payer> payers() {
        return payers.size() > 1 ? payers : List.of();
    }

    public NewCustomerForm newCustomer() {
        return newCustomer;
    }

    public List<OfferingCard> plans() {
        return offerings(Role.PLAN).stream().map(OfferingCard::of).toList();
    }

    public List<OfferingCard> devices() {
        return besides(Role.DEVICE);
    }

    public List<OfferingCard> addOnCards() {
        return besides(Role.ADD_ON);
    }

    public boolean hasPlan() {
        return chosenPlan().isPresent();
    }

    /** The chosen plan, if it has something to be answered. */
    public List<OfferingCard> planCards() {
        return questions(Role.PLAN);
    }

    /** The chosen handset, if it has something to be answered. */
    public List<OfferingCard> deviceCards() {
        return questions(Role.DEVICE);
    }

    /** The chosen add-ons that have something to be answered. */
    public List<OfferingCard> chosenAddOnCards() {
        return questions(Role.ADD_ON);
    }

    private List<OfferingCard> questions(Role role) {
        return chosen().stream()
                .filter(offering -> offering.role() == role)
                .map(OfferingCard::of)
                .filter(card -> !card.questions().isEmpty()
                        || !refusals.at(card.id()).isEmpty()
                        || !qualification.at(card.id()).isEmpty())
                .toList();
    }

    public boolean hasPrice() {
        return !chosen().isEmpty();
    }

    public OrderPrice price() {
        return price;
    }

    /** Reasons to be shown at a place of the page: {@code customer}, {@code customer.email}, an offering, a question's key. */
    public List<Rejection> refusals(String place) {
        return refusals.at(place);
    }

    /** Reasons that belong to no field of the page. */
    public List<Rejection> otherRefusals() {
        return refusals.at(Refusals.TOP);
    }

    /** What the checks say, when they were asked about what is chosen now. */
    public QualificationView qualification() {
        return qualification;
    }

    /** What is typed and chosen: search, plan, device. */
    public Map<String, String> entered() {
        return entered;
    }

    /** Answers to the questions, by their keys. */
    public Map<String, String> answers() {
        return answers;
    }

    public Map<String, Boolean> addOns() {
        return addOns;
    }
}
