package dialtone.platform.tmf;

import dialtone.element.ElementState;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is up, what lags and by how much.
 *
 * @param state    up; degraded: orders are taken, but something lags or is away; down: the database is away and nothing works
 * @param problems the same in sentences; empty when up
 * @param esimsOfConcern customers whom somebody has to look after, for their eSIM was not loaded
 */
@JsonbPropertyOrder({
    "state",
    "at",
    "problems",
    "database",
    "broker",
    "outbox",
    "exporter",
    "events",
    "openFalloutTasks",
    "esimsOfConcern",
    "elements",
    "usageFeeds",
    "usageQueue"
})
public record ServerStatus(
        String state,
        Instant at,
        List<String> problems,
        Database database,
        Broker broker,
        @Nullable Backlog outbox,
        @Nullable List<Exporter> exporter,
        @Nullable Deliveries events,
        @Nullable Long openFalloutTasks,
        @Nullable Long esimsOfConcern,
        List<Element> elements,
        List<UsageFeed> usageFeeds,
        @Nullable UsageQueue usageQueue) {

    static final String UP = "up";
    static final String DEGRADED = "degraded";
    static final String DOWN = "down";

    /** Messages to the broker go out within a second; what waits longer waits for something. */
    static final long ALARMING_OUTBOX_SECONDS = 10;

    /** A subscriber that was away for a minute is behind by no fault of ours, one that stays away is worth a look. */
    static final long ALARMING_EVENT_SECONDS = 60;

    /** @param answerMillis of a query that reads one row */
    public record Database(String state, long answerMillis) {}

    public record Broker(
            String state,
            int brokers,
            int partitions,
            @Nullable String version) {}

    /** @param oldestSeconds age of what has waited longest */
    public record Backlog(long waiting, long oldestSeconds) {}

    /** @param sinceLastSeconds since the broker's exporter last sent anything; it does so at least every 10 s */
    public record Exporter(int partition, long position, long sinceLastSeconds, boolean alarming) {}

    /** @param parked deliveries given up until operations send them again */
    public record Deliveries(long waiting, long oldestSeconds, long parked) {}

    /** A network element, as this node sees it. */
    public record Element(String element, ElementState state, Instant since) {

        Optional<String> problem() {
            return switch (state) {
                case CLOSED -> Optional.empty();
                case MAINTENANCE -> Optional.of("Element " + element + " is in maintenance; work for it waits.");
                case OPEN, HALF_OPEN ->
                    Optional.of("Element " + element + " is out of reach since " + since + "; work for it waits.");
            };
        }
    }

    /** A place that this node fetches usage files from. */
    public record UsageFeed(String feed, dialtone.usage.UsageFeed.State state, Instant since) {

        Optional<String> problem() {
            return state == dialtone.usage.UsageFeed.State.AWAY
                    ? Optional.of(
                            "Usage source " + feed + " is out of reach since " + since + "; its files wait there.")
                    : Optional.empty();
        }
    }

    /**
     * Messages of this node's usage queue.
     *
     * @param waiting those among them that are tried again later
     * @param failed  given up after many attempts
     */
    public record UsageQueue(long waiting, long failed) {}

    /**
     * The parts as they were found; {@link #assess} says what they mean together.
     *
     * @param esimsUntold customers who would be reminded of their eSIM if anything told whether they have loaded it
     */
    record Parts(
            Instant at,
            Database database,
            Broker broker,
            @Nullable Backlog outbox,
            @Nullable List<Exporter> exporter,
            @Nullable Deliveries events,
            @Nullable Long openFalloutTasks,
            @Nullable Long esimsOfConcern,
            @Nullable Long esimsUntold,
            List<Element> elements,
            List<UsageFeed> usageFeeds,
            @Nullable UsageQueue usageQueue) {}

    static ServerStatus assess(Parts parts) {
        List<String> problems = new ArrayList<>();
        boolean down = parts.database().state().equals(DOWN);
        if (down) {
            problems.add("The database does not answer.");
        }
        if (parts.broker().state().equals(DOWN)) {
            problems.add("The process broker does not answer; orders are taken and wait for it.");
        }
        if (parts.outbox() != null && parts.outbox().oldestSeconds() > ALARMING_OUTBOX_SECONDS) {
            problems.add(parts.outbox().waiting() + " messages wait for the broker, the oldest for "
                    + parts.outbox().oldestSeconds() + " s.");
        }
        if (parts.exporter() != null) {
            for (Exporter partition : parts.exporter()) {
                if (partition.alarming()) {
                    problems.add("Partition " + partition.partition() + " has exported nothing for "
                            + partition.sinceLastSeconds() + " s; the process pages show an old state.");
                }
            }
        }
        if (parts.events() != null && parts.events().oldestSeconds() > ALARMING_EVENT_SECONDS) {
            problems.add(parts.events().waiting() + " events wait to be delivered, the oldest for "
                    + parts.events().oldestSeconds() + " s.");
        }
        if (parts.events() != null && parts.events().parked() > 0) {
            problems.add(parts.events().parked() + " deliveries of events are parked.");
        }
        if (parts.esimsUntold() != null && parts.esimsUntold() > 0) {
            problems.add(
                    "No SM-DP+ tells of profiles; " + parts.esimsUntold()
                            + " customers of eSIMs are neither reminded nor called, for nobody knows whether they have loaded them.");
        }
        parts.elements().forEach(element -> element.problem().ifPresent(problems::add));
        parts.usageFeeds().forEach(feed -> feed.problem().ifPresent(problems::add));
        if (parts.usageQueue() != null && parts.usageQueue().failed() > 0) {
            problems.add(parts.usageQueue().failed()
                    + " messages of usage were given up and are in the queue usage-failed until they are put back.");
        }
        String state = down ? DOWN : problems.isEmpty() ? UP : DEGRADED;
        return new ServerStatus(
                state,
                parts.at(),
                problems,
                parts.database(),
                parts.broker(),
                parts.outbox(),
                parts.exporter(),
                parts.events(),
                parts.openFalloutTasks(),
                parts.esimsOfConcern(),
                parts.elements(),
                parts.usageFeeds(),
                parts.usageQueue());
    }
}
