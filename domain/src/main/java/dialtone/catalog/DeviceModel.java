package dialtone.catalog;

import java.util.List;

/**
 * A device the network knows, and what it can do.
 *
 * @param model    as orders and stock name it: {@code fairline-5}; at most 64 characters
 * @param label    as a CSR reads it
 * @param simTypes what SIMs fit: {@code physical}, {@code esim}
 * @param profiles network profiles it can run, as the steps of the catalogue name them
 */
public record DeviceModel(String model, String label, List<String> simTypes, List<String> profiles) {
    public DeviceModel {
        simTypes = List.copyOf(simTypes);
        profiles = List.copyOf(profiles);
    }
}
