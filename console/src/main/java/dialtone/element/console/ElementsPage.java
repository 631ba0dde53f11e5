package dialtone.element.console;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.element.ElementLimits;
import dialtone.element.ElementStanding;
import dialtone.element.FaultPolicy;
import dialtone.element.LimitsSetting;
import dialtone.element.service.FaultPolicies;
import dialtone.element.service.NetworkElements;
import dialtone.security.console.SignedIn;
import jakarta.annotation.PostConstruct;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.primefaces.PrimeFaces;

/** How the network elements are doing, and a dialog that sets how much is asked of one. */
@Named
@ViewScoped
public class ElementsPage implements Serializable {
    private static final long serialVersionUID = 1;

    /** What the page's script says of the reader's clock. */
    private static final String ZONE = "zone";

    @Inject
    private NetworkElements elements;

    @Inject
    private FaultPolicies policies;

    @Inject
    private SignedIn signedIn;

    private final Map<String, String> entered = new HashMap<>();
    private List<ElementRow> rows = List.of();
    private Optional<ElementRow> chosen = Optional.empty();
    private List<Rejection> refusals = List.of();
    private String done = "";

    @PostConstruct
    public void refresh() {
        rows = elements.standings().stream().map(ElementRow::of).toList();
    }

    /** What is done about which fault: those of known codes by element, then those of the kinds. */
    public List<FaultRules> faults() {
        FaultPolicy policy = policies.policy();
        return FaultRules.of(Stream.concat(policy.rules().stream(), policy.defaults().stream())
                .map(FaultRuleRow::of)
                .toList());
    }

    /** Opens the dialog for an element, with what is set for it. */
    public void choose(ElementRow row) {
        Optional<ElementStanding> standing = elements.standing(row.element());
        chosen = standing.map(ElementRow::of);
        ElementLimits limits = standing.map(ElementStanding::limits).orElse(ElementLimits.NONE);
        entered.putAll(LimitsForm.fields(limits, LimitsForm.zone(zone())));
        refusals = List.of();
        done = "";
    }

    public void save() {
        ElementRow element = chosen.orElseThrow();
        refuse(LimitsForm.proposal(entered, LimitsForm.zone(zone()))
                .fold(proposal -> limit(element, proposal), reasons -> reasons));
        if (refusals.isEmpty()) {
            done = "The limits of " + element.name() + " are set.";
            chosen = Optional.empty();
        }
        refresh();
    }

    /** The rest of what is set stays as it is. */
    public void endMaintenance() {
        List.of(LimitsForm.FROM, LimitsForm.UNTIL, LimitsForm.REASON).forEach(field -> entered.put(field, ""));
        save();
    }

    private List<Rejection> limit(ElementRow element, ElementLimits.Proposal proposal) {
        Outcome<LimitsSetting> outcome = elements.limit(element.element(), proposal, signedIn.name());
        return outcome.fold(set -> List.of(), reasons -> reasons);
    }

    /** With reasons, the dialog stays open and shows them. */
    private void refuse(List<Rejection> reasons) {
        refusals = reasons;
        PrimeFaces.current().ajax().addCallbackParam("open", !reasons.isEmpty());
    }

    private String zone() {
        return Optional.ofNullable(entered.get(ZONE)).orElse("");
    }

    public List<ElementRow> rows() {
        return rows;
    }

    public boolean isChosen() {
        return chosen.isPresent();
    }

    /** The element of the dialog. */
    public ElementRow chosen() {
        return chosen.orElseThrow();
    }

    /** What is refused at a field; of the whole when the field is empty. */
    public List<Rejection> refusals(String field) {
        return refusals.stream().filter(reason -> reason.field().equals(field)).toList();
    }

    /** What was done last, as a sentence; empty before. */
    public String done() {
        return done;
    }

    /** What the person types on this page, and the zone of the clock on the wall. */
    public Map<String, String> entered() {
        return entered;
    }

    /** Name of the zone that times are entered in. */
    public String zoneName() {
        ZoneId zone = LimitsForm.zone(zone());
        return zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
    }
}
