package dialtone.process;

import java.time.Instant;

/** @param elementId the event that is triggered when the timer is due */
public record PendingTimer(String elementId, Instant dueAt) {}
