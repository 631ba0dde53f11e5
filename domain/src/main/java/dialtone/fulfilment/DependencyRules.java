package dialtone.fulfilment;

import dialtone.catalog.CharacteristicSpecification;
import dialtone.catalog.DeviceModel;
import dialtone.catalog.OfferingId;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.ProductOffering.Role;
import dialtone.catalog.ServiceSpecification.ResourceKind;
import dialtone.fulfilment.CheckRequest.Item;
import dialtone.pool.FreeCount;
import dialtone.pool.ResourceNeed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The dependency checks that need no other system: what the order, the catalogue, the customer's products and the pools say. Each
 * answers with every reason that speaks against the order, or with the one finding that it has passed.
 */
public final class DependencyRules {

    /** The type of SIM whose profiles an SM-DP+ keeps. */
    private static final String ESIM = "esim";

    private DependencyRules() {}

    /**
     * {@code DEVICE_INCOMPATIBLE}: a device cannot run its line's network profile or does not take its kind of SIM. Instead: the devices
     * that would do; and, said at the plan, for it is asked there, the kinds of SIM that the device takes.
     */
    public static List<CheckResult> deviceCompatibility(CheckRequest request) {
        String check = "device-compatibility";
        List<CheckResult> found = new ArrayList<>();
        for (Item item : request.items()) {
            if (item.device().isEmpty()) {
                continue;
            }
            DeviceModel device = item.device().get();
            item.profile()
                    .filter(profile -> !device.profiles().contains(profile))
                    .ifPresent(profile -> found.add(
                            incompatible(check, item, device.label() + " cannot run network profile " + profile + ".")
                                    .mendedBy("Another plan, or a device that runs this one's profile.")
                                    .orRather(fittingDevices(request, item))));
            item.simType()
                    .filter(simType -> !device.simTypes().contains(simType))
                    .ifPresent(simType -> {
                        found.add(incompatible(
                                        check, item, device.label() + " does not take a SIM of type " + simType + ".")
                                .mendedBy("A SIM of another type, or a device that takes this one.")
                                .orRather(fittingDevices(request, item)));
                        planOf(request, item)
                                .ifPresent(plan -> found.add(incompatible(
                                                check,
                                                plan,
                                                "The line's " + device.label() + " does not take a SIM of type "
                                                        + simType + ".")
                                        .mendedBy("A SIM of another type, or a device that takes this one.")
                                        .orRather(others(
                                                        request,
                                                        plan,
                                                        ResourceNeed.SIM_TYPE,
                                                        device.simTypes()::contains)
                                                .toList())));
                    });
        }
        return found.isEmpty() ? List.of(CheckResult.passed(check, "Every device fits its line.")) : found;
    }

    private static CheckResult incompatible(String check, Item item, String message) {
        return CheckResult.refused(check, "DEVICE_INCOMPATIBLE", message).about(item.itemId());
    }

    /** That the item belongs to, when it is in the order. */
    private static Optional<Item> planOf(CheckRequest request, Item item) {
        return request.items().stream()
                .filter(plan -> item.lineItem().filter(plan.itemId()::equals).isPresent())
                .findFirst();
    }

    /** Other answers to a question of the item's offering. */
    private static Stream<Alternative> others(
            CheckRequest request, Item item, String question, Predicate<String> fitting) {
        return question(request, item, question)
                .map(asked -> asked.allowedValues().stream()
                        .filter(value -> !value.equals(item.characteristics().get(question)) && fitting.test(value))
                        .map(value -> Alternative.answer(asked, value)))
                .orElse(Stream.empty());
    }

    private static Optional<CharacteristicSpecification> question(CheckRequest request, Item item, String name) {
        return request.catalog().offering(item.offering()).stream()
                .flatMap(offering -> offering.characteristics().stream())
                .filter(asked -> asked.name().equals(name))
                .findFirst();
    }

    /** Device offerings with a model that runs the line's profile and takes its SIM. */
    private static List<Alternative> fittingDevices(CheckRequest request, Item item) {
        return request.catalog().offerings().stream()
                .filter(offering ->
                        offering.role() == Role.DEVICE && !offering.id().equals(item.offering()))
                .filter(offering -> offering.characteristics().stream()
                        .filter(asked -> asked.name().equals(ResourceNeed.DEVICE_MODEL))
                        .flatMap(asked -> asked.allowedValues().stream())
                        .flatMap(model -> request.catalog().device(model).stream())
                        .anyMatch(model -> item.profile()
                                        .filter(profile -> !model.profiles().contains(profile))
                                        .isEmpty()
                                && item.simType()
                                        .filter(simType -> !model.simTypes().contains(simType))
                                        .isEmpty()))
                .map(Alternative::offering)
                .toList();
    }

    /**
     * {@code PREREQUISITE_MISSING}: an item needs an offering that is neither ordered with it nor active with the customer. Instead: with
     * one of those that it needs.
     */
    public static List<CheckResult> prerequisiteProducts(CheckRequest request) {
        String check = "prerequisite-products";
        Set<OfferingId> ordered = ordered(request);
        List<CheckResult> found = new ArrayList<>();
        for (Item item : request.items()) {
            boolean met = item.requires().isEmpty()
                    || item.requires().stream()
                            .anyMatch(required -> ordered.contains(required)
                                    || request.active().contains(required));
            if (!met) {
                found.add(CheckResult.refused(
                                check,
                                "PREREQUISITE_MISSING",
                                item.offeringName() + " needs one of " + names(request, item.requires())
                                        + ", in this order or active with the customer.")
                        .about(item.itemId())
                        .mendedBy("Order it together with one of them.")
                        .orRather(item.requires().stream()
                                .flatMap(required -> request.catalog().offering(required).stream())
                                .map(Alternative::offering)
                                .toList()));
            }
        }
        return found.isEmpty()
                ? List.of(CheckResult.passed(check, "Everything the items need is ordered or active."))
                : found;
    }

    private static Set<OfferingId> ordered(CheckRequest request) {
        return request.items().stream().map(Item::offering).collect(Collectors.toSet());
    }

    private static String names(CheckRequest request, List<OfferingId> offerings) {
        return offerings.stream()
                .map(id -> request.catalog()
                        .offering(id)
                        .map(ProductOffering::name)
                        .orElse(id.value()))
                .collect(Collectors.joining(", "));
    }

    /** {@code EXCLUDED_TOGETHER}: two items of the order may not be in the same one, as the offering of either says. */
    public static List<CheckResult> exclusiveProducts(CheckRequest request) {
        String check = "exclusive-products";
        List<CheckResult> found = new ArrayList<>();
        for (Item item : request.items()) {
            List<OfferingId> excludes = request.catalog()
                    .offering(item.offering())
                    .map(ProductOffering::excludes)
                    .orElse(List.of());
            request.items().stream()
                    .filter(other -> !other.itemId().equals(item.itemId()))
                    .filter(other -> excludes.contains(other.offering()))
                    .forEach(other -> found.add(CheckResult.refused(
                                    check,
                                    "EXCLUDED_TOGETHER",
                                    item.offeringName() + " does not go together with " + other.offeringName() + ".")
                            .about(item.itemId())
                            .mendedBy("Leave one of the two out.")));
        }
        return found.isEmpty() ? List.of(CheckResult.passed(check, "The items go together.")) : found;
    }

    /**
     * {@code NUMBER_UNAVAILABLE}, {@code SIM_UNAVAILABLE}, {@code DEVICE_UNAVAILABLE}: a pool holds less than the order takes of it, one
     * reason for each such pool. Two lines with an eSIM need two free profiles. Instead: what {@link #insteadOf} names and is there.
     *
     * @param pools a pool that is not among them is empty; those of {@link #insteadOf} among them when something is short
     */
    public static List<CheckResult> resourcesFree(CheckRequest request, List<FreeCount> pools) {
        String check = "sim-and-number";
        Map<String, Long> free = free(pools);
        List<CheckResult> found = new ArrayList<>();
        wanted(request).forEach((pool, needs) -> {
            long there = free.getOrDefault(pool, 0L);
            if (there < needs.size()) {
                ResourceNeed need = needs.getFirst();
                found.add(CheckResult.refused(check, unavailable(need), shortage(need, needs.size(), there))
                        .about(need.itemId())
                        .mendedBy(remedy(need))
                        .orRather(instead(request, need)
                                .filter(other -> free.getOrDefault(pool(other.need()), 0L) >= needs.size())
                                .map(Instead::alternative)
                                .toList()));
            }
        });
        return found.isEmpty() ? List.of(CheckResult.passed(check, "Number, SIM and device are free.")) : found;
    }

    /** Whether a pool holds less than the order takes of it. */
    public static boolean isShort(CheckRequest request, List<FreeCount> pools) {
        Map<String, Long> free = free(pools);
        return wanted(request).entrySet().stream()
                .anyMatch(pool ->
                        free.getOrDefault(pool.getKey(), 0L) < pool.getValue().size());
    }

    /** What would do in the place of what the order needs: a SIM of another type, the device in another colour. */
    public static List<ResourceNeed> insteadOf(CheckRequest request) {
        return request.needs().stream()
                .flatMap(need -> instead(request, need))
                .map(Instead::need)
                .toList();
    }

    private record Instead(ResourceNeed need, Alternative alternative) {}

    private static Stream<Instead> instead(CheckRequest request, ResourceNeed need) {
        String question = switch (need.kind()) {
            case MSISDN -> "";
            case SIM -> ResourceNeed.SIM_TYPE;
            case DEVICE -> ResourceNeed.DEVICE_COLOUR;
        };
        return request.items().stream()
                .filter(item -> item.itemId().equals(need.itemId()))
                .flatMap(item -> others(request, item, question, value -> true).map(other -> {
                    Map<String, String> characteristics = new HashMap<>(item.characteristics());
                    characteristics.put(question, other.content());
                    return new Instead(ResourceNeed.of(need.itemId(), need.kind(), characteristics), other);
                }));
    }

    /**
     * A finding about the SM-DP+, for each line of the order with an eSIM: it may have a SIM of another type, when there are enough.
     *
     * @param pools those of {@link #insteadOf}
     */
    public static List<CheckResult> withOtherSims(CheckResult found, CheckRequest request, List<FreeCount> pools) {
        Map<String, Long> free = free(pools);
        List<ResourceNeed> profiles = request.needs().stream()
                .filter(need ->
                        need.kind() == ResourceKind.SIM && need.variant().equals(ESIM))
                .toList();
        return profiles.isEmpty()
                ? List.of(found)
                : profiles.stream()
                        .map(need -> found.about(need.itemId())
                                .orRather(instead(request, need)
                                        .filter(other -> free.getOrDefault(pool(other.need()), 0L) >= profiles.size())
                                        .map(Instead::alternative)
                                        .toList()))
                        .toList();
    }

    private static Map<String, List<ResourceNeed>> wanted(CheckRequest request) {
        return request.needs().stream()
                .collect(Collectors.groupingBy(DependencyRules::pool, LinkedHashMap::new, Collectors.toList()));
    }

    private static Map<String, Long> free(List<FreeCount> pools) {
        return pools.stream()
                .collect(Collectors.toMap(pool -> pool.kind() + " " + pool.variant(), FreeCount::free, Long::max));
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

    private static String remedy(ResourceNeed need) {
        return switch (need.kind()) {
            case MSISDN -> "Numbers that age come free again; or fewer lines in one order.";
            case SIM -> "Another type of SIM, or wait until there are more of this one.";
            case DEVICE -> "Another colour or device, or wait until this one is on stock again.";
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
