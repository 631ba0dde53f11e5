package dialtone.catalog.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Rejection;
import dialtone.catalog.Catalog;
import dialtone.order.FalloutRouting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FalloutRoutingLoaderTest {

    private static final String GOOD = """
            teams:
              - {name: stock, label: Stock}
              - {name: desk, label: Desk}
            rules:
              - {errorCodes: [SIM_POOL_EMPTY], team: stock, resolveWithin: PT1H, escalateTo: desk}
              - {jobTypes: [fulfilment.activate-sim], team: desk, resolveWithin: PT2H}
              - {team: desk, resolveWithin: PT4H}
            """;

    @Test
    void the_teams_of_the_house_are_as_they_should_be() throws IOException {
        Catalog catalog = CatalogLoader.load(CatalogSource.in(Path.of("..", "catalog")))
                .fold(read -> read, reasons -> {
                    throw new AssertionError(reasons.toString());
                });
        FalloutRouting routing = FalloutRoutingLoader.load(Path.of("..", "catalog"), catalog);
        assertThat(routing.rule(Optional.of("fulfilment.activate-sim"), "ELEMENT_REFUSED"))
                .satisfies(rule -> {
                    assertThat(rule.team()).isEqualTo("subscriber-data");
                    assertThat(rule.resolveWithin()).isEqualTo(Duration.ofHours(2));
                    assertThat(rule.escalateTo()).contains("duty-manager");
                });
        assertThat(routing.rule(Optional.empty(), "NUMBER_POOL_EMPTY").team()).isEqualTo("stock");
        assertThat(routing.rule(Optional.empty(), "RETRIES_EXHAUSTED").team()).isEqualTo("operations");
        assertThat(routing.label("duty-manager")).isEqualTo("Duty manager");
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', textBlock = """
            name: desk,             | name: stock,           | operations/fallout-teams.yaml:3  | team stock is named a second time
            [SIM_POOL_EMPTY]        | [SIM_POOL]             | operations/fallout-teams.yaml:5  | SIM_POOL is not a process error
            [SIM_POOL_EMPTY]        | []                     | operations/fallout-teams.yaml:5  | names one at least
            PT1H                    | 1h                     | operations/fallout-teams.yaml:5  | a duration such as PT2H, not 1h
            PT1H                    | PT30S                  | operations/fallout-teams.yaml:5  | from PT1M to PT720H
            escalateTo: desk        | escalateTo: stock      | operations/fallout-teams.yaml:5  | another team than its own
            escalateTo: desk        | escalateTo: boss       | operations/fallout-teams.yaml:5  | team boss is not among the teams
            fulfilment.activate-sim | fulfilment.activate-it | operations/fallout-teams.yaml:6  | job type fulfilment.activate-it
            team: desk, resolveWithin: PT2H | team: hall, resolveWithin: PT2H | operations/fallout-teams.yaml:6 | team hall is not among
            jobTypes: [fulfilment.activate-sim], team: desk | team: desk | operations/fallout-teams.yaml:7 | never asked
            - {team: desk, resolveWithin: PT4H} |           | operations/fallout-teams.yaml:5  | so that no task is nobody's
            teams:                  | crews:                 | operations/fallout-teams.yaml:2  | unknown key crews
            rules:                  | rules: [               | operations/fallout-teams.yaml:5  | not YAML
            """)
    void what_is_wrong_is_said_with_its_line(String right, String wrong, String place, String reason) {
        String text = GOOD.replace(right, Optional.ofNullable(wrong).orElse(""));
        List<Rejection> faults = FalloutRoutingLoader.read(text, catalog())
                .fold(
                        routing -> {
                            throw new AssertionError("Taken: " + routing);
                        },
                        reasons -> reasons);
        assertThat(faults).anySatisfy(fault -> {
            assertThat(fault.field()).isEqualTo(place);
            assertThat(fault.message()).contains(reason);
        });
    }

    @Test
    void an_installation_that_says_nothing_has_one_desk_and_one_that_says_it_wrong_does_not_start(@TempDir Path folder)
            throws IOException {
        assertThat(FalloutRoutingLoader.load(folder, catalog())).isEqualTo(FalloutRouting.ONE_DESK);
        Files.createDirectories(folder.resolve("operations"));
        Files.writeString(folder.resolve(FalloutRoutingLoader.FILE), "teams: []\n");
        assertThatThrownBy(() -> FalloutRoutingLoader.load(folder, catalog()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("operations/fallout-teams.yaml:1: ");
        Files.writeString(folder.resolve(FalloutRoutingLoader.FILE), GOOD);
        assertThat(FalloutRoutingLoader.load(folder, catalog()).rules()).hasSize(3);
    }

    private static Catalog catalog() {
        return new Catalog("1", List.of(), List.of(), List.of(), List.of());
    }
}
