package dialtone.platform.outbox;

import dialtone.bpmn.ProcessMessage;
import java.time.Duration;
import java.util.Map;

/**
 * A message on its way to a process.
 *
 * @param correlationKey our id that the process waits with; at most 128 characters
 * @param messageId      the same id twice has one effect while the broker remembers it; at most 160 characters
 * @param timeToLive     how long the broker keeps it for a process that does not wait yet
 * @param variables      text values; ids and facts only
 */
public record OutgoingMessage(
        ProcessMessage message,
        String correlationKey,
        String messageId,
        Duration timeToLive,
        Map<String, String> variables) {
    public OutgoingMessage {
        variables = Map.copyOf(variables);
    }
}
