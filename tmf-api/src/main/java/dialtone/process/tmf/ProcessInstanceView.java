package dialtone.process.tmf;

import dialtone.process.ActiveElement;
import dialtone.process.ElementCount;
import dialtone.process.InstanceDetail;
import dialtone.process.PendingTimer;
import dialtone.process.ProcessInstance;
import dialtone.process.ProcessVariable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process instance on the wire. Keys are text, for they do not fit into a number of JavaScript.
 *
 * @param endedAt     absent while it is active
 * @param businessKey id of the order; absent when it serves none
 */
public record ProcessInstanceView(
        String key,
        @Nullable String parentKey,
        String rootKey,
        String processId,
        int version,
        String state,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String businessKey,
        int openIncidents) {

    static ProcessInstanceView of(ProcessInstance instance) {
        return new ProcessInstanceView(
                instance.key().toString(),
                instance.parent().map(Object::toString).orElse(null),
                instance.root().toString(),
                instance.processId(),
                instance.version(),
                instance.state().name(),
                instance.startedAt(),
                instance.endedAt().orElse(null),
                instance.businessKey().orElse(null),
                instance.openIncidents());
    }

    /** With all that is known of it. */
    public record Detail(
            ProcessInstanceView instance,
            List<Token> tokens,
            List<ElementCount> elements,
            List<IncidentView> incidents,
            List<ProcessInstanceView> children,
            List<PendingTimer> timers,
            List<Variable> variables) {

        static Detail of(InstanceDetail detail) {
            return new Detail(
                    ProcessInstanceView.of(detail.instance()),
                    detail.active().stream().map(Token::of).toList(),
                    detail.counts(),
                    detail.incidents().stream().map(IncidentView::of).toList(),
                    detail.children().stream().map(ProcessInstanceView::of).toList(),
                    detail.timers(),
                    detail.variables().stream().map(Variable::of).toList());
        }
    }

    /**
     * Where the instance is now.
     *
     * @param jobType  absent when the element waits for no job, as the two below
     * @param jobError absent when the job has not failed
     */
    public record Token(
            String key,
            String elementId,
            String type,
            Instant since,
            @Nullable String jobKey,
            @Nullable String jobType,
            @Nullable Integer retries,
            @Nullable String jobError) {

        static Token of(ActiveElement element) {
            return new Token(
                    element.key().toString(),
                    element.elementId(),
                    element.type(),
                    element.since(),
                    element.job().map(job -> job.key().toString()).orElse(null),
                    element.job().map(ActiveElement.PendingJob::type).orElse(null),
                    element.job().map(ActiveElement.PendingJob::retries).orElse(null),
                    element.job().flatMap(ActiveElement.PendingJob::error).orElse(null));
        }
    }

    /** @param value JSON as text; absent when it is too large to be shown */
    public record Variable(
            String name, String scopeKey, @Nullable String value, Instant changedAt) {

        static Variable of(ProcessVariable variable) {
            return new Variable(
                    variable.name(),
                    Long.toString(variable.scope()),
                    variable.value().orElse(null),
                    variable.changedAt());
        }
    }
}
