package dialtone.catalog.service;

import dialtone.catalog.DownloadRules;
import dialtone.catalog.service.CatalogRules.Placed;
import dialtone.platform.yaml.CatalogFaults;
import dialtone.platform.yaml.YamlMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a catalogue says, in one of the files under {@code download}, of profiles that nobody loads. */
final class CatalogDownload {

    private static final Set<String> KEYS = Set.of("remind", "overdue", "afterFailure");

    private final CatalogFaults faults;
    private final List<Placed<DownloadRules>> said = new ArrayList<>();

    CatalogDownload(CatalogFaults faults) {
        this.faults = faults;
    }

    void read(YamlMap file) {
        file.map("download", KEYS).ifPresent(map -> {
            said.add(new Placed<>(rules(map), map.place()));
            if (said.size() > 1) {
                faults.add(map.place(), "download is said a second time; one file says it");
            }
        });
    }

    DownloadRules value() {
        return said.isEmpty() ? DownloadRules.USUAL : said.getFirst().value();
    }

    private static DownloadRules rules(YamlMap map) {
        Duration overdue = CatalogDelivery.duration(map, "overdue");
        Duration afterFailure = CatalogDelivery.duration(map, "afterFailure");
        List<Duration> reminders = CatalogDelivery.durations(map, "remind");
        try {
            return new DownloadRules(reminders, overdue, afterFailure);
        } catch (IllegalArgumentException disordered) {
            map.fault("remind", String.valueOf(disordered.getMessage()));
            return DownloadRules.USUAL;
        }
    }
}
