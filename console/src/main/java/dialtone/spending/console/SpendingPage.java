package dialtone.spending.console;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.invoice.console.AccountFormPage;
import dialtone.party.BillingAccount;
import dialtone.security.console.SignedIn;
import dialtone.spending.SpendingChoice;
import dialtone.spending.SpendingStanding;
import dialtone.spending.service.SpendingChoices;
import dialtone.spending.service.SpendingDesk;
import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an account may spend in the month of now, how far it is, and where its customer says what he wants of that. Parameter of its address: id. */
@Named
@ViewScoped
public class SpendingPage extends AccountFormPage {
    private static final long serialVersionUID = 1;

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

    @Inject
    private SignedIn signedIn;

    private List<SpendingRow> rows = List.of();
    private Set<Choice> choices = Set.of();
    private List<String> said = List.of();

    @SuppressWarnings("NullAway") // the container injects
    public SpendingPage() {}

    @Override
    protected void show(BillingAccount account) {
        show(choicesSaid.standing(account.id()));
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
        Outcome<SpendingChoice.Wish> wish = wish(text("wish"), text("amount"), read().currency());
        refuse(
                chosen.length == 2
                        ? wish.fold(read -> List.of(), reasons -> reasons)
                        : List.of(Rejection.at("limit", "UNKNOWN_LIMIT", "Choose a limit.")));
        if (isRefused()) {
            return;
        }
        Outcome<List<SpendingStanding>> taken = desk.choose(
                account(),
                chosen[0],
                Optional.of(chosen[1]).filter(number -> !number.isEmpty()),
                wish.fold(read -> read, reasons -> new SpendingChoice.Usual()),
                signedIn.name());
        switch (taken) {
            case Outcome.Rejected<List<SpendingStanding>>(List<Rejection> reasons) -> refuse(reasons);
            case Outcome.Accepted<List<SpendingStanding>>(List<SpendingStanding> standing) -> {
                show(standing);
                entered().clear();
                done("Noted, from this month on. What was held and may be charged now has been charged.");
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
}
