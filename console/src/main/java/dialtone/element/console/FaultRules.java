package dialtone.element.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The rows of the fault policy that are about one element.
 *
 * @param element as the rows name it
 */
public record FaultRules(String element, List<FaultRuleRow> rows) {

    public FaultRules {
        rows = List.copyOf(rows);
    }

    /** By element, each where its first row stands. */
    static List<FaultRules> of(List<FaultRuleRow> rows) {
        Map<String, List<FaultRuleRow>> byElement = rows.stream()
                .collect(Collectors.groupingBy(FaultRuleRow::element, LinkedHashMap::new, Collectors.toList()));
        return byElement.entrySet().stream()
                .map(element -> new FaultRules(element.getKey(), element.getValue()))
                .toList();
    }

    /** "1 fault", "34 faults". */
    public String count() {
        return rows.size() == 1 ? "1 fault" : rows.size() + " faults";
    }
}
