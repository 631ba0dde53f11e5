package dialtone.element.console;

import dialtone.base.console.Badge;
import dialtone.base.console.Words;
import dialtone.element.FaultPolicy.Hold;
import dialtone.element.FaultPolicy.Rule;
import java.time.Duration;

/**
 * A row of the fault policy as it is shown.
 *
 * @param element "Any" for a row of a kind of fault
 * @param how     of what is held: "after 5 min, 12 times"; empty otherwise
 */
public record FaultRuleRow(
        String element, String code, String name, String means, Badge way, String how, String source) {

    static FaultRuleRow of(Rule rule) {
        return new FaultRuleRow(
                rule.element().isEmpty() ? "Any" : Words.of(rule.element()),
                rule.code(),
                rule.name().equals(rule.code()) ? "" : rule.name(),
                rule.means(),
                switch (rule.way()) {
                    case RETRY -> new Badge("Retry", "busy");
                    case ROLLBACK -> new Badge("Roll back", "bad");
                    case HOLD -> new Badge("Hold", "warn");
                    case MANUAL -> new Badge("Ask a person", "idle");
                },
                rule.hold().map(FaultRuleRow::words).orElse(""),
                rule.source());
    }

    private static String words(Hold hold) {
        Duration pause = hold.pause();
        String time = pause.toMinutes() > 0 && pause.toSecondsPart() == 0
                ? pause.toMinutes() + " min"
                : pause.toSeconds() + " s";
        return "after " + time + ", " + (hold.times() == 1 ? "once" : hold.times() + " times");
    }
}
