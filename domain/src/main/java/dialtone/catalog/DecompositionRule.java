package dialtone.catalog;

import java.util.List;
import java.util.Map;

/**
 * One arrow of decomposition: a product specification asks for customer-facing services, a customer-facing service for
 * resource-facing services.
 *
 * @param id    named in every refusal of the catalogue
 * @param from  name of the product specification or service specification
 * @param to    names of the service specifications it brings
 * @param where characteristic values that must hold, all of them; empty: always
 */
public record DecompositionRule(String id, String from, List<String> to, Map<String, String> where) {
    public DecompositionRule {
        to = List.copyOf(to);
        where = Map.copyOf(where);
    }

    public boolean holdsFor(Map<String, String> characteristics) {
        return where.entrySet().stream()
                .allMatch(condition -> condition.getValue().equals(characteristics.get(condition.getKey())));
    }
}
