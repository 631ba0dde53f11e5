package dialtone.order;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which team decides about a fallout task, until when, and who is asked after that: rules in their order, of which the first that fits
 * counts. The last fits every task.
 */
public record FalloutRouting(List<Team> teams, List<Rule> rules) {

    /** More than a person keeps in his head. */
    public static final int MAX_RULES = 200;

    /** Longest name and label of a team. */
    public static final int MAX_NAME = 64;

    /** Sooner nobody can have looked, later nobody waits. */
    public static final Duration SHORTEST = Duration.ofMinutes(1);

    public static final Duration LONGEST = Duration.ofDays(30);

    /**
     * Those who decide.
     *
     * @param name  in kebab-case
     * @param label as a person reads it
     */
    public record Team(String name, String label) {}

    /**
     * Whose the tasks are that it fits.
     *
     * @param jobTypes      of the step that cannot go on; empty: of any, and when no step is at fault
     * @param errorCodes    names of process errors; empty: any
     * @param resolveWithin from the opening of the task to its deadline, {@link #SHORTEST} to {@link #LONGEST}
     * @param escalateTo    team that gets it after the deadline; empty: it stays where it is
     */
    public record Rule(
            Set<String> jobTypes,
            Set<String> errorCodes,
            String team,
            Duration resolveWithin,
            Optional<String> escalateTo) {

        public Rule {
            jobTypes = Set.copyOf(jobTypes);
            errorCodes = Set.copyOf(errorCodes);
        }

        boolean fits(Optional<String> jobType, String errorCode) {
            return (jobTypes.isEmpty() || jobType.filter(jobTypes::contains).isPresent())
                    && (errorCodes.isEmpty() || errorCodes.contains(errorCode));
        }

        /** Whether there is no task that it does not fit. */
        public boolean fitsAll() {
            return jobTypes.isEmpty() && errorCodes.isEmpty();
        }
    }

    /** For an installation that says nothing: one desk, which has four hours. */
    public static final FalloutRouting ONE_DESK = new FalloutRouting(
            List.of(new Team("operations", "Operations desk")),
            List.of(new Rule(Set.of(), Set.of(), "operations", Duration.ofHours(4), Optional.empty())));

    /** @throws IllegalArgumentException unless the last rule fits every task */
    public FalloutRouting {
        teams = List.copyOf(teams);
        rules = List.copyOf(rules);
        if (rules.isEmpty() || !rules.getLast().fitsAll()) {
            throw new IllegalArgumentException("The last rule fits every task");
        }
    }

    /**
     * @param jobType of the step that cannot go on; empty when the order as a whole cannot
     */
    public Rule rule(Optional<String> jobType, String errorCode) {
        return rules.stream()
                .filter(rule -> rule.fits(jobType, errorCode))
                .findFirst()
                .orElseThrow();
    }

    /** As a person reads it; the name itself of a team that is gone. */
    public String label(String team) {
        return teams.stream()
                .filter(known -> known.name().equals(team))
                .map(Team::label)
                .findFirst()
                .orElse(team);
    }
}
