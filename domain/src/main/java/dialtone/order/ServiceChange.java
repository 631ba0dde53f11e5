package dialtone.order;

import dialtone.catalog.ServiceSpecification;
import dialtone.catalog.ServiceSpecification.StepTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What another offering asks of the network for a product that works: only what changes. A service that both have, by its name, stays as
 * it is. One that was skipped is brought when the other offering has it, and taken away when it does not, for it may be there.
 *
 * <p>From S, on subscriber-and-sim and network-profile-s, to M, on subscriber-and-sim and network-profile-m: the second profile takes the
 * place of the first.
 *
 * @param replaced services that take the place of others
 * @param added    services that come and take nobody's place
 * @param gone     services that go and whose place nobody takes
 */
record ServiceChange(List<Replaced> replaced, List<ServiceSpecification> added, List<ServiceSpecification> gone) {

    /**
     * @param former name of the service whose place it takes
     * @param step   that does it
     */
    record Replaced(ServiceSpecification service, String former, StepTemplate step) {}

    ServiceChange {
        replaced = List.copyOf(replaced);
        added = List.copyOf(added);
        gone = List.copyOf(gone);
    }

    /**
     * @param before  resource-facing services that deliver the product
     * @param skipped those whose steps were skipped
     * @param after   those that are to deliver it
     */
    static ServiceChange of(
            List<ServiceSpecification> before, List<ServiceSpecification> skipped, List<ServiceSpecification> after) {
        List<ServiceSpecification> gone = new ArrayList<>(without(before, after));
        List<Replaced> replaced = new ArrayList<>();
        List<ServiceSpecification> added = new ArrayList<>();
        for (ServiceSpecification service : without(after, before)) {
            Optional<Replaced> replacement = gone.stream()
                    .flatMap(former -> replacing(service, former.name()).stream())
                    .findFirst();
            replacement.ifPresentOrElse(
                    found -> {
                        replaced.add(found);
                        gone.removeIf(former -> former.name().equals(found.former()));
                    },
                    () -> added.add(service));
        }
        gone.addAll(without(skipped, after));
        return new ServiceChange(replaced, added, gone);
    }

    private static Optional<Replaced> replacing(ServiceSpecification service, String former) {
        return service.step().flatMap(step -> step.replacing(former)).map(step -> new Replaced(service, former, step));
    }

    private static List<ServiceSpecification> without(
            List<ServiceSpecification> services, List<ServiceSpecification> others) {
        Set<String> names = others.stream().map(ServiceSpecification::name).collect(Collectors.toSet());
        return services.stream()
                .filter(service -> !names.contains(service.name()))
                .toList();
    }

    /** Why it cannot be done, the end of a sentence about the product; empty when it can. */
    Optional<String> objection() {
        return Stream.of(resources(), lasting()).flatMap(Optional::stream).findFirst();
    }

    /** What a line runs on stays its own: another SIM or number is not the business of a change. */
    private Optional<String> resources() {
        return Stream.of(replaced.stream().map(Replaced::service), added.stream(), gone.stream())
                .flatMap(services -> services)
                .filter(service -> !service.resources().isEmpty())
                .map(service -> "service " + service.name() + " would come or go with what it runs on.")
                .findFirst();
    }

    private Optional<String> lasting() {
        return gone.stream()
                .flatMap(service -> service.step().stream())
                .filter(StepTemplate::isForGood)
                .map(step -> "nothing takes back \"" + step.label() + "\".")
                .findFirst();
    }
}
