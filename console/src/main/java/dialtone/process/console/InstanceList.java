package dialtone.process.console;

import dialtone.base.Page;
import dialtone.base.console.Pager;
import dialtone.base.console.Words;
import dialtone.bpmn.ProcessId;
import dialtone.process.InstanceFilter;
import dialtone.process.InstanceState;
import dialtone.process.ProcessInstance;
import dialtone.process.service.ProcessInstances;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The list of process instances. Its filters are parameters of its address: state, process, order, incident, all, offset. */
@Named
@RequestScoped
public class InstanceList {
    /** A screen's worth. */
    private static final int ROWS = 25;

    /** No order id is longer. */
    private static final int MAX_ORDER = 32;

    @Inject
    private ProcessInstances instances;

    @Inject
    private HttpServletRequest request;

    private Optional<Page<ProcessInstance>> page = Optional.empty();

    public record Choice(String value, String label) {}

    public List<InstanceRow> rows() {
        return page().rows().stream().map(InstanceRow::of).toList();
    }

    public Pager pager() {
        return Pager.of(
                page(),
                ROWS,
                request.getContextPath() + "/operations/instances",
                Map.of(
                        "state", state(),
                        "process", process(),
                        "order", order(),
                        "incident", withIncident() ? "true" : "",
                        "all", withCalled() ? "true" : ""));
    }

    public boolean isFiltered() {
        return !state().isEmpty() || !process().isEmpty() || !order().isEmpty() || withIncident();
    }

    public List<Choice> states() {
        return Arrays.stream(InstanceState.values())
                .map(state -> new Choice(state.name(), Words.of(state.name())))
                .toList();
    }

    public List<Choice> processes() {
        return Arrays.stream(ProcessId.values())
                .map(process -> new Choice(process.id(), Words.of(process.id())))
                .toList();
    }

    /** Name of a state; empty for all. */
    public String state() {
        return oneOf("state", states());
    }

    /** Id of a process; empty for all. */
    public String process() {
        return oneOf("process", processes());
    }

    public String order() {
        String value =
                Optional.ofNullable(request.getParameter("order")).orElse("").strip();
        return value.substring(0, Math.min(value.length(), MAX_ORDER));
    }

    public boolean withIncident() {
        return "true".equals(request.getParameter("incident"));
    }

    /** Whether the instances that others called are listed too. Asking for one of their processes asks for them. */
    public boolean withCalled() {
        return "true".equals(request.getParameter("all"));
    }

    private String oneOf(String parameter, List<Choice> choices) {
        return choices.stream()
                .map(Choice::value)
                .filter(value -> value.equals(request.getParameter(parameter)))
                .findFirst()
                .orElse("");
    }

    private Page<ProcessInstance> page() {
        if (page.isEmpty()) {
            page = Optional.of(instances.list(
                    new InstanceFilter(
                            state().isEmpty() ? Optional.empty() : Optional.of(InstanceState.valueOf(state())),
                            process().isEmpty() ? Optional.empty() : Optional.of(process()),
                            order().isEmpty() ? Optional.empty() : Optional.of(order()),
                            withIncident(),
                            !withCalled() && process().isEmpty()),
                    Pager.offset(request.getParameter("offset"), ProcessInstances.MAX_OFFSET),
                    ROWS));
        }
        return page.get();
    }
}
