package dialtone.order.service;

import dialtone.catalog.ServiceSpecification.ResourceKind;
import dialtone.inventory.Product;
import dialtone.inventory.Resource;
import dialtone.order.GivingUp;
import dialtone.order.OrderItem;
import dialtone.order.PlanStep;
import dialtone.pool.PooledResource;
import dialtone.pool.ResourceNeed;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the steps of a SIM swap are performed with: those that end something with the SIM that the line has had, the others with the one that
 * it gets, and that one beside it.
 *
 * @param line that gets another SIM
 * @param held what is reserved for the order
 */
record SwapFacts(Product line, List<PooledResource> held) {

    /** Before the name of a fact of the SIM that goes: {@code former.imsi}. */
    static final String FORMER = "former.";

    private static final String IMSI = "imsi";
    private static final String ICCID = "iccid";
    private static final String EID = "eid";

    Map<String, String> of(OrderItem item, PlanStep step) {
        Map<String, String> facts = ItemFacts.installed(line);
        line.suspension().ifPresent(suspension -> facts.putAll(suspension.characteristics()));
        List.of(IMSI, ICCID, EID).forEach(facts::remove);
        Map<String, String> former = former().map(Resource::facts).orElse(Map.of());
        if (GivingUp.endsFormer(item, step)) {
            line.delivering().forEach(service -> facts.putAll(service.facts()));
            facts.putAll(former);
            return facts;
        }
        former.forEach((name, value) -> facts.put(FORMER + name, value));
        item.newSim().ifPresent(kind -> facts.put(ResourceNeed.SIM_TYPE, kind));
        Optional.ofNullable(item.characteristics().get(EID)).ifPresent(eid -> facts.put(EID, eid));
        facts.putAll(PooledResource.facts(held, item.itemId()));
        return facts;
    }

    /** The SIM whose place the reserved one takes: also when it has taken it already. */
    private Optional<Resource> former() {
        return line.services().stream()
                .flatMap(service -> service.resources().stream())
                .filter(resource -> resource.kind() == ResourceKind.SIM)
                .filter(resource ->
                        held.stream().noneMatch(sim -> sim.identifier().equals(resource.identifier())))
                .max(Comparator.comparing(
                        (Resource resource) -> resource.terminatedAt().orElse(Instant.MAX)));
    }
}
