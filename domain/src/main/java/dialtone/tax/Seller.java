package dialtone.tax;

import dialtone.base.Outcome;
import dialtone.base.ReferenceTable;
import dialtone.tax.TaxRegistration.Kind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Who sells: where he is established, and where else he collects tax. */
public final class Seller {

    public static final String HEADER = "country,region,kind,number,from,until";

    /** One who is nowhere: nothing that he sells can be taxed. */
    public static final Seller NONE = new Seller(List.of());

    private final List<TaxRegistration> registrations;

    private Seller(List<TaxRegistration> registrations) {
        this.registrations = List.copyOf(registrations);
    }

    private record Read(TaxRegistration registration, int line) {}

    /**
     * Reads lines such as {@code DE,,establishment,DE123456789,2020-01-01,}; other kinds are {@code registered} and {@code one-stop-shop}.
     *
     * <p>Rejections: {@code REFERENCE_DATA_INVALID} with file and line: an unreadable line, two establishments on one day, days without one
     * between two of them, two registrations of a place on one day.
     */
    public static Outcome<Seller> read(String file, List<String> lines) {
        ReferenceTable read = new ReferenceTable(file);
        List<Read> rows = new ArrayList<>();
        for (Read row : read.rows(lines, HEADER, Seller::registration)) {
            rows.stream()
                    .filter(before -> clash(before.registration(), row.registration()))
                    .findFirst()
                    .ifPresent(before -> read.refuse(
                            row.line(),
                            "line " + before.line() + " is a registration of that place, or the establishment, for"
                                    + " these days already"));
            rows.add(row);
        }
        List<Read> establishments = rows.stream()
                .filter(row -> row.registration().kind() == Kind.ESTABLISHMENT)
                .sorted(Comparator.comparing(row -> row.registration().period().from()))
                .toList();
        ReferenceTable.pairs(establishments, (before, after) -> {
            TaxPeriod period = before.registration().period();
            TaxPeriod next = after.registration().period();
            if (!period.overlaps(next) && !period.isFollowedBy(next)) {
                read.refuse(
                        after.line(),
                        "there is no establishment between the end of line " + before.line() + " and this one");
            }
        });
        return read.outcome(
                () -> new Seller(rows.stream().map(Read::registration).toList()));
    }

    private static boolean clash(TaxRegistration one, TaxRegistration other) {
        boolean bothEstablished = one.kind() == Kind.ESTABLISHMENT && other.kind() == Kind.ESTABLISHMENT;
        boolean sameScheme = (one.kind() == Kind.ONE_STOP_SHOP) == (other.kind() == Kind.ONE_STOP_SHOP);
        boolean sameThing = bothEstablished || (sameScheme && one.place().equals(other.place()));
        return sameThing && one.period().overlaps(other.period());
    }

    private static Read registration(ReferenceTable.Row row) {
        TaxPlace place = TaxPlace.region(
                row.text(0, "[A-Z]{2}", "a country is two letters of ISO 3166-1"),
                row.text(1, "[A-Z0-9]{0,3}", "a region is the end of its code in ISO 3166-2"));
        if (!TaxTerritories.taxedAs(place).equals(place)) {
            throw new ReferenceTable.Refused(place.country() + " is taxed as "
                    + TaxTerritories.taxedAs(place).country() + ", and so a registration is there");
        }
        return new Read(
                new TaxRegistration(
                        place,
                        row.coded(2, Seller::kind, "a kind is establishment, registered or one-stop-shop"),
                        row.text(3, ".{1,32}", "a number has 1 to 32 characters"),
                        TaxPeriod.of(row, 4)),
                row.line());
    }

    private static Optional<Kind> kind(String code) {
        for (Kind kind : Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(code)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    Optional<TaxRegistration> establishment(LocalDate day) {
        return on(day, Kind.ESTABLISHMENT).findFirst();
    }

    boolean hasOneStopShop(LocalDate day) {
        return on(day, Kind.ONE_STOP_SHOP).findAny().isPresent();
    }

    /** Whether he collects the tax of a place, as established there or only registered. */
    boolean collectsIn(TaxPlace place, LocalDate day) {
        return registration(place, day).isPresent();
    }

    /** The narrowest registration that covers the place. */
    Optional<TaxRegistration> registration(TaxPlace place, LocalDate day) {
        return Stream.concat(on(day, Kind.ESTABLISHMENT), on(day, Kind.REGISTERED))
                .filter(registration -> registration.place().contains(place))
                .max(Comparator.comparingInt(
                        registration -> registration.place().narrowness()));
    }

    /** Whether some of his registrations in the country are of a part of it: which one holds depends on the customer's region. */
    boolean isRegisteredByRegion(String country, LocalDate day) {
        return Stream.concat(on(day, Kind.ESTABLISHMENT), on(day, Kind.REGISTERED))
                .map(TaxRegistration::place)
                .anyMatch(place ->
                        place.country().equals(country) && !place.region().isEmpty());
    }

    private Stream<TaxRegistration> on(LocalDate day, Kind kind) {
        return registrations.stream()
                .filter(registration -> registration.kind() == kind)
                .filter(registration -> registration.period().contains(day));
    }

    /** What an invoice shows of his numbers on a day: the establishment's first. */
    public List<TaxRegistration> registrations(LocalDate day) {
        return registrations.stream()
                .filter(registration -> registration.period().contains(day))
                .sorted(Comparator.comparing(TaxRegistration::kind))
                .toList();
    }
}
