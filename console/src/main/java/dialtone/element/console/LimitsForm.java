package dialtone.element.console;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.element.ElementLimits;
import dialtone.element.ElementLimits.CallWindow;
import dialtone.element.ElementLimits.MaintenanceProposal;
import dialtone.element.ElementLimits.Proposal;
import dialtone.element.Maintenance;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The limits of an element as text fields; times are those of the reader's wall clock, to the minute. */
final class LimitsForm {

    static final String PER_SECOND = "callsPerSecond";
    static final String PER_WINDOW = "callsPerWindow";
    static final String MINUTES = "windowMinutes";
    static final String CONCURRENT = "concurrentCalls";
    static final String FROM = "maintenance.from";
    static final String UNTIL = "maintenance.until";
    static final String REASON = "maintenance.reason";

    private LimitsForm() {}

    /** The zone of that name; UTC when there is none such. */
    static ZoneId zone(String name) {
        try {
            return name.isBlank() ? ZoneOffset.UTC : ZoneId.of(name);
        } catch (DateTimeException unknown) {
            return ZoneOffset.UTC;
        }
    }

    /** What the fields hold for these limits. */
    static Map<String, String> fields(ElementLimits limits, ZoneId zone) {
        Map<String, String> fields = new HashMap<>();
        fields.put(PER_SECOND, text(limits.callsPerSecond()));
        fields.put(PER_WINDOW, text(limits.window().map(CallWindow::calls)));
        fields.put(MINUTES, text(limits.window().map(CallWindow::minutes)));
        fields.put(CONCURRENT, text(limits.concurrentCalls()));
        fields.put(FROM, wallClock(limits.maintenance().map(Maintenance::from), zone));
        fields.put(UNTIL, wallClock(limits.maintenance().map(Maintenance::until), zone));
        fields.put(REASON, limits.maintenance().map(Maintenance::reason).orElse(""));
        return fields;
    }

    private static String text(Optional<Integer> number) {
        return number.map(Object::toString).orElse("");
    }

    private static String wallClock(Optional<Instant> time, ZoneId zone) {
        return time.map(at -> LocalDateTime.ofInstant(at, zone)
                        .truncatedTo(ChronoUnit.MINUTES)
                        .toString())
                .orElse("");
    }

    /** What the fields propose. Refuses NOT_A_NUMBER and NOT_A_TIME, each at its field. */
    static Outcome<Proposal> proposal(Map<String, String> fields, ZoneId zone) {
        List<Rejection> reasons = new ArrayList<>();
        Proposal proposal = new Proposal(
                number(reasons, fields, PER_SECOND),
                number(reasons, fields, PER_WINDOW),
                number(reasons, fields, MINUTES),
                number(reasons, fields, CONCURRENT),
                maintenance(reasons, fields, zone));
        return reasons.isEmpty() ? Outcome.accepted(proposal) : Outcome.rejected(reasons);
    }

    private static Optional<MaintenanceProposal> maintenance(
            List<Rejection> reasons, Map<String, String> fields, ZoneId zone) {
        Optional<Instant> from = time(reasons, fields, FROM, zone);
        Optional<Instant> until = time(reasons, fields, UNTIL, zone);
        Optional<String> reason = entered(fields, REASON);
        boolean wanted = List.of(FROM, UNTIL, REASON).stream()
                .anyMatch(field -> entered(fields, field).isPresent());
        return wanted ? Optional.of(new MaintenanceProposal(from, until, reason)) : Optional.empty();
    }

    private static Optional<Integer> number(List<Rejection> reasons, Map<String, String> fields, String field) {
        try {
            return entered(fields, field).map(Integer::valueOf);
        } catch (NumberFormatException noNumber) {
            reasons.add(Rejection.at(field, "NOT_A_NUMBER", "Enter a whole number, or nothing."));
            return Optional.empty();
        }
    }

    private static Optional<Instant> time(
            List<Rejection> reasons, Map<String, String> fields, String field, ZoneId zone) {
        try {
            return entered(fields, field)
                    .map(text -> LocalDateTime.parse(text).atZone(zone).toInstant());
        } catch (DateTimeException noTime) {
            reasons.add(Rejection.at(field, "NOT_A_TIME", "Enter a date and a time, such as 2026-11-26T22:30."));
            return Optional.empty();
        }
    }

    private static Optional<String> entered(Map<String, String> fields, String field) {
        return Optional.ofNullable(fields.get(field)).map(String::strip).filter(text -> !text.isEmpty());
    }
}
