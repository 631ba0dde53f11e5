package dialtone.catalog;

import java.time.Duration;
import java.util.List;

/**
 * How long an eSIM's profile may lie at the SM-DP+, by the catalogue.
 *
 * @param reminders    after how long since the customer has the activation code he is reminded of it, the first first; at most
 *                     {@value #MAX_REMINDERS}, each before {@code overdue}
 * @param overdue      after how long a person asks the customer what has become of it
 * @param afterFailure how long a customer whose telephone could not load it tries by himself before a person looks after him
 */
public record DownloadRules(List<Duration> reminders, Duration overdue, Duration afterFailure) {

    /** Who has not loaded it after so many is not reminded by a further mail. */
    public static final int MAX_REMINDERS = 5;

    /** Of a catalogue that says nothing of it. */
    public static final DownloadRules USUAL = new DownloadRules(
            List.of(Duration.ofDays(3), Duration.ofDays(14)), Duration.ofDays(30), Duration.ofHours(1));

    public DownloadRules {
        reminders = List.copyOf(reminders);
        if (reminders.size() > MAX_REMINDERS) {
            throw new IllegalArgumentException("A customer is reminded at most " + MAX_REMINDERS + " times");
        }
        Duration last = Duration.ZERO;
        for (Duration reminder : reminders) {
            if (reminder.compareTo(last) <= 0 || reminder.compareTo(overdue) >= 0) {
                throw new IllegalArgumentException("Reminders come one after the other, and before " + overdue);
            }
            last = reminder;
        }
    }
}
