package dialtone.usage;

import java.time.Instant;

/** A record that nobody can be charged for yet. */
public record SuspendedUsage(UsageEvent event, Suspension reason, Instant suspendedAt) {}
