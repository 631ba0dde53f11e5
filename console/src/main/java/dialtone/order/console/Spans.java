package dialtone.order.console;

import java.time.Duration;

/** How long something takes, as a person reads it. */
final class Spans {

    private Spans() {}

    /** {@code 0.4 s}, {@code 12 s}, {@code 3 min 20 s}, {@code 5 h 2 min}, {@code 2 d 4 h}; what is not over yet is nothing. */
    static String text(Duration time) {
        Duration span = time.isNegative() ? Duration.ZERO : time;
        if (span.toMinutes() == 0) {
            long tenths = span.toMillis() / 100;
            return tenths % 10 == 0 || tenths >= 100 ? span.toSeconds() + " s" : tenths / 10 + "." + tenths % 10 + " s";
        }
        if (span.toHours() == 0) {
            return span.toSecondsPart() == 0
                    ? span.toMinutes() + " min"
                    : span.toMinutes() + " min " + span.toSecondsPart() + " s";
        }
        return span.toDays() == 0
                ? span.toHours() + " h " + span.toMinutesPart() + " min"
                : span.toDays() + " d " + span.toHoursPart() + " h";
    }
}
