package dialtone.order.service;

import dialtone.inventory.Product;
import dialtone.inventory.ProductChange;
import dialtone.inventory.Resource;
import dialtone.inventory.Service;
import dialtone.inventory.service.Inventory;
import dialtone.order.GivingUp;
import dialtone.order.OrderItem;
import dialtone.order.PlanStep;
import dialtone.pool.PooledResource;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the steps of an upgrade are performed with, beside the line: those that end something with the handset that the line has had, the
 * others with the one that it gets.
 *
 * @param handset the product that is exchanged
 * @param held    what is reserved for the order
 */
record UpgradeFacts(Product handset, List<PooledResource> held, Inventory inventory) {

    Map<String, String> of(OrderItem item, PlanStep step) {
        Map<String, String> facts = new LinkedHashMap<>();
        handset.lineProduct().flatMap(inventory::find).ifPresent(line -> facts.putAll(ItemFacts.installed(line)));
        if (!GivingUp.endsFormer(item, step)) {
            facts.putAll(item.characteristics());
            facts.putAll(PooledResource.facts(held, item.itemId()));
            return facts;
        }
        for (Service service : former(step)) {
            service.resources().stream().map(Resource::facts).forEach(facts::putAll);
            facts.putAll(service.facts());
        }
        return facts;
    }

    /** What delivered the handset until the step's order exchanged it, or still does. */
    private List<Service> former(PlanStep step) {
        Optional<Instant> exchangedAt = handset.changes().stream()
                .filter(change -> change.order().equals(step.order().value()))
                .map(ProductChange::changedAt)
                .findFirst();
        return exchangedAt
                .map(at -> handset.services().stream()
                        .filter(service -> service.terminatedAt().equals(Optional.of(at)))
                        .toList())
                .orElseGet(handset::delivering);
    }
}
