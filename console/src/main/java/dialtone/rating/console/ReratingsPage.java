package dialtone.rating.console;

import dialtone.base.Outcome;
import dialtone.base.Page;
import dialtone.base.Rejection;
import dialtone.base.console.Pager;
import dialtone.catalog.Catalog;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.service.CatalogStore;
import dialtone.party.BillingAccountId;
import dialtone.rating.Rerating.Standing;
import dialtone.security.console.SignedIn;
import dialtone.usage.service.Reratings;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJB;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Re-ratings, the latest first, and where one is asked for. Parameter of its address: offset. */
@Named
@ViewScoped
public class ReratingsPage implements Serializable {
    private static final long serialVersionUID = 1;

    private static final int ROWS = 25;
    private static final int MAX_OFFSET = 10_000;

    @EJB
    private Reratings reratings;

    @EJB
    private CatalogStore catalogs;

    @Inject
    private SignedIn signedIn;

    @Inject
    private Clock clock;

    private final Map<String, String> entered = new HashMap<>();
    private List<ReratingView> rows = List.of();
    private List<Choice> choices = List.of();
    private Pager pager = new Pager("", Map.of(), 0, 0, ROWS, 0);
    private List<Rejection> refusals = List.of();

    @SuppressWarnings("NullAway") // the container injects
    public ReratingsPage() {}

    /** @param value offering and price, {@code mobile-m/calls} */
    public record Choice(String value, String label) implements Serializable {}

    @PostConstruct
    void open() {
        ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
        Page<Standing> page =
                reratings.list(Pager.offset(external.getRequestParameterMap().get("offset"), MAX_OFFSET), ROWS);
        rows = page.rows().stream().map(ReratingView::of).toList();
        pager = Pager.of(page, ROWS, external.getRequestContextPath() + "/billing/reratings", Map.of());
        choices = catalogs.current().offerings().stream()
                .flatMap(offering -> offering.prices().stream()
                        .filter(Price.Usage.class::isInstance)
                        .map(Price.Usage.class::cast)
                        .map(price -> new Choice(
                                offering.id() + "/" + price.id(),
                                offering.name() + ": " + price.name() + ", " + price.price() + " per "
                                        + price.type().per(price.perUnitCount()))))
                .toList();
        YearMonth last = YearMonth.from(clock.instant().atZone(ZoneOffset.UTC)).minusMonths(1);
        entered.put("from", last.toString());
        entered.put("to", last.toString());
    }

    /** Asks for it, as the form has it. */
    public void ask() throws IOException {
        Optional<YearMonth> from = month("from");
        Optional<YearMonth> to = month("to");
        if (from.isEmpty() || to.isEmpty()) {
            refusals = List.of(
                    Rejection.at(from.isEmpty() ? "from" : "to", "INVALID_DATE", "A month is written like 2026-11."));
            return;
        }
        String chosen = text("price");
        int slash = chosen.indexOf('/');
        if (slash < 1) {
            refusals = List.of(Rejection.at("price", "UNKNOWN_PRICE", "Choose a price."));
            return;
        }
        String account = text("account");
        OfferingId offering = new OfferingId(chosen.substring(0, slash));
        Catalog catalog = catalogs.current();
        switch (reratings.ask(
                new Reratings.Asked(
                        offering,
                        chosen.substring(slash + 1),
                        catalog.offering(offering).map(ProductOffering::prices).orElse(List.of()),
                        catalogs.discountNames(offering, chosen.substring(slash + 1)),
                        catalog.version(),
                        from.get().atDay(1),
                        to.get().plusMonths(1).atDay(1),
                        Optional.of(account).filter(id -> !id.isEmpty()).map(BillingAccountId::new),
                        text("reason")),
                signedIn.name())) {
            case Outcome.Rejected<Standing>(List<Rejection> reasons) -> refusals = reasons;
            case Outcome.Accepted<Standing>(Standing standing) -> {
                ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
                external.redirect(external.getRequestContextPath() + "/billing/rerating?id="
                        + standing.rerating().id());
            }
        }
    }

    private Optional<YearMonth> month(String field) {
        try {
            return Optional.of(YearMonth.parse(text(field)));
        } catch (DateTimeException noMonth) {
            return Optional.empty();
        }
    }

    private String text(String field) {
        return Objects.requireNonNullElse(entered.get(field), "").strip();
    }

    /** What the form holds: price, from, to, account, reason. */
    public Map<String, String> entered() {
        return entered;
    }

    /** Prices of use in the current catalogue. */
    public List<Choice> choices() {
        return choices;
    }

    public List<ReratingView> rows() {
        return rows;
    }

    public Pager pager() {
        return pager;
    }

    /** Of this field of the form. */
    public List<Rejection> refusals(String field) {
        return refusals.stream()
                .filter(refusal -> refusal.field().equals(field))
                .toList();
    }
}
