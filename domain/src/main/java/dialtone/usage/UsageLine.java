package dialtone.usage;

/** What a line of a usage file, or a record of another kind of file, is. */
public sealed interface UsageLine {

    record Event(UsageEvent event) implements UsageLine {}

    record Part(PartialRecord record) implements UsageLine {}

    record Rejected(UsageReject reject) implements UsageLine {}
}
