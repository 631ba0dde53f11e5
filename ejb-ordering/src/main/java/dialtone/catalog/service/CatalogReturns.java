package dialtone.catalog.service;

import dialtone.catalog.ReturnRules;
import dialtone.catalog.service.CatalogRules.Placed;
import dialtone.platform.yaml.CatalogFaults;
import dialtone.platform.yaml.YamlMap;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a catalogue says, in one of the files under {@code deviceReturn}, of devices that are asked back. */
final class CatalogReturns {

    /** In days: who leases a telephone is not waited for longer than a year. */
    private static final int LONGEST = 365;

    private static final Set<String> KEYS = Set.of("remind", "overdue");

    private final CatalogFaults faults;
    private final List<Placed<ReturnRules>> said = new ArrayList<>();

    CatalogReturns(CatalogFaults faults) {
        this.faults = faults;
    }

    void read(YamlMap file) {
        file.map("deviceReturn", KEYS).ifPresent(map -> {
            said.add(new Placed<>(rules(map), map.place()));
            if (said.size() > 1) {
                faults.add(map.place(), "deviceReturn is said a second time; one file says it");
            }
        });
    }

    ReturnRules value() {
        return said.isEmpty() ? ReturnRules.USUAL : said.getFirst().value();
    }

    private static ReturnRules rules(YamlMap map) {
        try {
            return new ReturnRules(
                    map.texts("remind", 32).stream()
                            .map(text -> days(map, "remind", text))
                            .toList(),
                    days(map, "overdue", map.text("overdue", 32)));
        } catch (IllegalArgumentException disordered) {
            map.fault("remind", String.valueOf(disordered.getMessage()));
            return ReturnRules.USUAL;
        }
    }

    /** What a customer reads as a date, or counts in days. */
    private static Duration days(YamlMap map, String key, String text) {
        try {
            Duration duration = Duration.parse(text);
            if (!duration.equals(Duration.ofDays(duration.toDays()))
                    || duration.toDays() < 1
                    || duration.toDays() > LONGEST) {
                map.fault(key, key + " is from 1 to " + LONGEST + " whole days");
            }
            return duration;
        } catch (DateTimeParseException unreadable) {
            map.fault(key, key + " is a number of days of ISO 8601 such as P10D");
            return Duration.ZERO;
        }
    }
}
