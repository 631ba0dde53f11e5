package dialtone.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One version of the catalogue, complete and checked. It never changes: a correction is a new version, and an order keeps
 * the version it was placed under.
 *
 * @param version  such as {@code 2026.11.1}; at most 32 characters
 * @param devices  the models that a device offering may name
 * @param delivery how long orders are expected to take
 * @param simSwap  what has to be shown and waited for before a line gets another SIM
 * @param download how long an eSIM's profile may lie where telephones load it from
 * @param returns  how long a device that was asked back may be on its way
 * @param validFrom when it takes effect; empty for as soon as it is loaded
 * @param promotions what coupons are for
 */
public record Catalog(
        String version,
        List<ProductOffering> offerings,
        List<ServiceSpecification> services,
        List<DecompositionRule> rules,
        List<DeviceModel> devices,
        DeliveryExpectation delivery,
        SimSwapRules simSwap,
        DownloadRules download,
        ReturnRules returns,
        Optional<Instant> validFrom,
        List<Promotion> promotions) {

    public Catalog {
        offerings = List.copyOf(offerings);
        services = List.copyOf(services);
        rules = List.copyOf(rules);
        devices = List.copyOf(devices);
        promotions = List.copyOf(promotions);
    }

    /** One that says nothing of how long profiles may lie. */
    public Catalog(
            String version,
            List<ProductOffering> offerings,
            List<ServiceSpecification> services,
            List<DecompositionRule> rules,
            List<DeviceModel> devices,
            DeliveryExpectation delivery,
            SimSwapRules simSwap) {
        this(
                version,
                offerings,
                services,
                rules,
                devices,
                delivery,
                simSwap,
                DownloadRules.USUAL,
                ReturnRules.USUAL,
                Optional.empty(),
                List.of());
    }

    /** One that says nothing of SIM swaps. */
    public Catalog(
            String version,
            List<ProductOffering> offerings,
            List<ServiceSpecification> services,
            List<DecompositionRule> rules,
            List<DeviceModel> devices,
            DeliveryExpectation delivery) {
        this(version, offerings, services, rules, devices, delivery, SimSwapRules.USUAL);
    }

    /** One that says nothing of how long orders take. */
    public Catalog(
            String version,
            List<ProductOffering> offerings,
            List<ServiceSpecification> services,
            List<DecompositionRule> rules,
            List<DeviceModel> devices) {
        this(version, offerings, services, rules, devices, DeliveryExpectation.USUAL);
    }

    public Optional<ProductOffering> offering(OfferingId id) {
        return offerings.stream().filter(offering -> offering.id().equals(id)).findFirst();
    }

    public Optional<ServiceSpecification> service(String name) {
        return services.stream().filter(service -> service.name().equals(name)).findFirst();
    }

    public Optional<Promotion> promotion(String id) {
        return promotions.stream().filter(each -> each.id().equals(id)).findFirst();
    }

    /** The promotion whose one code for all that is. */
    public Optional<Promotion> promotion(CouponCode code) {
        return promotions.stream()
                .filter(each -> each.code().filter(code.text()::equals).isPresent())
                .findFirst();
    }

    public Optional<DeviceModel> device(String model) {
        return devices.stream().filter(device -> device.model().equals(model)).findFirst();
    }
}
