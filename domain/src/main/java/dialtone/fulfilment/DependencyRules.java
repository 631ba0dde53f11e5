package dialtone.fulfilment;

import dialtone.catalog.DeviceModel;
import dialtone.catalog.OfferingId;
import dialtone.pool.FreeCount;
import dialtone.pool.ResourceNeed;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The dependency checks that need no other system: what the order, the catalogue, the customer's products and the pools say. */
public final class DependencyRules {

    private DependencyRules() {}

    /** {@code DEVICE_INCOMPATIBLE}: a device cannot run its line's network profile or does not take its kind of SIM. */
    public static CheckResult deviceCompatibility(CheckRequest request) {
        String check = "device-compatibility";
        for (CheckRequest.Item item : request.items()) {
            if (item.device().isEmpty()) {
                continue;
            }
            DeviceModel device = item.device().get();
            if (item.profile()
                    .filter(profile -> !device.profiles().contains(profile))
                    .isPresent()) {
                return CheckResult.refused(
                        check,
                        "DEVICE_INCOMPATIBLE",
                        device.label() + " cannot run network profile "
                                + item.profile().get() + ".");
            }
            if (item.simType()
                    .filter(simType -> !device.simTypes().contains(simType))
                    .isPresent()) {
                return CheckResult.refused(
                        check,
                        "DEVICE_INCOMPATIBLE",
                        device.label() + " does not take a SIM of type "
                                + item.simType().get() + ".");
            }
        }
        return CheckResult.passed(check, "Every device fits its line.");
    }

    /** {@code PREREQUISITE_MISSING}: an item needs an offering that is neither ordered with it nor active with the customer. */
    public static CheckResult prerequisiteProducts(CheckRequest request) {
        String check = "prerequisite-products";
        Set<OfferingId> ordered =
                request.items().stream().map(CheckRequest.Item::offering).collect(Collectors.toSet());
        for (CheckRequest.Item item : request.items()) {
            boolean met = item.requires().isEmpty()
                    || item.requires().stream()
                            .anyMatch(required -> ordered.contains(required)
                                    || request.active().contains(required));
            if (!met) {
                String names = item.requires().stream().map(OfferingId::value).collect(Collectors.joining(", "));
                return CheckResult.refused(
                        check,
                        "PREREQUISITE_MISSING",
                        item.offeringName() + " needs one of " + names
                                + ", in this order or active with the customer.");
            }
        }
        return CheckResult.passed(check, "Everything the items need is ordered or active.");
    }

    /**
     * {@code NUMBER_UNAVAILABLE}, {@code SIM_UNAVAILABLE}, {@code DEVICE_UNAVAILABLE}: a pool holds less than the order takes of it.
     * Two lines with an eSIM need two free profiles.
     *
     * @param pools a pool that is not among them is empty
     */
    public static CheckResult resourcesFree(CheckRequest request, List<FreeCount> pools) {
        String check = "sim-and-number";
        Map<String, Long> wanted = request.needs().stream()
                .collect(Collectors.groupingBy(DependencyRules::pool, TreeMap::new, Collectors.counting()));
        Map<String, Long> free = pools.stream()
                .collect(Collectors.toMap(pool -> pool.kind() + " " + pool.variant(), FreeCount::free, Long::sum));
        for (ResourceNeed need : request.needs()) {
            long count = wanted.getOrDefault(pool(need), 0L);
            long there = free.getOrDefault(pool(need), 0L);
            if (there < count) {
                return CheckResult.refused(check, unavailable(need), shortage(need, count, there));
            }
        }
        return CheckResult.passed(check, "Number, SIM and device are free.");
    }

    private static String pool(ResourceNeed need) {
        return need.kind() + " " + need.variant();
    }

    private static String unavailable(ResourceNeed need) {
        return switch (need.kind()) {
            case MSISDN -> "NUMBER_UNAVAILABLE";
            case SIM -> "SIM_UNAVAILABLE";
            case DEVICE -> "DEVICE_UNAVAILABLE";
        };
    }

    private static String shortage(ResourceNeed need, long wanted, long free) {
        String what = switch (need.kind()) {
            case MSISDN -> "phone numbers";
            case SIM -> "SIMs of type " + need.variant();
            case DEVICE -> "devices " + need.variant();
        };
        return "The order takes " + wanted + " " + what + " and " + free + " are free.";
    }
}
