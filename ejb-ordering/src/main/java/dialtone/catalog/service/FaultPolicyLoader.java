package dialtone.catalog.service;

import dialtone.base.Outcome;
import dialtone.element.FaultPolicy;
import dialtone.element.FaultPolicy.Hold;
import dialtone.element.FaultPolicy.Kind;
import dialtone.element.FaultPolicy.Rule;
import dialtone.element.FaultPolicy.Way;
import dialtone.platform.yaml.CatalogFaults;
import dialtone.platform.yaml.YamlMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what is done about which fault of which element: the file {@value #FILE} in the catalogue's folder. */
public final class FaultPolicyLoader {

    static final String FILE = "operations/fault-policy.yaml";

    private static final Set<String> FILE_KEYS = Set.of("faults", "otherwise");
    private static final Set<String> FAULT_KEYS =
            Set.of("element", "codes", "name", "means", "way", "wait", "times", "source");
    private static final Set<String> OTHERWISE_KEYS = Set.of("fault", "means", "way", "wait", "times");
    private static final int MAX_WORDS = 255;

    private final CatalogFaults faults = new CatalogFaults();

    private FaultPolicyLoader() {}

    /**
     * What the folder's file says; {@link FaultPolicy#ASK_SOMEBODY} when there is none.
     *
     * @throws IllegalStateException with every fault, file, line and reason: an installation does not start on half of the rows
     */
    public static FaultPolicy load(Path catalogFolder) {
        Path file = catalogFolder.resolve(FILE);
        if (!Files.exists(file)) {
            return FaultPolicy.ASK_SOMEBODY;
        }
        try {
            if (Files.size(file) > CatalogSource.MAX_FILE_BYTES) {
                throw new IllegalStateException(file + " has more than " + CatalogSource.MAX_FILE_BYTES + " bytes");
            }
            return read(Files.readString(file, StandardCharsets.UTF_8)).fold(policy -> policy, reasons -> {
                throw new IllegalStateException("The fault policy in " + file + " is refused:\n"
                        + reasons.stream()
                                .map(reason -> "  " + reason.field() + ": " + reason.message())
                                .collect(Collectors.joining("\n")));
            });
        } catch (IOException e) {
            throw new IllegalStateException(file + " cannot be read", e);
        }
    }

    /** Rejections: {@code CATALOG_INVALID}, each with file and line as its field. */
    static Outcome<FaultPolicy> read(String text) {
        FaultPolicyLoader loader = new FaultPolicyLoader();
        Optional<FaultPolicy> policy =
                YamlMap.document(FILE, text, FILE_KEYS, loader.faults).flatMap(loader::policy);
        return loader.faults.isEmpty() ? Outcome.accepted(policy.orElseThrow()) : Outcome.rejected(loader.faults.all());
    }

    private Optional<FaultPolicy> policy(YamlMap file) {
        List<Rule> rules = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (YamlMap map : file.maps("faults", FAULT_KEYS)) {
            for (Rule rule : rules(map)) {
                if (!known.add(rule.element() + " " + rule.code())) {
                    map.fault("codes", rule.code() + " of " + rule.element() + " has a row already");
                }
                rules.add(rule);
            }
        }
        if (rules.size() > FaultPolicy.MAX_RULES) {
            file.fault("faults", "there are at most " + FaultPolicy.MAX_RULES + " codes");
        }
        List<Rule> defaults = defaults(file);
        return faults.isEmpty() ? Optional.of(new FaultPolicy(rules, defaults)) : Optional.empty();
    }

    /** A row of the file is one of the policy for each of its codes: what two standards call the same. */
    private List<Rule> rules(YamlMap map) {
        String element = map.text("element", FaultPolicy.MAX_CODE);
        if (!FaultPolicy.ELEMENTS.contains(element)) {
            map.fault("element", "element " + element + " performs no step; those that do are " + FaultPolicy.ELEMENTS);
        }
        List<String> codes = map.texts("codes", FaultPolicy.MAX_CODE);
        if (codes.isEmpty()) {
            map.fault("codes", "a row names one code at least");
        }
        String name = map.text("name", FaultPolicy.MAX_CODE);
        String source = map.text("source", MAX_WORDS);
        String means = map.text("means", MAX_WORDS);
        Way way = way(map);
        Optional<Hold> hold = hold(map, way);
        return faults.isEmpty()
                ? codes.stream()
                        .map(code -> new Rule(element, code, name, means, way, hold, source))
                        .toList()
                : List.of();
    }

    private List<Rule> defaults(YamlMap file) {
        Map<Kind, Rule> byKind = new EnumMap<>(Kind.class);
        for (YamlMap map : file.maps("otherwise", OTHERWISE_KEYS)) {
            String fault = map.text("fault", FaultPolicy.MAX_CODE);
            Optional<Kind> kind = Kind.of(fault);
            Way way = way(map);
            Optional<Hold> hold = hold(map, way);
            String means = map.text("means", MAX_WORDS);
            if (kind.isEmpty()) {
                map.fault("fault", "fault " + fault + " is none of " + kinds());
            } else if (byKind.containsKey(kind.get())) {
                map.fault("fault", fault + " has a row already");
            } else if (faults.isEmpty()) {
                byKind.put(kind.get(), new Rule("", fault, fault, means, way, hold, "this installation"));
            }
        }
        if (faults.isEmpty() && byKind.size() < Kind.values().length) {
            file.fault("otherwise", "every kind of fault has a row: " + kinds());
        }
        return List.copyOf(byKind.values());
    }

    private static String kinds() {
        return Arrays.stream(Kind.values()).map(Kind::wire).collect(Collectors.joining(", "));
    }

    private static Way way(YamlMap map) {
        String text = map.text("way", 16);
        Optional<Way> way = Way.of(text);
        if (way.isEmpty() && !text.isEmpty()) {
            map.fault(
                    "way",
                    "way " + text + " is none of "
                            + Arrays.stream(Way.values()).map(Way::wire).collect(Collectors.joining(", ")));
        }
        return way.orElse(Way.MANUAL);
    }

    private static Optional<Hold> hold(YamlMap map, Way way) {
        if (way != Way.HOLD) {
            for (String key : List.of("wait", "times")) {
                if (map.has(key)) {
                    map.fault(key, key + " is of what is held");
                }
            }
            return Optional.empty();
        }
        String wait = map.text("wait", 32);
        String times = map.text("times", 8);
        if (wait.isEmpty() || times.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Hold(Duration.parse(wait), Integer.parseInt(times)));
        } catch (DateTimeParseException noDuration) {
            map.fault("wait", "wait is a duration such as PT5M, not " + wait);
        } catch (NumberFormatException noNumber) {
            map.fault("times", "times is a number, not " + times);
        } catch (IllegalArgumentException outOfRange) {
            map.fault(
                    "wait",
                    "wait is from " + Hold.SHORTEST + " to " + Hold.LONGEST + ", and times from 1 to "
                            + Hold.MAX_TIMES);
        }
        return Optional.empty();
    }
}
