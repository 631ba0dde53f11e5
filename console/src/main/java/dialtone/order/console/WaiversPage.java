package dialtone.order.console;

import dialtone.base.Page;
import dialtone.base.console.Badge;
import dialtone.base.console.Days;
import dialtone.base.console.NoteDialog;
import dialtone.base.console.Pager;
import dialtone.base.console.When;
import dialtone.base.console.Words;
import dialtone.inventory.Product;
import dialtone.inventory.ProductId;
import dialtone.inventory.ProductPart;
import dialtone.inventory.ProductQuery;
import dialtone.inventory.service.Inventory;
import dialtone.order.DecisionRequest;
import dialtone.order.TermWaiver;
import dialtone.order.service.TermWaivers;
import dialtone.security.console.SignedIn;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJB;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Exceptions from minimum terms that wait for another person, and those that were. Parameters of its address: show, offset. */
@Named
@ViewScoped
public class WaiversPage implements Serializable {
    private static final long serialVersionUID = 1;

    /** A screen's worth. */
    private static final int ROWS = 25;

    /** Nobody turns more pages than this. */
    private static final int MAX_OFFSET = 10_000;

    /**
     * An exception as it is shown.
     *
     * @param what    that is to be left
     * @param line    that it belongs to, or itself
     * @param reason  with what it is known by
     * @param answer  who has decided, and what he says; empty as long as nobody has
     * @param waits   whether this reader may grant or refuse it
     */
    public record Row(
            String id,
            String product,
            LineRow what,
            LineRow line,
            String customer,
            String reason,
            String note,
            String askedBy,
            When asked,
            Badge state,
            String answer,
            boolean waits)
            implements Serializable {
        /** @param products those of the exceptions, and their lines */
        static Row of(TermWaiver waiver, Map<ProductId, Product> products, String reader) {
            Product product = known(products, waiver.product());
            boolean open = waiver.state() == TermWaiver.State.ASKED;
            boolean own = DecisionRequest.isSamePerson(waiver.askedBy(), reader);
            return new Row(
                    waiver.id(),
                    waiver.product().value(),
                    LineRow.of(product),
                    LineRow.of(known(products, product.lineProduct().orElse(product.id()))),
                    waiver.customer().value(),
                    Words.of(waiver.reason().words()),
                    waiver.note(),
                    waiver.askedBy(),
                    When.of(waiver.askedAt()),
                    badge(waiver),
                    waiver.decidedBy()
                            .map(by -> waiver.answer().isEmpty() ? by : by + ": " + waiver.answer())
                            .orElse(""),
                    open && !own);
        }

        private static Product known(Map<ProductId, Product> products, ProductId id) {
            return Optional.ofNullable(products.get(id)).orElseThrow();
        }

        private static Badge badge(TermWaiver waiver) {
            return switch (waiver.state()) {
                case ASKED -> new Badge("Asked for", "busy");
                case GRANTED ->
                    new Badge("Granted until " + Days.text(waiver.validUntil().orElseThrow()), "good");
                case REFUSED -> new Badge("Refused", "idle");
            };
        }
    }

    @EJB
    private TermWaivers waivers;

    @EJB
    private Inventory inventory;

    @Inject
    private SignedIn signedIn;

    private final NoteDialog<Row> dialog = new NoteDialog<>();
    private boolean all;
    private int offset;
    private List<Row> rows = List.of();
    private Pager pager = new Pager("", Map.of(), 0, 0, ROWS, 0);

    @PostConstruct
    void open() {
        Map<String, String> parameters =
                FacesContext.getCurrentInstance().getExternalContext().getRequestParameterMap();
        all = "all".equals(parameters.get("show"));
        offset = Pager.offset(parameters.get("offset"), MAX_OFFSET);
        refresh();
    }

    public void refresh() {
        Page<TermWaiver> page =
                waivers.list(all ? Optional.empty() : Optional.of(TermWaiver.State.ASKED), offset, ROWS);
        Map<ProductId, Product> products = new HashMap<>();
        read(page.rows().stream().map(TermWaiver::product), products);
        read(List.copyOf(products.values()).stream().flatMap(product -> product.lineProduct().stream()), products);
        rows = page.rows().stream()
                .map(waiver -> Row.of(waiver, products, signedIn.name()))
                .toList();
        pager = Pager.of(
                page,
                ROWS,
                FacesContext.getCurrentInstance().getExternalContext().getRequestContextPath() + "/operations/waivers",
                Map.of("show", all ? "all" : ""));
    }

    /** Of a page's rows all at once. */
    private void read(Stream<ProductId> asked, Map<ProductId, Product> products) {
        Set<String> ids = asked.filter(id -> !products.containsKey(id))
                .map(ProductId::value)
                .collect(Collectors.toSet());
        if (!ids.isEmpty()) {
            inventory
                    .list(
                            new ProductQuery(ids, Set.of(), Set.of(), Set.of(), 0, ids.size()),
                            Set.of(ProductPart.SERVICES))
                    .rows()
                    .forEach(product -> products.put(product.id(), product));
        }
    }

    /** Grants it. */
    public void close() {
        Row row = dialog.row();
        dialog.decide(note -> waivers.grant(row.id(), signedIn.name(), note), row.id() + " is granted.");
        refresh();
    }

    /** Refuses it. */
    public void refuse() {
        Row row = dialog.row();
        dialog.decide(note -> waivers.refuse(row.id(), signedIn.name(), note), row.id() + " is refused.");
        refresh();
    }

    public List<Row> rows() {
        return rows;
    }

    public Pager pager() {
        return pager;
    }

    public boolean showsAll() {
        return all;
    }

    /** Where one of them is decided. */
    public NoteDialog<Row> dialog() {
        return dialog;
    }
}
