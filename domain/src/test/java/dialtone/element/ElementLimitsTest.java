package dialtone.element;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.element.ElementLimits.CallWindow;
import dialtone.element.ElementLimits.MaintenanceProposal;
import dialtone.element.ElementLimits.Proposal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElementLimitsTest {

    private static final Instant TEN = Instant.parse("2026-11-25T10:00:00Z");

    @Test
    void whatIsAskedForWithinItsRangesIsTaken() {
        ElementLimits limits =
                accepted(proposal(20, 600, 10, 4, maintenance(null, "2026-11-25T11:00:00Z", " new boards ")));
        assertThat(limits)
                .isEqualTo(new ElementLimits(
                        Optional.of(20),
                        Optional.of(new CallWindow(600, 10)),
                        Optional.of(4),
                        Optional.of(new Maintenance(TEN, TEN.plus(Duration.ofHours(1)), "new boards"))));
        assertThat(limits.limitCalls()).isTrue();
    }

    @Test
    void nothingAskedForLimitsNothing() {
        ElementLimits limits = accepted(proposal(null, null, null, null, null));
        assertThat(limits).isEqualTo(ElementLimits.NONE);
        assertThat(limits.limitCalls()).isFalse();
    }

    @Test
    void aMaintenanceAloneLimitsNoCalls() {
        assertThat(accepted(proposal(null, null, null, null, maintenance(null, "2026-11-25T11:00:00Z", "boards")))
                        .limitCalls())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "0, , , , callsPerSecond, OUT_OF_RANGE",
        "1001, , , , callsPerSecond, OUT_OF_RANGE",
        ", 0, 5, , callsPerWindow, OUT_OF_RANGE",
        ", 10001, 5, , callsPerWindow, OUT_OF_RANGE",
        ", 5, 0, , windowMinutes, OUT_OF_RANGE",
        ", 5, 61, , windowMinutes, OUT_OF_RANGE",
        ", 5, , , windowMinutes, MISSING",
        ", , 5, , callsPerWindow, MISSING",
        ", , , -1, concurrentCalls, OUT_OF_RANGE",
        ", , , 33, concurrentCalls, OUT_OF_RANGE",
    })
    void aNumberThatMakesNoSenseIsRefusedByItsField(
            @Nullable Integer perSecond,
            @Nullable Integer perWindow,
            @Nullable Integer minutes,
            @Nullable Integer concurrent,
            String field,
            String code) {
        assertThat(refused(proposal(perSecond, perWindow, minutes, concurrent, null)))
                .singleElement()
                .satisfies(reason -> {
                    assertThat(reason.field()).isEqualTo(field);
                    assertThat(reason.code()).isEqualTo(code);
                });
    }

    @ParameterizedTest
    @CsvSource({
        ", 2026-11-25T11:00:00Z, , maintenance.reason, MISSING",
        ", 2026-11-25T11:00:00Z, '  ', maintenance.reason, MISSING",
        ", , boards, maintenance.until, MISSING",
        ", 2026-11-25T10:00:00Z, boards, maintenance.until, INVALID_PERIOD",
        "2026-11-25T08:00:00Z, 2026-11-25T09:00:00Z, boards, maintenance.until, INVALID_PERIOD",
        "2026-11-25T12:00:00Z, 2026-11-25T11:00:00Z, boards, maintenance.until, INVALID_PERIOD",
        ", 2026-12-02T10:00:01Z, boards, maintenance.until, TOO_LONG",
    })
    void aMaintenanceThatMakesNoSenseIsRefusedByItsField(
            @Nullable String from, @Nullable String until, @Nullable String reason, String field, String code) {
        assertThat(refused(proposal(null, null, null, null, maintenance(from, until, reason))))
                .singleElement()
                .satisfies(refusal -> {
                    assertThat(refusal.field()).isEqualTo(field);
                    assertThat(refusal.code()).isEqualTo(code);
                });
    }

    @Test
    void aReasonIsAsLongAsItsColumn() {
        String longest = "x".repeat(ElementLimits.MAX_REASON);
        accepted(proposal(null, null, null, null, maintenance(null, "2026-11-25T11:00:00Z", longest)));
        assertThat(refused(proposal(null, null, null, null, maintenance(null, "2026-11-25T11:00:00Z", longest + "x"))))
                .extracting(Rejection::code)
                .containsExactly("TOO_LONG");
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        assertThat(refused(proposal(0, 0, null, 0, maintenance(null, null, null))))
                .extracting(Rejection::field)
                .containsExactly(
                        "callsPerSecond",
                        "callsPerWindow",
                        "concurrentCalls",
                        "windowMinutes",
                        "maintenance.reason",
                        "maintenance.until");
    }

    @Test
    void aMaintenanceHoldsFromItsBeginningAndNotAtItsEnd() {
        Maintenance maintenance = new Maintenance(TEN, TEN.plusSeconds(60), "boards");
        assertThat(maintenance.holdsAt(TEN.minusNanos(1))).isFalse();
        assertThat(maintenance.holdsAt(TEN)).isTrue();
        assertThat(maintenance.holdsAt(TEN.plusSeconds(60).minusNanos(1))).isTrue();
        assertThat(maintenance.holdsAt(TEN.plusSeconds(60))).isFalse();
    }

    @Test
    void aMaintenanceThatIsOverIsNoneAnyMore() {
        ElementLimits limits =
                accepted(proposal(20, null, null, null, maintenance(null, "2026-11-25T11:00:00Z", "boards")));
        assertThat(limits.at(TEN)).isEqualTo(limits);
        assertThat(limits.at(TEN.plusSeconds(3_599))).isEqualTo(limits);
        assertThat(limits.at(TEN.plusSeconds(3_600))).isEqualTo(accepted(proposal(20, null, null, null, null)));
    }

    private static Proposal proposal(
            @Nullable Integer perSecond,
            @Nullable Integer perWindow,
            @Nullable Integer minutes,
            @Nullable Integer concurrent,
            @Nullable MaintenanceProposal maintenance) {
        return new Proposal(
                Optional.ofNullable(perSecond),
                Optional.ofNullable(perWindow),
                Optional.ofNullable(minutes),
                Optional.ofNullable(concurrent),
                Optional.ofNullable(maintenance));
    }

    private static MaintenanceProposal maintenance(
            @Nullable String from, @Nullable String until, @Nullable String reason) {
        return new MaintenanceProposal(
                Optional.ofNullable(from).map(Instant::parse),
                Optional.ofNullable(until).map(Instant::parse),
                Optional.ofNullable(reason));
    }

    private static ElementLimits accepted(Proposal proposal) {
        return ElementLimits.of(proposal, TEN).fold(limits -> limits, reasons -> {
            throw new AssertionError(reasons.toString());
        });
    }

    private static List<Rejection> refused(Proposal proposal) {
        return switch (ElementLimits.of(proposal, TEN)) {
            case Outcome.Rejected<ElementLimits>(List<Rejection> reasons) -> reasons;
            case Outcome.Accepted<ElementLimits>(ElementLimits limits) -> throw new AssertionError(limits.toString());
        };
    }
}
