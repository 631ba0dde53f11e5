package dialtone.catalog;

import dialtone.catalog.ServiceSpecification.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What it takes to deliver one product: its customer-facing services, and below them the resource-facing ones. A function of
 * the offering, the answers to its questions, and the catalogue.
 *
 * <p>{@code mobile-line-m} with {@code simType=esim} is mobile-voice (subscriber-and-sim) and mobile-data-m
 * (network-profile-m).
 *
 * @param services each once, a service after the one that asked for it first
 */
public record Decomposition(List<Decomposed> services) {

    /**
     * @param service the specification
     * @param parent  name of the service that asked for it; empty when the product did
     */
    public record Decomposed(ServiceSpecification service, Optional<String> parent) {}

    public Decomposition {
        services = List.copyOf(services);
    }

    /**
     * @param characteristics answers of the order, defaults filled in
     * @throws IllegalArgumentException if a rule names a service that is not in the catalogue; the loader refuses such a
     *     catalogue
     */
    public static Decomposition of(Catalog catalog, ProductOffering offering, Map<String, String> characteristics) {
        Map<String, Decomposed> found = new LinkedHashMap<>();
        List<String> open = new ArrayList<>(List.of(offering.productSpecification()));
        // a service is opened once, so the loop ends even on a catalogue with a cycle
        for (int next = 0; next < open.size(); next++) {
            String from = open.get(next);
            Optional<String> parent =
                    from.equals(offering.productSpecification()) ? Optional.empty() : Optional.of(from);
            for (DecompositionRule rule : catalog.rules()) {
                if (rule.from().equals(from) && rule.holdsFor(characteristics)) {
                    for (String name : rule.to()) {
                        if (!found.containsKey(name)) {
                            found.put(name, new Decomposed(service(catalog, rule, name), parent));
                            open.add(name);
                        }
                    }
                }
            }
        }
        return new Decomposition(List.copyOf(found.values()));
    }

    private static ServiceSpecification service(Catalog catalog, DecompositionRule rule, String name) {
        return catalog.service(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Rule " + rule.id() + " of catalogue " + catalog.version() + " names unknown service " + name));
    }

    /** What the customer has on the network, in order of decomposition. */
    public List<ServiceSpecification> resourceFacing() {
        return performed().stream().filter(service -> !service.onlyAsks()).toList();
    }

    /** What has a step when the product is brought: {@link #resourceFacing}, and what only asks of it. */
    public List<ServiceSpecification> performed() {
        return services.stream()
                .map(Decomposed::service)
                .filter(service -> service.kind() == Kind.RESOURCE_FACING)
                .toList();
    }

    /**
     * The network profile that one of the steps brings, when there is one: the parameter {@code profile} beside an {@code apn},
     * for a profile without access points is one of the subscriber register and asks nothing of a device.
     */
    public Optional<String> profile() {
        return resourceFacing().stream()
                .flatMap(service -> service.step().stream())
                .filter(step -> step.parameters().containsKey("apn"))
                .flatMap(step -> Optional.ofNullable(step.parameters().get("profile")).stream())
                .findFirst();
    }

    /** The radio technology that one of the steps needs at the place of use, {@code 4G} or {@code 5G}: its parameter {@code technology}. */
    public Optional<String> technology() {
        return resourceFacing().stream()
                .flatMap(service -> service.step().stream())
                .flatMap(step -> Optional.ofNullable(step.parameters().get("technology")).stream())
                .findFirst();
    }
}
