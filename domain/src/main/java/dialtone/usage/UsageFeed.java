package dialtone.usage;

import java.time.Instant;
import java.util.Optional;

/**
 * A place at another system that is looked at for usage files, and how that goes. It changes its state by {@link #reached} and {@link #lost}; the same again
 * leaves it as it was, so that {@code since} says for how long.
 *
 * @param place      for people: {@code dialtone@msc1.example.net:22/outgoing}
 * @param since      when it came into its state
 * @param lastFileAt when a file of it was taken last, since the server started; empty before
 * @param failure    why it is away, at most 255 characters; empty otherwise
 */
public record UsageFeed(
        String name,
        UsageChannel channel,
        String place,
        State state,
        Instant since,
        Optional<Instant> lastFileAt,
        String failure) {

    private static final int MAX_FAILURE = 255;

    public enum State {
        /** Not looked at yet. */
        NEW,
        /** Was reached when it was looked at last. */
        UP,
        /** Is not reached, refuses the login, is not the host it should be, or does not let files be read or moved. */
        AWAY
    }

    /** One that nobody has looked at yet. */
    public static UsageFeed declared(String name, UsageChannel channel, String place, Instant now) {
        return new UsageFeed(name, channel, place, State.NEW, now, Optional.empty(), "");
    }

    public UsageFeed reached(Instant now) {
        return state == State.UP ? this : new UsageFeed(name, channel, place, State.UP, now, lastFileAt, "");
    }

    /** @param why the latest reason counts */
    public UsageFeed lost(Instant now, String why) {
        String reason = why.length() <= MAX_FAILURE ? why : why.substring(0, MAX_FAILURE);
        return new UsageFeed(name, channel, place, State.AWAY, state == State.AWAY ? since : now, lastFileAt, reason);
    }

    /** A file of it was taken. */
    public UsageFeed took(Instant now) {
        return new UsageFeed(name, channel, place, state, since, Optional.of(now), failure);
    }
}
