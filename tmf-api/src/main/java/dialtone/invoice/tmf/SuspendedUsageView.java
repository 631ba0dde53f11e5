package dialtone.invoice.tmf;

import dialtone.usage.SuspendedUsage;
import java.time.Instant;

/** A usage record that nobody can be charged for yet. */
public record SuspendedUsageView(
        String source,
        long sequence,
        String type,
        String msisdn,
        Instant startedAt,
        long quantity,
        String peer,
        long usageFile,
        String reason,
        Instant suspendedAt) {
    static SuspendedUsageView of(SuspendedUsage suspended) {
        return new SuspendedUsageView(
                suspended.event().source(),
                suspended.event().sequence(),
                suspended.event().type().name(),
                suspended.event().msisdn(),
                suspended.event().startedAt(),
                suspended.event().quantity(),
                suspended.event().peer(),
                suspended.fileId(),
                suspended.reason().name(),
                suspended.suspendedAt());
    }
}
