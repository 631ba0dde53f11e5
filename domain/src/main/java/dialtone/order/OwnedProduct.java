package dialtone.order;

import dialtone.catalog.Price;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.ServiceSpecification;
import dialtone.catalog.ServiceSpecification.StepTemplate;
import dialtone.inventory.InventoryState;
import dialtone.inventory.LineSuspension;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A product that a customer has, as an order about it sees it, in the words of the catalogue it was ordered under.
 *
 * @param id               such as {@code PRD-100001-1}
 * @param line             id of the product with the plan that it belongs to; empty for a plan
 * @param offering         as it was when the product was ordered
 * @param characteristics  the answers it was ordered with
 * @param services         resource-facing ones that deliver it, as they are to be ended or replaced
 * @param skipped          resource-facing ones whose steps were skipped, as they are to be ended: whether the network has them nobody knows
 * @param number           MSISDN of the line, of its own or of the one it belongs to
 * @param state            in use, suspended or ended
 * @param suspension       why it is suspended; empty when it is not
 * @param earlyTermination what it costs to end it on the day the order begins; empty when nothing
 */
public record OwnedProduct(
        String id,
        Optional<String> line,
        ProductOffering offering,
        Map<String, String> characteristics,
        List<ServiceSpecification> services,
        List<ServiceSpecification> skipped,
        Optional<String> number,
        InventoryState state,
        Optional<LineSuspension> suspension,
        Optional<Price.EarlyTermination> earlyTermination) {

    public OwnedProduct {
        characteristics = Map.copyOf(characteristics);
        services = List.copyOf(services);
        skipped = List.copyOf(skipped);
    }

    /** One of which nothing was skipped. */
    public OwnedProduct(
            String id,
            Optional<String> line,
            ProductOffering offering,
            Map<String, String> characteristics,
            List<ServiceSpecification> services,
            Optional<String> number,
            InventoryState state,
            Optional<LineSuspension> suspension,
            Optional<Price.EarlyTermination> earlyTermination) {
        this(id, line, offering, characteristics, services, List.of(), number, state, suspension, earlyTermination);
    }

    /** What has to be taken away when it ends: also what may be there. */
    List<ServiceSpecification> ending() {
        return Stream.of(services, skipped).flatMap(List::stream).toList();
    }

    /** The same with the services of what belongs to it, each once. */
    public OwnedProduct with(List<OwnedProduct> belonging) {
        Map<String, ServiceSpecification> all = new LinkedHashMap<>();
        Stream.concat(Stream.of(this), belonging.stream())
                .flatMap(product -> product.services().stream())
                .forEach(service -> all.putIfAbsent(service.name(), service));
        return new OwnedProduct(
                id,
                line,
                offering,
                characteristics,
                List.copyOf(all.values()),
                skipped,
                number,
                state,
                suspension,
                earlyTermination);
    }

    public boolean active() {
        return state == InventoryState.ACTIVE;
    }

    public boolean ended() {
        return state == InventoryState.TERMINATED;
    }

    /** What a month costs in place of the monthly prices while it is suspended as it is; empty when these go on. */
    Optional<Price.Recurring> suspensionFee() {
        return suspension.flatMap(suspended -> offering.suspensionFee(suspended.reason()));
    }

    /** What of it nothing takes away again, as the plan that brought it called the step; empty when it can be ended. */
    public Optional<String> lasting() {
        return services.stream()
                .flatMap(service -> service.step().stream())
                .filter(StepTemplate::isForGood)
                .map(StepTemplate::label)
                .findFirst();
    }
}
