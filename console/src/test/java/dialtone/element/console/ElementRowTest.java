package dialtone.element.console;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.console.Badge;
import dialtone.element.ElementCapacity;
import dialtone.element.ElementLimits;
import dialtone.element.ElementLimits.CallWindow;
import dialtone.element.ElementStanding;
import dialtone.element.ElementState;
import dialtone.element.LimitsSetting;
import dialtone.element.Maintenance;
import dialtone.element.OpenJobs;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ElementRowTest {

    private static final Instant TEN = Instant.parse("2026-11-25T10:00:00Z");

    @Test
    void whatIsUsedStandsBesideWhatMayBe() {
        ElementLimits limits = new ElementLimits(
                Optional.of(20), Optional.of(new CallWindow(600, 10)), Optional.of(4), Optional.empty());
        ElementRow row = ElementRow.of(standing(
                ElementState.CLOSED, "", limits, Optional.of(new LimitsSetting("hlr", 3, limits, "ops", TEN))));
        assertThat(row.name()).isEqualTo("HLR");
        assertThat(row.state()).isEqualTo(new Badge("In service", "good"));
        assertThat(row.inFlight()).isEqualTo("2 of 4");
        assertThat(row.perSecond()).isEqualTo("7 of 20");
        assertThat(row.inWindow()).isEqualTo("120 of 600 in 10 minutes");
        assertThat(row.jobsWaiting()).isEqualTo(31);
        assertThat(row.ofThese()).isEqualTo("2 urgent, 1 that may wait");
        assertThat(row.setBy()).isEqualTo("ops");
        assertThat(row.setAt().known()).isTrue();
        assertThat(row.hasPlanned()).isFalse();
    }

    @Test
    void withoutLimitsOnlyWhatIsUsedIsSaid() {
        ElementRow row = ElementRow.of(standing(ElementState.OPEN, "HTTP 503", ElementLimits.NONE, Optional.empty()));
        assertThat(row.state()).isEqualTo(new Badge("Out of reach", "bad"));
        assertThat(row.reason()).isEqualTo("HTTP 503");
        assertThat(row.inFlight()).isEqualTo("2");
        assertThat(row.perSecond()).isEqualTo("7");
        assertThat(row.inWindow()).isEmpty();
        assertThat(row.setBy()).isEmpty();
        assertThat(row.setAt().known()).isFalse();
    }

    @Test
    void aMaintenanceIsShownWithItsTimes() {
        ElementLimits limits = new ElementLimits(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Maintenance(TEN, TEN.plusSeconds(60), "boards")));
        ElementRow row = ElementRow.of(standing(ElementState.MAINTENANCE, "boards", limits, Optional.empty()));
        assertThat(row.state().tone()).isEqualTo("warn");
        assertThat(row.hasPlanned()).isTrue();
        assertThat(row.plannedFrom().iso()).isEqualTo("2026-11-25T10:00:00Z");
        assertThat(row.plannedUntil().iso()).isEqualTo("2026-11-25T10:01:00Z");
        assertThat(ElementRow.of(standing(ElementState.HALF_OPEN, "", limits, Optional.empty()))
                        .state()
                        .label())
                .isEqualTo("Being tried");
    }

    @Test
    void whatItHasToldOfItsRoomStandsWithTheTimeOfThat() {
        ElementRow room = ElementRow.of(with(new ElementCapacity(100, 37, TEN)));
        assertThat(room.places()).isEqualTo("37 of 100");
        assertThat(room.full()).isFalse();
        assertThat(room.placesAt().iso()).isEqualTo("2026-11-25T10:00:00Z");
        assertThat(ElementRow.of(with(new ElementCapacity(10, 37, TEN))).full()).isTrue();
        ElementRow silent = ElementRow.of(standing(ElementState.CLOSED, "", ElementLimits.NONE, Optional.empty()));
        assertThat(silent.places()).isEmpty();
        assertThat(silent.full()).isFalse();
    }

    private static ElementStanding with(ElementCapacity capacity) {
        return standing(ElementState.CLOSED, "", ElementLimits.NONE, Optional.empty(), Optional.of(capacity));
    }

    private static ElementStanding standing(
            ElementState state, String reason, ElementLimits limits, Optional<LimitsSetting> setting) {
        return standing(state, reason, limits, setting, Optional.empty());
    }

    private static ElementStanding standing(
            ElementState state,
            String reason,
            ElementLimits limits,
            Optional<LimitsSetting> setting,
            Optional<ElementCapacity> capacity) {
        return new ElementStanding(
                "hlr",
                state,
                TEN,
                reason,
                limits,
                2,
                7,
                limits.window().map(window -> 120),
                List.of("fulfilment.activate-sim"),
                new OpenJobs(2, 28, 1),
                capacity,
                setting);
    }
}
