package dialtone.catalog.service;

import dialtone.catalog.DeliveryExpectation;
import dialtone.catalog.DeliveryExpectation.MilestoneRule;
import dialtone.catalog.ServiceSpecification;
import dialtone.catalog.ServiceSpecification.Kind;
import dialtone.catalog.service.CatalogRules.Placed;
import dialtone.platform.yaml.CatalogFaults;
import dialtone.platform.yaml.CatalogFaults.Place;
import dialtone.platform.yaml.YamlMap;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How long orders are expected to take, which one of the files says under {@code delivery}. */
final class CatalogDelivery {

    /** Longer, and a person has long forgotten the order. */
    static final Duration LONGEST = Duration.ofDays(30);

    /** With the order's id it makes the id of an event. */
    private static final int MAX_NAME = 32;

    private static final Set<String> KEYS = Set.of("checks", "reservation", "completion", "jeopardy", "milestones");
    private static final Set<String> JEOPARDY_KEYS = Set.of("amber", "red");
    private static final Set<String> MILESTONE_KEYS = Set.of("name", "label", "after");
    private static final Set<String> PHASES = Set.of(
            DeliveryExpectation.CHECKS,
            DeliveryExpectation.RESERVATION,
            DeliveryExpectation.STEPS,
            DeliveryExpectation.COMPLETION);

    private final CatalogFaults faults;
    private final List<Placed<DeliveryExpectation>> said = new ArrayList<>();
    private final List<Placed<MilestoneRule>> milestones = new ArrayList<>();

    CatalogDelivery(CatalogFaults faults) {
        this.faults = faults;
    }

    void read(YamlMap file) {
        file.map("delivery", KEYS).ifPresent(map -> {
            said.add(new Placed<>(expectation(map), map.place()));
            if (said.size() > 1) {
                faults.add(map.place(), "delivery is said a second time; one file says it");
            }
        });
    }

    private DeliveryExpectation expectation(YamlMap map) {
        Optional<YamlMap> jeopardy = map.map("jeopardy", JEOPARDY_KEYS);
        if (jeopardy.isEmpty()) {
            faults.add(map.place(), "jeopardy is missing: it says after how much an order is amber, and red");
        }
        Duration amber = jeopardy.map(late -> duration(late, "amber")).orElse(DeliveryExpectation.USUAL.amber());
        Duration red = jeopardy.map(late -> duration(late, "red")).orElse(DeliveryExpectation.USUAL.red());
        if (red.compareTo(amber) <= 0) {
            jeopardy.ifPresent(late -> late.fault("red", "an order is amber before it is red"));
            red = amber.plusSeconds(1);
        }
        map.maps("milestones", MILESTONE_KEYS).forEach(this::milestone);
        if (milestones.size() > DeliveryExpectation.MAX_MILESTONES) {
            map.fault("milestones", "an order has at most " + DeliveryExpectation.MAX_MILESTONES + " milestones");
        }
        return new DeliveryExpectation(
                duration(map, "checks"),
                duration(map, "reservation"),
                duration(map, "completion"),
                amber,
                red,
                milestones.stream().map(Placed::value).toList());
    }

    private void milestone(YamlMap map) {
        List<String> after = map.texts("after", 64);
        if (after.isEmpty()) {
            faults.add(map.place(), "a milestone says under after what has to be done for it");
        }
        String name = map.name("name");
        if (name.length() > MAX_NAME) {
            map.fault("name", "a milestone's name has at most " + MAX_NAME + " characters");
        }
        milestones.add(new Placed<>(new MilestoneRule(name, map.text("label", 128), after), map.place()));
    }

    static Duration duration(YamlMap map, String key) {
        return duration(map, key, map.text(key, 32));
    }

    /** A list of durations; empty when the key is missing. */
    static List<Duration> durations(YamlMap map, String key) {
        return map.texts(key, 32).stream().map(text -> duration(map, key, text)).toList();
    }

    private static Duration duration(YamlMap map, String key, String text) {
        try {
            Duration duration = Duration.parse(text);
            if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
                map.fault(key, key + " is from nothing to 30 days");
            }
            return duration;
        } catch (DateTimeParseException unreadable) {
            map.fault(key, key + " is a duration of ISO 8601 such as PT5S");
            return Duration.ZERO;
        }
    }

    DeliveryExpectation value() {
        return said.isEmpty() ? DeliveryExpectation.USUAL : said.getFirst().value();
    }

    /** What the milestones name is there. */
    void check(List<Placed<ServiceSpecification>> services) {
        Set<String> names = services.stream()
                .map(Placed::value)
                .filter(service -> service.kind() == Kind.RESOURCE_FACING)
                .map(ServiceSpecification::name)
                .collect(Collectors.toSet());
        Set<String> seen = new HashSet<>();
        for (Placed<MilestoneRule> milestone : milestones) {
            Place place = milestone.place();
            if (!seen.add(milestone.value().name())) {
                faults.add(place, "milestone " + milestone.value().name() + " occurs more than once");
            }
            milestone.value().after().stream()
                    .filter(name -> !PHASES.contains(name) && !names.contains(name))
                    .forEach(
                            name -> faults.add(
                                    place,
                                    "milestone " + milestone.value().name() + " comes after " + name
                                            + ", which is neither checks, reservation, steps, completion nor a service with a step"));
        }
    }
}
