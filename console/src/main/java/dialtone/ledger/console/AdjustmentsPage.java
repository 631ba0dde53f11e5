package dialtone.ledger.console;

import dialtone.base.Money;
import dialtone.base.Outcome;
import dialtone.base.Page;
import dialtone.base.Rejection;
import dialtone.base.console.Pager;
import dialtone.billrun.service.Rebills;
import dialtone.invoice.RebillRequest;
import dialtone.ledger.Adjustment;
import dialtone.ledger.service.Adjustments;
import dialtone.party.BillingAccount;
import dialtone.party.BillingAccountId;
import dialtone.party.service.Parties;
import dialtone.security.console.SignedIn;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJB;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Adjustments and write-offs, the latest first, and where one is asked for, approved by a second person, declined or taken back; and which invoices wait for one. Parameters of its
 * address: account, state, offset.
 */
@Named
@ViewScoped
public class AdjustmentsPage implements Serializable {
    private static final long serialVersionUID = 1;

    private static final int ROWS = 25;
    private static final int MAX_OFFSET = 100_000;

    /** Longest id that is looked for. */
    private static final int MAX_ID = 32;

    @EJB
    private Adjustments adjustments;

    @EJB
    private Rebills rebills;

    @EJB
    private Parties parties;

    @Inject
    private SignedIn signedIn;

    private final Map<String, String> entered = new HashMap<>();
    private String account = "";
    private String state = "";
    private int offset;
    private List<AdjustmentRow> rows = List.of();
    private List<WaitingRebill> rebilled = List.of();
    private Pager pager = new Pager("", Map.of(), 0, 0, ROWS, 0);
    private List<Rejection> refusals = List.of();
    private String done = "";

    @SuppressWarnings("NullAway") // the container injects
    public AdjustmentsPage() {}

    @PostConstruct
    void open() {
        ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
        Map<String, String> parameters = external.getRequestParameterMap();
        String asked = parameters.getOrDefault("account", "").strip();
        account = asked.length() > MAX_ID ? "" : asked;
        state = AdjustmentRow.state(parameters.getOrDefault("state", ""))
                .map(Enum::name)
                .orElse("");
        offset = Pager.offset(parameters.get("offset"), MAX_OFFSET);
        entered.put("account", account);
        entered.put("kind", Adjustment.Kind.ADJUSTMENT.name());
        refresh();
    }

    private void refresh() {
        Page<Adjustment> page = adjustments.list(
                Optional.of(account).filter(id -> !id.isEmpty()).map(BillingAccountId::new),
                AdjustmentRow.state(state),
                offset,
                ROWS);
        rows = page.rows().stream().map(AdjustmentRow::of).toList();
        rebilled = rebills.list(Optional.of(RebillRequest.State.ASKED), 0, ROWS).rows().stream()
                .map(WaitingRebill::of)
                .toList();
        pager = Pager.of(
                page,
                ROWS,
                FacesContext.getCurrentInstance().getExternalContext().getRequestContextPath() + "/billing/adjustments",
                Map.of("account", account, "state", state));
    }

    /** Asks for one, as the form has it. */
    public void ask() {
        String id = text("account");
        Optional<BillingAccount> found =
                id.isEmpty() || id.length() > MAX_ID ? Optional.empty() : parties.account(new BillingAccountId(id));
        if (found.isEmpty()) {
            refuse("account", "There is no such billing account.");
            return;
        }
        Money amount;
        try {
            amount = new Money(
                    new BigDecimal(text("amount").replace(',', '.')),
                    found.get().currency());
        } catch (NumberFormatException | ArithmeticException noAmount) {
            refuse(
                    "amount",
                    "An amount is written like -5.00, exact in " + found.get().currency() + ".");
            return;
        }
        Adjustment.Kind kind = text("kind").equals(Adjustment.Kind.WRITE_OFF.name())
                ? Adjustment.Kind.WRITE_OFF
                : Adjustment.Kind.ADJUSTMENT;
        if (taken(
                adjustments.ask(kind, found.get().id(), amount, text("reason"), signedIn.name()),
                "It waits for somebody else to approve it.")) {
            entered.put("amount", "");
            entered.put("reason", "");
        }
    }

    public void approve(AdjustmentRow row) {
        taken(adjustments.approve(row.id(), signedIn.name()), "Number " + row.id() + " is posted.");
    }

    public void decline(AdjustmentRow row) {
        taken(adjustments.decline(row.id(), signedIn.name()), "Number " + row.id() + " is declined.");
    }

    /** Asks for one that takes it back, for the reason that stands in the form. */
    public void undo(AdjustmentRow row) {
        taken(
                adjustments.undo(row.id(), text("reason"), signedIn.name()),
                "That number " + row.id() + " is taken back waits for somebody else to approve it.");
    }

    private boolean taken(Outcome<Adjustment> outcome, String words) {
        refusals = outcome.fold(adjustment -> List.of(), reasons -> reasons);
        done = refusals.isEmpty() ? words : "";
        refresh();
        return refusals.isEmpty();
    }

    private void refuse(String field, String message) {
        refusals = List.of(Rejection.at(field, "INVALID", message));
        done = "";
    }

    private String text(String field) {
        return Objects.requireNonNullElse(entered.get(field), "").strip();
    }

    /** What the form holds: account, kind, amount, reason. */
    public Map<String, String> entered() {
        return entered;
    }

    public List<AdjustmentRow> rows() {
        return rows;
    }

    /** Invoices that wait to be made again, of all accounts, the latest first; the first page of them. */
    public List<WaitingRebill> rebilled() {
        return rebilled;
    }

    public Pager pager() {
        return pager;
    }

    public String account() {
        return account;
    }

    /** Name of the state that is listed; empty for all. */
    public String state() {
        return state;
    }

    /** Of this field of the form; {@code ""} for those that are about none. */
    public List<Rejection> refusals(String field) {
        return refusals.stream()
                .filter(refusal -> refusal.field().equals(field))
                .toList();
    }

    public String done() {
        return done;
    }

    public String login() {
        return signedIn.name();
    }
}
