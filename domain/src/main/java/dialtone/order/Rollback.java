package dialtone.order;

import dialtone.catalog.ServiceSpecification.StepTemplate.Undo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What takes back the part of a plan that is not wanted any more: steps of the same plan, in the opposite order.
 *
 * <p>1 activate SIM, 2 apply network profile (after 1), both done: then 3 remove network profile, 4 deactivate SIM (after 3). Had 2 not
 * been released, 3 would only be the SIM's.
 */
public final class Rollback {

    private Rollback() {}

    /**
     * The undo steps that the plan needs and has not yet. None while a step of an unwanted item is under way: what it does must be
     * known before it can be taken back. A step behind a hard point of no return stays as it is.
     *
     * @param steps    the whole plan, in its order
     * @param unwanted which steps are not wanted any more
     * @param undoOf   what takes a step back, by its catalogue
     */
    public static List<PlanStep> missing(
            List<PlanStep> steps, Predicate<PlanStep> unwanted, Function<PlanStep, Optional<Undo>> undoOf) {
        List<PlanStep> condemned = condemned(steps, unwanted);
        return condemned.stream().anyMatch(PlanStep::isUnderWay) ? List.of() : undos(steps, condemned, undoOf);
    }

    /**
     * The same while steps are still under way: what takes such a step back waits for its outcome, too. For an amendment, whose new steps
     * name what they wait for.
     */
    public static List<PlanStep> ahead(
            List<PlanStep> steps, Predicate<PlanStep> unwanted, Function<PlanStep, Optional<Undo>> undoOf) {
        return undos(steps, condemned(steps, unwanted), undoOf);
    }

    private static List<PlanStep> condemned(List<PlanStep> steps, Predicate<PlanStep> unwanted) {
        return steps.stream()
                .filter(step -> !step.isUndo() && unwanted.test(step))
                .toList();
    }

    private static List<PlanStep> undos(
            List<PlanStep> steps, List<PlanStep> condemned, Function<PlanStep, Optional<Undo>> undoOf) {
        Map<String, String> undoIds = new HashMap<>();
        steps.forEach(step -> step.undoes().ifPresent(undone -> undoIds.put(undone, step.id())));
        List<PlanStep> missing = new ArrayList<>();
        int position = steps.isEmpty() ? 0 : steps.getLast().position();
        // from the end of the plan, so that the steps that wait for this one are seen before it
        for (PlanStep step : condemned.reversed()) {
            Optional<Undo> undo = undoOf.apply(step);
            if (step.mayHaveTouchedTheNetwork() && undo.isPresent() && !undoIds.containsKey(step.id())) {
                Set<String> before = undosOf(dependents(step, condemned), undoIds);
                if (step.isUnderWay()) {
                    before.add(step.id());
                }
                PlanStep undoStep = new PlanStep(step, undo.get(), position + missing.size() + 1, before);
                undoIds.put(step.id(), undoStep.id());
                missing.add(undoStep);
            }
        }
        return missing;
    }

    /** Ids of the steps that wait for this one, directly or through others. */
    private static Set<String> dependents(PlanStep step, List<PlanStep> among) {
        Set<String> found = new LinkedHashSet<>();
        Set<String> reached = new LinkedHashSet<>(Set.of(step.id()));
        for (PlanStep later : among) {
            if (later.dependsOn().stream().anyMatch(reached::contains)) {
                reached.add(later.id());
                found.add(later.id());
            }
        }
        return found;
    }

    private static Set<String> undosOf(Set<String> steps, Map<String, String> undoIds) {
        Set<String> undos = new LinkedHashSet<>();
        steps.forEach(step -> Optional.ofNullable(undoIds.get(step)).ifPresent(undos::add));
        return undos;
    }
}
