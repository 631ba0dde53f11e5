package dialtone.base;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Mails to a customer that go out one after the other. One that the mail server does not take is tried again, at ever longer intervals, and
 * given up in the end.
 *
 * @param gone     number of those that have gone out, that were given up or left out among them
 * @param refusals how often the mail server has not taken the next one
 */
@Embeddable
public record Mails(
        @Column(name = "MAILS") int gone,
        @Column(name = "REFUSALS") int refusals) {

    public static final Mails NONE = new Mails(0, 0);

    /** In which time a mail has gone out; when its sender says nothing, it is due again. */
    public static final Duration SENDING = Duration.ofMinutes(10);

    /** After how long a mail is tried again that was not taken; after the last of them it is given up. */
    public static final List<Duration> TRIES = List.of(Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofDays(1));

    /** So many have gone out by now, or more already. */
    public Mails atLeast(int number) {
        return new Mails(Math.max(gone, number), 0);
    }

    /** When the next one is tried again that was not taken just now; empty when it is given up. */
    public Optional<Instant> nextTry(Instant now) {
        return refusals == TRIES.size() ? Optional.empty() : Optional.of(now.plus(TRIES.get(refusals)));
    }

    /** The next one was not taken. */
    public Mails refused() {
        return new Mails(gone, refusals + 1);
    }
}
