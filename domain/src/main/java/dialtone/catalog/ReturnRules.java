package dialtone.catalog;

import java.time.Duration;
import java.util.List;

/**
 * How long a customer may keep a device that was asked back, by the catalogue. He has the label at once.
 *
 * @param reminders after how long since its label went out he is reminded of it, the first first; at most {@value #MAX_REMINDERS}, each
 *                  before {@code overdue}
 * @param overdue   how long since then he has to hand it in
 */
public record ReturnRules(List<Duration> reminders, Duration overdue) {

    /** Who has done nothing after so many is not reminded by a further mail. */
    public static final int MAX_REMINDERS = Reminders.MAX;

    /** Of a catalogue that says nothing of it. */
    public static final ReturnRules USUAL = new ReturnRules(List.of(Duration.ofDays(10)), Duration.ofDays(21));

    public ReturnRules {
        reminders = Reminders.before(overdue, reminders);
    }
}
