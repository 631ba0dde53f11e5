package dialtone.tax.console;

import dialtone.base.Days;
import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.base.console.When;
import dialtone.party.BillingAccountId;
import dialtone.security.console.SignedIn;
import dialtone.tax.TaxExemption;
import dialtone.tax.TaxPeriod;
import dialtone.tax.TaxPlace;
import dialtone.tax.TaxProfile;
import dialtone.tax.TaxProfile.CustomerType;
import dialtone.tax.TaxProfileChange;
import dialtone.tax.service.TaxProfiles;
import dialtone.tax.service.TaxProfiles.Told;
import jakarta.ejb.EJB;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What is told of an account for tax, where it is changed, and who changed it when. Parameter of its address: id. */
@Named
@ViewScoped
public class TaxProfilePage implements Serializable {
    private static final long serialVersionUID = 1;

    private static final int MAX_ID = 32;

    /**
     * @param place where it holds
     * @param days {@code 2026-01-01 until 2027-01-01}
     * @param exemption that the row shows
     */
    public record ExemptionRow(
            String place, String tax, String reason, String certificate, String days, TaxExemption exemption) {
        static ExemptionRow of(TaxExemption exemption) {
            return new ExemptionRow(
                    exemption.place().code(),
                    exemption.tax().isEmpty() ? "All taxes" : exemption.tax(),
                    exemption.reason(),
                    exemption.certificate(),
                    "From " + exemption.period().from()
                            + exemption
                                    .period()
                                    .until()
                                    .map(day -> " until " + day)
                                    .orElse(""),
                    exemption);
        }
    }

    /** What was told at one time. */
    public record ChangeRow(When at, String by, String what, List<String> exemptions) {
        static ChangeRow of(TaxProfileChange change) {
            return new ChangeRow(
                    When.of(change.at()),
                    change.by(),
                    words(change.type()) + " in " + change.place().code()
                            + (change.taxNumber().isEmpty() ? "" : ", " + change.taxNumber()),
                    change.exemptions().lines().toList());
        }
    }

    @EJB
    private TaxProfiles profiles;

    @Inject
    private SignedIn signedIn;

    private final Map<String, String> entered = new HashMap<>();
    private String id = "";
    private Optional<Told> read = Optional.empty();
    private List<TaxExemption> exemptions = List.of();
    private List<ChangeRow> changes = List.of();
    private List<Rejection> refusals = List.of();
    private String done = "";

    @SuppressWarnings("NullAway") // the container injects
    public TaxProfilePage() {}

    /** Reads what is told of the account of the address; answers 404 when there is none. */
    public void open() throws IOException {
        ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
        id = external.getRequestParameterMap().getOrDefault("id", "");
        Optional<Told> found =
                id.isBlank() || id.length() > MAX_ID ? Optional.empty() : profiles.told(new BillingAccountId(id));
        if (found.isEmpty()) {
            external.responseSendError(HttpServletResponse.SC_NOT_FOUND, "No such billing account");
            FacesContext.getCurrentInstance().responseComplete();
            return;
        }
        show(found.get());
    }

    private void show(Told told) {
        TaxProfile profile = told.profile();
        entered.put("type", profile.type().name());
        entered.put("country", profile.place().country());
        entered.put("region", profile.place().region());
        entered.put("county", profile.place().county());
        entered.put("city", profile.place().city());
        entered.put("taxNumber", profile.taxNumber());
        read = Optional.of(told);
        list(told);
    }

    private void list(Told told) {
        exemptions = told.profile().exemptions();
        changes = profiles.changes(new BillingAccountId(id)).stream()
                .map(ChangeRow::of)
                .toList();
    }

    /** Tells what the form has, with the exemptions as they were read: refused when somebody has changed them meanwhile. */
    public void save() {
        Told before = read.orElseThrow();
        boolean business = text("type").equals(CustomerType.BUSINESS.name());
        TaxProfile told = new TaxProfile(
                new TaxPlace(
                        text("country").toUpperCase(Locale.ROOT),
                        text("region").toUpperCase(Locale.ROOT),
                        text("county"),
                        text("city")),
                business ? CustomerType.BUSINESS : CustomerType.CONSUMER,
                text("taxNumber"),
                before.profile().exemptions());
        taken(
                        profiles.tell(new BillingAccountId(id), told, before.change(), signedIn.name()),
                        "What is invoiced from now on goes by this.")
                .ifPresent(this::show);
    }

    /** Adds the exemption of the form, and nothing else of what is entered. */
    public void exempt() {
        TaxExemption exemption;
        try {
            String until = text("until");
            exemption = new TaxExemption(
                    TaxPlace.region(
                            text("exemptCountry").toUpperCase(Locale.ROOT),
                            text("exemptRegion").toUpperCase(Locale.ROOT)),
                    text("tax"),
                    text("reason"),
                    text("certificate"),
                    new TaxPeriod(day(text("from")), until.isEmpty() ? Optional.empty() : Optional.of(day(until))));
        } catch (IllegalArgumentException noPeriod) {
            refusals = List.of(Rejection.at("period", "INVALID_PERIOD", "It has a first day, and ends later."));
            done = "";
            return;
        }
        taken(
                        profiles.exempt(new BillingAccountId(id), exemption, signedIn.name()),
                        "The exemption holds for what is invoiced from now on.")
                .ifPresent(told -> {
                    List.of("tax", "reason", "certificate", "from", "until").forEach(field -> entered.put(field, ""));
                    exempted(told);
                });
    }

    private static LocalDate day(String text) {
        return Days.parse(text).orElseThrow(() -> new IllegalArgumentException("No day: " + text));
    }

    /** Takes the exemption of this row out, and no other that may stand in its place now: what was invoiced by it stays. */
    public void remove(ExemptionRow row) {
        taken(
                        profiles.remove(new BillingAccountId(id), row.exemption(), signedIn.name()),
                        "The exemption does not hold for what is invoiced from now on.")
                .ifPresent(this::exempted);
    }

    /** What is half entered stays. If it was entered on what somebody else has changed since, saving it is refused as before. */
    private void exempted(Told told) {
        TaxProfile before = read.orElseThrow().profile();
        if (before.equals(told.profile().withExemptions(before.exemptions()))) {
            read = Optional.of(told);
        }
        list(told);
    }

    private Optional<Told> taken(Outcome<Told> outcome, String words) {
        refusals = outcome.fold(told -> List.of(), reasons -> reasons);
        done = refusals.isEmpty() ? words : "";
        return outcome.fold(Optional::of, reasons -> Optional.empty());
    }

    public static String words(CustomerType type) {
        return switch (type) {
            case CONSUMER -> "Consumer";
            case BUSINESS -> "Business";
        };
    }

    private String text(String field) {
        return Objects.requireNonNullElse(entered.get(field), "").strip();
    }

    public String id() {
        return id;
    }

    /** What the forms hold. */
    public Map<String, String> entered() {
        return entered;
    }

    public List<ExemptionRow> exemptions() {
        return exemptions.stream().map(ExemptionRow::of).toList();
    }

    public List<ChangeRow> changes() {
        return changes;
    }

    /** Of the fields whose path begins so; of exemptions {@code exemption} or {@code period}. */
    public List<Rejection> refusals(String field) {
        return refusals.stream()
                .filter(refusal -> refusal.field().startsWith(field))
                .toList();
    }

    public String done() {
        return done;
    }
}
