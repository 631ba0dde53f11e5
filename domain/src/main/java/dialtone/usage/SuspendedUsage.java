package dialtone.usage;

import java.time.Instant;

/**
 * A record that nobody can be charged for yet.
 *
 * @param fileId      of the register
 * @param suspendedAt when it came; a record that is tried again and stays keeps that
 */
public record SuspendedUsage(UsageEvent event, long fileId, Suspension reason, Instant suspendedAt) {}
