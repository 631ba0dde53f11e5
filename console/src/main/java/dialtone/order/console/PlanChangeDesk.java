package dialtone.order.console;

import dialtone.base.Rejection;
import dialtone.base.console.Words;
import dialtone.catalog.OfferingId;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.service.CatalogStore;
import dialtone.inventory.Product;
import dialtone.order.ItemAction;
import dialtone.order.OrderPreview;
import dialtone.order.PlaceOrder;
import dialtone.pool.ResourceNeed;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Another plan for a line, or another handset in place of the one that it has: which one, from when, what of the line ends with it, and what
 * that means before it is ordered.
 */
@Named("planChange")
@ViewScoped
public class PlanChangeDesk extends TermDesk<PlanChangeView> {
    private static final long serialVersionUID = 1;

    /** What belongs to a line is a handset and a handful of add-ons; a longer list is nothing to tick off in a dialog. */
    private static final int MAX_BELONGING = 20;

    @EJB
    private CatalogStore catalogs;

    /**
     * What the product could change to.
     *
     * @param key     by which it is chosen
     * @param variant which of several of the offering it is, such as its colour; empty when there is one
     * @param answers by which the order says which
     * @param once    what is paid once for it; empty when nothing
     */
    public record Offer(String key, OfferingCard card, String variant, Map<String, String> answers, String once)
            implements Serializable {

        /** A plan: what it costs once is for the activation of a line. */
        static Offer of(ProductOffering plan) {
            return new Offer(plan.id().value(), OfferingCard.of(plan), "", Map.of(), "");
        }

        /** A handset in each of its colours; none of one that asks what the dialog has no field for. */
        static Stream<Offer> inEachColour(ProductOffering handset) {
            List<String> colours = handset.characteristics().stream()
                    .filter(question -> question.name().equals(ResourceNeed.DEVICE_COLOUR))
                    .flatMap(question -> question.allowedValues().stream())
                    .toList();
            boolean asksMore = handset.characteristics().stream()
                    .filter(question -> colours.isEmpty() || !question.name().equals(ResourceNeed.DEVICE_COLOUR))
                    .anyMatch(question ->
                            question.required() && question.defaultValue().isEmpty());
            if (asksMore) {
                return Stream.empty();
            }
            OfferingCard card = OfferingCard.of(handset);
            return colours.isEmpty()
                    ? Stream.of(new Offer(card.id(), card, "", Map.of(), card.once()))
                    : colours.stream()
                            .map(colour -> new Offer(
                                    card.id() + " " + colour,
                                    card,
                                    Words.of(colour),
                                    Map.of(ResourceNeed.DEVICE_COLOUR, colour),
                                    card.once()));
        }

        public String price() {
            return Stream.of(card.recurs(), once.isEmpty() ? "" : once + " once")
                    .filter(price -> !price.isEmpty())
                    .collect(Collectors.joining(", "));
        }

        boolean is(Product product) {
            return product.offering().value().equals(card.id())
                    && product.characteristics().entrySet().containsAll(answers.entrySet());
        }
    }

    /**
     * What the dialog calls the thing.
     *
     * @param stays said when nothing is paid once
     */
    public record Terms(String title, String legend, String keep, String change, String choose, String stays)
            implements Serializable {
        static final Terms OF_A_PLAN = new Terms(
                "Another plan for this line",
                "Plan",
                "Keep the plan",
                "Change plan",
                "Choose a plan.",
                "Changing costs nothing. Number and SIM stay as they are.");
        static final Terms OF_A_HANDSET = new Terms(
                "Another handset for this line",
                "Handset",
                "Keep the handset",
                "Order handset",
                "Choose a handset.",
                "Nothing is paid once. Number and SIM stay as they are.");
    }

    /** Something that belongs to the line. */
    public record Belonging(String product, String name) implements Serializable {}

    private final Map<String, Boolean> ends = new HashMap<>();
    private Terms terms = Terms.OF_A_PLAN;
    private List<Offer> offers = List.of();
    private List<Belonging> belongings = List.of();
    private Choice settled = Choice.NONE;

    public PlanChangeDesk() {
        super(PlanChangeView.NOTHING);
    }

    /**
     * Shows what the product could change to; nothing is chosen yet.
     *
     * @param asked a line, or the handset of one
     */
    public void ask(String asked) {
        open(asked);
        ends.clear();
        Product owned = owned();
        boolean isHandset = owned.role() == ProductOffering.Role.DEVICE;
        terms = isHandset ? Terms.OF_A_HANDSET : Terms.OF_A_PLAN;
        offers = catalogs.current().offerings().stream()
                .filter(offering -> offering.role() == owned.role())
                .flatMap(offering -> isHandset ? Offer.inEachColour(offering) : Stream.of(Offer.of(offering)))
                .filter(offer -> !offer.is(owned))
                .toList();
        belongings = belonging(MAX_BELONGING).stream()
                .map(belonging -> new Belonging(belonging.id().value(), belonging.offeringName()))
                .toList();
        settled = choice();
    }

    /** What the dialog has been brought up to date with. */
    private record Choice(String product, String plan, String start, String date, List<String> ends)
            implements Serializable {
        static final Choice NONE = new Choice("", "", StartChoice.AT_ONCE, "", List.of());

        private Choice {
            ends = List.copyOf(ends);
        }
    }

    private Choice choice() {
        return new Choice(
                product(),
                chosen().map(Offer::key).orElse(""),
                text(FROM),
                text(DATE),
                ending().map(Belonging::product).toList());
    }

    @Override
    public void settle() {
        Choice choice = choice();
        if (choice.equals(settled)) {
            return;
        }
        settled = choice;
        clear();
        if (!choice.plan().isEmpty()) {
            preview();
        }
    }

    /** The day from which it may be left stands in the field for the day. */
    @Override
    void leftLater(ContractTerms contract) {
        if (text(DATE).isEmpty()) {
            entered().put(DATE, contract.freeOn());
            settled = choice();
        }
    }

    @Override
    void judgeAnew() {
        settled = Choice.NONE;
        settle();
    }

    @Override
    public boolean isDear() {
        return contract().bind() || view().leavingEarly();
    }

    @Override
    PlanChangeView shown(OrderPreview preview, LocalDate on) {
        return PlanChangeView.of(preview);
    }

    @Override
    public String place() {
        settle();
        return chosen().isEmpty() ? stays(List.of(Rejection.at("plan", "MISSING", terms.choose()))) : super.place();
    }

    private Optional<Offer> chosen() {
        return offers.stream()
                .filter(offer -> offer.key().equals(entered().get("plan")))
                .findFirst();
    }

    @Override
    List<PlaceOrder.Item> items() {
        List<PlaceOrder.Item> items = new ArrayList<>();
        Offer to = chosen().orElseThrow();
        items.add(new PlaceOrder.Item(
                "1",
                ItemAction.MODIFY,
                Optional.of(new OfferingId(to.card().id())),
                Optional.of(product()),
                to.answers(),
                "plan"));
        ending().forEach(belonging -> items.add(
                PlaceOrder.Item.end(String.valueOf(items.size() + 1), belonging.product(), belonging.product())));
        return items;
    }

    private Stream<Belonging> ending() {
        return belongings.stream().filter(belonging -> Boolean.TRUE.equals(ends.get(belonging.product())));
    }

    /** By the id of what belongs to the line: whether it ends. */
    public Map<String, Boolean> ends() {
        return ends;
    }

    public List<Offer> offers() {
        return offers;
    }

    public Terms terms() {
        return terms;
    }

    public List<Belonging> belongings() {
        return belongings;
    }
}
