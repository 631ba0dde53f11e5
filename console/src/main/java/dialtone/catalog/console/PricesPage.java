package dialtone.catalog.console;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.billrun.PriceEstimate;
import dialtone.billrun.service.PriceEstimates;
import dialtone.catalog.Catalog;
import dialtone.catalog.OfferingChoice;
import dialtone.catalog.ProductOffering;
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
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The prices of the current catalogue, and what they would come to. What the calculator is asked is in its address, so that it can be kept and
 * sent: offering (several), from, account or country, voice (minutes) and calls, sms, data (GB) and sessions.
 */
@Named
@RequestScoped
public class PricesPage {

    private static final int MONTHS = 2;
    private static final int MAX_TEXT = 32;

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
    private List<Rejection> refusals = List.of();

    @SuppressWarnings("NullAway") // the container injects
    public PricesPage() {}

    @PostConstruct
    void open() {
        catalog = Optional.of(catalogs.current());
        chosen = Stream.of(Optional.ofNullable(request.getParameterValues("offering"))
                        .orElseGet(() -> new String[0]))
                .filter(id -> !id.isBlank())
                .limit(OfferingChoice.MAX_OFFERINGS)
                .toList();
        if (request.getParameter("from") != null) {
            estimate();
        }
    }

    private void estimate() {
        Asked asked = new Asked();
        Optional<List<ProductOffering>> offerings = asked.of(OfferingChoice.of(catalog.orElseThrow(), chosen));
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
                case Outcome.Accepted<List<PriceEstimate.Bill>>(List<PriceEstimate.Bill> made) ->
                    bills = made.stream().map(EstimateView::of).toList();
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
            try {
                return Optional.of(LocalDate.parse(text));
            } catch (DateTimeException notADay) {
                refused.add(Rejection.at("from", "INVALID_DATE", "A day is written like 2026-12-01."));
                return Optional.empty();
            }
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
            used(UsageType.SMS, "sms", "messages", "sms").ifPresent(use::add);
            used(UsageType.DATA, "data", "GB", "sessions").ifPresent(use::add);
            return use;
        }

        private Optional<AssumedUse> used(UsageType type, String quantity, String unit, String records) {
            if (parameter(quantity).isEmpty()) {
                return Optional.empty();
            }
            try {
                long units = type.units(new BigDecimal(parameter(quantity).replace(',', '.')), unit)
                        .orElseThrow(() -> new IllegalArgumentException(unit));
                String count = parameter(records);
                return Optional.of(new AssumedUse(
                        type, "", "", units, count.isEmpty() ? 1 : Math.max(1, new BigDecimal(count).longValue())));
            } catch (IllegalArgumentException noUse) {
                refused.add(Rejection.at(quantity, "INVALID_QUANTITY", "This is a number, and not too large."));
                return Optional.empty();
            }
        }
    }

    private String parameter(String name) {
        String text = Optional.ofNullable(request.getParameter(name)).orElse("").strip();
        return text.length() > MAX_TEXT ? "" : text;
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

    public String country() {
        return request.getParameter("country") == null ? "DE" : parameter("country");
    }

    /** What was asked of this: voice, calls, sms, data, sessions. */
    public String used(String name) {
        return Arrays.asList("voice", "calls", "sms", "data", "sessions").contains(name) ? parameter(name) : "";
    }

    public List<EstimateView> bills() {
        return bills;
    }

    /** Of fields whose name begins so. */
    public List<Rejection> refusals(String field) {
        return refusals.stream()
                .filter(refusal -> refusal.field().startsWith(field) && (!field.isEmpty() || isOfNoField(refusal)))
                .toList();
    }

    private static boolean isOfNoField(Rejection refusal) {
        return Stream.of("offerings", "from", "account", "place", "voice", "sms", "data")
                .noneMatch(refusal.field()::startsWith);
    }
}
