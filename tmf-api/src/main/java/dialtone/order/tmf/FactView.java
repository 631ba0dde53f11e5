package dialtone.order.tmf;

import dialtone.platform.tmf.TmfRefusal;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a step has brought, such as {@code activationCode}. */
@JsonbPropertyOrder({"name", "value"})
public record FactView(@Nullable String name, @Nullable String value) {

    /** In the order of the names. */
    static List<FactView> of(Map<String, String> facts) {
        return new TreeMap<>(facts)
                .entrySet().stream()
                        .map(fact -> new FactView(fact.getKey(), fact.getValue()))
                        .toList();
    }

    /**
     * @param views as the caller sent them: any of them may be null
     * @param field of the body that they are in
     * @throws TmfRefusal MISSING, DUPLICATE naming the field
     */
    static Map<String, String> facts(List<@Nullable FactView> views, String field) {
        Map<String, String> facts = new HashMap<>();
        for (FactView view : views) {
            if (view == null || view.name() == null || view.value() == null) {
                throw TmfRefusal.at(field, "MISSING", "Each of these has a name and a value.");
            }
            if (facts.put(view.name(), view.value()) != null) {
                throw TmfRefusal.at(field, "DUPLICATE", "Each name is said once.");
            }
        }
        return facts;
    }
}
