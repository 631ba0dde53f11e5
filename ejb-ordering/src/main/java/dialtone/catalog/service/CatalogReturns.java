package dialtone.catalog.service;

import dialtone.catalog.ReturnRules;
import dialtone.catalog.service.CatalogRules.Placed;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a catalogue says, in one of the files under {@code deviceReturn}, of devices that are asked back. */
final class CatalogReturns {

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
            return new ReturnRules(CatalogDelivery.durations(map, "remind"), CatalogDelivery.duration(map, "overdue"));
        } catch (IllegalArgumentException disordered) {
            map.fault("remind", String.valueOf(disordered.getMessage()));
            return ReturnRules.USUAL;
        }
    }
}
