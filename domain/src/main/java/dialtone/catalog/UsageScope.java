package dialtone.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which use a price or an allowance is for, beside its type.
 *
 * @param zones destination zones; empty for any destination
 * @param bands time bands; empty for any time
 * @param roaming zones of visited networks, {@value #HOME} among them where it holds at home too; empty at home alone
 * @param favourites when it is for the line's favourite numbers, wherever they are: then the zone is {@value #FAVOURITES}
 */
public record UsageScope(
        List<String> zones, List<TimeBand> bands, List<String> roaming, Optional<FavouriteTerms> favourites) {

    /** Any destination at any time. */
    public static final UsageScope ANY = new UsageScope(List.of(), List.of());

    /** What {@link #text} is made of. */
    static final List<String> FIELDS = List.of("zones", "bands", "roaming", "favourites");

    /** A name of a zone: kebab-case, at most so many characters. */
    public static final int MAX_ZONE = 32;

    /** The roaming zone of one's own network. */
    public static final String HOME = "home";

    /** The destination zone of the numbers that a line has chosen. */
    public static final String FAVOURITES = "favourites";

    /** Words of a name that keep their small letter. */
    private static final Set<String> LITTLE_WORDS = Set.of("of", "the", "and");

    public UsageScope {
        zones = List.copyOf(zones);
        bands = List.copyOf(bands);
        roaming = List.copyOf(roaming);
        if (favourites.isPresent() != zones.equals(List.of(FAVOURITES))) {
            throw new IllegalArgumentException("Favourites are a zone with terms: " + zones);
        }
    }

    /** At home, to zones. */
    public UsageScope(List<String> zones, List<TimeBand> bands) {
        this(zones, bands, List.of(), Optional.empty());
    }

    /** The same use in these roaming zones. */
    public UsageScope in(List<String> zonesOfNetworks) {
        return new UsageScope(zones, bands, zonesOfNetworks, favourites);
    }

    /** Use with the numbers that a line has chosen. */
    public static UsageScope toFavourites(List<TimeBand> bands, FavouriteTerms terms) {
        return new UsageScope(List.of(FAVOURITES), bands, List.of(), Optional.of(terms));
    }

    /** Whether it is for use in other networks than one's own alone. */
    public boolean isAbroad() {
        return !roaming.isEmpty() && !roaming.contains(HOME);
    }

    /** @param zone of the visited network; empty at home */
    public boolean holdsIn(String zone) {
        return roaming.isEmpty() ? zone.isEmpty() : roaming.contains(zone.isEmpty() ? HOME : zone);
    }

    /**
     * @param zone name, empty for a destination of no zone that is named
     * @param band name, empty for a time of no band that is named
     */
    public boolean covers(String zone, String band) {
        return (zones.isEmpty() || zones.contains(zone))
                && (bands.isEmpty() || bands.stream().anyMatch(own -> own.name().equals(band)));
    }

    /** As a person reads it: {@code to Rest of Europe or World, evening}; empty for any use. */
    public String description() {
        List<String> parts = new ArrayList<>();
        if (!zones.isEmpty()) {
            parts.add("to " + zones.stream().map(UsageScope::place).collect(Collectors.joining(" or ")));
        }
        if (!roaming.isEmpty()) {
            parts.add((roaming.contains(HOME) ? "used " : "roaming in ")
                    + roaming.stream()
                            .map(zone -> zone.equals(HOME) ? "at home" : place(zone))
                            .collect(Collectors.joining(" or ")));
        }
        if (!bands.isEmpty()) {
            parts.add(bands.stream().map(TimeBand::name).collect(Collectors.joining(" or ")));
        }
        return String.join(", ", parts);
    }

    /** A zone's id as a name: {@code rest-of-europe} is Rest of Europe. */
    private static String place(String zone) {
        return zone.equals(FAVOURITES)
                ? zone
                : Arrays.stream(zone.split("-"))
                        .map(word -> LITTLE_WORDS.contains(word)
                                ? word
                                : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                        .collect(Collectors.joining(" "));
    }

    /** How narrow it is: a price for a zone comes before one for a time, and that before one for anything. */
    public int specificity() {
        return (zones.isEmpty() ? 0 : 2) + (bands.isEmpty() ? 0 : 1);
    }

    /** {@code zones=europe,world;bands=evening~~mon@1080-1440}; empty for any use. The same scope has the same text. */
    public String text() {
        List<String> fields = new ArrayList<>();
        if (!zones.isEmpty()) {
            fields.add("zones=" + String.join(",", zones));
        }
        if (!bands.isEmpty()) {
            fields.add("bands=" + bands.stream().map(TimeBand::text).collect(Collectors.joining(",")));
        }
        if (!roaming.isEmpty()) {
            fields.add("roaming=" + String.join(",", roaming));
        }
        favourites.ifPresent(terms -> fields.add("favourites=" + terms.text()));
        return String.join(";", fields);
    }

    /** @throws IllegalArgumentException if {@link #text} has not made it */
    public static UsageScope parse(String text) {
        return of(fields(text, FIELDS));
    }

    static UsageScope of(Map<String, String> fields) {
        return new UsageScope(
                items(fields, "zones").toList(),
                items(fields, "bands").map(TimeBand::parse).toList(),
                items(fields, "roaming").toList(),
                Optional.ofNullable(fields.get("favourites")).map(FavouriteTerms::parse));
    }

    /** The fields of a text, {@code name=value;name=value}. */
    static Map<String, String> fields(String text, Collection<String> known) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : text.isEmpty() ? new String[0] : text.split(";", -1)) {
            int equals = field.indexOf('=');
            if (equals < 1
                    || !known.contains(field.substring(0, equals))
                    || fields.put(field.substring(0, equals), field.substring(equals + 1)) != null) {
                throw new IllegalArgumentException("Unknown terms of a price: " + text);
            }
        }
        return fields;
    }

    static Stream<String> items(Map<String, String> fields, String name) {
        return fields.containsKey(name)
                ? Stream.of(fields.getOrDefault(name, "").split(",", -1))
                : Stream.empty();
    }
}
