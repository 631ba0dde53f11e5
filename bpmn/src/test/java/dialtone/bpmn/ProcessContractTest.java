package dialtone.bpmn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * What the versions of the processes agree upon. An instance ends on the version that it began with, but what it calls begins on the newest
 * (ADR 29): the caller of yesterday has to get along with what is called today. So what a called process takes, gives and throws, and the job
 * types that instances of any version may still ask for, are written down here, and stay as they are under the same process id. What has to
 * become different gets a process of another id, and its own lines.
 */
class ProcessContractTest {

    private static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";
    private static final String ZEEBE = "http://camunda.org/schema/zeebe/1.0";

    /** For a caller that has more to say or wants less, a line of its own. Callers of before there were priorities give no queue. */
    private static final String CALLS = """
            dependency-checks takes orderId queue gives checksPassed
            perform-step takes jobType orderId queue stepId gives nothing
            resolve-fallout takes errorCode errorMessage orderId queue gives falloutDecision
            resolve-fallout takes errorCode errorMessage orderId queue stepId gives falloutDecision
            """;

    /** What leaves a process other than by its end. */
    private static final String THROWS = """
            order-fulfilment throws nothing
            dependency-checks throws ITEM_GIVEN_UP
            perform-step throws nothing
            resolve-fallout throws nothing
            """;

    /** A type that a process does not ask for any more stays worked while an instance that does may be open. */
    private static final String ASKS = """
            order-fulfilment asks for fulfilment.notify-customer inventory.install-products order.close-order order.complete-order \
            order.reject-order order.release-steps order.validate-order pool.reserve-resources rating.start-charges
            dependency-checks asks for fulfilment.check-dependencies
            perform-step asks for jobType
            resolve-fallout asks for order.open-fallout
            """;

    /** What an open instance waits for. */
    private static final String WAITS = """
            order-fulfilment waits for order.acknowledged
            dependency-checks waits for nothing
            perform-step waits for fulfilment.outcome-reported =stepId
            resolve-fallout waits for order.fallout-resolved =falloutTaskId
            """;

    private final Map<ProcessId, Document> files = new EnumMap<>(ProcessId.class);

    ProcessContractTest() throws Exception {
        for (ProcessId process : ProcessId.values()) {
            files.put(process, parsed(text(process)));
        }
    }

    @Test
    void a_called_process_takes_and_gives_what_its_callers_of_any_version_expect() {
        assertThat(calls(files.values())).containsExactlyInAnyOrderElementsOf(lines(CALLS));
    }

    @Test
    void an_error_leaves_a_process_only_where_its_callers_of_any_version_catch_it() {
        assertThat(Stream.of(ProcessId.values())
                        .map(process -> process.id() + " throws " + words(thrown(files.get(process)))))
                .containsExactlyElementsOf(lines(THROWS));
    }

    @Test
    void the_job_types_and_messages_of_a_process_are_those_that_its_open_instances_know() {
        assertThat(Stream.of(ProcessId.values())
                        .map(process -> process.id() + " asks for " + words(asked(files.get(process)))))
                .containsExactlyElementsOf(lines(ASKS));
        assertThat(Stream.of(ProcessId.values())
                        .map(process -> process.id() + " waits for " + words(messages(files.get(process)))))
                .containsExactlyElementsOf(lines(WAITS));
    }

    @Test
    void a_changed_name_is_noticed() throws Exception {
        Document changed = parsed(text(ProcessId.ORDER_FULFILMENT).replace("target=\"stepId\"", "target=\"step\""));
        assertThat(calls(List.of(changed))).contains("perform-step takes jobType orderId queue step gives nothing");
        Document escaping = parsed(text(ProcessId.DEPENDENCY_CHECKS).replace("ITEM_GIVEN_UP", "GIVEN_UP"));
        assertThat(thrown(escaping)).containsExactly("GIVEN_UP");
        Document another = parsed(text(ProcessId.RESOLVE_FALLOUT).replace("order.open-fallout", "order.ask-somebody"));
        assertThat(asked(another)).containsExactly("order.ask-somebody");
        Document hurried =
                parsed(text(ProcessId.RESOLVE_FALLOUT).replace(" else queue)", " else &quot;.urgent&quot;)"));
        assertThat(asked(hurried))
                .containsExactly(values(hurried, ZEEBE, "taskDefinition", "type")
                        .iterator()
                        .next());
        Document waiting = parsed(
                text(ProcessId.PERFORM_STEP).replace("correlationKey=\"=stepId\"", "correlationKey=\"=orderId\""));
        assertThat(messages(waiting)).containsExactly("fulfilment.outcome-reported =orderId");
    }

    private static Set<String> calls(Iterable<Document> documents) {
        Set<String> calls = new TreeSet<>();
        for (Document document : documents) {
            for (Element activity : elements(document, BPMN, "callActivity")) {
                Element called = elements(activity, ZEEBE, "calledElement").getFirst();
                assertThat(called.getAttribute("propagateAllParentVariables")).isEqualTo("false");
                assertThat(called.getAttribute("propagateAllChildVariables")).isEqualTo("false");
                Set<String> gives = elements(activity, ZEEBE, "output").stream()
                        .map(output -> output.getAttribute("source").substring(1))
                        .collect(Collectors.toCollection(TreeSet::new));
                calls.add(called.getAttribute("processId") + " takes "
                        + words(values(activity, ZEEBE, "input", "target")) + " gives " + words(gives));
            }
        }
        return calls;
    }

    /** Codes of the errors that its end events throw. */
    private static Set<String> thrown(Document document) {
        Map<String, String> codes = elements(document, BPMN, "error").stream()
                .collect(Collectors.toMap(error -> error.getAttribute("id"), error -> error.getAttribute("errorCode")));
        return elements(document, BPMN, "endEvent").stream()
                .flatMap(end -> values(end, BPMN, "errorEventDefinition", "errorRef").stream())
                .map(reference -> Objects.requireNonNull(codes.get(reference)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Job types without the queue of the order, which each of them has at its end. */
    private static Set<String> asked(Document document) {
        return values(document, ZEEBE, "taskDefinition", "type").stream()
                .map(TaskType::withoutQueue)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Names of its messages, with what they are correlated by. */
    private static Set<String> messages(Document document) {
        return elements(document, BPMN, "message").stream()
                .map(message -> Stream.concat(
                                Stream.of(message.getAttribute("name")),
                                values(message, ZEEBE, "subscription", "correlationKey").stream())
                        .collect(Collectors.joining(" ")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> values(Node within, String namespace, String name, String attribute) {
        return elements(within, namespace, name).stream()
                .map(element -> element.getAttribute(attribute))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Element> elements(Node within, String namespace, String name) {
        NodeList found = within instanceof Document document
                ? document.getElementsByTagNameNS(namespace, name)
                : ((Element) within).getElementsByTagNameNS(namespace, name);
        return IntStream.range(0, found.getLength())
                .mapToObj(found::item)
                .map(Element.class::cast)
                .toList();
    }

    private static String words(Set<String> values) {
        return values.isEmpty() ? "nothing" : String.join(" ", values);
    }

    private static List<String> lines(String text) {
        return new ArrayList<>(text.lines().toList());
    }

    private static String text(ProcessId process) throws IOException {
        try (InputStream file = Objects.requireNonNull(
                ProcessContractTest.class.getClassLoader().getResourceAsStream(process.resource()))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Document parsed(String bpmn) throws ParserConfigurationException, SAXException, IOException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(bpmn.getBytes(StandardCharsets.UTF_8)));
    }
}
