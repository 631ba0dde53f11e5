package dialtone.fulfilment;

import dialtone.catalog.Decomposition;
import dialtone.catalog.ProductOffering.Role;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the network says of the place of use, line by line: whether a cell reaches it, whether by the technology that the plan needs, and
 * whether that cell takes a further line.
 */
public final class CoverageRules {

    private static final String CHECK = "coverage";

    /** Codes of the network that are told as they are; any other is that there is no coverage. */
    private static final Set<String> CODES = Set.of("NO_COVERAGE", "TECHNOLOGY_NOT_AVAILABLE", "CELL_AT_CAPACITY");

    /** Item that a question about the place alone is asked under. */
    private static final String PLACE = "place";

    private CoverageRules() {}

    /**
     * The network's answer about one line.
     *
     * @param item       id of the order's item
     * @param covered    whether it may be had there
     * @param code       why not
     * @param label      why not, in the network's words
     * @param technology that is there instead; empty when none is
     * @param from       when there will be room; empty when that is not known
     */
    public record Answer(
            String item,
            boolean covered,
            String code,
            String label,
            Optional<String> technology,
            Optional<Instant> from) {}

    /**
     * What is to be asked: the technology that each line needs that comes or changes its plan, empty for any, by the id of its item. An
     * order with no such line asks about the place by itself.
     */
    public static Map<String, String> technologies(CheckRequest request) {
        Map<String, String> technologies = new LinkedHashMap<>();
        request.items().stream()
                .filter(item -> item.role() == Role.PLAN)
                .forEach(item ->
                        technologies.put(item.itemId(), item.technology().orElse("")));
        request.changed()
                .forEach(item ->
                        technologies.put(item.itemId(), item.technology().orElse("")));
        return technologies.isEmpty() ? Map.of(PLACE, "") : technologies;
    }

    /** Items that were asked about and not answered: of them nothing is known, whatever is said of others. */
    public static Set<String> unanswered(CheckRequest request, List<Answer> answers) {
        Set<String> unanswered = new LinkedHashSet<>(technologies(request).keySet());
        answers.forEach(answer -> unanswered.remove(answer.item()));
        return unanswered;
    }

    /**
     * {@code NO_COVERAGE}; {@code TECHNOLOGY_NOT_AVAILABLE}, instead plans that do with what is there; {@code CELL_AT_CAPACITY}, instead
     * when there is room. A full cell has its place for a line that changes its plan: that is there already.
     */
    public static List<CheckResult> judge(CheckRequest request, List<Answer> answers) {
        List<CheckResult> found = answers.stream()
                .filter(answer -> !answer.covered() && !isThere(request, answer))
                .map(answer -> refused(request, answer))
                .toList();
        return found.isEmpty() ? List.of(CheckResult.passed(CHECK, "The network covers the address.")) : found;
    }

    private static boolean isThere(CheckRequest request, Answer answer) {
        return answer.code().equals("CELL_AT_CAPACITY")
                && request.changed().stream().anyMatch(item -> item.itemId().equals(answer.item()));
    }

    private static CheckResult refused(CheckRequest request, Answer answer) {
        String code = CODES.contains(answer.code()) ? answer.code() : "NO_COVERAGE";
        CheckResult finding = CheckResult.refused(CHECK, code, answer.label() + ".")
                .mendedBy(
                        switch (code) {
                            case "TECHNOLOGY_NOT_AVAILABLE" ->
                                "A plan that does with what the cell has, or another address.";
                            case "CELL_AT_CAPACITY" -> "A start when the cell has room again, or another address.";
                            default -> "An address that the network reaches.";
                        })
                .orRather(answer.technology()
                        .map(technology -> plansWith(request, answer.item(), technology))
                        .orElseGet(() -> answer.from().stream()
                                .map(Alternative::startingAt)
                                .toList()));
        return answer.item().equals(PLACE) ? finding : finding.about(answer.item());
    }

    private static List<Alternative> plansWith(CheckRequest request, String itemId, String technology) {
        return Stream.concat(request.items().stream(), request.changed().stream())
                .filter(item -> item.itemId().equals(itemId))
                .flatMap(item -> request.catalog().offerings().stream()
                        .filter(offering -> offering.role() == Role.PLAN)
                        .filter(offering -> Decomposition.of(request.catalog(), offering, item.characteristics())
                                .technology()
                                .filter(technology::equals)
                                .isPresent()))
                .map(Alternative::offering)
                .toList();
    }
}
