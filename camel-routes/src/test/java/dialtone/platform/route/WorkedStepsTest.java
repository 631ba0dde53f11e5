package dialtone.platform.route;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.catalog.Catalog;
import dialtone.catalog.ServiceSpecification;
import dialtone.catalog.ServiceSpecification.Kind;
import dialtone.catalog.ServiceSpecification.PointOfNoReturn;
import dialtone.catalog.ServiceSpecification.StepTemplate;
import dialtone.catalog.ServiceSpecification.StepTemplate.Replacement;
import dialtone.catalog.ServiceSpecification.StepTemplate.Suspension;
import dialtone.catalog.ServiceSpecification.StepTemplate.Undo;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A step of the catalogue that no route works is found before it is ordered. */
class WorkedStepsTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    private static final StepTemplate STEP = new StepTemplate(
            "a.make",
            "Make",
            List.of(),
            SOON,
            Map.of(),
            PointOfNoReturn.NONE,
            Optional.of(undo("a.unmake")),
            Optional.of(new Replacement(List.of("other"), "a.replace", "Replace", SOON, undo("a.restore"))),
            Optional.of(new Suspension(undo("a.bar"), undo("a.unbar"))));

    private static final Catalog CATALOG = new Catalog(
            "2026.11.0",
            List.of(),
            List.of(
                    new ServiceSpecification("voice", Kind.CUSTOMER_FACING, List.of(), Optional.empty()),
                    new ServiceSpecification("mailbox", Kind.RESOURCE_FACING, List.of(), Optional.of(STEP))),
            List.of(),
            List.of());

    private static final Set<String> ALL =
            Set.of("a.make", "a.unmake", "a.replace", "a.restore", "a.bar", "a.unbar", "a.more");

    @Test
    void aCatalogueWhoseEveryJobHasARouteIsGood() {
        assertThat(WorkedSteps.missing(CATALOG, ALL)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.make", "a.unmake", "a.replace", "a.restore", "a.bar", "a.unbar"})
    void aJobWithoutARouteIsNamedWithItsServiceAndTheRule(String missing) {
        Set<String> others = new HashSet<>(ALL);
        others.remove(missing);
        assertThat(WorkedSteps.missing(CATALOG, others))
                .singleElement()
                .asString()
                .contains("mailbox", "2026.11.0", missing, "rule worked-step");
    }

    private static Undo undo(String jobType) {
        return new Undo(jobType, "Back", SOON);
    }
}
