package dialtone.spending.console;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.party.BillingAccountId;
import dialtone.party.service.Parties;
import dialtone.security.console.SignedIn;
import dialtone.spending.SpendingChoice;
import dialtone.spending.SpendingStanding;
import dialtone.spending.service.SpendingChoices;
import dialtone.spending.service.SpendingDesk;
import jakarta.ejb.EJB;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What an account may spend in the month of now, how far it is, and where its customer says what he wants of that. Parameter of its address: id. */
@Named
@ViewScoped
public class SpendingPage implements Serializable {
    private static final long serialVersionUID = 1;

    private static final int MAX_ID = 32;

    /**
     * A limit, of a line or not, that something can be chosen of.
     *
     * @param key limit and number
     */
    public record Choice(String key, String name) {}

    @EJB
    private SpendingChoices choicesSaid;

    @EJB
    private SpendingDesk desk;

    @EJB
    private Parties parties;

    @Inject
    private SignedIn signedIn;

    private final Map<String, String> entered = new HashMap<>();
    private String id = "";
    private List<SpendingRow> rows = List.of();
    private Set<Choice> choices = Set.of();
    private List<String> said = List.of();
    private List<Rejection> refusals = List.of();
    private String done = "";

    @SuppressWarnings("NullAway") // the container injects
    public SpendingPage() {}

    /** Reads the account of the address; answers 404 when there is none. */
    public void open() throws IOException {
        ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
        id = external.getRequestParameterMap().getOrDefault("id", "");
        if (id.isBlank() || id.length() > MAX_ID || parties.account(account()).isEmpty()) {
            external.responseSendError(HttpServletResponse.SC_NOT_FOUND, "No such billing account");
            FacesContext.getCurrentInstance().responseComplete();
            return;
        }
        show(choicesSaid.standing(account()));
    }

    private void show(List<SpendingStanding> standing) {
        rows = standing.stream().map(SpendingRow::of).toList();
        Set<Choice> all = new LinkedHashSet<>();
        standing.forEach(each -> {
            each.msisdn()
                    .ifPresent(number -> all.add(
                            new Choice(each.limit().id() + "|", each.limit().name() + ", all lines that say nothing")));
            all.add(new Choice(
                    each.limit().id() + "|" + each.msisdn().orElse(""),
                    each.limit().name()
                            + each.msisdn().map(number -> ", +" + number).orElse("")));
        });
        choices = all;
        said = choicesSaid.of(account()).reversed().stream()
                .map(each -> SaidText.of(each, standing))
                .toList();
    }

    /** Takes what the form holds. */
    public void choose() {
        String[] chosen = text("limit").split("\\|", -1);
        Outcome<SpendingChoice.Wish> wish = wish(text("wish"), text("amount"), currency());
        done = "";
        refusals = chosen.length == 2
                ? wish.fold(read -> List.of(), reasons -> reasons)
                : List.of(Rejection.at("limit", "UNKNOWN_LIMIT", "Choose a limit."));
        if (!refusals.isEmpty()) {
            return;
        }
        Outcome<List<SpendingStanding>> taken = desk.choose(
                account(),
                chosen[0],
                Optional.of(chosen[1]).filter(number -> !number.isEmpty()),
                wish.fold(read -> read, reasons -> new SpendingChoice.Usual()),
                signedIn.name());
        switch (taken) {
            case Outcome.Rejected<List<SpendingStanding>>(List<Rejection> reasons) -> refusals = reasons;
            case Outcome.Accepted<List<SpendingStanding>>(List<SpendingStanding> standing) -> {
                show(standing);
                entered.clear();
                done = "Noted, from this month on. What was held and may be charged now has been charged.";
            }
        }
    }

    static Outcome<SpendingChoice.Wish> wish(String wish, String amount, Currency currency) {
        return switch (wish) {
            case "off" -> Outcome.accepted(new SpendingChoice.Off());
            case "usual" -> Outcome.accepted(new SpendingChoice.Usual());
            default -> most(amount, currency);
        };
    }

    private static Outcome<SpendingChoice.Wish> most(String amount, Currency currency) {
        try {
            // more digits than an amount has are refused, too
            return Outcome.accepted(
                    new SpendingChoice.Most(new Money(new BigDecimal(amount.replace(',', '.')), currency)));
        } catch (ArithmeticException | NumberFormatException unreadable) {
            return Outcome.rejected(Rejection.at("amount", "INVALID_AMOUNT", "An amount is written like 50.00."));
        }
    }

    private Currency currency() {
        return parties.account(account()).orElseThrow().currency();
    }

    private BillingAccountId account() {
        return new BillingAccountId(id);
    }

    private String text(String field) {
        return Objects.requireNonNullElse(entered.get(field), "").strip();
    }

    public String id() {
        return id;
    }

    public List<SpendingRow> rows() {
        return rows;
    }

    public List<Choice> choices() {
        return List.copyOf(choices);
    }

    /** The newest first. */
    public List<String> said() {
        return said;
    }

    /** What the form holds. */
    public Map<String, String> entered() {
        return entered;
    }

    /** Of a field. */
    public List<Rejection> refusals(String field) {
        return refusals.stream()
                .filter(refusal -> refusal.field().equals(field))
                .toList();
    }

    public String done() {
        return done;
    }
}
