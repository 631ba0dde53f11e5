package dialtone.tax.service;

import dialtone.base.Outcome;
import dialtone.base.Page;
import dialtone.base.Rejection;
import dialtone.party.BillingAccountId;
import dialtone.tax.TaxExemption;
import dialtone.tax.TaxPlace;
import dialtone.tax.TaxProfile;
import dialtone.tax.TaxProfileChange;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;

/** What is told of billing accounts for tax. It holds for what is invoiced from then on. */
@Stateless
public class TaxProfiles {

    /** Certificates of one account: a few states' and a few years'. */
    public static final int MAX_EXEMPTIONS = 50;

    private static final Set<String> COUNTRIES = Set.copyOf(Arrays.asList(Locale.getISOCountries()));
    private static final int MAX_TAX = 24;
    private static final String CHANGED = "Somebody has changed this meanwhile: read the page again.";

    /**
     * What was told of an account.
     *
     * @param change number of the change that told it; 0 when nothing was told
     */
    public record Told(int change, TaxProfile profile) {}

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @EJB
    private TaxReference reference;

    @Inject
    private Clock clock;

    @SuppressWarnings("NullAway") // the container injects
    public TaxProfiles() {}

    @SuppressWarnings("UnnecessaryAssignment") // outside a container: tests
    TaxProfiles(DataSource dataSource, TaxReference reference, Clock clock) {
        this.dataSource = dataSource;
        this.reference = reference;
        this.clock = clock;
    }

    /** What was told, or else a consumer at the customer's address; empty when there is no such account. */
    public Optional<TaxProfile> find(BillingAccountId account) {
        try (Connection connection = dataSource.getConnection()) {
            return Optional.ofNullable(
                    ProfileRows.profiles(connection, List.of(account.value())).get(account));
        } catch (SQLException e) {
            throw new IllegalStateException("The tax profile of " + account + " cannot be read", e);
        }
    }

    /** The same of several accounts; one that is not there is left out. */
    public Map<BillingAccountId, TaxProfile> ofAccounts(Collection<BillingAccountId> accounts) {
        try (Connection connection = dataSource.getConnection()) {
            return ProfileRows.profiles(
                    connection, accounts.stream().map(BillingAccountId::value).toList());
        } catch (SQLException e) {
            throw new IllegalStateException("The tax profiles cannot be read", e);
        }
    }

    /**
     * Replaces what was told before; the same again changes nothing.
     *
     * <p>Rejections: {@code UNKNOWN_ACCOUNT}; {@code INVALID_COUNTRY}, {@code INVALID_REGION}, {@code TOO_LONG}; {@code INVALID_TAX_NUMBER} is not
     * of the country's form, or a consumer's; {@code REQUIRED} reason or certificate of an exemption; {@code TOO_MANY_EXEMPTIONS}. Fields are the
     * paths of {@link TaxProfile}: {@code place.country}, {@code exemptions[0].reason}.
     *
     * @param by login of who tells it
     */
    public Outcome<TaxProfile> tell(BillingAccountId account, TaxProfile profile, String by) {
        return change(account, by, stored -> Outcome.accepted(profile))
                .fold(told -> Outcome.accepted(told.profile()), Outcome::<TaxProfile>rejected);
    }

    /**
     * Replaces what was read, unless somebody has told something else meanwhile.
     *
     * <p>Rejections: those of {@link #tell(BillingAccountId, TaxProfile, String)}; {@code CHANGED_MEANWHILE} (field {@code profile}) it is not
     * what was read any more.
     *
     * @param change number of the change that was read, see {@link Told}
     */
    public Outcome<Told> tell(BillingAccountId account, TaxProfile profile, int change, String by) {
        return change(
                account,
                by,
                stored -> stored.change() == change
                        ? Outcome.accepted(profile)
                        : Outcome.rejected(Rejection.at("profile", "CHANGED_MEANWHILE", CHANGED)));
    }

    /**
     * Adds an exemption to what is stored; one that is there already changes nothing.
     *
     * <p>Rejections: those of {@link #tell(BillingAccountId, TaxProfile, String)}, of the exemption at {@code exemption}: {@code
     * exemption.reason}.
     */
    public Outcome<Told> exempt(BillingAccountId account, TaxExemption exemption, String by) {
        List<Rejection> refused = exemption("exemption", exemption);
        if (!refused.isEmpty()) {
            return Outcome.rejected(refused);
        }
        return change(account, by, stored -> {
            List<TaxExemption> more = new ArrayList<>(stored.profile().exemptions());
            if (!more.contains(exemption)) {
                more.add(exemption);
            }
            return Outcome.accepted(stored.profile().withExemptions(more));
        });
    }

    /**
     * Takes an exemption out of what is stored.
     *
     * <p>Rejections: those of {@link #tell(BillingAccountId, TaxProfile, String)}; {@code CHANGED_MEANWHILE} (field {@code exemption}) it is
     * not there any more.
     */
    public Outcome<Told> remove(BillingAccountId account, TaxExemption exemption, String by) {
        return change(account, by, stored -> {
            List<TaxExemption> fewer = new ArrayList<>(stored.profile().exemptions());
            return fewer.remove(exemption)
                    ? Outcome.accepted(stored.profile().withExemptions(fewer))
                    : Outcome.rejected(Rejection.at("exemption", "CHANGED_MEANWHILE", CHANGED));
        });
    }

    /** Under the account's lock: what is changed is what is stored then, and not what somebody has read before. */
    private Outcome<Told> change(BillingAccountId account, String by, Function<Told, Outcome<TaxProfile>> change) {
        try (Connection connection = dataSource.getConnection()) {
            if (!ProfileRows.lock(connection, account)) {
                return Outcome.rejected(
                        Rejection.of("UNKNOWN_ACCOUNT", "There is no billing account " + account + "."));
            }
            Told stored = stored(connection, account).orElseThrow();
            return switch (change.apply(stored)) {
                case Outcome.Rejected<TaxProfile>(List<Rejection> reasons) -> Outcome.rejected(reasons);
                case Outcome.Accepted<TaxProfile>(TaxProfile profile) ->
                    store(connection, account, stored, profile, by);
            };
        } catch (SQLException e) {
            throw new IllegalStateException("The tax profile of " + account + " cannot be stored", e);
        }
    }

    private Outcome<Told> store(
            Connection connection, BillingAccountId account, Told stored, TaxProfile profile, String by)
            throws SQLException {
        List<Rejection> refused = checks(profile);
        if (!refused.isEmpty()) {
            return Outcome.rejected(refused);
        }
        if (stored.change() > 0 && profile.equals(stored.profile())) {
            return Outcome.accepted(stored);
        }
        Instant now = clock.instant();
        int change = stored.change() + 1;
        ProfileRows.replace(connection, account, profile, by, now);
        ProfileChangeRows.insert(connection, account, change, profile, by, now);
        return Outcome.accepted(new Told(change, profile));
    }

    /** The number first: should somebody tell something in between, it is too low, and the next change refused. */
    private static Optional<Told> stored(Connection connection, BillingAccountId account) throws SQLException {
        int change = ProfileChangeRows.last(connection, account);
        return Optional.ofNullable(ProfileRows.profiles(connection, List.of(account.value()))
                        .get(account))
                .map(profile -> new Told(change, profile));
    }

    /** {@link #find} with the number of the change, for who will change it. */
    public Optional<Told> told(BillingAccountId account) {
        try (Connection connection = dataSource.getConnection()) {
            return stored(connection, account);
        } catch (SQLException e) {
            throw new IllegalStateException("The tax profile of " + account + " cannot be read", e);
        }
    }

    /** What was told of the account, the latest first: at most {@link dialtone.base.Page#MAX_LIMIT}. */
    public List<TaxProfileChange> changes(BillingAccountId account) {
        return changes(account, Page.MAX_LIMIT);
    }

    /** The latest ones of them. */
    public List<TaxProfileChange> changes(BillingAccountId account, int limit) {
        try (Connection connection = dataSource.getConnection()) {
            return ProfileChangeRows.ofAccount(connection, account, Math.clamp(limit, 1, Page.MAX_LIMIT));
        } catch (SQLException e) {
            throw new IllegalStateException("What was told of " + account + " cannot be read", e);
        }
    }

    /** Whether it could be told; nothing is kept. Rejections: those of {@link #tell} that are about the profile. */
    public Outcome<TaxProfile> judge(TaxProfile profile) {
        List<Rejection> refused = checks(profile);
        return refused.isEmpty() ? Outcome.accepted(profile) : Outcome.rejected(refused);
    }

    private List<Rejection> checks(TaxProfile profile) {
        List<Rejection> refused = new ArrayList<>(place("place", profile.place()));
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        boolean business = profile.type() == TaxProfile.CustomerType.BUSINESS;
        if (!profile.taxNumber().isEmpty()
                && !(business
                        && profile.taxNumber().length() <= TaxProfile.MAX_NUMBER
                        && reference
                                .tables()
                                .territories()
                                .mayBeTaxNumber(profile.place().country(), profile.taxNumber(), today))) {
            refused.add(Rejection.at(
                    "taxNumber",
                    "INVALID_TAX_NUMBER",
                    business
                            ? "A business in " + profile.place().country() + " has no tax number of this form."
                            : "A consumer has no tax number."));
        }
        if (profile.exemptions().size() > MAX_EXEMPTIONS) {
            refused.add(Rejection.at(
                    "exemptions", "TOO_MANY_EXEMPTIONS", "There are at most " + MAX_EXEMPTIONS + " exemptions."));
        }
        for (int i = 0; i < profile.exemptions().size(); i++) {
            refused.addAll(
                    exemption("exemptions[" + i + "]", profile.exemptions().get(i)));
        }
        return refused;
    }

    private static List<Rejection> place(String field, TaxPlace place) {
        List<Rejection> refused = new ArrayList<>();
        if (!COUNTRIES.contains(place.country())) {
            refused.add(Rejection.at(
                    field + ".country", "INVALID_COUNTRY", "A country is two letters of ISO 3166-1, such as DE."));
        }
        if (!place.region().matches("[A-Z0-9]{0,3}")) {
            refused.add(Rejection.at(
                    field + ".region",
                    "INVALID_REGION",
                    "A region is what is behind the hyphen in ISO 3166-2, such as NY."));
        }
        text(field + ".county", place.county(), TaxPlace.MAX_NAME).ifPresent(refused::add);
        text(field + ".city", place.city(), TaxPlace.MAX_NAME).ifPresent(refused::add);
        return refused;
    }

    private static List<Rejection> exemption(String field, TaxExemption exemption) {
        List<Rejection> refused = new ArrayList<>(place(field + ".place", exemption.place()));
        text(field + ".tax", exemption.tax(), MAX_TAX).ifPresent(refused::add);
        required(field + ".reason", exemption.reason()).ifPresent(refused::add);
        required(field + ".certificate", exemption.certificate()).ifPresent(refused::add);
        return refused;
    }

    private static Optional<Rejection> required(String field, String text) {
        return text.isBlank()
                ? Optional.of(Rejection.at(field, "REQUIRED", "An exemption has a reason and a certificate."))
                : text(field, text, TaxExemption.MAX_TEXT);
    }

    private static Optional<Rejection> text(String field, String text, int most) {
        return text.length() <= most
                ? Optional.empty()
                : Optional.of(Rejection.at(field, "TOO_LONG", "This has at most " + most + " characters."));
    }
}
