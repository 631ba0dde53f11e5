package dialtone.tax;

import dialtone.base.Outcome;
import dialtone.base.ReferenceTable;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** By which rules each country taxes, and since when: Croatia is in the union's VAT since 2013-07-01, Great Britain until 2021-01-01. */
public final class TaxTerritories {

    public static final String HEADER = "country,system,rounding,number,from,until,source";

    public static final TaxTerritories NONE = new TaxTerritories(List.of());

    /** Directive 2006/112/EC Article 7; of the Isle of Man, Isle of Man Act 1979 section 6 since the United Kingdom left. */
    private static final Map<String, String> TAXED_AS = Map.of("MC", "FR", "IM", "GB");

    private final Map<String, List<Territory>> territories;

    /**
     * A country for some days.
     *
     * @param number what a tax number of a business there looks like, the whole of it
     * @param line   of the file
     */
    record Territory(
            String country,
            TaxSystem system,
            TaxRounding rounding,
            Pattern number,
            TaxPeriod period,
            String source,
            int line) {}

    /** The place by whose tax something is taxed there: France for Monaco, Great Britain for the Isle of Man, else itself. */
    static TaxPlace taxedAs(TaxPlace place) {
        String country = TAXED_AS.get(place.country());
        return country == null ? place : TaxPlace.country(country);
    }

    private TaxTerritories(List<Territory> territories) {
        this.territories = territories.stream().collect(Collectors.groupingBy(Territory::country));
    }

    /**
     * Reads lines such as {@code DE,eu-vat,per-invoice,DE[0-9]{9},1993-01-01,,Directive 2006/112/EC Article 5}.
     *
     * <p>Rejections: {@code REFERENCE_DATA_INVALID} with file and line: an unreadable line, two lines of a country for the same day, days
     * without rules between two of them.
     */
    public static Outcome<TaxTerritories> read(String file, List<String> lines) {
        ReferenceTable read = new ReferenceTable(file);
        List<Territory> territories = read.rows(lines, HEADER, TaxTerritories::territory).stream()
                .sorted(Comparator.comparing(Territory::country)
                        .thenComparing(territory -> territory.period().from()))
                .toList();
        ReferenceTable.pairs(territories, (before, after) -> {
            if (!before.country().equals(after.country())) {
                return;
            }
            if (before.period().overlaps(after.period())) {
                read.refuse(
                        after.line(), after.country() + " has rules for these days already, by line " + before.line());
            } else if (!before.period().isFollowedBy(after.period())) {
                read.refuse(
                        after.line(),
                        after.country() + " has no rules between the end of line " + before.line() + " and this one");
            }
        });
        return read.outcome(() -> new TaxTerritories(territories));
    }

    private static Territory territory(ReferenceTable.Row row) {
        return new Territory(
                row.text(0, "[A-Z]{2}", "a country is two letters of ISO 3166-1"),
                row.coded(1, TaxSystem::of, "a system is eu-vat, vat, gst or sales-tax"),
                row.coded(2, TaxRounding::of, "a rounding is per-line or per-invoice"),
                pattern(row.text(3)),
                TaxPeriod.of(row, 4),
                row.text(6, ".+", "a line names its source"),
                row.line());
    }

    private static Pattern pattern(String form) {
        try {
            return Pattern.compile(form);
        } catch (PatternSyntaxException noPattern) {
            throw new ReferenceTable.Refused("the form of a tax number is a regular expression, not '" + form + "'");
        }
    }

    /** The rules of a country on a day; empty when there are none. */
    Optional<Territory> of(String country, LocalDate day) {
        return territories.getOrDefault(TAXED_AS.getOrDefault(country, country), List.of()).stream()
                .filter(territory -> territory.period().contains(day))
                .findFirst();
    }

    boolean isInUnion(String country, LocalDate day) {
        return of(country, day)
                .map(territory -> territory.system() == TaxSystem.EU_VAT)
                .orElse(false);
    }

    /** Whether a business of the country may have this number, by its form; of a country without rules any may be one. */
    public boolean mayBeTaxNumber(String country, String number, LocalDate day) {
        return of(country, day)
                .map(territory -> territory.number().matcher(number).matches())
                .orElse(true);
    }
}
