package dialtone.platform.route;

import dialtone.catalog.Catalog;
import dialtone.catalog.ServiceSpecification;
import dialtone.catalog.ServiceSpecification.StepTemplate;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether a route works each job that the steps of a catalogue name. The loader knows the names of the jobs; what works them is known when
 * the routes are there.
 */
final class WorkedSteps {

    private WorkedSteps() {}

    /**
     * What is wrong, one sentence for each job without a route; none when nothing is.
     *
     * @param routes ids of the routes of this installation
     */
    static List<String> missing(Catalog catalog, Set<String> routes) {
        return catalog.services().stream()
                .flatMap(service -> jobTypes(service)
                        .distinct()
                        .filter(jobType -> !routes.contains(jobType))
                        .map(jobType -> "service " + service.name() + " of catalogue " + catalog.version() + " names "
                                + jobType + ", which no route works (rule worked-step)"))
                .toList();
    }

    private static Stream<String> jobTypes(ServiceSpecification service) {
        return service.step().stream().flatMap(WorkedSteps::jobTypes);
    }

    private static Stream<String> jobTypes(StepTemplate step) {
        return Stream.of(
                        Stream.of(step.jobType()),
                        step.undo().map(StepTemplate.Undo::jobType).stream(),
                        step.atEnd().flatMap(StepTemplate.AtEnd::work).map(StepTemplate.Undo::jobType).stream(),
                        step.replacement().stream()
                                .flatMap(way ->
                                        Stream.of(way.jobType(), way.undo().jobType())),
                        step.suspension().stream()
                                .flatMap(way -> Stream.of(
                                        way.begins().jobType(), way.ends().jobType())),
                        step.simSwap().ways().values().stream()
                                .flatMap(way -> Stream.concat(Stream.of(way.work()), way.back().stream()))
                                .map(StepTemplate.Undo::jobType))
                .flatMap(names -> names);
    }
}
