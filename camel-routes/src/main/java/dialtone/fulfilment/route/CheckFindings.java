package dialtone.fulfilment.route;

import dialtone.fulfilment.CheckResult;
import dialtone.platform.job.JobOutcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What the checks of one request came to, as they answer: findings, checks that could not be made (the error handling has said why), and
 * bugs.
 *
 * @param asked      names of the checks that are made
 * @param answers    findings, by the name of the check
 * @param impossible by the name of the check
 */
public record CheckFindings(
        Set<String> asked,
        Map<String, List<CheckResult>> answers,
        Map<String, Impossible> impossible,
        List<Exception> bugs) {

    /** Routes with ids of this beginning are checks. */
    static final String CHECKS = "check.";

    /** Property of an exchange: names of the checks that are made for its request. */
    static final String ASKED = "dialtone.checks";

    /** @param element network element that was to be asked; empty when it did not come to that */
    public record Impossible(String element, JobOutcome outcome) {}

    private static CheckFindings none(Exchange check) {
        Collection<?> asked = check.getProperty(ASKED, Collection.class);
        Set<String> names = new TreeSet<>();
        asked.forEach(name -> names.add(name.toString()));
        return new CheckFindings(names, new TreeMap<>(), new TreeMap<>(), new ArrayList<>());
    }

    /** All findings, by the names of the checks. */
    public List<CheckResult> results() {
        return answers.values().stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparing(CheckResult::check))
                .toList();
    }

    /** Checks that have neither answered nor failed. */
    public Set<String> missing() {
        Set<String> missing = new TreeSet<>(asked);
        missing.removeAll(answers.keySet());
        missing.removeAll(impossible.keySet());
        return missing;
    }

    /** One that could not be asked at all keeps the others waiting, whatever they would say: no attempt is used up. */
    JobOutcome whatToWaitFor() {
        return impossible.values().stream()
                .map(Impossible::outcome)
                .filter(JobOutcome.Deferred.class::isInstance)
                .findFirst()
                .orElseGet(() -> impossible.values().iterator().next().outcome());
    }

    private void add(Exchange check) {
        Exception bug = check.getException();
        if (bug != null) {
            bugs.add(bug);
            check.setException(null);
            return;
        }
        String endpoint = check.getProperty(Exchange.RECIPIENT_LIST_ENDPOINT, "", String.class);
        String name = endpoint.substring(endpoint.indexOf(CHECKS) + CHECKS.length());
        switch (check.getMessage().getBody()) {
            case CheckResult result -> answers.put(name, List.of(result));
            case List<?> results ->
                answers.put(name, results.stream().map(CheckResult.class::cast).toList());
            case JobOutcome outcome ->
                impossible.put(
                        name,
                        new Impossible(check.getProperty(NetworkElementRoutes.ELEMENT, "", String.class), outcome));
            default -> bugs.add(new IllegalStateException("A check answers with no result: " + check));
        }
    }

    /** Collects them one after the other, whatever order they come in. */
    static final class Collecting implements AggregationStrategy {

        @Override
        public Exchange aggregate(@Nullable Exchange before, Exchange check) {
            CheckFindings found =
                    before == null ? none(check) : before.getMessage().getBody(CheckFindings.class);
            found.add(check);
            check.getMessage().setBody(found);
            return check;
        }
    }
}
