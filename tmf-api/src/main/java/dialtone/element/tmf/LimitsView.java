package dialtone.element.tmf;

import dialtone.element.ElementLimits;
import dialtone.element.ElementLimits.CallWindow;
import dialtone.element.ElementLimits.MaintenanceProposal;
import dialtone.element.ElementLimits.Proposal;
import dialtone.element.LimitsSetting;
import dialtone.element.Maintenance;
import dialtone.platform.tmf.ReadOnly;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much one node asks of an element. What is absent is not limited.
 *
 * @param callsPerSecond  1 to 1,000, in any second
 * @param callsPerWindow  1 to 10,000, in any {@code windowMinutes}
 * @param windowMinutes   1 to 60
 * @param concurrentCalls 1 to 32
 * @param version         1 for the first setting of the element; absent while nobody has set anything, as the two after it
 * @param setBy           login of the person
 */
@JsonbPropertyOrder({
    "element",
    "callsPerSecond",
    "callsPerWindow",
    "windowMinutes",
    "concurrentCalls",
    "maintenance",
    "version",
    "setBy",
    "setAt"
})
public record LimitsView(
        @ReadOnly @Nullable String element,
        @Nullable Integer callsPerSecond,
        @Nullable Integer callsPerWindow,
        @Nullable Integer windowMinutes,
        @Nullable Integer concurrentCalls,
        @Nullable MaintenanceView maintenance,
        @ReadOnly @Nullable Integer version,
        @ReadOnly @Nullable String setBy,
        @ReadOnly @Nullable Instant setAt) {

    /**
     * From, and until a moment that is not in it any more, the element is asked nothing.
     *
     * @param from   absent in a request: at once
     * @param reason at most 200 characters
     */
    @JsonbPropertyOrder({"from", "until", "reason"})
    public record MaintenanceView(
            @Nullable Instant from,
            @Nullable Instant until,
            @Nullable String reason) {

        static MaintenanceView of(Maintenance maintenance) {
            return new MaintenanceView(maintenance.from(), maintenance.until(), maintenance.reason());
        }

        MaintenanceProposal proposal() {
            return new MaintenanceProposal(
                    Optional.ofNullable(from), Optional.ofNullable(until), Optional.ofNullable(reason));
        }
    }

    static LimitsView of(String element, ElementLimits limits, Optional<LimitsSetting> setting) {
        return new LimitsView(
                element,
                limits.callsPerSecond().orElse(null),
                limits.window().map(CallWindow::calls).orElse(null),
                limits.window().map(CallWindow::minutes).orElse(null),
                limits.concurrentCalls().orElse(null),
                limits.maintenance().map(MaintenanceView::of).orElse(null),
                setting.map(LimitsSetting::version).orElse(null),
                setting.map(LimitsSetting::by).orElse(null),
                setting.map(LimitsSetting::at).orElse(null));
    }

    Proposal proposal() {
        return new Proposal(
                Optional.ofNullable(callsPerSecond),
                Optional.ofNullable(callsPerWindow),
                Optional.ofNullable(windowMinutes),
                Optional.ofNullable(concurrentCalls),
                Optional.ofNullable(maintenance).map(MaintenanceView::proposal));
    }
}
