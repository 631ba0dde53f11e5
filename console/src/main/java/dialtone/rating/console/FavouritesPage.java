package dialtone.rating.console;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.base.console.When;
import dialtone.catalog.FavouriteTerms;
import dialtone.party.BillingAccountId;
import dialtone.rating.Favourites.Favourite;
import dialtone.rating.service.FavouriteNumbers;
import dialtone.rating.service.FavouriteNumbers.Chosen;
import dialtone.security.console.SignedIn;
import jakarta.ejb.EJB;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A line's favourite numbers, and where they are changed. Parameters of its address: account, number. */
@Named
@ViewScoped
public class FavouritesPage implements Serializable {
    private static final long serialVersionUID = 1;

    private static final int MAX_PARAMETER = 32;

    /** A number that is or was a favourite. */
    public record Row(String number, When from, When to, boolean holds, boolean counts) {
        static Row of(Favourite each, List<String> counting) {
            return new Row(
                    each.number(),
                    When.of(each.from()),
                    When.of(each.to().orElse(each.from())),
                    each.to().isEmpty(),
                    counting.contains(each.number()));
        }
    }

    /** One of the list that is typed in. */
    public static class Field implements Serializable {
        private static final long serialVersionUID = 1;
        private final int place;
        private String number;

        Field(int place, String number) {
            this.place = place;
            this.number = number;
        }

        public int getPlace() {
            return place;
        }

        public String getNumber() {
            return number;
        }

        public void setNumber(String number) {
            this.number = number == null ? "" : number.strip();
        }
    }

    @EJB
    private FavouriteNumbers favourites;

    @Inject
    private SignedIn signedIn;

    private String account = "";
    private String number = "";
    private List<Field> fields = List.of();
    private List<Rejection> refusals = List.of();
    private List<Row> rows = List.of();
    private String terms = "";
    private String done = "";

    @SuppressWarnings("NullAway") // the container injects
    public FavouritesPage() {}

    /** Reads the line of the address; answers 404 when the account has no such. */
    public void open() throws IOException {
        ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
        Map<String, String> parameters = external.getRequestParameterMap();
        account = parameters.getOrDefault("account", "");
        number = parameters.getOrDefault("number", "");
        Optional<Chosen> found =
                account.isBlank() || account.length() > MAX_PARAMETER || number.length() > MAX_PARAMETER
                        ? Optional.empty()
                        : favourites.of(new BillingAccountId(account), number);
        if (found.isEmpty()) {
            external.responseSendError(HttpServletResponse.SC_NOT_FOUND, "The account has no such line");
            FacesContext.getCurrentInstance().responseComplete();
            return;
        }
        show(found.get());
    }

    private void show(Chosen chosen) {
        int most = Math.max(
                chosen.terms().map(FavouriteTerms::numbers).orElse(0),
                chosen.now().size());
        List<Field> shown = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            shown.add(new Field(i, i < chosen.now().size() ? chosen.now().get(i) : ""));
        }
        fields = shown;
        rows = chosen.all().numbers().reversed().stream()
                .map(each -> Row.of(each, chosen.counting()))
                .toList();
        terms = chosen.terms()
                .map(each -> "Up to " + each.numbers() + " numbers"
                        + (each.everyDays() > 0 ? ", changed every " + each.everyDays() + " days at the most" : "")
                        + chosen.earliest()
                                .map(day -> "; next from " + day + " on")
                                .orElse("")
                        + ".")
                .orElse("Nothing that the line has makes calls to favourite numbers cheaper.");
        int beyond = chosen.now().size() - chosen.counting().size();
        if (beyond > 0) {
            terms += " The last " + beyond + " of the list " + (beyond == 1 ? "does" : "do")
                    + " not count: the line may have fewer than it has chosen.";
        }
    }

    /** The line has from now on what the fields hold; empty ones are none. */
    public void save() {
        List<Integer> places = new ArrayList<>();
        List<String> wanted = new ArrayList<>();
        for (Field field : fields) {
            if (!field.getNumber().isEmpty()) {
                places.add(field.getPlace());
                wanted.add(field.getNumber());
            }
        }
        switch (favourites.choose(new BillingAccountId(account), number, wanted, signedIn.name())) {
            case Outcome.Accepted<Chosen>(Chosen chosen) -> {
                refusals = List.of();
                done = "Calls that begin from now on go by this list.";
                show(chosen);
            }
            case Outcome.Rejected<Chosen>(List<Rejection> reasons) -> {
                refusals =
                        reasons.stream().map(reason -> placed(reason, places)).toList();
                done = "";
            }
        }
    }

    /** Beside the field that it was typed into, whatever was empty before it. */
    private static Rejection placed(Rejection reason, List<Integer> places) {
        for (int i = 0; i < places.size(); i++) {
            if (("numbers[" + i + "]").equals(reason.field())) {
                return Rejection.at("number-" + places.get(i), reason.code(), reason.message());
            }
        }
        return reason;
    }

    public String account() {
        return account;
    }

    public String number() {
        return number;
    }

    public List<Field> fields() {
        return fields;
    }

    public List<Row> rows() {
        return rows;
    }

    public String terms() {
        return terms;
    }

    public String done() {
        return done;
    }

    public List<Rejection> refusalsAt(int place) {
        return refusals.stream()
                .filter(each -> ("number-" + place).equals(each.field()))
                .toList();
    }

    /** Those of no single number. */
    public List<Rejection> refusals() {
        return refusals.stream()
                .filter(each -> !String.valueOf(each.field()).startsWith("number-"))
                .toList();
    }
}
