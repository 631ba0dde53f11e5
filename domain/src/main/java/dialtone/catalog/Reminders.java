package dialtone.catalog;

import java.time.Duration;
import java.util.List;

/** When a customer is reminded of something, counted from when he could do it. */
final class Reminders {

    /** Who has done nothing after so many is not reminded by a further mail. */
    static final int MAX = 5;

    private Reminders() {}

    /**
     * @param reminders the first first
     * @param overdue   after how long something else is done about it
     * @throws IllegalArgumentException if there are more than {@value #MAX}, or they do not come one after the other and before that
     */
    static List<Duration> before(Duration overdue, List<Duration> reminders) {
        if (reminders.size() > MAX) {
            throw new IllegalArgumentException("A customer is reminded at most " + MAX + " times");
        }
        Duration last = Duration.ZERO;
        for (Duration reminder : reminders) {
            if (reminder.compareTo(last) <= 0 || reminder.compareTo(overdue) >= 0) {
                throw new IllegalArgumentException("Reminders come one after the other, and before " + overdue);
            }
            last = reminder;
        }
        return List.copyOf(reminders);
    }
}
