package dialtone.usage;

import java.time.Instant;

/**
 * A record that a person took out of suspense for good, among the rejected ones of its file.
 *
 * @param record as it was then
 * @param remark why
 * @param by     login
 */
public record RefusedUsage(SuspendedUsage record, String remark, String by, Instant at) {}
