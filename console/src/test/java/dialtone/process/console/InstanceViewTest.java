package dialtone.process.console;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.process.ElementCount;
import dialtone.process.ElementVisit;
import dialtone.process.Incident;
import dialtone.process.IncidentKey;
import dialtone.process.InstanceDetail;
import dialtone.process.InstanceState;
import dialtone.process.ProcessDefinitionKey;
import dialtone.process.ProcessInstance;
import dialtone.process.ProcessInstanceKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceViewTest {
    private static final ProcessInstanceKey KEY = new ProcessInstanceKey(2_251_799_813_685_249L);
    private static final Instant STARTED = Instant.parse("2026-11-25T09:00:00Z");

    @Test
    void anElementShowsItsTokensAndOnlyItsOpenIncidents() {
        InstanceView view = InstanceView.of(
                new InstanceDetail(
                        instance(InstanceState.ACTIVE),
                        List.of(),
                        List.of(
                                new ElementCount("reserve-resources", 1, 0, 0),
                                new ElementCount("validate-order", 0, 1, 0)),
                        List.of(
                                incident(1, "reserve-resources", Optional.empty()),
                                incident(2, "validate-order", Optional.of(STARTED.plusSeconds(9)))),
                        List.of(),
                        List.of(),
                        List.of()),
                List.of());
        assertThat(view.tokens())
                .containsExactly(
                        new InstanceView.Token("reserve-resources", 1, 0, 1),
                        new InstanceView.Token("validate-order", 0, 1, 0));
        assertThat(view.openIncidents()).isEqualTo(1);
        assertThat(view.row().state().label()).isEqualTo("Incident");
    }

    @Test
    void theProcessItselfIsNoLineOfWhatHappened() {
        InstanceView view = InstanceView.of(
                new InstanceDetail(
                        instance(InstanceState.COMPLETED),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of()),
                List.of(visit("order-fulfilment", "PROCESS"), visit("validate-order", "SERVICE_TASK")));
        assertThat(view.visits()).extracting(InstanceView.VisitView::name).containsExactly("Validate order");
        assertThat(view.ended()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"12, 12 ms", "4250, 4.2 s", "12000, 12 s", "200000, 3 min 20 s", "18120000, 5 h 2 min"})
    void aDurationIsSaidAsCoarselyAsAPersonNeedsIt(long millis, String text) {
        assertThat(InstanceRow.took(Optional.of(Duration.ofMillis(millis)))).isEqualTo(text);
    }

    @Test
    void whatStillRunsHasTakenNoTimeYet() {
        assertThat(InstanceRow.took(Optional.empty())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-5", "x", "9999999999999999999", "1' OR '1'='1"})
    void aTextThatIsNoKeyIsNoInstance(String parameter) {
        assertThat(InstanceKeys.of(parameter)).isEmpty();
    }

    @Test
    void aKeyOfTheEngineIsRead() {
        assertThat(InstanceKeys.of("2251799813685249")).contains(KEY);
        assertThat(InstanceKeys.of(null)).isEmpty();
    }

    private static ProcessInstance instance(InstanceState state) {
        return new ProcessInstance(
                KEY,
                Optional.empty(),
                KEY,
                new ProcessDefinitionKey(77),
                "order-fulfilment",
                1,
                state,
                STARTED,
                Optional.empty(),
                Optional.of("ORD-100001"),
                state == InstanceState.ACTIVE ? 1 : 0);
    }

    private static Incident incident(long key, String element, Optional<Instant> resolvedAt) {
        return new Incident(
                new IncidentKey(key), KEY, element, Optional.empty(), "JOB_NO_RETRIES", "No.", STARTED, resolvedAt);
    }

    private static ElementVisit visit(String element, String type) {
        return new ElementVisit(
                element, type, InstanceState.COMPLETED, STARTED, Optional.of(STARTED), Optional.empty());
    }
}
