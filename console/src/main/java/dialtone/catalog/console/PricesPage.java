package dialtone.catalog.console;

import dialtone.base.Days;
import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.billrun.PriceEstimate;
import dialtone.billrun.service.PriceEstimates;
import dialtone.catalog.Catalog;
import dialtone.catalog.OfferingChoice;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.Promotion;
import dialtone.catalog.UsageType;
import dialtone.catalog.service.CatalogStore;
import dialtone.party.BillingAccount;
import dialtone.party.BillingAccountId;
import dialtone.party.service.Parties;
import dialtone.rating.AssumedUse;
import dialtone.tax.TaxPlace;
import dialtone.tax.TaxProfile;
import dialtone.tax.service.TaxProfiles;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The prices of the current catalogue, and what they would come to. What the calculator is asked is in its address, so that it can be kept and
 * sent: offering (several), from, account or country, voice (minutes) and calls, sms, data (GB) and sessions.
 */
@Named
@RequestScoped
public class PricesPage {

    private static final int MONTHS = 2;
    private static final int MAX_TEXT = 32;

    private static final String PROMOTION = "promotion";

    private static final List<String> TEXTS = List.of(
            "from",
            "account",
            "country",
            "voice",
            "calls",
            "sms",
            "data",
            "sessions",
            "zone",
            "messageZone",
            "roaming",
            PROMOTION);

    @EJB
    private CatalogStore catalogs;

    @EJB
    private PriceEstimates estimates;

    @EJB
    private Parties parties;

    @EJB
    private TaxProfiles profiles;

    @Inject
    private Clock clock;

    @Inject
    private HttpServletRequest request;

    private List<String> chosen = List.of();
    private Optional<Catalog> catalog = Optional.empty();
    private List<EstimateView> bills = List.of();
    private List<String> limits = List.of();
    private List<Rejection> refusals = List.of();

    @SuppressWarnings("NullAway") // the container injects
    public PricesPage() {}

    @PostConstruct
    void open() {
        catalog = Optional.of(catalogs.current());
        chosen = Stream.of(Optional.ofNullable(request.getParameterValues("offering"))
                        .orElseGet(() -> new String[0]))
                .filter(id -> !id.isBlank())
                // one more than there may be, so that it is refused and not dropped
                .limit(OfferingChoice.MAX_OFFERINGS + 1L)
                .toList();
        if (request.getParameter("from") != null) {
            estimate();
        }
    }

    private void estimate() {
        Asked asked = new Asked();
        refusals = tooLong(request::getParameter);
        if (!refusals.isEmpty()) {
            return;
        }
        Optional<List<ProductOffering>> offerings = asked.of(OfferingChoice.of(catalog.orElseThrow(), chosen))
                .flatMap(of -> promotion().isEmpty()
                        ? Optional.of(of)
                        : asked.of(OfferingChoice.promoted(catalog.orElseThrow(), promotion(), of)));
        Optional<LocalDate> from = asked.day(from());
        List<AssumedUse> use = asked.use();
        Optional<BillingAccount> account = asked.account(account());
        Optional<TaxProfile> profile = account.isPresent()
                ? profiles.find(account.get().id())
                : asked.of(profiles.judge(
                        TaxProfile.consumer(TaxPlace.country(country().toUpperCase(Locale.ROOT)))));
        refusals = List.copyOf(asked.refused);
        if (refusals.isEmpty()) {
            PriceEstimate estimate = account.map(
                            of -> PriceEstimate.of(offerings.orElseThrow(), from.orElseThrow(), MONTHS, use, of))
                    .orElseGet(() -> PriceEstimate.of(offerings.orElseThrow(), from.orElseThrow(), MONTHS, use));
            switch (estimates.bills(estimate, profile.orElseThrow())) {
                case Outcome.Accepted<List<PriceEstimate.Bill>>(List<PriceEstimate.Bill> made) -> {
                    bills = made.stream().map(EstimateView::of).toList();
                    limits = estimates.limits(estimate).stream()
                            .map(EstimateView::limit)
                            .toList();
                }
                case Outcome.Rejected<List<PriceEstimate.Bill>>(List<Rejection> reasons) -> refusals = reasons;
            }
        }
    }

    /** What the address says, read with all that is wrong with it. */
    private final class Asked {
        private final List<Rejection> refused = new ArrayList<>();

        <T> Optional<T> of(Outcome<T> outcome) {
            return outcome.fold(Optional::of, reasons -> {
                refused.addAll(reasons);
                return Optional.empty();
            });
        }

        Optional<LocalDate> day(String text) {
            Optional<LocalDate> day = Days.parse(text);
            if (day.isEmpty()) {
                refused.add(Rejection.at(
                        "from", "INVALID_DATE", "A day is written like 2026-12-01, of the years 1970 to 9999."));
            }
            return day;
        }

        Optional<BillingAccount> account(String id) {
            if (id.isEmpty()) {
                return Optional.empty();
            }
            Optional<BillingAccount> found = parties.account(new BillingAccountId(id));
            if (found.isEmpty()) {
                refused.add(Rejection.at("account", "NOT_FOUND", "There is no such billing account."));
            }
            return found;
        }

        List<AssumedUse> use() {
            List<AssumedUse> use = new ArrayList<>();
            used(UsageType.VOICE, "voice", "min", "calls").ifPresent(use::add);
            used(UsageType.SMS, "sms", "messages", "").ifPresent(use::add);
            used(UsageType.DATA, "data", "GB", "sessions").ifPresent(use::add);
            return use;
        }

        /** @param records parameter that says in how many; empty where each unit is one by itself */
        private Optional<AssumedUse> used(UsageType type, String quantity, String unit, String records) {
            if (parameter(quantity).isEmpty()) {
                return Optional.empty();
            }
            Optional<Long> units = units(type, parameter(quantity), unit);
            if (units.isEmpty()) {
                refused.add(Rejection.at(quantity, "INVALID_QUANTITY", "This is a number, and not too large."));
                return Optional.empty();
            }
            Optional<Long> count =
                    records.isEmpty() ? Optional.of(Math.max(1, units.get())) : count(parameter(records));
            if (count.isEmpty()) {
                refused.add(Rejection.at(
                        records, "INVALID_COUNT", "This is a whole number from 1 to " + AssumedUse.MAX_RECORDS + "."));
                return Optional.empty();
            }
            try {
                String zone = switch (type) {
                    case VOICE -> parameter("zone");
                    case SMS -> parameter("messageZone");
                    case DATA -> "";
                };
                return Optional.of(new AssumedUse(type, zone, "", parameter("roaming"), units.get(), count.get()));
            } catch (IllegalArgumentException noUse) {
                refused.add(Rejection.at(quantity, "INVALID_QUANTITY", "So much is used by nobody."));
                return Optional.empty();
            }
        }
    }

    /** Of what is no number, or too large a one, none. */
    static Optional<Long> units(UsageType type, String text, String unit) {
        try {
            return type.units(new BigDecimal(text.replace(',', '.')), unit).filter(units -> units >= 0);
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }

    /** A whole number of calls or sessions: one where it is not said, and none for what is no such number. */
    static Optional<Long> count(String text) {
        if (text.isEmpty()) {
            return Optional.of(1L);
        }
        try {
            return Optional.of(new BigDecimal(text).longValueExact())
                    .filter(count -> count >= 1 && count <= AssumedUse.MAX_RECORDS);
        } catch (ArithmeticException | NumberFormatException noCount) {
            return Optional.empty();
        }
    }

    /** Of each that is too long, at its field. */
    static List<Rejection> tooLong(Function<String, @Nullable String> parameters) {
        return TEXTS.stream()
                .filter(name -> Optional.ofNullable(parameters.apply(name))
                        .filter(text -> text.strip().length() > MAX_TEXT)
                        .isPresent())
                .map(name -> Rejection.at(
                        name.equals("country") ? "place" : name,
                        "TOO_LONG",
                        "This has at most " + MAX_TEXT + " characters."))
                .toList();
    }

    /** What is too long is shown cut, and refused, see {@link #tooLong}. */
    private String parameter(String name) {
        String text = Optional.ofNullable(request.getParameter(name)).orElse("").strip();
        return text.substring(0, Math.min(text.length(), MAX_TEXT));
    }

    public String version() {
        return catalog.orElseThrow().version();
    }

    public List<OfferingRow> plans() {
        return rows(ProductOffering.Role.PLAN);
    }

    public List<OfferingRow> addOns() {
        return rows(ProductOffering.Role.ADD_ON);
    }

    public List<OfferingRow> devices() {
        return rows(ProductOffering.Role.DEVICE);
    }

    private List<OfferingRow> rows(ProductOffering.Role role) {
        return catalog.orElseThrow().offerings().stream()
                .filter(offering -> offering.role() == role)
                .map(offering ->
                        OfferingRow.of(offering, chosen.contains(offering.id().value())))
                .toList();
    }

    /** Whether no offering of these is chosen. */
    public boolean none(List<OfferingRow> rows) {
        return rows.stream().noneMatch(OfferingRow::chosen);
    }

    /** The groups that the catalogue is shown in. */
    public List<Group> groups() {
        return Stream.of(new Group("Plans", plans()), new Group("Add-ons", addOns()), new Group("Handsets", devices()))
                .filter(group -> !group.rows().isEmpty())
                .toList();
    }

    /** @param name {@code Plans} */
    public record Group(String name, List<OfferingRow> rows) {}

    public String from() {
        return request.getParameter("from") == null
                ? clock.instant().atZone(ZoneOffset.UTC).toLocalDate().toString()
                : parameter("from");
    }

    public String account() {
        return parameter("account");
    }

    /** Id of the promotion that a coupon is for; empty when none. */
    public String promotion() {
        return parameter(PROMOTION);
    }

    /** Those of the catalogue. */
    public List<Promotion> promotions() {
        return catalog.map(Catalog::promotions).orElse(List.of());
    }

    public String country() {
        return request.getParameter("country") == null ? "DE" : parameter("country");
    }

    /** What was asked of this: voice, calls, sms, data, sessions, and the zones that it is in: zone of calls, messageZone, and roaming of all of it. */
    public String used(String name) {
        return Arrays.asList("voice", "calls", "sms", "data", "sessions", "zone", "messageZone", "roaming")
                        .contains(name)
                ? parameter(name)
                : "";
    }

    public List<EstimateView> bills() {
        return bills;
    }

    /** What use of what was chosen may cost in a month, a sentence each. */
    public List<String> limits() {
        return limits;
    }

    /** Of fields whose name begins so. */
    public List<Rejection> refusals(String field) {
        return refusals.stream()
                .filter(refusal -> refusal.field().startsWith(field) && (!field.isEmpty() || isOfNoField(refusal)))
                .toList();
    }

    private static boolean isOfNoField(Rejection refusal) {
        return Stream.of("offerings", "from", "account", "place", "voice", "calls", "sms", "data", "sessions")
                .noneMatch(refusal.field()::startsWith);
    }
}
