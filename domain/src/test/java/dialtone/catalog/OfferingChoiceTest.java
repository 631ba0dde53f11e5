package dialtone.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which offerings go on one line, as far as the catalogue says. */
class OfferingChoiceTest {

    private static final Catalog CATALOG = new Catalog(
            "1",
            List.of(
                    offering("small", ProductOffering.Role.PLAN, List.of(), List.of(), Optional.empty()),
                    offering("large", ProductOffering.Role.PLAN, List.of(), List.of(), Optional.empty()),
                    offering("boost", ProductOffering.Role.ADD_ON, List.of("large"), List.of(), Optional.of(2)),
                    offering("pack", ProductOffering.Role.ADD_ON, List.of(), List.of("small"), Optional.empty())),
            List.of(),
            List.of(),
            List.of());

    private static ProductOffering offering(
            String id,
            ProductOffering.Role role,
            List<String> requires,
            List<String> excludes,
            Optional<Integer> mostPerLine) {
        return new ProductOffering(
                new OfferingId(id),
                id,
                "",
                role,
                id,
                List.of(),
                List.of(),
                new ProductOffering.Relations(
                        requires.stream().map(OfferingId::new).toList(),
                        excludes.stream().map(OfferingId::new).toList(),
                        mostPerLine),
                ProductOffering.Terms.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "small, ",
        "large boost boost, ",
        "boost, ",
        "pack large, ",
        "'', offerings NOTHING_CHOSEN",
        "small none, offerings[1] UNKNOWN_OFFERING",
        "small large, offerings SEVERAL_PLANS",
        "small boost, offerings[1] REQUIREMENT_MISSING",
        "small pack, offerings[1] EXCLUDED",
        "large boost boost boost, offerings[1] TOO_MANY",
    })
    void a_choice_is_taken_or_says_why_not(String ids, String refusal) {
        List<String> chosen = ids.isEmpty() ? List.of() : List.of(ids.split(" "));

        String said = OfferingChoice.of(CATALOG, chosen)
                .fold(
                        offerings -> offerings.size() == chosen.size() ? "" : "lost",
                        reasons -> reasons.getFirst().field() + " "
                                + reasons.getFirst().code());

        assertThat(said).isEqualTo(refusal == null ? "" : refusal);
    }
}
