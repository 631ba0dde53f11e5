package dialtone.catalog.service;

import dialtone.catalog.ProductOffering.Role;
import dialtone.catalog.ServiceSpecification.StepTemplate.Undo;
import dialtone.catalog.SimSwap;
import dialtone.catalog.SimSwap.Part;
import dialtone.catalog.SimSwap.Way;
import dialtone.catalog.SimSwapRules;
import dialtone.catalog.service.CatalogRules.Placed;
import dialtone.platform.yaml.CatalogFaults;
import dialtone.platform.yaml.YamlMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a catalogue says of SIM swaps: in one of the files under {@code simSwap} what stands before them, and beside a step how its service
 * follows its line to another SIM.
 */
final class CatalogSimSwap {

    private static final Set<String> KEYS = Set.of("code", "confirmation", "coolOff", "blocks");
    private static final Set<String> CODE_KEYS = Set.of("valid", "tries", "pause");
    private static final Set<String> STEP_KEYS = Set.of("brought", "prepares", "moves", "ends");
    private static final Set<String> WAY_KEYS = Set.of("jobType", "label", "expected", "undo");
    private static final Set<String> WORK_KEYS = Set.of("jobType", "label", "expected");
    private static final String NEW = ", new SIM";
    private static final String FORMER = ", former SIM";

    private final CatalogFaults faults;
    private final List<Placed<SimSwapRules>> said = new ArrayList<>();

    CatalogSimSwap(CatalogFaults faults) {
        this.faults = faults;
    }

    void read(YamlMap file) {
        file.map("simSwap", KEYS).ifPresent(map -> {
            said.add(new Placed<>(rules(map), map.place()));
            if (said.size() > 1) {
                faults.add(map.place(), "simSwap is said a second time; one file says it");
            }
        });
    }

    SimSwapRules value() {
        return said.isEmpty() ? SimSwapRules.USUAL : said.getFirst().value();
    }

    private SimSwapRules rules(YamlMap map) {
        Optional<YamlMap> code = map.map("code", CODE_KEYS);
        if (code.isEmpty()) {
            faults.add(
                    map.place(), "code is missing: how long it is valid, how often it is tried, when the next is sent");
        }
        return new SimSwapRules(
                code.map(of -> CatalogDelivery.duration(of, "valid")).orElse(Duration.ZERO),
                code.map(this::tries).orElse(1),
                code.map(of -> CatalogDelivery.duration(of, "pause")).orElse(Duration.ZERO),
                CatalogDelivery.duration(map, "confirmation"),
                CatalogDelivery.duration(map, "coolOff"),
                blocks(map));
    }

    private int tries(YamlMap code) {
        String text = code.text("tries", 2);
        boolean fits = text.matches("[0-9]{1,2}")
                && Integer.parseInt(text) >= 1
                && Integer.parseInt(text) <= SimSwapRules.MAX_TRIES;
        if (!fits && !text.isEmpty()) {
            code.fault("tries", "tries is a number from 1 to " + SimSwapRules.MAX_TRIES + ", not " + text);
        }
        return fits ? Integer.parseInt(text) : 1;
    }

    private static Set<Role> blocks(YamlMap map) {
        Set<Role> blocks = EnumSet.noneOf(Role.class);
        for (String name : map.texts("blocks", 64)) {
            Arrays.stream(Role.values())
                    .filter(role -> role != Role.PLAN && wire(role).equals(name))
                    .findFirst()
                    .ifPresentOrElse(
                            blocks::add,
                            () -> map.fault("blocks", "a swap blocks add-on or device for a while, not " + name));
        }
        return blocks;
    }

    private static String wire(Role role) {
        return role.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * @param own what brings the service to a new line
     * @param end what takes it away again; empty when nothing does
     */
    SimSwap ofStep(YamlMap step, Undo own, Optional<Undo> end) {
        return step.map("simSwap", STEP_KEYS)
                .map(map -> map.has("brought") ? brought(map, own, end) : ways(map))
                .orElse(SimSwap.NOTHING);
    }

    /** The service is there twice for a while, under either SIM, by the jobs that it has anyway. */
    private SimSwap brought(YamlMap map, Undo own, Optional<Undo> end) {
        String when = map.text("brought", 64);
        if (!when.equals("before") && !when.equals("after")) {
            map.fault("brought", "a service is brought before or after its line has the other SIM, not " + when);
        }
        if (map.has("prepares") || map.has("moves") || map.has("ends")) {
            faults.add(map.place(), "simSwap says either when the service is brought or its parts");
        }
        if (end.isEmpty()) {
            faults.add(map.place(), "a service that is brought again is taken away again: its step has an undo");
            return SimSwap.NOTHING;
        }
        Undo away = end.get();
        return new SimSwap(Map.of(
                when.equals("after") ? Part.FOLLOWS : Part.PREPARES,
                new Way(labelled(own, NEW), Optional.of(labelled(away, NEW))),
                Part.ENDS,
                new Way(labelled(away, FORMER), Optional.empty())));
    }

    private static Undo labelled(Undo work, String more) {
        return new Undo(work.jobType(), work.label() + more, work.expectedDuration());
    }

    private SimSwap ways(YamlMap map) {
        Map<Part, Way> ways = new EnumMap<>(Part.class);
        way(map, "prepares").ifPresent(way -> ways.put(Part.PREPARES, way));
        way(map, "moves").ifPresent(way -> ways.put(Part.MOVES, way));
        map.map("ends", WORK_KEYS)
                .ifPresent(work -> ways.put(Part.ENDS, new Way(CatalogLoader.undo(work), Optional.empty())));
        if (ways.isEmpty()) {
            faults.add(map.place(), "simSwap says when the service is brought, or what prepares, moves and ends it");
        }
        Set<String> jobs =
                ways.values().stream().map(way -> way.work().jobType()).collect(Collectors.toCollection(HashSet::new));
        if (jobs.size() < ways.size()) {
            faults.add(map.place(), "the parts of a simSwap have job types of their own");
        }
        return new SimSwap(ways);
    }

    private Optional<Way> way(YamlMap map, String key) {
        return map.map(key, WAY_KEYS).flatMap(part -> {
            Optional<Undo> back = part.map("undo", WORK_KEYS).map(CatalogLoader::undo);
            if (back.isEmpty()) {
                faults.add(part.place(), "what " + key + " a service has an undo: the former SIM comes back by it");
            }
            return back.map(undo -> new Way(CatalogLoader.undo(part), Optional.of(undo)));
        });
    }
}
