package dialtone.catalog.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Rejection;
import dialtone.element.FaultPolicy;
import dialtone.element.FaultPolicy.Fault;
import dialtone.element.FaultPolicy.Hold;
import dialtone.element.FaultPolicy.Kind;
import dialtone.element.FaultPolicy.Rule;
import dialtone.element.FaultPolicy.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultPolicyLoaderTest {

    private static final String GOOD = """
            faults:
              - {element: hlr, codes: ["MAP 34", "Diameter 5012"], name: failed, means: It failed., way: retry, source: TS 29.002}
              - {element: smdp, codes: ["SGP.22 8.2.5/3.7"], name: none left, means: Wait., way: hold, wait: PT5M, times: 3, source: SGP.22}
            otherwise:
              - {fault: invalidInput, means: Wrong., way: manual}
              - {fault: entityNotFound, means: Not there., way: manual}
              - {fault: objectInUse, means: There., way: rollback}
              - {fault: notInValidState, means: Not so., way: manual}
              - {fault: unableToComply, means: Would not., way: manual}
            """;

    @Test
    void the_policy_of_the_house_has_codes_of_each_element_and_each_way() {
        FaultPolicy policy = FaultPolicyLoader.load(Path.of("..", "catalog"));
        assertThat(way(policy, "hlr", "MAP 34")).isEqualTo(Way.RETRY);
        assertThat(way(policy, "hlr", "MAP 1")).isEqualTo(Way.MANUAL);
        assertThat(way(policy, "smdp", "SGP.22 8.2.5/3.8")).isEqualTo(Way.ROLLBACK);
        assertThat(way(policy, "policy", "Diameter 3004")).isEqualTo(Way.HOLD);
        assertThat(way(policy, "device", "TMF640 InError")).isEqualTo(Way.RETRY);
        assertThat(policy.rules().stream().map(Rule::element).collect(Collectors.toSet()))
                .isEqualTo(Set.copyOf(FaultPolicy.ELEMENTS));
        assertThat(policy.rules().stream().map(Rule::way).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(Way.values());
    }

    @Test
    void a_code_without_a_row_is_judged_by_the_kind_of_fault() {
        FaultPolicy policy = FaultPolicyLoader.read(GOOD).fold(read -> read, reasons -> {
            throw new AssertionError(reasons.toString());
        });
        assertThat(policy.rule(new Fault("hlr", Kind.UNABLE_TO_COMPLY, "Diameter 5012"))
                        .way())
                .isEqualTo(Way.RETRY);
        assertThat(policy.rule(new Fault("sim", Kind.UNABLE_TO_COMPLY, "MAP 34"))
                        .way())
                .as("another element's code")
                .isEqualTo(Way.MANUAL);
        assertThat(policy.rule(new Fault("hlr", Kind.OBJECT_IN_USE, "")).way()).isEqualTo(Way.ROLLBACK);
        assertThat(policy.rule(new Fault("smdp", Kind.UNABLE_TO_COMPLY, "SGP.22 8.2.5/3.7"))
                        .hold())
                .contains(new Hold(Duration.ofMinutes(5), 3));
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource(delimiter = '|', textBlock = """
            element: hlr              | element: mail              | 2 | element mail performs no step
            way: retry                | way: perhaps               | 2 | way perhaps is none of retry, rollback, hold, manual
            way: retry                | way: retry, wait: PT5M     | 2 | wait is of what is held
            'codes: ["MAP 34", "Diameter 5012"]' | 'codes: []'      | 2 | names one code at least
            'Diameter 5012'           | 'MAP 34'                   | 2 | MAP 34 of hlr has a row already
            ', source: TS 29.002'     | ''                         | 2 | source is missing
            wait: PT5M                | wait: 5m                   | 3 | wait is a duration such as PT5M, not 5m
            wait: PT5M                | wait: PT1S                 | 3 | wait is from PT15S to PT24H
            times: 3                  | times: often               | 3 | times is a number, not often
            times: 3                  | times: 201                 | 3 | times from 1 to 200
            'times: 3, '              | ''                         | 3 | times is missing
            fault: invalidInput       | fault: strange             | 5 | fault strange is none of invalidInput
            fault: invalidInput       | fault: objectInUse         | 7 | objectInUse has a row already
            name: none left           | title: none left           | 3 | unknown key title
            """)
    void a_bad_row_is_refused_with_file_line_and_reason(String good, String bad, int line, String reason) {
        assertThat(faults(GOOD.replaceFirst(Pattern.quote(good), bad == null ? "" : bad)))
                .anySatisfy(fault -> assertThat(fault)
                        .startsWith("operations/fault-policy.yaml:" + line + " ")
                        .contains(reason));
    }

    @Test
    void every_kind_of_fault_has_a_row() {
        assertThat(faults(GOOD.replaceFirst("(?m)^.*unableToComply.*\\n", "")))
                .singleElement()
                .asString()
                .contains("every kind of fault has a row");
    }

    @Test
    void an_installation_without_a_policy_asks_somebody_and_with_a_bad_one_it_does_not_start(@TempDir Path folder)
            throws IOException {
        assertThat(FaultPolicyLoader.load(folder)).isEqualTo(FaultPolicy.ASK_SOMEBODY);
        Files.createDirectory(folder.resolve("operations"));
        Files.writeString(folder.resolve(FaultPolicyLoader.FILE), GOOD.replace("way: retry", "way: perhaps"));
        assertThatThrownBy(() -> FaultPolicyLoader.load(folder))
                .hasMessageContaining("operations/fault-policy.yaml:2: way perhaps");
    }

    private static Way way(FaultPolicy policy, String element, String code) {
        return policy.rule(new Fault(element, Kind.UNABLE_TO_COMPLY, code)).way();
    }

    private static List<String> faults(String text) {
        return FaultPolicyLoader.read(text)
                .fold(
                        policy -> List.of(),
                        reasons -> reasons.stream()
                                .map(FaultPolicyLoaderTest::words)
                                .toList());
    }

    private static String words(Rejection reason) {
        return reason.field() + " " + reason.message();
    }
}
