package dialtone.bpmn;

import io.camunda.zeebe.process.test.filters.RecordStream;
import io.camunda.zeebe.protocol.record.Record;
import io.camunda.zeebe.protocol.record.intent.ProcessInstanceIntent;
import io.camunda.zeebe.protocol.record.value.ProcessInstanceRecordValue;
import io.camunda.zeebe.protocol.record.value.VariableRecordValue;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What the variables of each process instance weigh while it lives, by the engine's own records. */
final class LiveVariables {

    private final Map<Long, Map<String, Integer>> scopes = new HashMap<>();
    private final Map<Long, Long> instanceOf = new HashMap<>();
    private final Map<Long, Integer> peaks = new HashMap<>();

    /** Bytes of names and JSON values at the heaviest moment of each instance, by the key of the instance. */
    static Map<Long, Integer> peaks(RecordStream records) {
        LiveVariables live = new LiveVariables();
        records.records().forEach(live::see);
        return live.peaks;
    }

    private void see(Record<?> record) {
        if (record.getValue() instanceof VariableRecordValue variable) {
            String name = variable.getName();
            instanceOf.put(variable.getScopeKey(), variable.getProcessInstanceKey());
            scopes.computeIfAbsent(variable.getScopeKey(), scope -> new HashMap<>())
                    .put(name, bytes(name) + bytes(variable.getValue()));
            peaks.merge(variable.getProcessInstanceKey(), weight(variable.getProcessInstanceKey()), Math::max);
        } else if (record.getValue() instanceof ProcessInstanceRecordValue && hasEnded(record)) {
            scopes.remove(record.getKey());
        }
    }

    private static boolean hasEnded(Record<?> record) {
        return record.getIntent() == ProcessInstanceIntent.ELEMENT_COMPLETED
                || record.getIntent() == ProcessInstanceIntent.ELEMENT_TERMINATED;
    }

    private int weight(long instance) {
        return scopes.entrySet().stream()
                .filter(scope -> instanceOf.get(scope.getKey()) == instance)
                .flatMap(scope -> scope.getValue().values().stream())
                .mapToInt(Integer::intValue)
                .sum();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
