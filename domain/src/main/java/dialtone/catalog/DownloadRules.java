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

    /** Who has done nothing after so many is not reminded by a further mail. */
    public static final int MAX_REMINDERS = Reminders.MAX;

    /** Of a catalogue that says nothing of it. */
    public static final DownloadRules USUAL = new DownloadRules(
            List.of(Duration.ofDays(3), Duration.ofDays(14)), Duration.ofDays(30), Duration.ofHours(1));

    public DownloadRules {
        reminders = Reminders.before(overdue, reminders);
    }
}
