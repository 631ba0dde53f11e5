package dialtone.fulfilment.route;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dialtone.fulfilment.CheckRequest;
import java.util.HashMap;
import java.util.Map;

/** Where a parcel goes, or comes from: the customer's address of the day, as facts of a step. */
final class PostalAddress {

    private static final String FACT = "address.";

    private PostalAddress() {}

    static Map<String, String> facts(CheckRequest order) {
        Map<String, String> facts = new HashMap<>();
        facts.put(FACT + "name", order.name());
        facts.put(FACT + "street", order.address().street());
        facts.put(FACT + "postalCode", order.address().postalCode());
        facts.put(FACT + "city", order.address().city());
        facts.put(FACT + "country", order.address().country());
        return facts;
    }

    /** @param whose name of the field that has it, {@code recipient} */
    static void put(ElementRequest request, ObjectNode resource, String whose) {
        ObjectNode address = resource.putObject(whose);
        request.facts().forEach((name, value) -> {
            if (name.startsWith(FACT)) {
                address.put(name.substring(FACT.length()), value);
            }
        });
    }
}
