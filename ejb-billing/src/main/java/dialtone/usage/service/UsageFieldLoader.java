package dialtone.usage.service;

import dialtone.catalog.UsageType;
import dialtone.platform.yaml.YamlMap;
import dialtone.usage.layout.FieldRules;
import dialtone.usage.layout.Measure;
import dialtone.usage.layout.NumberRule;
import dialtone.usage.layout.TimeRule;
import dialtone.usage.layout.UsageLayout;
import dialtone.usage.layout.UsageUnit;
import dialtone.usage.layout.Value;
import dialtone.usage.service.UsageLayoutLoader.UsageColumns;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The fields of a layout: where each comes from, and what makes its values ours. What is wrong is a fault of the file's reader. */
final class UsageFieldLoader {

    static final Set<String> FIELDS =
            Set.of("sequence", "type", "msisdn", "startedAt", "quantity", "peer", "visitedNetwork");

    static final Set<String> VALUE = Set.of("column", "from", "length", "pointer", "constant");
    private static final Set<String> NUMBER = with("country", "international", "national", "bare");
    private static final Set<String> TIME = with("pattern", "zone", "epoch");
    private static final Set<String> MEASURE = with("sum", "unit", "decimal", "round");
    private static final int MAX_TEXT = 100;
    private static final ZonedDateTime SOME_MOMENT =
            ZonedDateTime.of(2026, 11, 25, 9, 15, 7, 0, ZoneId.of("Europe/Berlin"));

    private final YamlMap fields;
    private final UsageColumns columns;

    UsageFieldLoader(YamlMap fields, UsageColumns columns) {
        this.fields = fields;
        this.columns = columns;
    }

    /** The keys of a value, and more. */
    static Set<String> with(String... keys) {
        Set<String> all = new HashSet<>(VALUE);
        all.addAll(Arrays.asList(keys));
        return Set.copyOf(all);
    }

    /** Empty when a field is missing; what is wrong otherwise is noted, and the rules are thrown away. */
    Optional<FieldRules> rules() {
        Optional<YamlMap> sequence = field("sequence", VALUE);
        Optional<YamlMap> type = field("type", with("values"));
        Optional<YamlMap> msisdn = field("msisdn", NUMBER);
        Optional<YamlMap> startedAt = field("startedAt", TIME);
        Optional<YamlMap> quantity = field("quantity", withTypes());
        if (sequence.isEmpty() || type.isEmpty() || msisdn.isEmpty() || startedAt.isEmpty() || quantity.isEmpty()) {
            return Optional.empty();
        }
        Map<String, UsageType> words = words(type.get());
        Optional<YamlMap> peer = fields.map("peer", NUMBER);
        return Optional.of(new FieldRules(
                value(sequence.get()),
                value(type.get()),
                words,
                value(msisdn.get()),
                number(msisdn.get()),
                value(startedAt.get()),
                time(startedAt.get()),
                quantities(quantity.get(), Set.copyOf(words.values())),
                peer.map(this::value).orElse(Value.always("")),
                peer.filter(said -> said.has("country") || said.has("international"))
                        .map(this::number),
                fields.map("visitedNetwork", VALUE).map(this::value).orElse(Value.always(""))));
    }

    private static Set<String> withTypes() {
        Set<String> keys = new HashSet<>(MEASURE);
        Arrays.stream(UsageType.values()).map(UsageType::name).forEach(keys::add);
        return keys;
    }

    private Optional<YamlMap> field(String name, Set<String> keys) {
        if (!fields.has(name)) {
            fields.fault(name, name + " is missing");
        }
        return fields.map(name, keys);
    }

    Value value(YamlMap field) {
        if (field.has("constant")) {
            if (field.has(columns.key())) {
                field.fault("constant", "a field is a " + columns.key() + " or a constant, not both");
            }
            return Value.always(field.text("constant", MAX_TEXT));
        }
        for (String key : List.of("column", "from", "pointer")) {
            if (!key.equals(columns.key()) && field.has(key)) {
                field.fault(key, "values of this format are named by " + columns.key() + ", not by " + key);
            }
        }
        return Value.at(columns.column(field, columns.key(), field.text(columns.key(), MAX_TEXT)));
    }

    private static Map<String, UsageType> words(YamlMap field) {
        Map<String, UsageType> words = new LinkedHashMap<>();
        field.textMap("values", MAX_TEXT)
                .forEach((word, type) -> typeOf(field, "values", type).ifPresent(known -> words.put(word, known)));
        if (!field.has("values") && field.has("constant")) {
            String type = field.text("constant", MAX_TEXT);
            typeOf(field, "constant", type).ifPresent(known -> words.put(type, known));
        } else if (!field.has("values")) {
            words.putAll(UsageLayout.wordsOfOurOwn());
        }
        return words;
    }

    private static Optional<UsageType> typeOf(YamlMap field, String key, String name) {
        Optional<UsageType> type = Arrays.stream(UsageType.values())
                .filter(known -> known.name().equals(name))
                .findFirst();
        if (type.isEmpty()) {
            field.fault(key, "a type of use is VOICE, SMS or DATA, not " + name);
        }
        return type;
    }

    private NumberRule number(YamlMap field) {
        String country = field.optionalText("country", 3).orElse("");
        if (!country.isEmpty() && !country.matches("[1-9][0-9]{0,2}")) {
            field.fault("country", "country is a country code such as 49, not " + country);
        }
        String bare = field.optionalText("bare", 16).orElse("international");
        if (!bare.equals("national") && !bare.equals("international")) {
            field.fault(
                    "bare", "bare says whether numbers without a prefix are national or international, not " + bare);
        }
        List<String> national = longestFirst(field.texts("national", 8));
        if (country.isEmpty() && (!national.isEmpty() || bare.equals("national"))) {
            field.fault("country", "who writes national numbers has a country");
        }
        return new NumberRule(
                country,
                field.has("international")
                        ? longestFirst(field.texts("international", 8))
                        : NumberRule.INTERNATIONAL.international(),
                national,
                bare.equals("national"));
    }

    private static List<String> longestFirst(List<String> prefixes) {
        return prefixes.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    private TimeRule time(YamlMap field) {
        if (field.has("epoch")) {
            String epoch = field.text("epoch", 16);
            if (!epoch.equals("seconds") && !epoch.equals("milliseconds")) {
                field.fault("epoch", "epoch is counted in seconds or milliseconds, not " + epoch);
            }
            for (String other : List.of("pattern", "zone")) {
                if (field.has(other)) {
                    field.fault(other, "what is counted since 1970 has no " + other);
                }
            }
            return new TimeRule.Epoch(epoch.equals("milliseconds"));
        }
        if (!field.has("pattern")) {
            if (field.has("zone")) {
                field.fault("zone", "zone is of a pattern; an instant of ISO 8601 has its own");
            }
            return new TimeRule.Iso();
        }
        String written = field.text("pattern", MAX_TEXT);
        try {
            return pattern(field, written);
        } catch (IllegalArgumentException | DateTimeException refused) {
            field.fault(
                    "pattern",
                    "pattern " + written + " is none by which a moment can be read: " + refused.getMessage());
            return new TimeRule.Iso();
        }
    }

    private static TimeRule pattern(YamlMap field, String written) {
        // by years of an era the platform guesses the 28th where the 30th of February is written
        DateTimeFormatter pattern = DateTimeFormatter.ofPattern(unquoted(written, 'y', 'u'), Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT);
        String moment = pattern.format(SOME_MOMENT);
        TemporalAccessor read = pattern.parse(moment);
        if (read.query(TemporalQueries.zoneId()) != null) {
            throw new DateTimeException("a zone's name in a pattern is not read, only an offset from UTC");
        }
        if (read.isSupported(ChronoField.OFFSET_SECONDS)) {
            pattern.parse(moment, OffsetDateTime::from);
            if (field.has("zone")) {
                field.fault("zone", "the pattern has an offset from UTC in it, so that a zone says it twice");
            }
            return new TimeRule.WithOffset(pattern, written);
        }
        String zone = field.text("zone", MAX_TEXT);
        pattern.parse(moment, LocalDateTime::from);
        if (!ZoneId.getAvailableZoneIds().contains(zone)) {
            field.fault("zone", "zone is a zone such as Europe/Berlin, not " + zone);
            return new TimeRule.Iso();
        }
        return new TimeRule.Local(pattern, written, ZoneId.of(zone));
    }

    /** A letter in the place of another one, but in what the pattern quotes. */
    private static String unquoted(String pattern, char letter, char by) {
        StringBuilder changed = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            quoted ^= c == '\'';
            changed.append(!quoted && c == letter ? by : c);
        }
        return changed.toString();
    }

    private Map<UsageType, Measure> quantities(YamlMap field, Set<UsageType> types) {
        Map<UsageType, Measure> quantities = new EnumMap<>(UsageType.class);
        boolean byType = Arrays.stream(UsageType.values()).anyMatch(type -> field.has(type.name()));
        for (UsageType type : types) {
            if (!byType) {
                quantities.put(type, measure(field, type));
            } else if (field.has(type.name())) {
                field.map(type.name(), MEASURE).ifPresent(said -> quantities.put(type, measure(said, type)));
            } else {
                field.fault(type.name(), "how much of " + type + " was used is not said");
            }
        }
        return quantities;
    }

    private Measure measure(YamlMap field, UsageType type) {
        List<Value> summands = new ArrayList<>();
        if (field.has("sum")) {
            if (columns.key().equals("from")) {
                field.fault("sum", "values at places of a line are not added");
            }
            field.texts("sum", MAX_TEXT).forEach(text -> summands.add(Value.at(columns.column(field, "sum", text))));
        }
        if (summands.isEmpty()) {
            summands.add(value(field));
        }
        String decimal = field.optionalText("decimal", 1).orElse(".");
        if (!decimal.equals(".") && !decimal.equals(",")) {
            field.fault("decimal", "decimal is a point or a comma, not " + decimal);
        }
        String round = field.optionalText("round", 8).orElse("");
        if (!round.isEmpty() && !round.equals("up")) {
            field.fault("round", "round is up or is not there, not " + round);
        }
        char mark = decimal.equals(",") ? ',' : '.';
        if (!field.has("unit")) {
            return Measure.inBaseUnits(summands, mark, round.equals("up"));
        }
        String symbol = field.text("unit", 16);
        Optional<UsageUnit> unit = UsageUnit.of(symbol).filter(known -> known.type() == type);
        if (unit.isEmpty()) {
            field.fault("unit", "units of " + type + " are " + unitsOf(type) + ", not " + symbol);
        }
        return unit.map(known -> Measure.in(known, summands, mark, round.equals("up")))
                .orElseGet(() -> Measure.inBaseUnits(summands, mark, false));
    }

    private static String unitsOf(UsageType type) {
        return Arrays.stream(UsageUnit.values())
                .filter(unit -> unit.type() == type)
                .map(UsageUnit::symbol)
                .collect(Collectors.joining(", "));
    }
}
