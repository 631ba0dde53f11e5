package dialtone.usage;

/** A record that is a part of a session, which is rated as one. */
public record PartialRecord(UsageEvent event, SessionPart part) {

    /** Whether another record tells the same once more, under a sequence number of its own. */
    boolean repeats(PartialRecord other) {
        return part.number() == other.part.number()
                && part.last() == other.part.last()
                && event.type() == other.event.type()
                && event.startedAt().equals(other.event.startedAt())
                && event.quantity() == other.event.quantity()
                && event.peer().equals(other.event.peer())
                && event.visitedNetwork().equals(other.event.visitedNetwork());
    }
}
